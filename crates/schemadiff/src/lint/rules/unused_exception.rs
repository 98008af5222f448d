//! The rule `unused-exception`: every exception is needed.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL901",
    name: "unused-exception",
    group: Group::Conventions,
    minimal: Level::Warning,
    document: Level::Warning,
    wants: "Every exception is needed",
    why: "What is excepted and keeps to the rule by now would hide the next one that does not.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for index in out.unused_exceptions() {
        let except = &subject.conventions.except[index];
        // A rule that is off finds nothing, and says nothing about what is excepted from it.
        let is_on = |name: &str| Rule::find(name).is_none_or(|rule| subject.conventions.level(rule) > Level::Off);
        if !except.rule.is_none_or(is_on) {
            continue;
        }
        let rule = except.rule.map_or_else(|| "any rule".to_owned(), |rule| format!("`{rule}`"));
        out.find_at(
            Some(except.place.0.clone()),
            format!("nothing that `{}` means is excepted from {rule}", except.object),
            "take the exception off, or correct what it names",
        );
    }
}
