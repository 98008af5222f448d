//! The rule `tenant-row-security`: a table of tenants has row security, with a policy that names the tenant.

use crate::lint::Edit;
use super::{Choice, Group, Level, Report, Rule, RuleOption, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL501",
    name: "tenant-row-security",
    group: Group::Security,
    minimal: Level::Off,
    document: Level::Error,
    wants: "A table of tenants has row security, with a policy that names the tenant",
    why: "One forgotten condition in a query then shows no rows instead of somebody else's. Row \
          security does not bind the owner of a table unless it is forced.",
    keys: &["columns.tenant"],
    options: &[
        RuleOption { key: "force", choice: Choice::Flag(false), what: "Whether row security has to be forced on the owner too" },
    ],
    fixes: true,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let tenant = &subject.conventions.columns.tenant;
    let force = out.flag("force");
    for view in subject.tables().iter().filter(|view| view.table.column(tenant).is_some()) {
        let names_it = subject.policies_of(&view.table.name).any(|policy| {
            let definition = &policy.definition;
            let conditions = definition.using.iter().chain(&definition.check);
            definition.permissive && conditions.into_iter().any(|condition| condition.references().columns.contains(tenant))
        });
        if !names_it {
            out.find(
                view.object(),
                format!("no policy of `{}` names `{tenant}`", view.name()),
                format!("write `tenant = \"{tenant}\"` in its section, or a policy that says whose rows are wanted"),
            );
            continue;
        }
        let (message, value) = if !view.table.row_security {
            let value = if force { "\"force\"" } else { "true" };
            (format!("row security of `{}` is off, and its policies say nothing", view.name()), value)
        } else if force && !view.table.force_row_security {
            (format!("row security of `{}` does not bind its owner", view.name()), "\"force\"")
        } else {
            continue;
        };
        let found = out.find(view.object(), message, format!("write `row_security = {value}`"));
        if let Some(at) = found.origin.clone() {
            found.fix(Edit::Set { at, key: "row_security", value: value.to_owned() });
        }
    }
}
