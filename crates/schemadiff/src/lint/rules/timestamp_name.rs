//! The rule `timestamp-name`: a moment is called *_at, and a day *_on.

use crate::catalog::matches;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL111",
    name: "timestamp-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Note,
    wants: "A moment is called *_at, and a day *_on",
    why: "The name says whether there is a time in it.",
    keys: &["names.timestamps", "names.dates"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let names = &subject.conventions.names;
    for (view, column) in subject.columns() {
        let data_type = &column.data_type;
        let (what, globs) = if data_type.is_builtin("timestamptz") || data_type.is_builtin("timestamp") {
            ("moment", &names.timestamps)
        } else if data_type.is_builtin("date") {
            ("day", &names.dates)
        } else {
            continue;
        };
        if !globs.iter().any(|glob| matches(glob, &column.name)) {
            out.find(
                view.column(&column.name),
                format!("column `{}.{}` holds a {what} and is not called as one", view.name(), column.name),
                format!("give it a name such as `{}`", globs.join("`, `")),
            );
        }
    }
}
