//! The rule `duplicate-index`: no index is there twice.

use crate::lint::Edit;
use crate::lint::cover::covers;
use crate::lint::subject::index_object;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL403",
    name: "duplicate-index",
    group: Group::Keys,
    minimal: Level::Error,
    document: Level::Error,
    wants: "No index is there twice",
    why: "The second one serves nothing, and every write pays for it.",
    keys: &[],
    options: &[],
    fixes: true,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for (relation, list) in covers(subject) {
        for (position, one) in list.iter().enumerate() {
            // The later one by name goes; keys stay.
            let same = list[..position].iter().find(|other| other.is_same(one));
            let Some(index) = one.index else { continue };
            let Some(other) = same.or_else(|| list[position..].iter().find(|other| other.is_key() && other.is_same(one))) else {
                continue;
            };
            let found = out.find(
                index_object(index),
                format!("index `{}` of `{}` is the same as `{}`", index.name.name, relation.name, other.name),
                "remove it",
            );
            if let Some(at) = found.origin.clone() {
                found.fix(Edit::Remove { at });
            }
        }
    }
}
