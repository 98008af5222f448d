//! The rule `invalid-index`: what an interrupted `CREATE INDEX CONCURRENTLY` left is found.

use crate::lint::subject::index_object;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL405",
    name: "invalid-index",
    group: Group::Keys,
    minimal: Level::Error,
    document: Level::Error,
    wants: "No index is left half built",
    why: "What an interrupted CREATE INDEX CONCURRENTLY leaves behind serves no search, and \
          every write pays for it.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for index in subject.catalog.indexes.values().filter(|index| !index.valid) {
        out.find(
            index_object(index),
            format!("index `{}` of `{}` is not valid", index.name.name, index.table.name),
            "run `schemadiff apply`, which finishes or removes it",
        );
    }
}
