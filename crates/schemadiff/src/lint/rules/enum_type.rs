//! The rule `enum-type`: what is one of a few words is an enum.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL312",
    name: "enum-type",
    group: Group::Types,
    minimal: Level::Off,
    document: Level::Note,
    wants: "What is one of a few words is an enum",
    why: "The database then refuses words that nobody knows, and the words stand in the model.",
    keys: &["types.enumeration"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let convention = &subject.conventions.types.enumeration;
    for (view, column) in subject.columns() {
        let name = &column.name;
        // A reference to a lookup table says which words there are as well.
        let references = view.foreign_keys().any(|(_, key)| key.columns.contains(name));
        if convention.names(name) && convention.refuses(&column.data_type) && !references {
            out.find(
                view.column(name),
                format!("`{}.{name}` is one of a few words and kept as `{}`", view.name(), column.data_type),
                "define the words under `[enums]`, or in a lookup table that it references",
            );
        }
    }
}
