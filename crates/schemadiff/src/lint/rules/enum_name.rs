//! The rule `enum-name`: enums are called in one case.

use crate::kinds::ObjectKind as _;
use crate::lint::Number;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL103",
    name: "enum-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "Enums are called in one case",
    why: "Nobody should have to guess. Quoted capitals have to be quoted for ever.",
    keys: &["names.enums"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let style = subject.conventions.names.enums;
    let english = subject.english();
    for found in subject.catalog.enums.values() {
        let name = &found.name.name;
        let (fits, number, better) = match style.number {
            Number::Plural => (english.is_plural(name), ", plural", english.plural(name)),
            Number::Singular => (english.is_singular(name), ", singular", english.singular(name)),
            Number::Any => (true, "", name.clone()),
        };
        if fits && style.case.is(name) {
            continue;
        }
        let better = style.case.of(if fits { name } else { &better });
        out.find(
            found.object_ref(),
            format!("enum `{name}` is not in {}{number}", style.case.words()),
            format!("call it `{better}`"),
        );
    }
}
