//! The schema document: everything that a model and the database say about a schema, in sections for people.
//!
//! It is built once as a tree of sections; [`crate::render`] writes the tree as Markdown and as HTML, so that both say
//! the same. A section that has nothing to say is not there.

mod diagram;
mod head;
mod kinds;
mod migrations;
mod operations;
mod partitions;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{ConstraintKind, ForeignKey, ObjectName};

pub use diagram::{Diagram, Entity, EntityColumn, Relation};

use crate::canon::Canonical;
use crate::catalog::{Catalog, DocumentSettings, ObjectRef, Pair};
use crate::facts::OpCode;
use crate::kinds::function::Function;
use crate::kinds::table::Table;
use crate::kinds::{Index, Kind};
use crate::plan::{Allow, Plan};
use crate::street::{self, Policy};
use crate::transition::Strategy;

/// What the document is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The schema.
    pub schema: &'a Canonical,
    /// The database that the schema is for, when it was looked at.
    pub database: Option<&'a Canonical>,
    /// The way from there to the schema, when it was planned.
    pub plan: Option<&'a Plan>,
    /// The day that the document is for, `YYYY-MM-DD`, when somebody says so.
    pub as_of: Option<&'a str>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What stands before the first section.
    pub blocks: Vec<Block>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// What its model says about objects that are not there.
    pub warnings: Vec<String>,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What links name it by: letters, digits and hyphens.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What stands in it before its own sections.
    pub blocks: Vec<Block>,
    /// Its own sections.
    pub sections: Vec<Section>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Line),
    /// A list.
    List(Vec<Line>),
    /// A list whose order matters.
    Steps(Vec<Line>),
    /// A table.
    Table {
        /// The names of its columns.
        head: Vec<String>,
        /// Its rows, each as long as the head.
        rows: Vec<Vec<Line>>,
    },
    /// SQL.
    Sql(String),
    /// What to type into a shell.
    Shell(String),
    /// Tables and how they refer to each other.
    Diagram(Diagram),
}

/// Text of one line.
pub type Line = Vec<Span>;

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Text, in which what stands between backticks is code.
    Text(String),
    /// Code.
    Code(String),
    /// Text that stands out.
    Strong(String),
    /// The name of something that has a section.
    Link {
        /// The section.
        id: String,
        /// The name, as code.
        text: String,
    },
}

/// A line of nothing but text.
pub(crate) fn text(words: impl Into<String>) -> Line {
    vec![Span::Text(words.into())]
}

/// A line of nothing but code; none where there is none.
fn code(words: impl Into<String>) -> Line {
    let words = words.into();
    if words.is_empty() {
        Vec::new()
    } else {
        vec![Span::Code(words)]
    }
}

/// Whether a text is a day, `YYYY-MM-DD`.
pub fn is_day(text: &str) -> bool {
    crate::kinds::table::toml::is_date(text)
}

/// Makes the document.
pub fn document(input: &Input<'_>) -> Document {
    let cx = Context::new(input);
    let (title, blocks) = head::head(&cx);
    let sections = [
        head::technology(&cx),
        diagram::section(&cx),
        head::conventions(&cx),
        tables::section(&cx),
        kinds::types(&cx),
        kinds::views(&cx),
        kinds::functions(&cx),
        migrations::section(&cx),
        migrations::seeds(&cx),
        partitions::performance(&cx),
        operations::backup(&cx),
        operations::approval(&cx),
    ];
    let mut sections: Vec<Section> = sections.into_iter().flatten().collect();
    for (index, section) in sections.iter_mut().enumerate() {
        section.number(&(index + 1).to_string(), 2);
    }
    Document {
        title,
        blocks,
        sections,
        warnings: cx.warnings(),
    }
}

impl Section {
    fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            blocks: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// The section, unless it says nothing.
    fn unless_empty(self) -> Option<Self> {
        (!self.blocks.is_empty() || !self.sections.is_empty()).then_some(self)
    }

    /// Puts numbers before its heading and those of its sections, so many levels deep.
    fn number(&mut self, number: &str, levels: usize) {
        self.title = format!("{number}. {}", self.title).replace(". . ", ". ");
        if levels > 1 {
            for (index, section) in self.sections.iter_mut().enumerate() {
                let number = format!("{number}.{}", index + 1);
                section.number(&number, levels - 1);
            }
        }
    }

    fn paragraph(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text(words)));
    }

    /// A table, unless it has no rows; without columns that say nothing.
    fn table(&mut self, head: &[&str], rows: Vec<Vec<Line>>) {
        let said = |column: usize| rows.iter().any(|row| row.get(column).is_some_and(says_something));
        let columns: Vec<usize> = (0..head.len()).filter(|column| said(*column)).collect();
        if columns.is_empty() {
            return;
        }
        let kept = |mut row: Vec<Line>| {
            columns
                .iter()
                .map(|column| std::mem::take(&mut row[*column]))
                .collect()
        };
        self.blocks.push(Block::Table {
            head: columns.iter().map(|column| head[*column].to_owned()).collect(),
            rows: rows.into_iter().map(kept).collect(),
        });
    }
}

fn says_something(line: &Line) -> bool {
    line.iter().any(|span| match span {
        Span::Text(words) | Span::Code(words) | Span::Strong(words) | Span::Link { text: words, .. } => {
            !words.is_empty()
        }
    })
}

/// What all sections look at.
struct Context<'a> {
    input: Input<'a>,
    settings: &'a DocumentSettings,
    /// The statements that make each object, without comments.
    sql: BTreeMap<ObjectRef, Vec<String>>,
    /// What links name each object by.
    ids: BTreeMap<ObjectRef, String>,
    /// The domain of each table that has one.
    domains: BTreeMap<ObjectName, String>,
    /// What belongs to what.
    of: Belongings<'a>,
}

/// What belongs to what, found once.
#[derive(Default)]
struct Belongings<'a> {
    /// The indexes of a table or materialized view.
    indexes: BTreeMap<&'a ObjectName, Vec<&'a Index>>,
    /// The partitions right below a table.
    partitions: BTreeMap<&'a ObjectName, Vec<&'a Table>>,
    /// The tables that refer to a table.
    children: BTreeMap<&'a ObjectName, BTreeSet<&'a ObjectName>>,
    /// The columns that have a type, or an array of it, by how it is written.
    columns: BTreeMap<String, Vec<(&'a ObjectName, &'a str)>>,
    /// The enums, by how they are written.
    enums: BTreeMap<String, &'a ObjectName>,
    /// The functions of a name.
    functions: BTreeMap<&'a ObjectName, &'a Function>,
    /// The tables whose triggers call a function.
    callers: BTreeMap<&'a ObjectName, Vec<&'a ObjectName>>,
}

impl<'a> Belongings<'a> {
    fn new(catalog: &'a Catalog) -> Self {
        let mut of = Self::default();
        for index in catalog.indexes.values() {
            of.indexes.entry(&index.table).or_default().push(index);
        }
        for table in catalog.tables.values() {
            if let Some(above) = &table.partition_of {
                of.partitions.entry(&above.parent).or_default().push(table);
                continue;
            }
            for key in foreign_keys(table) {
                of.children.entry(&key.table).or_default().insert(&table.name);
            }
            for column in &table.columns {
                let written = column.data_type.to_string();
                let element = written.strip_suffix("[]").unwrap_or(&written).to_owned();
                of.columns
                    .entry(element)
                    .or_default()
                    .push((&table.name, &column.name));
            }
        }
        of.enums = catalog
            .enums
            .values()
            .map(|found| (found.name.to_string(), &found.name))
            .collect();
        for function in catalog.functions.values() {
            of.functions.entry(&function.definition.name).or_insert(function);
        }
        for trigger in catalog.triggers.values() {
            let definition = &trigger.definition;
            of.callers
                .entry(&definition.function)
                .or_default()
                .push(&definition.table);
        }
        of
    }
}

/// The foreign keys of a table.
fn foreign_keys(table: &Table) -> impl Iterator<Item = &ForeignKey> {
    table
        .constraints
        .iter()
        .filter_map(|constraint| match &constraint.kind {
            ConstraintKind::ForeignKey(key) => Some(key),
            ConstraintKind::PrimaryKey(_)
            | ConstraintKind::Unique(_)
            | ConstraintKind::Check(_)
            | ConstraintKind::Exclude(_) => None,
        })
}

impl<'a> Context<'a> {
    fn new(input: &Input<'a>) -> Self {
        let settings = &input.schema.settings.document;
        Self {
            input: *input,
            settings,
            sql: statements(input.schema),
            ids: ids(input.schema),
            domains: domains(input.schema, settings),
            of: Belongings::new(&input.schema.catalog),
        }
    }

    fn catalog(&self) -> &'a Catalog {
        &self.input.schema.catalog
    }

    /// The database, when it was looked at: the one that the schema is for, or the schema itself.
    fn live(&self) -> Option<&'a Canonical> {
        let database = self.input.database.filter(|database| database.live.is_some());
        database.or_else(|| Some(self.input.schema).filter(|schema| schema.live.is_some()))
    }

    /// A name for people: the default schema goes without saying.
    fn name(&self, name: &ObjectName) -> String {
        match &name.schema {
            Some(schema) if *schema != self.input.schema.settings.default_schema => {
                format!("{schema}.{}", name.name)
            }
            _ => name.name.clone(),
        }
    }

    /// A text of SQL for people, such as a type: the same.
    fn short<'t>(&self, sql: &'t str) -> &'t str {
        let prefix = format!(
            "{}.",
            crate::catalog::ident(&self.input.schema.settings.default_schema)
        );
        sql.strip_prefix(prefix.as_str()).unwrap_or(sql)
    }

    /// A type as people write it.
    fn data_type(&self, of: &schemadiff_sql::syntax::TypeName) -> String {
        self.short(&crate::render::toml::sql::builtin_type(of)).to_owned()
    }

    fn id(&self, object: &ObjectRef) -> String {
        self.ids.get(object).cloned().unwrap_or_default()
    }

    /// A name that leads to where it is described, or only the name.
    fn link(&self, kind: Kind, name: &ObjectName) -> Span {
        match self.ids.get(&ObjectRef::named(kind, name)) {
            Some(id) => Span::Link {
                id: id.clone(),
                text: self.name(name),
            },
            None => Span::Code(self.name(name)),
        }
    }

    /// What an object is for: what the document says, or else its comment.
    fn purpose(&self, object: &ObjectRef, comment: Option<&String>) -> Option<String> {
        let path = object.path();
        let short = path
            .strip_prefix(self.input.schema.settings.default_schema.as_str())
            .and_then(|rest| rest.strip_prefix('.'));
        let said = self.settings.purposes.iter();
        let mut said = said.filter(|(name, _)| *name == path || Some(name.as_str()) == short);
        said.next()
            .map(|(_, text)| text.clone())
            .or_else(|| comment.cloned())
    }

    /// The statements that make an object.
    fn statements(&self, object: &ObjectRef) -> Option<String> {
        let all = self.sql.get(object)?;
        let ended: Vec<String> = all.iter().map(|sql| format!("{sql};")).collect();
        Some(ended.join("\n\n"))
    }

    fn warnings(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (name, _) in &self.settings.purposes {
            let full = format!("{}.{name}", self.input.schema.settings.default_schema);
            if !self
                .ids
                .keys()
                .any(|object| [name, &full].contains(&&object.path()))
            {
                found.push(format!(
                    "`document.purposes` speaks of `{name}`, and nothing has that name"
                ));
            }
        }
        for domain in &self.settings.domains {
            if !self.domains.values().any(|name| *name == domain.name) {
                found.push(format!("no table belongs to the domain `{}`", domain.name));
            }
        }
        found
    }
}

/// The statements that make each object of a schema.
fn statements(schema: &Canonical) -> BTreeMap<ObjectRef, Vec<String>> {
    let policy = Policy {
        allow: Allow::all(),
        strategy: Some(Strategy::Direct),
    };
    let empty = Canonical::empty();
    let pair = Pair {
        old: &empty,
        new: schema,
    };
    let (plan, _) = street::plan(pair, &policy);
    let mut all: BTreeMap<ObjectRef, Vec<String>> = BTreeMap::new();
    for statement in plan.steps.into_iter().flat_map(|step| step.statements) {
        if !matches!(statement.code, OpCode::Comment | OpCode::CommentOnRelation) {
            all.entry(statement.target).or_default().push(statement.sql);
        }
    }
    all
}

/// A name for links to each object that gets a section.
fn ids(schema: &Canonical) -> BTreeMap<ObjectRef, String> {
    let catalog = &schema.catalog;
    let mut objects: Vec<ObjectRef> = Vec::new();
    let tables = catalog
        .tables
        .values()
        .filter(|table| table.partition_of.is_none());
    objects.extend(tables.map(|table| ObjectRef::named(Kind::Table, &table.name)));
    let of = |kind: Kind, ids: Vec<&crate::catalog::ObjectId>| {
        let all = ids.into_iter().cloned();
        all.map(move |id| ObjectRef::new(kind, id)).collect::<Vec<_>>()
    };
    objects.extend(of(Kind::EnumType, catalog.enums.keys().collect()));
    objects.extend(of(Kind::View, catalog.views.keys().collect()));
    objects.extend(of(
        Kind::MaterializedView,
        catalog.materialized_views.keys().collect(),
    ));
    objects.extend(of(Kind::Function, catalog.functions.keys().collect()));
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut named = BTreeMap::new();
    for object in objects {
        let path = object.path();
        let default = format!("{}.", schema.settings.default_schema);
        let base = slug(&format!(
            "{} {}",
            object.kind.words(),
            path.strip_prefix(&default).unwrap_or(&path)
        ));
        let mut id = base.clone();
        let mut number = 1;
        while !taken.insert(id.clone()) {
            number += 1;
            id = format!("{base}-{number}");
        }
        named.insert(object, id);
    }
    named
}

/// Letters, digits and underscores of a text in lower case, with a hyphen for everything between.
fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// The domain of each table: what it says itself, or else whose patterns it meets.
fn domains(schema: &Canonical, settings: &DocumentSettings) -> BTreeMap<ObjectName, String> {
    let mut found = BTreeMap::new();
    for table in schema.catalog.tables.values() {
        let object = ObjectRef::named(Kind::Table, &table.name);
        let said = schema
            .annotations
            .get(&object)
            .and_then(|annotation| annotation.domain.clone());
        let met = || {
            let mut domains = settings.domains.iter();
            let meets =
                |domain: &&crate::catalog::Domain| domain.tables.iter().any(|pattern| pattern.takes(&object));
            domains.find(meets).map(|domain| domain.name.clone())
        };
        if let Some(domain) = said.or_else(met) {
            found.insert(table.name.clone(), domain);
        }
    }
    found
}
