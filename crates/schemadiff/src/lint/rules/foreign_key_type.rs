//! The rule `foreign-key-type`: a column has the type of what it references.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL309",
    name: "foreign-key-type",
    group: Group::Types,
    minimal: Level::Error,
    document: Level::Error,
    wants: "A column has the type of what it references",
    why: "Where an integer references a bigint, rows can be made that cannot be referenced any \
          more; and comparing different types may keep an index from being used.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for view in subject.tables() {
        for (_, key) in view.foreign_keys() {
            let Some(other) = subject.table(&key.table) else { continue };
            let primary = || other.primary_key().map(|(_, key)| &key.columns);
            let referenced = if key.referenced_columns.is_empty() { primary() } else { Some(&key.referenced_columns) };
            for (column, referenced) in key.columns.iter().zip(referenced.into_iter().flatten()) {
                let (Some(own), Some(theirs)) = (view.table.column(column), other.table.column(referenced)) else {
                    continue;
                };
                // The length of a text is no other type.
                if own.data_type.name == theirs.data_type.name {
                    continue;
                }
                out.find(
                    view.column(column),
                    format!(
                        "`{}.{column}` is `{}`, and `{}.{referenced}`, which it references, is `{}`",
                        view.name(),
                        own.data_type,
                        other.name(),
                        theirs.data_type
                    ),
                    format!("write `{}`", theirs.data_type),
                );
            }
        }
    }
}
