//! The rule `soft-delete-unique`: what is unique in a table with soft deletion is unique among the rows that are not deleted.

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::ConstraintKind;

use crate::lint::Edit;
use crate::lint::subject::index_object;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL204",
    name: "soft-delete-unique",
    group: Group::Columns,
    minimal: Level::Off,
    document: Level::Error,
    wants: "What is unique in a table with soft deletion is unique among the rows that are not deleted",
    why: "Otherwise a name, an address or a number can never be used again, and who deletes an \
          account cannot open another one.",
    keys: &["columns.soft_delete"],
    options: &[],
    fixes: true,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let deleted = &subject.conventions.columns.soft_delete;
    let condition = format!("{} is null", schemadiff_sql::quote::identifier(deleted));
    let is_about_deletion = |predicate: &Expr| predicate.references().columns.contains(deleted);
    for view in subject.tables().iter().filter(|view| view.table.column(deleted).is_some()) {
        for (constraint, key) in view.keys() {
            let is_unique = matches!(constraint.kind, ConstraintKind::Unique(_));
            // A key that others reference cannot be partial.
            let is_referenced = subject.is_referenced(&view.table.name, &key.columns);
            if !is_unique || key.columns.contains(deleted) || is_referenced {
                continue;
            }
            let name = constraint.name.as_deref().unwrap_or_default();
            out.find(
                view.constraint(constraint),
                format!("`{name}` of `{}` holds for deleted rows too", view.name()),
                format!("make it a unique index with `where = \"{condition}\"`: a constraint cannot be partial"),
            );
        }
        for index in subject.indexes_of(&view.table.name).iter().filter(|index| index.definition.unique) {
            let reads = index.reads(deleted);
            if reads || index.definition.predicate.as_ref().is_some_and(is_about_deletion) {
                continue;
            }
            let found = out.find(
                index_object(index),
                format!("unique index `{}` holds for deleted rows too", index.name.name),
                format!("add `where = \"{condition}\"`"),
            );
            if let (None, Some(at)) = (&index.definition.predicate, found.origin.clone()) {
                let value = format!("\"{}\"", condition.replace('"', "\\\""));
                found.fix(Edit::Set { at, key: "where", value });
            }
        }
    }
}
