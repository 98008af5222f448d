//! `columns` of a table: the short form wherever it says everything.

use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, ForeignKey, NotNull};
use schemadiff_sql::{Expr, parse_column};

use super::super::{PartitionOf, Table, inherit, not_null, settings};
use crate::canon::implied_name;
use crate::catalog::{ObjectRef, ident};
use crate::kinds::sequence;
use crate::render::toml::{Fields, Node, Writer, sql};

/// All columns, in order.
pub(super) fn fields(table: &Table, writer: &Writer<'_>) -> Fields {
    let mut fields = Fields::default();
    for column in &table.columns {
        if table.of_type.is_some() {
            let said = long(table, column, &held(table, column), writer).without(&["type", "collate"]);
            if !said.is_empty() {
                fields.put(&column.name, said);
            }
        } else if table.declares(&column.name) {
            fields.put(&column.name, value(table, column, writer));
        } else if let Some(copy) = inherit::from_above(writer.catalog(), table, &column.name) {
            let said = said(column, &copy);
            if !said.is_empty() {
                fields.put(&column.name, said);
            }
        }
    }
    fields
}

/// What a table says of a column that it has from above.
fn said(column: &Column, copy: &Column) -> Fields {
    let mut fields = Fields::default();
    if column.not_null && !copy.not_null {
        fields.put("null", false);
    }
    if column.generated.is_none() && column.default != copy.default {
        fields.put("default", column.default.as_ref().map_or("null", Expr::sql));
    }
    let mut own = column.settings.clone();
    own.storage = own.storage.filter(|storage| Some(*storage) != copy.settings.storage);
    own.compression = own.compression.filter(|compression| Some(compression) != copy.settings.compression.as_ref());
    settings::write::put(&own, &mut fields);
    fields.put_some("comment", column.comment.as_ref());
    fields
}

/// What a partition says of columns by itself.
pub(super) fn own_fields(partition: &PartitionOf) -> Fields {
    let mut fields = Fields::default();
    for (name, own) in &partition.columns {
        let mut column = Fields::default();
        if own.not_null {
            column.put("null", false);
        }
        column.put_some("default", own.default.as_ref().map(Expr::sql));
        settings::write::put(&own.settings, &mut column);
        column.put_some("comment", own.comment.as_ref());
        fields.put(name, column);
    }
    fields
}

/// Whether a constraint is written beside its column: it has one column, the name that it gets anyway, and nothing that
/// would not fit there.
pub(super) fn holds(table: &Table, constraint: &Constraint) -> bool {
    let Some(column) = only_column(constraint) else {
        return false;
    };
    let plain = constraint.validated && constraint.enforced && !constraint.deferrable && !constraint.initially_deferred;
    plain
        && constraint.comment.is_none()
        && constraint.index_comment.is_none()
        && table.column(column).is_some()
        // Beside a column that it has from above, only what differs from there is said.
        && table.declares(column)
        && constraint.name.as_deref() == Some(&implied_name(table, constraint))
        // Two constraints of one name and kind beside a column cannot be told apart.
        && beside(table, column).find(|other| same_kind(other, constraint)) == Some(constraint)
}

fn beside<'a>(table: &'a Table, column: &str) -> impl Iterator<Item = &'a Constraint> {
    table
        .constraints
        .iter()
        .filter(move |constraint| only_column(constraint) == Some(column))
}

fn same_kind(a: &Constraint, b: &Constraint) -> bool {
    std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
}

/// The column that a key, unique or foreign key constraint is about, when it is one column and there is no more to say.
fn only_column(constraint: &Constraint) -> Option<&str> {
    let columns = match &constraint.kind {
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key)
            if key.include.is_empty()
                && !key.nulls_not_distinct
                && !key.without_overlaps
                && key.parameters.is_empty()
                && key.tablespace.is_none() =>
        {
            &key.columns
        }
        ConstraintKind::ForeignKey(key) => &key.columns,
        ConstraintKind::PrimaryKey(_)
        | ConstraintKind::Unique(_)
        | ConstraintKind::Check(_)
        | ConstraintKind::Exclude(_) => return None,
    };
    match columns.as_slice() {
        [column] => Some(column),
        _ => None,
    }
}

/// What stands beside a column.
#[derive(Default)]
struct Beside<'a> {
    primary_key: bool,
    unique: bool,
    references: Option<&'a ForeignKey>,
}

/// The constraints that are written beside a column.
fn held<'a>(table: &'a Table, column: &Column) -> Beside<'a> {
    let mut held = Beside::default();
    for constraint in beside(table, &column.name).filter(|constraint| holds(table, constraint)) {
        match &constraint.kind {
            ConstraintKind::PrimaryKey(_) => held.primary_key = true,
            ConstraintKind::Unique(_) => held.unique = true,
            ConstraintKind::ForeignKey(key) => held.references = Some(key),
            ConstraintKind::Check(_) | ConstraintKind::Exclude(_) => {}
        }
    }
    held
}

fn value(table: &Table, column: &Column, writer: &Writer<'_>) -> Node {
    let held = held(table, column);
    let annotation = writer.annotation(&ObjectRef::column(&table.name, &column.name));
    // The words of SQL for a column cannot say these.
    let says_more = |identity: &schemadiff_sql::syntax::Identity| {
        identity.options.name.is_some() || identity.options.persistence.is_some()
    };
    let required = written_not_null(table, column);
    let needs_long = column.comment.is_some()
        || !required.validated
        || required.comment.is_some()
        || column.identity.as_ref().is_some_and(says_more)
        || !column.settings.is_default()
        || annotation
            .is_some_and(|annotation| annotation.renamed_from.is_some() || annotation.using.is_some());
    let short = if needs_long {
        None
    } else {
        short(table, column, &held, writer)
    };
    short.map_or_else(|| Node::Table(long(table, column, &held, writer)), Node::from)
}

/// Whether NOT NULL has to be said: keys and identity columns imply it.
fn says_not_null(table: &Table, column: &Column, held: &Beside<'_>) -> bool {
    let in_key = table.constraints.iter().any(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => key.columns.contains(&column.name),
        ConstraintKind::Unique(_)
        | ConstraintKind::ForeignKey(_)
        | ConstraintKind::Check(_)
        | ConstraintKind::Exclude(_) => false,
    });
    column.not_null && !in_key && !held.primary_key && column.identity.is_none()
}

/// What is said of the constraint behind NOT NULL, without a name that PostgreSQL would choose again.
fn written_not_null(table: &Table, column: &Column) -> NotNull {
    let required = column.required();
    let is_own = |name: &String| !not_null::is_implied(&table.name, column, name);
    NotNull { name: required.name.clone().filter(is_own), ..required }
}

/// `uuid not null default gen_random_uuid()`; `None` when the grammar would read something else.
fn short(table: &Table, column: &Column, held: &Beside<'_>, writer: &Writer<'_>) -> Option<String> {
    let serial = sequence::write::serial_word(table, column, writer.catalog());
    let mut words = vec![serial.map_or_else(|| writer.data_type(&column.data_type), str::to_owned)];
    words.extend(
        column
            .collation
            .as_ref()
            .map(|collation| format!("collate {collation}")),
    );
    let required = written_not_null(table, column);
    if required != NotNull::default() {
        words.extend(required.name.as_ref().map(|name| format!("constraint {}", ident(name))));
        words.push("not null".to_owned());
        words.extend(required.no_inherit.then(|| "no inherit".to_owned()));
        words.extend(held.primary_key.then(|| "primary key".to_owned()));
    } else if held.primary_key {
        words.push("primary key".to_owned());
    } else if serial.is_none() && says_not_null(table, column, held) {
        words.push("not null".to_owned());
    }
    if held.unique {
        words.push("unique".to_owned());
    }
    if let Some(default) = column.default.as_ref().filter(|_| serial.is_none()) {
        words.push(format!("default {}", operand(default)?));
    }
    words.extend(column.identity.as_ref().map(sql::identity));
    words.extend(column.generated.as_ref().map(|generated| {
        let storage = if generated.is_virtual { "virtual" } else { "stored" };
        format!("generated always as ({}) {storage}", generated.expression.sql())
    }));
    words.extend(
        held.references
            .map(|key| format!("references {}", sql::references(key, writer))),
    );
    Some(words.join(" "))
}

/// A default as the grammar takes it after DEFAULT: bare where that is read as the same, otherwise in parentheses.
///
/// The grammar allows only a restricted expression (`b_expr` in `src/backend/parser/gram.y`) there.
fn operand(default: &Expr) -> Option<String> {
    let bare = default.sql().to_owned();
    let enclosed = format!("({bare})");
    [bare, enclosed].into_iter().find(|text| {
        let parsed = parse_column("x", &format!("text default {text} not null"));
        parsed.is_ok_and(|parsed| {
            parsed.column.not_null
                && parsed.constraints.is_empty()
                && parsed.column.default.as_ref() == Some(default)
        })
    })
}

fn long(table: &Table, column: &Column, held: &Beside<'_>, writer: &Writer<'_>) -> Fields {
    let serial = sequence::write::serial_word(table, column, writer.catalog());
    let mut fields = Fields::default();
    fields.put(
        "type",
        serial.map_or_else(|| writer.data_type(&column.data_type), str::to_owned),
    );
    fields.put_true("primary_key", held.primary_key);
    let required = written_not_null(table, column);
    if required != NotNull::default() {
        fields.put("not_null", not_null_fields(&required));
    } else if serial.is_none() && says_not_null(table, column, held) {
        fields.put("null", false);
    }
    fields.put_true("unique", held.unique);
    if let Some(default) = column.default.as_ref().filter(|_| serial.is_none()) {
        fields.put("default", default.sql());
    }
    fields.put_some("collate", column.collation.as_ref().map(ToString::to_string));
    if let Some(identity) = &column.identity {
        let mut options = Fields::default();
        sequence::write::options(&identity.options, &mut options);
        options.put_some("sequence", identity.options.name.as_ref().map(|name| &name.name));
        if options.is_empty() {
            fields.put("identity", if identity.always { "always" } else { "by default" });
        } else {
            let mut all = Fields::default();
            all.put("always", identity.always);
            sequence::write::options(&identity.options, &mut all);
            all.put_some("sequence", identity.options.name.as_ref().map(|name| &name.name));
            fields.put("identity", all);
        }
    }
    if let Some(generated) = &column.generated {
        fields.put("generated", generated.expression.sql());
        fields.put_true("virtual", generated.is_virtual);
    }
    fields.put_some(
        "references",
        held.references.map(|key| sql::references(key, writer)),
    );
    settings::write::put(&column.settings, &mut fields);
    fields.put_some("comment", column.comment.as_ref());
    if let Some(annotation) = writer.annotation(&ObjectRef::column(&table.name, &column.name)) {
        fields.put_some("renamed_from", annotation.renamed_from.as_ref());
        fields.put_some("using", annotation.using.as_ref());
    }
    fields
}

fn not_null_fields(required: &NotNull) -> Node {
    let mut fields = Fields::default();
    fields.put_some("name", required.name.as_ref());
    fields.put_true("no_inherit", required.no_inherit);
    if !required.validated {
        fields.put("valid", false);
    }
    fields.put_some("comment", required.comment.as_ref());
    match fields.only("name") {
        Some(name) => name.clone(),
        None => Node::Table(fields),
    }
}
