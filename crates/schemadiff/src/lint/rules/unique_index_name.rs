//! The rule `unique-index-name`: unique indexes and constraints are called after their table and columns.

use schemadiff_sql::syntax::ConstraintKind;

use super::index_names::{is_named, is_taken, misnamed};
use crate::canon::implied_name;
use crate::lint::Edit;
use crate::lint::subject::{columns_of, index_object};
use crate::source::toml::LONGEST_NAME;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL107",
    name: "unique-index-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "Unique indexes and constraints are called after their table and columns",
    why: "It is the name that an application sees when a row is there already. Columns in \
          expressions count; `_id` at the end of a column may be left out.",
    keys: &["names.unique_index"],
    options: &[],
    fixes: true,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for index in subject.catalog.indexes.values().filter(|index| index.definition.unique) {
        let name = &index.name.name;
        let columns = columns_of(&index.definition.elements);
        let template = &subject.conventions.names.unique_index;
        if let Some(better) = misnamed(subject, template, name, &index.table, &columns) {
            let about = index_object(index);
            let found = out.find(
                about.clone(),
                format!("unique index `{name}` is not called `{}`", template.text()),
                format!("call it `{better}`, with `renamed_from = \"{name}\"`"),
            );
            // Where its name is taken, or is named elsewhere, somebody has to look.
            let is_free = better.len() <= LONGEST_NAME && !is_taken(subject, &index.name, &better) && !is_named(subject, index);
            if let (true, Some(at)) = (is_free, found.origin.clone()) {
                found.fix(Edit::Rename { at, to: better });
            }
        }
    }
    for view in subject.tables() {
        for (constraint, key) in view.keys() {
            let name = constraint.name.as_deref().unwrap_or_default();
            // PostgreSQL's own name is nobody's choice.
            if !matches!(constraint.kind, ConstraintKind::Unique(_)) || name == implied_name(view.table, constraint) {
                continue;
            }
            let template = &subject.conventions.names.unique_index;
            if let Some(better) = misnamed(subject, template, name, &view.table.name, &key.columns) {
                out.find(
                    view.constraint(constraint),
                    format!("unique constraint `{name}` is not called `{}`", template.text()),
                    format!("call it `{better}`"),
                );
            }
        }
    }
}
