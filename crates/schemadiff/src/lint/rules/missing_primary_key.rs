//! The rule `missing-primary-key`: every table has a primary key.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL401",
    name: "missing-primary-key",
    group: Group::Keys,
    minimal: Level::Error,
    document: Level::Error,
    wants: "Every table has a primary key",
    why: "Without one a row cannot be named: logical replication refuses to update it, \
          duplicates cannot be told apart, and a backfill cannot go by ranges.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for view in subject.tables() {
        // One that inherits may leave it to the tables above, whose key does not hold here: it is told all the same.
        if view.primary_key().is_none() {
            out.find(
                view.object(),
                format!("table `{}` has no primary key", view.name()),
                format!("add one, such as the standard column `{}`", subject.conventions.names.primary_key),
            );
        }
    }
}
