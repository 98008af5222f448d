//! The rule `index-name`: indexes are called after their table and columns.

use super::index_names::{is_named, is_taken, misnamed};
use crate::lint::Edit;
use crate::lint::subject::{columns_of, index_object};
use crate::source::toml::LONGEST_NAME;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL106",
    name: "index-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "Indexes are called after their table and columns",
    why: "A name in a plan of EXPLAIN, in a log or in a list of unused indexes then says what \
          the index is of. Columns in expressions count; `_id` at the end of a column may be \
          left out.",
    keys: &["names.index"],
    options: &[],
    fixes: true,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for index in subject.catalog.indexes.values().filter(|index| !index.definition.unique) {
        let name = &index.name.name;
        let columns = columns_of(&index.definition.elements);
        let template = &subject.conventions.names.index;
        if let Some(better) = misnamed(subject, template, name, &index.table, &columns) {
            let about = index_object(index);
            let found = out.find(
                about.clone(),
                format!("index `{name}` is not called `{}`", template.text()),
                format!("call it `{better}`, with `renamed_from = \"{name}\"`"),
            );
            // Where its name is taken, or is named elsewhere, somebody has to look.
            let is_free = better.len() <= LONGEST_NAME && !is_taken(subject, &index.name, &better) && !is_named(subject, index);
            if let (true, Some(at)) = (is_free, found.origin.clone()) {
                found.fix(Edit::Rename { at, to: better });
            }
        }
    }
}
