//! Renames that the model states: the old side takes the new names, and then everything matches by name.

mod effect;
mod lower;

use schemadiff_sql::syntax::ObjectName;

pub(crate) use self::effect::{rename, rename_column};
use super::enum_values;
use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef};
use crate::diag::{Diagnostic, code};
use crate::kinds::index;
use crate::standing::ancestors;
use crate::transition;

/// An object that gets another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// Its name so far. For a column the table's name is the new one.
    pub from: ObjectRef,
    /// Its name from now on.
    pub to: ObjectRef,
}

/// Finds the renames that the wanted side states and that are still to be made, and makes them in `old`.
///
/// A `renamed_from` whose old name is gone has been done and means nothing any more; one whose old and new names are both
/// there is an error.
pub(crate) fn apply(old: &mut Canonical, new: &Canonical, diagnostics: &mut Vec<Diagnostic>) -> Vec<Rename> {
    let mut renames = Vec::new();
    // Tables before columns: a column's rename speaks of its table by the new name.
    for kind in [
        Kind::Table,
        Kind::Index,
        Kind::Statistics,
        Kind::Column,
        Kind::Attribute,
        Kind::EnumValue,
    ] {
        for (to, annotation) in new.annotations.iter().filter(|(object, _)| object.kind == kind) {
            let Some(from) = &annotation.renamed_from else {
                continue;
            };
            let from = renamed(to, from);
            match (exists(&old.catalog, &from), exists(&old.catalog, to)) {
                (true, false) => {
                    diagnostics.extend(under_its_own_name(new, &from, to));
                    rename(&mut old.catalog, &from, to);
                    transition::renamed(&mut old.transitions, &from, to);
                    renames.push(Rename { from, to: to.clone() });
                }
                (true, true) if !exists(&new.catalog, &from) => {
                    let message = format!("{to} is `renamed_from` `{}`, and both are there", from.path());
                    diagnostics.push(
                        Diagnostic::error(code::STALE_RENAME, message)
                            .at_known(new.origins.get(to), "renamed here")
                            .help("drop one of the two, or take `renamed_from` off"),
                    );
                }
                // A column that is not there is new, and nothing is lost. A value that a misspelt `renamed_from` does not
                // find is one that the plan would then remove.
                (false, false)
                    if kind == Kind::EnumValue
                        && enum_values::values(&old.catalog, &to.id.name).is_some() =>
                {
                    let message = format!("{to} is `renamed_from` `{}`, and neither is there", from.path());
                    diagnostics.push(
                        Diagnostic::error(code::STALE_RENAME, message)
                            .at_known(new.origins.get(to), "renamed here")
                            .help("correct `renamed_from`, or take it off if the value is new"),
                    );
                }
                _ => {}
            }
        }
    }
    for beside in index::stepped_aside(&old.catalog, &new.catalog) {
        rename(&mut old.catalog, &beside.from, &beside.to);
        renames.push(beside);
    }
    for back in transition::taken_back(old, new) {
        rename(&mut old.catalog, &back.from, &back.to);
        renames.push(back);
    }
    renames
}

/// A table that would become a partition of a new table which takes its name, on a level further down: until it is attached
/// nobody would find its rows. Where that table is its parent, see [`crate::kinds::table::parting`].
fn under_its_own_name(new: &Canonical, from: &ObjectRef, to: &ObjectRef) -> Option<Diagnostic> {
    let table = new.catalog.tables.get(&to.id)?;
    let above = ancestors(&new.catalog, table);
    above.iter().any(|above| above.name == from.id.name).then(|| {
        let message = format!(
            "{to} would become a partition of a new table that takes its name, `{}`",
            from.path()
        );
        Diagnostic::error(code::CANNOT_CHANGE, message)
            .at_known(new.origins.get(to), "renamed here")
            .help("have it become a partition of that table itself")
    })
}

/// The object under its old name, which is written without the table (for a column) or perhaps without the schema.
pub(crate) fn renamed(to: &ObjectRef, from: &str) -> ObjectRef {
    if to.id.part.is_some() {
        return ObjectRef::new(to.kind, ObjectId::part(to.id.name.clone(), from));
    }
    let name = match from.split_once('.') {
        Some((schema, name)) => ObjectName::qualified(schema, name),
        None => ObjectName {
            schema: to.id.name.schema.clone(),
            name: from.to_owned(),
        },
    };
    ObjectRef::named(to.kind, &name)
}

/// Whether there is such an object, of the kinds that can be renamed.
pub(crate) fn exists(catalog: &Catalog, object: &ObjectRef) -> bool {
    match (&object.kind, &object.id.part) {
        (Kind::Table, _) => catalog.tables.contains(&object.id),
        (Kind::Index, _) => catalog.indexes.contains(&object.id),
        (Kind::Statistics, _) => catalog.statistics.contains(&object.id),
        (Kind::Column, Some(column)) => {
            let table = catalog.tables.get(&ObjectId::named(object.id.name.clone()));
            table.is_some_and(|table| table.column(column).is_some())
        }
        (Kind::Attribute, Some(attribute)) => {
            let composite = catalog
                .composite_types
                .get(&ObjectId::named(object.id.name.clone()));
            composite.is_some_and(|composite| composite.attribute(attribute).is_some())
        }
        (Kind::EnumValue, Some(value)) => {
            enum_values::values(catalog, &object.id.name).is_some_and(|values| values.contains(value))
        }
        _ => false,
    }
}
