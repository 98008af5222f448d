//! The rule `boolean-name`: a boolean is called as a statement that is true or not.

use crate::catalog::matches;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL110",
    name: "boolean-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Note,
    wants: "A boolean is called as a statement that is true or not",
    why: "is_active can be read in a condition; active may as well be a moment or a number.",
    keys: &["names.booleans"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let globs = &subject.conventions.names.booleans;
    let columns = subject.columns().filter(|(_, column)| column.data_type.is_builtin("bool"));
    for (view, column) in columns.filter(|(_, column)| !globs.iter().any(|glob| matches(glob, &column.name))) {
        out.find(
            view.column(&column.name),
            format!("boolean column `{}.{}` is not called as one", view.name(), column.name),
            format!("give it a name such as `{}`", globs.join("`, `")),
        );
    }
}
