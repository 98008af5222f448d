//! The rule `column-name`: columns are called in one case.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL102",
    name: "column-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "Columns are called in one case",
    why: "Nobody should have to guess. Quoted capitals have to be quoted for ever.",
    keys: &["names.columns"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let case = subject.conventions.names.columns.case;
    for (view, column) in subject.columns().filter(|(_, column)| !case.is(&column.name)) {
        let name = &column.name;
        out.find(
            view.column(name),
            format!("column `{}.{name}` is not in {}", view.name(), case.words()),
            format!("call it `{}`, with `renamed_from = \"{name}\"`", case.of(name)),
        );
    }
}
