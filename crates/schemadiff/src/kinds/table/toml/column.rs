//! Columns: the short form (SQL after the name), the long form, and the standard columns that tables ask for by name.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{
    Check, Column, ColumnDefinition, Constraint, ConstraintKind, Generated, Identity, Key,
    NotNull, ObjectName, SequenceOptions, TypeName,
};
use schemadiff_sql::{Expr, SqlError, parse_column, parse_name, parse_references};
use toml::de::DeValue;

use super::super::{OwnColumn, Table, settings};
use super::misplaced;
use crate::catalog::{ObjectRef, Origin};
use crate::diag::{Diagnostic, code, nearest};
use crate::kinds::sequence;
use crate::source::toml::{Entry, OWN_COLUMNS, Reader, Table as Node, Value, comment, scalar};

/// Columns that tables may ask for by name.
pub(crate) type StandardColumns<'a> = BTreeMap<&'a str, StandardColumn<'a>>;

/// What the grammar made of each name and text so far: a model repeats its columns from table to table.
pub(crate) type KnownColumns<'a> = BTreeMap<(&'a str, &'a str), ColumnDefinition>;

/// A standard column and where it was written.
#[derive(Clone, Debug)]
pub(crate) struct StandardColumn<'a> {
    /// `None` for one that could not be read: it is known, so that asking for it is no second error.
    column: Option<Written<'a>>,
    origin: Origin,
}

/// A column as written, before it belongs to a table.
#[derive(Clone, Debug)]
struct Written<'a> {
    definition: ColumnDefinition,
    renamed_from: Option<String>,
    using: Option<String>,
    triggers: Vec<(&'a str, Value<'a>)>,
    origin: Origin,
}

/// What the columns of a table ask for beyond themselves.
#[derive(Debug, Default)]
pub(super) struct Asked<'a> {
    /// Templates of triggers: name, where it is named, and the column that asks.
    pub(super) triggers: Vec<(&'a str, Value<'a>, Origin)>,
    constraints: Vec<(Constraint, Origin)>,
}

/// `[standard_columns]`.
pub(crate) fn read_standard<'a>(entry: &Entry<'a>, reader: &mut Reader<'a>) {
    let column = read(entry, &mut reader.known_columns);
    let standard = StandardColumn {
        column,
        origin: entry.origin(),
    };
    if let Some(first) = reader.standard_columns.insert(entry.name, standard) {
        let diagnostic = Diagnostic::error(
            code::DUPLICATE,
            format!("standard column `{}` is defined twice", entry.name),
        )
        .at_origin(entry.origin(), "defined again here")
        .at_origin(first.origin.clone(), "first defined here")
        .help("remove one of them, or rename it");
        reader.report(diagnostic);
        reader.standard_columns.insert(entry.name, first);
    }
}

/// `standard_columns` and `columns` of a table.
///
/// Standard columns come in the order in which they are asked for, before the table's own unless [`OWN_COLUMNS`] says where
/// those come. A column of the table's own replaces the standard one of its name, in the place of that one.
pub(super) fn read_all<'a>(node: &Node<'a>, table: &mut Table, reader: &mut Reader<'a>) -> Asked<'a> {
    let standard = node.get("standard_columns");
    let own = node.get("columns");
    if table.partition_of.is_some() {
        if let Some(value) = standard {
            misplaced(value, "columns");
        }
        if let Some(value) = own {
            read_own(value, table);
        }
        return Asked::default();
    }
    let mut own: Vec<Entry<'a>> = own.and_then(Value::entries).unwrap_or_default().collect();
    if !table.inherits.is_empty() {
        own.retain(|entry| has_type(entry) || !read_said(entry, table));
    }
    if table.of_type.is_some() {
        if let Some(value) = standard {
            value.bad("a table of a composite type has no standard columns", "remove `standard_columns`, or `of`");
        }
        let mut asked = Asked::default();
        for entry in &own {
            if let Some(column) = read_of_type(entry) {
                add(column, table, reader, &mut asked);
            }
        }
        return with_constraints(asked, table, reader);
    }
    let (mut written, mut after): (Vec<Written<'a>>, Vec<Written<'a>>) = Default::default();
    let mut own_come_next = None;
    for (name, value) in standard.and_then(Value::texts).unwrap_or_default() {
        if name == OWN_COLUMNS {
            if own_come_next.replace(value).is_some() {
                value.bad(
                    format!("`{OWN_COLUMNS}` is written twice"),
                    "the columns of the table itself have one place; remove one",
                );
            }
            continue;
        }
        let place = if own_come_next.is_some() { &mut after } else { &mut written };
        if let Some(position) = own.iter().position(|entry| entry.name == name) {
            place.extend(read(&own.remove(position), &mut reader.known_columns));
            continue;
        }
        match reader.standard_columns.get(name) {
            Some(column) => place.extend(
                // Where the table asks for it is nearer to the table than where it is defined.
                column.column.clone().map(|column| Written {
                    origin: value.origin(),
                    ..column
                }),
            ),
            None => unknown_standard(name, value, reader),
        }
    }
    for entry in &own {
        written.extend(read(entry, &mut reader.known_columns));
    }
    written.append(&mut after);
    let mut asked = Asked::default();
    for column in written {
        add(column, table, reader, &mut asked);
    }
    with_constraints(asked, table, reader)
}

/// Adds the constraints beside columns after all columns, because the name of a check depends on which columns there are.
fn with_constraints<'a>(mut asked: Asked<'a>, table: &mut Table, reader: &mut Reader<'a>) -> Asked<'a> {
    for (constraint, origin) in std::mem::take(&mut asked.constraints) {
        if reader.define_constraint(table, &constraint, &origin) {
            table.constraints.push(constraint);
        }
    }
    asked
}

/// `columns` of a partition: what it says by itself of those that it has from its parent.
fn read_own(value: Value<'_>, table: &mut Table) {
    let Some(partition) = &mut table.partition_of else {
        return;
    };
    for entry in value.entries().unwrap_or_default() {
        if !entry.value.is_table() {
            misplaced(entry.value, "columns");
            continue;
        }
        let (name, Some(node)) = (entry.part_name(), entry.table("column")) else {
            continue;
        };
        let mut own = OwnColumn {
            comment: comment(&node),
            not_null: node.get("null").and_then(Value::flag) == Some(false),
            default: node.get("default").and_then(default),
            ..OwnColumn::default()
        };
        settings::toml::read(&node, &mut own.settings);
        node.finish_with("all else of a column of a partition is its parent's");
        partition.columns.extend(name.map(|name| (name, own)));
    }
}

fn has_type(entry: &Entry<'_>) -> bool {
    entry.value.raw().as_table().is_some_and(|table| table.contains_key("type"))
}

/// What a table that inherits says of a column without declaring it. Whether it is that at all: a table without a type.
fn read_said(entry: &Entry<'_>, table: &mut Table) -> bool {
    if !entry.value.is_table() {
        return false;
    }
    let (name, Some(node)) = (entry.part_name(), entry.table("column")) else {
        return true;
    };
    let mut own = OwnColumn {
        comment: comment(&node),
        not_null: node.get("null").and_then(Value::flag) == Some(false),
        default: node.get("default").and_then(default),
        ..OwnColumn::default()
    };
    settings::toml::read(&node, &mut own.settings);
    node.finish_with("without `type` this is about a column of a table that it inherits from; add `type` to declare it here");
    table.said.extend(name.map(|name| (name, own)));
    true
}

/// What a table of a composite type says of a column, which is of the type that it has there.
fn read_of_type<'a>(entry: &Entry<'a>) -> Option<Written<'a>> {
    if !entry.value.is_table() {
        entry.value.wrong_type("a table without a type, `{ null = false }`: the type of the column is in the composite type");
        return None;
    }
    let (name, node) = (entry.part_name(), entry.table("column")?);
    let mut column = Column::new(entry.name, TypeName::untyped());
    properties(&node, &mut column);
    for (key, is_said) in [("identity", column.identity.is_some()), ("generated", column.generated.is_some()), ("collate", column.collation.is_some())] {
        if let (true, Some(value)) = (is_said, node.get(key)) {
            value.bad(format!("a table of a composite type has no column with `{key}`"), "PostgreSQL has none; remove it, or `of`");
        }
    }
    let constraints = constraints(&node, entry.name);
    let triggers = node.get("triggers").and_then(Value::texts).unwrap_or_default();
    node.finish_with("the type and the name of the column are those of the composite type");
    name.map(|_| Written {
        definition: ColumnDefinition { column, is_serial: false, constraints },
        renamed_from: None,
        using: None,
        triggers,
        origin: entry.origin(),
    })
}

fn unknown_standard(name: &str, value: Value<'_>, reader: &Reader<'_>) {
    let message = format!("standard column `{name}` does not exist");
    let diagnostic = value.error(code::MISSING_OBJECT, message, "asked for here");
    reader.report(match nearest(name, reader.standard_columns.keys().copied()) {
        Some(known) => diagnostic.help(format!("did you mean `{known}`?")),
        None => diagnostic.help(format!("define `{name}` under `[standard_columns]`")),
    });
}

/// Puts a column into a table.
fn add<'a>(written: Written<'a>, table: &mut Table, reader: &mut Reader<'a>, asked: &mut Asked<'a>) {
    let Written {
        definition,
        renamed_from,
        using,
        triggers,
        origin,
    } = written;
    let ColumnDefinition {
        mut column,
        is_serial,
        constraints,
    } = definition;
    if !reader.define_part(ObjectRef::column(&table.name, &column.name), &origin) {
        return;
    }
    if is_serial {
        // In a model there is no order in which names could be taken: one of this name is an error.
        let sequence = sequence::statement::serial(&table.name, &mut column, |_| false);
        reader.define(sequence, &origin);
    }
    if renamed_from.is_some() || using.is_some() {
        let annotation = reader.annotation(ObjectRef::column(&table.name, &column.name));
        annotation.renamed_from = renamed_from;
        annotation.using = using;
    }
    asked.triggers.extend(
        triggers
            .into_iter()
            .map(|(name, value)| (name, value, origin.clone())),
    );
    table.columns.push(column);
    asked.constraints.extend(
        constraints
            .into_iter()
            .map(|constraint| (constraint, origin.clone())),
    );
}

fn read<'a>(entry: &Entry<'a>, known: &mut KnownColumns<'a>) -> Option<Written<'a>> {
    let name = entry.part_name();
    if entry.value.is_text() {
        let definition = parse(entry.value, entry.name, "a column definition", known)?;
        name?;
        return Some(Written {
            definition,
            renamed_from: None,
            using: None,
            triggers: Vec::new(),
            origin: entry.origin(),
        });
    }
    if !entry.value.is_table() {
        entry.value.wrong_type("a string of SQL or a table");
        return None;
    }
    let node = entry.table("column")?;
    let parsed = node
        .required("type")
        .and_then(|value| parse(value, entry.name, "a data type", known));
    let understood = parsed.is_some();
    let mut definition = parsed.unwrap_or_else(|| ColumnDefinition {
        // Stands in so that the other keys are checked; the column is left out below.
        column: Column::new(entry.name, TypeName::builtin("text")),
        is_serial: false,
        constraints: Vec::new(),
    });
    properties(&node, &mut definition.column);
    definition.constraints.extend(constraints(&node, entry.name));
    let written = Written {
        definition,
        renamed_from: node.get("renamed_from").and_then(Value::part_name),
        using: node
            .get("using")
            .and_then(|value| value.sql("an expression", Expr::parse).and(value.text()))
            .map(str::to_owned),
        triggers: node.get("triggers").and_then(Value::texts).unwrap_or_default(),
        origin: entry.origin(),
    };
    node.finish();
    (understood && name.is_some()).then_some(written)
}

fn parse<'a>(
    value: Value<'a>,
    name: &'a str,
    what: &str,
    known: &mut KnownColumns<'a>,
) -> Option<ColumnDefinition> {
    let key = (name, value.text()?);
    if let Some(definition) = known.get(&key) {
        return Some(definition.clone());
    }
    let definition = value.sql(what, |text| parse_column(name, text))?;
    known.insert(key, definition.clone());
    Some(definition)
}

/// The keys that say something about the column itself. `type` may say it too, but not both.
fn properties(node: &Node<'_>, column: &mut Column) {
    let twice = |value: Value<'_>, said: bool| {
        if said {
            value.bad(
                format!("`{}` is said by `type` too", value.name()),
                "say it in one place",
            );
        }
    };
    if let Some(value) = node.get("null") {
        twice(value, column.not_null);
        column.not_null = value.flag() == Some(false);
    }
    if let Some(value) = node.get("not_null") {
        twice(value, node.has("null") || column.not_null_constraint.is_some());
        column.not_null = true;
        column.require(not_null(value).unwrap_or_default());
    }
    if let Some(value) = node.get("default") {
        twice(value, column.default.is_some());
        column.default = default(value);
    }
    if let Some(value) = node.get("collate") {
        twice(value, column.collation.is_some());
        column.collation = value.sql("the name of a collation", parse_name);
    }
    if let Some(value) = node.get("identity") {
        twice(value, column.identity.is_some());
        column.identity = identity(value);
        column.not_null = true;
    }
    let is_virtual = node.get("virtual");
    if let Some(value) = node.get("generated") {
        twice(value, column.generated.is_some());
        if let Some(default) = node.get("default") {
            default.bad(
                "a generated column has no default",
                "remove `default`, or `generated`",
            );
        }
        column.generated = value
            .sql("an expression", Expr::parse)
            .map(|expression| Generated {
                expression,
                is_virtual: is_virtual.and_then(Value::flag).unwrap_or_default(),
            });
    } else if let Some(value) = is_virtual {
        value.bad("`virtual` is for generated columns", "add `generated = \"…\"`");
    }
    settings::toml::read(node, &mut column.settings);
    column.comment = comment(node);
}

/// `"name"`, or `{ name = "…", no_inherit = true, valid = false, comment = "…" }`.
fn not_null(value: Value<'_>) -> Option<NotNull> {
    if value.is_text() {
        return Some(NotNull {
            name: value.part_name(),
            ..NotNull::default()
        });
    }
    if !value.is_table() {
        value.wrong_type("the name of the constraint or a table");
        return None;
    }
    let table = value.table("")?;
    let constraint = NotNull {
        name: table.get("name").and_then(Value::part_name),
        no_inherit: table.flag("no_inherit").unwrap_or_default(),
        validated: table.flag("valid").unwrap_or(true),
        comment: comment(&table),
    };
    table.finish();
    Some(constraint)
}

/// SQL, or a number or boolean as it is.
fn default(value: Value<'_>) -> Option<Expr> {
    match value.raw() {
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) => Expr::parse(&scalar(value)?).ok(),
        DeValue::String(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
            value.sql("an expression", Expr::parse)
        }
    }
}

/// `"always"`, `"by default"`, or `{ always = true, start = 10 }`.
fn identity(value: Value<'_>) -> Option<Identity> {
    if value.is_text() {
        let always = value.one_of(&[("always", true), ("by default", false)])?;
        return Some(Identity {
            always,
            options: SequenceOptions::default(),
        });
    }
    if !value.is_table() {
        value.wrong_type("\"always\", \"by default\" or a table");
        return None;
    }
    let table = value.table("")?;
    let always = table.flag("always").unwrap_or_default();
    let mut options = sequence::toml::options(&table);
    options.name = table
        .get("sequence")
        .and_then(Value::part_name)
        .map(ObjectName::bare);
    table.finish();
    Some(Identity { always, options })
}

/// The keys that put a constraint beside the column.
fn constraints(node: &Node<'_>, column: &str) -> Vec<Constraint> {
    let columns = vec![column.to_owned()];
    let mut constraints = Vec::new();
    if node.flag("primary_key").unwrap_or_default() {
        let key = Key {
            columns: columns.clone(),
            ..Key::default()
        };
        constraints.push(Constraint::new(None, ConstraintKind::PrimaryKey(key)));
    }
    if let Some(value) = node.get("unique") {
        let name = if value.is_text() { value.part_name() } else { None };
        let wanted = value.is_text() || value.flag().unwrap_or_default();
        if wanted {
            let key = Key {
                columns: columns.clone(),
                ..Key::default()
            };
            constraints.push(Constraint::new(name, ConstraintKind::Unique(key)));
        }
    }
    let name = name_of(node, "references_name", "references");
    let foreign_key = node.sql("references", "the target of a foreign key", |text| {
        parse_references(&columns, text)
    });
    constraints.extend(foreign_key.map(|constraint| Constraint { name, ..constraint }));
    let name = name_of(node, "check_name", "check");
    constraints.extend(node.sql("check", "an expression", |text| check(name, text)));
    constraints
}

/// The name of the constraint under `key`, which makes no sense without it.
fn name_of(node: &Node<'_>, name_key: &'static str, key: &'static str) -> Option<String> {
    let name = node.get(name_key)?;
    if !node.has(key) {
        name.bad(
            format!("`{name_key}` names nothing"),
            format!("add `{key} = \"…\"`"),
        );
    }
    name.part_name()
}

fn check(name: Option<String>, text: &str) -> Result<Constraint, SqlError> {
    let expression = Expr::parse(text)?;
    Ok(Constraint::new(
        name,
        ConstraintKind::Check(Check {
            expression,
            no_inherit: false,
        }),
    ))
}
