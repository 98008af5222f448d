//! Which tables there are and how they refer to each other, whole and by domain.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{ConstraintKind, ObjectName};

use super::{Block, Context, Section, foreign_keys, slug};
use crate::catalog::ObjectRef;
use crate::kinds::Kind;
use crate::kinds::table::Table;

/// Up to so many tables a diagram shows every column; of more, only the keys.
const FEW: usize = 12;
/// Up to so many it shows those; of more, only names.
const SEVERAL: usize = 40;
/// Columns that a table shows at most.
const COLUMNS: usize = 16;
/// A table that more tables refer to than this, in a diagram of more than [`FEW`], is named in their boxes; lines to it from
/// everywhere would hide all others.
const REFERRED: usize = 10;

/// Tables and how they refer to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// What it shows, in a sentence.
    pub caption: String,
    /// The tables.
    pub entities: Vec<Entity>,
    /// The foreign keys that are drawn.
    pub relations: Vec<Relation>,
}

/// A table in a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The section that describes it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its columns, or only its keys, or none for a table of another domain.
    pub columns: Vec<EntityColumn>,
    /// How many columns are not shown.
    pub hidden: usize,
    /// Tables that it refers to without a line, by name.
    pub refers: Vec<String>,
}

/// A column in a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityColumn {
    /// Its name.
    pub name: String,
    /// Its type.
    pub data_type: String,
    /// Whether it is in the primary key, in a foreign key, unique by itself.
    pub marks: Vec<&'static str>,
}

/// A foreign key in a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The number of the table that refers.
    pub child: usize,
    /// The number of the table that is referred to.
    pub parent: usize,
    /// The columns that refer.
    pub label: String,
    /// Whether there may be a row that refers to none.
    pub optional: bool,
    /// Whether at most one row refers to each.
    pub one: bool,
}

/// The section with all diagrams.
pub(super) fn section(cx: &Context<'_>) -> Option<Section> {
    let tables: Vec<&Table> = whole(cx);
    if tables.is_empty() {
        return None;
    }
    let mut section = Section::new("diagram", "Entity-relationship diagram");
    let caption = match tables.len() {
        1 => "The only table".to_owned(),
        count => format!("All {count} tables"),
    };
    section
        .blocks
        .push(Block::Diagram(diagram(cx, &tables, &BTreeSet::new(), &caption)));
    let names = super::tables::domain_names(cx);
    if names.len() > 1 {
        for name in names {
            let inside: Vec<&Table> = tables
                .iter()
                .filter(|table| cx.domains.get(&table.name) == name.as_ref())
                .copied()
                .collect();
            let title = name.clone().unwrap_or_else(|| super::tables::OTHERS.to_owned());
            let names_inside: BTreeSet<&ObjectName> = inside.iter().map(|table| &table.name).collect();
            // Tables of other domains that these refer to, without their columns.
            let mut outside = BTreeSet::new();
            for key in inside.iter().flat_map(|table| foreign_keys(table)) {
                if !names_inside.contains(&key.table) {
                    outside.insert(key.table.clone());
                }
            }
            let near = tables.iter().filter(|table| outside.contains(&table.name));
            let shown: Vec<&Table> = inside.iter().chain(near).copied().collect();
            let mut part = Section::new(format!("diagram-{}", slug(&title)), title.clone());
            let caption = match outside.len() {
                0 => format!("{title}: {}", counted(inside.len())),
                count => format!(
                    "{title}: {}, and {} of other domains that they refer to",
                    counted(inside.len()),
                    counted(count)
                ),
            };
            part.blocks
                .push(Block::Diagram(diagram(cx, &shown, &outside, &caption)));
            section.sections.push(part);
        }
    }
    Some(section)
}

fn counted(count: usize) -> String {
    if count == 1 {
        "1 table".to_owned()
    } else {
        format!("{count} tables")
    }
}

/// The tables that are drawn: a partition is its parent's.
fn whole<'a>(cx: &Context<'a>) -> Vec<&'a Table> {
    let tables = cx.catalog().tables.values();
    tables.filter(|table| table.partition_of.is_none()).collect()
}

/// A diagram of these tables; of those `outside`, only names.
fn diagram(cx: &Context<'_>, tables: &[&Table], outside: &BTreeSet<ObjectName>, caption: &str) -> Diagram {
    let numbers: BTreeMap<&ObjectName, usize> = tables
        .iter()
        .enumerate()
        .map(|(number, table)| (&table.name, number))
        .collect();
    let mut referred: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (child, table) in tables
        .iter()
        .enumerate()
        .filter(|(_, table)| !outside.contains(&table.name))
    {
        for key in foreign_keys(table) {
            if let Some(parent) = numbers.get(&key.table) {
                referred.entry(*parent).or_default().insert(child);
            }
        }
    }
    let many = tables.len() > FEW;
    let only_names = tables.len() > SEVERAL;
    let everywhere: BTreeSet<usize> = referred
        .iter()
        .filter(|(_, children)| many && children.len() > REFERRED)
        .map(|(parent, _)| *parent)
        .collect();
    let mut entities: Vec<Entity> = tables
        .iter()
        .map(|table| entity(cx, table, many, only_names || outside.contains(&table.name)))
        .collect();
    let mut relations = Vec::new();
    for (child, table) in tables
        .iter()
        .enumerate()
        .filter(|(_, table)| !outside.contains(&table.name))
    {
        for key in foreign_keys(table) {
            let Some(parent) = numbers.get(&key.table).copied() else {
                continue;
            };
            if everywhere.contains(&parent) && parent != child {
                let name = entities[parent].name.clone();
                if !only_names && !entities[child].refers.contains(&name) {
                    entities[child].refers.push(name);
                }
                continue;
            }
            let column = |name: &String| table.column(name);
            relations.push(Relation {
                child,
                parent,
                label: key.columns.join(", "),
                optional: !key
                    .columns
                    .iter()
                    .all(|name| column(name).is_some_and(|column| column.not_null)),
                one: cx.is_unique(table, &key.columns),
            });
        }
    }
    let mut caption = format!("{caption}.");
    if only_names {
        caption.push_str(" Only names are shown.");
    } else if many {
        caption.push_str(" Only keys are shown.");
    }
    if !everywhere.is_empty() {
        let names: Vec<&str> = everywhere
            .iter()
            .map(|number| entities[*number].name.as_str())
            .collect();
        caption.push_str(&format!(
            " So many refer to {} that lines to it would hide all others: {}.",
            names.join(", "),
            if only_names {
                "they are left out"
            } else {
                "the boxes say it instead"
            }
        ));
    }
    Diagram {
        caption,
        entities,
        relations,
    }
}

fn entity(cx: &Context<'_>, table: &Table, only_keys: bool, only_name: bool) -> Entity {
    let mut columns: Vec<EntityColumn> = Vec::new();
    for column in &table.columns {
        let marks = cx.marks(table, &column.name);
        if !only_name && (!only_keys || !marks.is_empty()) {
            columns.push(EntityColumn {
                name: column.name.clone(),
                data_type: cx.data_type(&column.data_type),
                marks,
            });
        }
    }
    columns.truncate(COLUMNS);
    Entity {
        id: cx.id(&ObjectRef::named(Kind::Table, &table.name)),
        name: cx.name(&table.name),
        hidden: if only_name {
            0
        } else {
            table.columns.len() - columns.len()
        },
        columns,
        refers: Vec::new(),
    }
}

impl Context<'_> {
    /// In which keys a column is: `PK`, `FK`, `UK` where it is unique by itself.
    pub(super) fn marks(&self, table: &Table, column: &str) -> Vec<&'static str> {
        let mut marks = Vec::new();
        let has = |wanted: &dyn Fn(&ConstraintKind) -> bool| {
            table
                .constraints
                .iter()
                .any(|constraint| wanted(&constraint.kind))
        };
        let holds = |columns: &[String]| columns.iter().any(|name| name == column);
        if has(&|kind| matches!(kind, ConstraintKind::PrimaryKey(key) if holds(&key.columns))) {
            marks.push("PK");
        }
        if has(&|kind| matches!(kind, ConstraintKind::ForeignKey(key) if holds(&key.columns))) {
            marks.push("FK");
        }
        if !marks.contains(&"PK") && self.is_unique(table, &[column.to_owned()]) {
            marks.push("UK");
        }
        marks
    }

    /// Whether no two rows have the same values there, in all of the table.
    pub(super) fn is_unique(&self, table: &Table, columns: &[String]) -> bool {
        let same = |key: &[String]| !key.is_empty() && key.iter().all(|name| columns.contains(name));
        let by_constraint = table.constraints.iter().any(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => same(&key.columns),
            ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) | ConstraintKind::Exclude(_) => false,
        });
        by_constraint
            || self
                .of
                .indexes
                .get(&table.name)
                .into_iter()
                .flatten()
                .any(|index| {
                    index.definition.unique
                        && index.definition.predicate.is_none()
                        && index.plain_columns().is_some_and(|columns| same(&columns))
                })
    }
}
