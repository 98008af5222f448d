//! The rule `boolean-default`: a boolean is not null and has a default.

use crate::lint::Edit;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL205",
    name: "boolean-default",
    group: Group::Columns,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "A boolean is not null and has a default",
    why: "A third value is rarely meant, and every condition has to think of it: `where not \
          is_active` finds no row where it is null.",
    keys: &["types.boolean"],
    options: &[],
    fixes: true,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let columns = subject.columns().filter(|(_, column)| column.data_type.is_builtin("bool"));
    for (view, column) in columns {
        let has_default = column.default.is_some() || column.generated.is_some();
        let is_key = view.primary_key().is_some_and(|(_, key)| key.columns.contains(&column.name));
        let not_null = column.not_null || is_key;
        let message = match (not_null, has_default) {
            (true, true) => continue,
            (true, false) => "has no default",
            (false, true) => "may be null",
            (false, false) => "may be null and has no default",
        };
        let found = out.find(
            view.column(&column.name),
            format!("boolean `{}.{}` {message}", view.name(), column.name),
            "write `boolean not null default false`, or what the default is to be",
        );
        if let (true, Some(at)) = (column.generated.is_none(), found.origin.clone()) {
            found.fix(Edit::Require {
                at,
                default: (!has_default).then_some("false"),
            });
        }
    }
}
