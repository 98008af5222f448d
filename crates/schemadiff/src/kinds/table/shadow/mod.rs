//! A type change that writes every row, while everybody works on: a second column beside the first has the values in the new
//! type, with every index and constraint of its own, and takes the first one's place in the contract phase.
//!
//! Columns that foreign keys tie together change together: their keys are built on the new columns, the foreign keys between
//! them hold for both, and one short transaction puts all of them in place.

mod eligible;
mod recipe;
mod swap;

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, ObjectName, TypeName};

use self::eligible::Candidates;
use super::{Table, change, constraint};
use crate::catalog::{Catalog, ObjectId, ObjectRef, Pair, ident};
use crate::facts::TypeChange;
use crate::lower::{Lowering, Operations};
use crate::transition::{self, ColumnShadow};

/// What a plan changes by a second column.
#[derive(Debug, Default)]
pub(crate) struct Shadows {
    /// Columns that change together.
    groups: Vec<Vec<Retyped>>,
    columns: BTreeSet<ObjectRef>,
    /// Constraints that a column takes along.
    carried: BTreeSet<ObjectRef>,
    /// Columns that cannot be changed so, with the reason.
    refused: BTreeMap<ObjectRef, String>,
}

/// A column that gets another type.
#[derive(Clone, Debug)]
pub(super) struct Retyped {
    /// The table.
    table: ObjectName,
    /// The column as it is.
    old: Column,
    /// The column as it is wanted, in the words of the model.
    new: Column,
    /// Whether every value has a like in the new type, the same in every session.
    lossless: bool,
    /// The expression of the model (`using`).
    using: Option<String>,
    /// What is there of the change, or is to be.
    shadow: ColumnShadow,
}

impl Shadows {
    /// Finds them.
    pub(crate) fn of(cx: &Lowering<'_>) -> Self {
        let candidates = Candidates::of(cx);
        candidates.settled(cx)
    }

    /// Whether a column gets its type by a second one: then that brings everything which is wanted of the column.
    pub(crate) fn has(&self, column: &ObjectRef) -> bool {
        self.columns.contains(column)
    }

    /// Whether a constraint is taken along, and so neither dropped nor added by itself.
    pub(crate) fn carries(&self, constraint: &ObjectRef) -> bool {
        self.carried.contains(constraint)
    }

    /// Why a column cannot be changed so, where the strategy asks for it.
    pub(crate) fn refused(&self, column: &ObjectRef) -> Option<&str> {
        self.refused.get(column).map(String::as_str)
    }

    /// Whether a change that was begun is still this one.
    pub(crate) fn goes_on(&self, shadow: &ColumnShadow) -> bool {
        self.all()
            .any(|retyped| retyped.is_of(shadow) && retyped.shadow.conversion == shadow.conversion)
    }

    fn all(&self) -> impl Iterator<Item = &Retyped> {
        self.groups.iter().flatten()
    }
}

impl Retyped {
    fn of(table: &ObjectName, old: &Column, new: &Column, cx: &Lowering<'_>) -> Self {
        let target = ObjectRef::column(table, &new.name);
        let annotation = cx.pair.new.annotations().get(&target);
        let using = annotation.and_then(|annotation| annotation.using.clone());
        let conversion = match &using {
            Some(using) => format!("({using})"),
            None => cast(&ident(&new.name), &old.data_type, &new.data_type),
        };
        let wanted = ColumnShadow::new(table, &new.name, &conversion);
        let is_enum = cx.pair.old.catalog().enums.contains(&ObjectId::named(old.data_type.name.clone()));
        let begun = transition::shadows(cx)
            .find(|begun| begun.table == *table && begun.column == new.name && begun.conversion == conversion);
        Self {
            table: table.clone(),
            lossless: using.is_none() && is_lossless(&old.data_type, &new.data_type, is_enum),
            old: old.clone(),
            new: new.clone(),
            using,
            shadow: begun.cloned().unwrap_or(wanted),
        }
    }

    fn is_of(&self, shadow: &ColumnShadow) -> bool {
        self.table == shadow.table && self.new.name == shadow.column
    }

    fn about(&self) -> ObjectRef {
        ObjectRef::column(&self.table, &self.new.name)
    }
}

/// The plan's operations for all of them.
pub(crate) fn lower(cx: &Lowering<'_>, out: &mut Operations) {
    for group in &cx.shadows.groups {
        recipe::lower(group, cx, out);
    }
}

/// A value in another type: by a cast, or through text from one type of the database to another, between which there is none.
pub(super) fn cast(value: &str, old: &TypeName, new: &TypeName) -> String {
    if goes_through_text(old, new) {
        let text = if old.array { "text[]" } else { "text" };
        return format!("{value}::{text}::{new}");
    }
    format!("{value}::{new}")
}

/// There is no cast from one enum to another, but from any to text and back.
pub(super) fn goes_through_text(old: &TypeName, new: &TypeName) -> bool {
    old.name.schema.is_some() && new.name.schema.is_some() && old.name != new.name
}

/// Whether PostgreSQL would write every row.
fn writes_rows(old: &Column, new: &Column, using: Option<&String>) -> bool {
    if using.is_some() {
        return true;
    }
    match change::cost(old, new) {
        TypeChange::Free => false,
        TypeChange::Indexes => goes_through_text(&old.data_type, &new.data_type),
        TypeChange::Rewrite => true,
    }
}

/// Whether every value of a type has a like in another one, whoever converts it: nothing fails, nothing is lost, and no setting of a
/// session has a say.
///
/// Sources: the ranges in the manual ("Numeric Types"); the output functions of these types read no setting
/// (`float8out()` reads `extra_float_digits`, `date_out()` `DateStyle`).
fn is_lossless(old: &TypeName, new: &TypeName, is_enum: bool) -> bool {
    if old.array != new.array {
        return false;
    }
    if new.name.schema.is_some() {
        return false;
    }
    if old.name.schema.is_some() {
        return is_enum && is_unlimited_text(new);
    }
    let number = |type_name: &TypeName, index: usize| -> Option<u32> { type_name.modifiers.get(index)?.parse().ok() };
    let digits = |type_name: &TypeName| {
        let scale = number(type_name, 1).unwrap_or(0);
        number(type_name, 0).map(|precision| (precision.saturating_sub(scale), scale))
    };
    match (old.name.name.as_str(), new.name.name.as_str()) {
        ("int2", "int4" | "int8" | "float4" | "float8")
        | ("int4", "int8" | "float8")
        | ("float4", "float8")
        | ("macaddr", "macaddr8") => true,
        ("int2" | "int4" | "int8", "numeric") => {
            let longest = match old.name.name.as_str() {
                "int2" => 5,
                "int4" => 10,
                _ => 19,
            };
            new.modifiers.is_empty() || digits(new).is_some_and(|(whole, _)| whole >= longest)
        }
        ("numeric", "numeric") => match (digits(old), digits(new)) {
            (Some((whole, scale)), Some((new_whole, new_scale))) => new_whole >= whole && new_scale >= scale,
            (_, None) => true,
            (None, Some(_)) => false,
        },
        ("int2" | "int4" | "int8" | "numeric" | "uuid" | "bool", "text" | "varchar") => is_unlimited_text(new),
        _ => false,
    }
}

fn is_unlimited_text(data_type: &TypeName) -> bool {
    data_type.name.schema.is_none()
        && matches!(data_type.name.name.as_str(), "text" | "varchar")
        && data_type.modifiers.is_empty()
}

/// Whether a constraint of a table is over a column, on either side of a foreign key.
pub(crate) fn uses_column(table: &Table, constraint: &Constraint, column: &ObjectRef) -> bool {
    let Some(name) = &column.id.part else { return false };
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) => {
            let own = table.name == column.id.name && key.columns.contains(name);
            own || (key.table == column.id.name && key.referenced_columns.contains(name))
        }
        _ if table.name == column.id.name => {
            constraint::needed(table, constraint, &Catalog::default()).contains(column)
        }
        _ => false,
    }
}

/// A table on both sides.
fn both<'a>(cx: &Lowering<'a>, name: &ObjectName) -> Option<Pair<&'a Table>> {
    let id = ObjectId::named(name.clone());
    let (old, new) = (cx.pair.old.catalog(), cx.pair.new.catalog());
    Some(Pair { old: old.tables.get(&id)?, new: new.tables.get(&id)? })
}

#[cfg(test)]
mod tests {
    use super::is_lossless;

    #[test]
    fn what_every_value_survives_is_lossless() {
        let is = |old: &str, new: &str| {
            let parse = |text| schemadiff_sql::parse_type(text).expect("the test's type parses");
            is_lossless(&parse(old), &parse(new), false)
        };
        for (old, new) in [
            ("integer", "bigint"),
            ("integer[]", "bigint[]"),
            ("bigint", "numeric"),
            ("bigint", "numeric(20,1)"),
            ("numeric(10,2)", "numeric(12,3)"),
            ("uuid", "text"),
        ] {
            assert!(is(old, new), "{old} to {new}");
        }
        for (old, new) in [
            ("bigint", "integer"),
            ("bigint", "double precision"),
            ("bigint", "numeric(18)"),
            ("numeric(10,2)", "numeric(11,4)"),
            ("numeric", "numeric(10,2)"),
            ("text", "varchar(5)"),
            ("integer", "varchar(5)"),
            ("date", "text"),
            ("double precision", "text"),
            ("timestamptz", "date"),
            ("integer", "bigint[]"),
        ] {
            assert!(!is(old, new), "{old} to {new}");
        }
    }
}
