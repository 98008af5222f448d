//! Constraints of a table that are written by name: `primary_key`, `uniques`, `foreign_keys`, `checks`, `exclusions`.

use schemadiff_sql::syntax::{Check, Constraint, ConstraintKind, IndexParameters, Key};
use schemadiff_sql::{Expr, parse_constraint, parse_references};

use super::super::Table;
use crate::source::toml::{Entry, Reader, Table as Node, Value, comment, storage};

/// Ways to write when a constraint is checked: whether it is deferrable, and initially deferred.
///
/// Source: manual, "CREATE TABLE", `constraint` attributes.
const DEFERRABLE: &[(&str, (bool, bool))] = &[
    ("deferrable", (true, false)),
    ("deferrable initially deferred", (true, true)),
    ("deferrable initially immediate", (true, false)),
    ("initially deferred", (true, true)),
    ("initially immediate", (false, false)),
    ("not deferrable", (false, false)),
    ("not deferrable initially immediate", (false, false)),
];

/// How the constraints under one key are read.
type ReadConstraint = fn(&Entry<'_>) -> Option<Constraint>;

/// All of them, in the order of their keys here.
pub(super) fn read_all(node: &Node<'_>, table: &mut Table, reader: &mut Reader<'_>) {
    if let Some(entry) = node.entry("primary_key")
        && let Some(constraint) = primary_key(&entry)
    {
        add(constraint, &entry, table, reader);
    }
    let groups: [(&'static str, ReadConstraint); 4] = [
        ("uniques", unique),
        ("foreign_keys", foreign_key),
        ("checks", check),
        ("exclusions", exclusion),
    ];
    for (key, read) in groups {
        for entry in node.entries(key) {
            let name = entry.part_name();
            if let (Some(constraint), Some(name)) = (read(&entry), name) {
                add(
                    Constraint {
                        name: Some(name),
                        ..constraint
                    },
                    &entry,
                    table,
                    reader,
                );
            }
        }
    }
}

fn add(constraint: Constraint, entry: &Entry<'_>, table: &mut Table, reader: &mut Reader<'_>) {
    if reader.define_constraint(table, &constraint, &entry.origin()) {
        table.constraints.push(constraint);
    }
}

/// `["a", "b"]` or `{ name = "…", columns = […], … }`.
fn primary_key(entry: &Entry<'_>) -> Option<Constraint> {
    if !entry.value.is_table() {
        let columns = key_columns(entry.value)?;
        let key = Key {
            columns,
            ..Key::default()
        };
        return Some(Constraint::new(None, ConstraintKind::PrimaryKey(key)));
    }
    let node = entry.table("")?;
    let columns = node.required("columns").and_then(key_columns);
    let include = node.strings("include");
    let without_overlaps = node.flag("without_overlaps").unwrap_or_default();
    let name = node.get("name").and_then(Value::part_name);
    let mut constraint = Constraint::new(name, ConstraintKind::PrimaryKey(Key::default()));
    constraint.index_comment = node.string("index_comment");
    let (parameters, tablespace) = index_storage(&node);
    let attributes = attributes(&node);
    node.finish();
    constraint.kind = ConstraintKind::PrimaryKey(Key {
        columns: columns?,
        include,
        without_overlaps,
        parameters,
        tablespace,
        ..Key::default()
    });
    Some(attributes.apply(constraint))
}

/// `["a", "b"]` or `{ columns = […], … }`.
fn unique(entry: &Entry<'_>) -> Option<Constraint> {
    if !entry.value.is_table() {
        let columns = key_columns(entry.value)?;
        return Some(Constraint::new(
            None,
            ConstraintKind::Unique(Key {
                columns,
                ..Key::default()
            }),
        ));
    }
    let node = entry.table("unique constraint")?;
    let columns = node.required("columns").and_then(key_columns);
    let include = node.strings("include");
    let without_overlaps = node.flag("without_overlaps").unwrap_or_default();
    let nulls_not_distinct = !node.flag("nulls_distinct").unwrap_or(true);
    let index_comment = node.string("index_comment");
    let (parameters, tablespace) = index_storage(&node);
    let attributes = attributes(&node);
    node.finish();
    let key = Key {
        columns: columns?,
        include,
        nulls_not_distinct,
        without_overlaps,
        parameters,
        tablespace,
        using_index: None,
    };
    let constraint = Constraint::new(None, ConstraintKind::Unique(key));
    Some(attributes.apply(Constraint { index_comment, ..constraint }))
}

/// `{ columns = ["a"], references = "t(id) on delete cascade" }`.
fn foreign_key(entry: &Entry<'_>) -> Option<Constraint> {
    let node = entry.table("foreign key")?;
    let columns = node.required("columns").and_then(key_columns);
    let references = node.required("references");
    let attributes = attributes(&node);
    let validated = node.flag("valid").unwrap_or(true);
    let enforced = node.flag("enforced");
    node.finish();
    let columns = columns?;
    let parsed = references?.sql("the target of a foreign key", |text| {
        parse_references(&columns, text)
    })?;
    let enforced = enforced.unwrap_or(parsed.enforced);
    Some(attributes.apply(Constraint { validated, enforced, ..parsed }))
}

/// `"total >= 0"` or `{ check = "total >= 0", … }`.
fn check(entry: &Entry<'_>) -> Option<Constraint> {
    if entry.value.is_text() {
        let expression = entry.value.sql("an expression", Expr::parse)?;
        return Some(Constraint::new(
            None,
            ConstraintKind::Check(Check {
                expression,
                no_inherit: false,
            }),
        ));
    }
    if !entry.value.is_table() {
        entry.value.wrong_type("a string of SQL or a table");
        return None;
    }
    let node = entry.table("check")?;
    let expression = node
        .required("check")
        .and_then(|value| value.sql("an expression", Expr::parse));
    let no_inherit = node.flag("no_inherit").unwrap_or_default();
    let validated = node.flag("valid").unwrap_or(true);
    let enforced = node.flag("enforced").unwrap_or(true);
    let comment = comment(&node);
    node.finish();
    let kind = ConstraintKind::Check(Check {
        expression: expression?,
        no_inherit,
    });
    Some(Constraint {
        validated,
        enforced,
        comment,
        ..Constraint::new(None, kind)
    })
}

/// `{ exclude = "using gist (room with =, during with &&)" }`.
fn exclusion(entry: &Entry<'_>) -> Option<Constraint> {
    let node = entry.table("exclusion constraint")?;
    let parsed = node
        .required("exclude")
        .and_then(|value| value.sql_after("exclude ", "an exclusion", parse_constraint));
    let index_comment = node.string("index_comment");
    let attributes = attributes(&node);
    node.finish();
    Some(attributes.apply(Constraint { index_comment, ..parsed? }))
}

/// `storage` and `tablespace` of the index behind a key.
fn index_storage(node: &Node<'_>) -> (IndexParameters, Option<String>) {
    let tablespace = node.get("tablespace").and_then(Value::part_name);
    (storage(node.get("storage")), tablespace)
}

/// What keys, foreign keys and exclusions may all say.
struct Attributes {
    deferrable: Option<(bool, bool)>,
    comment: Option<String>,
}

fn attributes(node: &Node<'_>) -> Attributes {
    Attributes {
        deferrable: node.one_of("deferrable", DEFERRABLE),
        comment: comment(node),
    }
}

impl Attributes {
    fn apply(self, constraint: Constraint) -> Constraint {
        let written = (constraint.deferrable, constraint.initially_deferred);
        let (deferrable, initially_deferred) = self.deferrable.unwrap_or(written);
        Constraint {
            deferrable,
            initially_deferred,
            comment: self.comment,
            ..constraint
        }
    }
}

fn key_columns(value: Value<'_>) -> Option<Vec<String>> {
    let columns: Vec<String> = value
        .one_or_more()?
        .into_iter()
        .map(|(column, _)| column.to_owned())
        .collect();
    if columns.is_empty() {
        value.bad(format!("`{}` names no column", value.name()), "name at least one");
        return None;
    }
    Some(columns)
}
