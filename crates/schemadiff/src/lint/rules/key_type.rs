//! The rule `key-type`: a primary key is a uuid that the database makes.

use crate::lint::subject::Sort;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL307",
    name: "key-type",
    group: Group::Types,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "A primary key is a uuid that the database makes",
    why: "It can be made anywhere, says nothing about how many rows there are, and never has to \
          be renumbered when databases are joined.",
    keys: &["types.primary_key"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let convention = &subject.conventions.types.primary_key;
    let name = &subject.conventions.names.primary_key;
    let Some(wanted) = &convention.data_type else { return };
    for view in subject.tables().iter().filter(|view| matches!(view.sort, Sort::Entity | Sort::Partitioned)) {
        let Some((_, key)) = view.primary_key() else { continue };
        let mut columns = key.columns.iter().filter(|column| key.columns.len() == 1 || *column == name);
        let Some(column) = columns.next().and_then(|column| view.table.column(column)) else { continue };
        // A key that is another table's row too gets its value from there.
        let references = view.foreign_keys().any(|(_, foreign)| foreign.columns.contains(&column.name));
        let has_type = column.data_type == *wanted;
        let has_default = convention.default.is_none() || references || column.default.is_some();
        if has_type && has_default {
            continue;
        }
        let message = if has_type {
            format!("nothing makes the key `{}.{}`", view.name(), column.name)
        } else {
            format!("the key `{}.{}` is `{}`", view.name(), column.name, column.data_type)
        };
        let default = convention.default.as_ref().map_or_else(String::new, |default| format!(" default {default}"));
        out.find(view.column(&column.name), message, format!("write `{wanted} not null{default}`"));
    }
}
