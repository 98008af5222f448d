//! The rule `redundant-index`: no index is the beginning of another one.

use crate::lint::cover::covers;
use crate::lint::subject::index_object;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL404",
    name: "redundant-index",
    group: Group::Keys,
    minimal: Level::Warning,
    document: Level::Warning,
    wants: "No index is the beginning of another one",
    why: "A search by the first columns is served by the longer index as well, while every write \
          pays for both. A much smaller index may still pay where it is read all the time: \
          except it with that reason.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for (relation, list) in covers(subject) {
        for one in &list {
            let Some(index) = one.index else { continue };
            let Some(longer) = list.iter().find(|other| other.begins_with(one)) else { continue };
            out.find(
                index_object(index),
                format!(
                    "index `{}` of `{}` is how `{}` begins",
                    index.name.name, relation.name, longer.name
                ),
                "remove it, or except it with the reason why it pays",
            );
        }
    }
}
