//! The rule `policy-without-row-security`: a table that has policies has row security.

use crate::lint::Edit;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL502",
    name: "policy-without-row-security",
    group: Group::Security,
    minimal: Level::Error,
    document: Level::Error,
    wants: "A table that has policies has row security",
    why: "Policies say nothing while row security is off: everybody sees every row.",
    keys: &[],
    options: &[],
    fixes: true,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for view in subject.tables().iter().filter(|view| !view.table.row_security) {
        if subject.policies_of(&view.table.name).next().is_none() {
            continue;
        }
        let found = out.find(
            view.object(),
            format!("table `{}` has policies, and row security is off", view.name()),
            "write `row_security = true`",
        );
        if let Some(at) = found.origin.clone() {
            found.fix(Edit::Set { at, key: "row_security", value: "true".to_owned() });
        }
    }
}
