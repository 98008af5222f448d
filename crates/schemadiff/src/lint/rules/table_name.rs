//! The rule `table-name`: tables are called in one case and one number.

use crate::lint::Number;
use crate::lint::subject::Sort;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL101",
    name: "table-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "Tables are called in one case and one number",
    why: "Nobody should have to look up whether it is user, users or User. Quoted capitals have \
          to be quoted for ever.",
    keys: &["names.tables"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let style = subject.conventions.names.tables;
    let english = subject.english();
    // Those that join two others have a rule of their own.
    let tables = subject.tables().iter().filter(|view| view.sort != Sort::Junction);
    for view in tables {
        let name = view.name();
        let (fits, number, better) = match style.number {
            Number::Plural => (english.is_plural(name), ", plural", english.plural(name)),
            Number::Singular => (english.is_singular(name), ", singular", english.singular(name)),
            Number::Any => (true, "", name.to_owned()),
        };
        if fits && style.case.is(name) {
            continue;
        }
        let better = style.case.of(if fits { name } else { &better });
        out.find(
            view.object(),
            format!("table `{name}` is not in {}{number}", style.case.words()),
            format!("call it `{better}`, with `renamed_from = \"{name}\"`"),
        );
    }
}
