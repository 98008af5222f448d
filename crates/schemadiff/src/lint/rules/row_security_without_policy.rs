//! The rule `row-security-without-policy`: a table that has row security has policies.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL503",
    name: "row-security-without-policy",
    group: Group::Security,
    minimal: Level::Warning,
    document: Level::Warning,
    wants: "A table that has row security has policies",
    why: "Without a policy that permits something, nobody but the owner and superusers sees or \
          writes any row.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for view in subject.tables().iter().filter(|view| view.table.row_security) {
        if !subject.policies_of(&view.table.name).any(|policy| policy.definition.permissive) {
            out.find(
                view.object(),
                format!("table `{}` has row security, and no policy permits anything", view.name()),
                "add a policy, or take `row_security` off",
            );
        }
    }
}
