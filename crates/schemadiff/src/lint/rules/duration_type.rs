//! The rule `duration-type`: lengths of time are intervals.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL310",
    name: "duration-type",
    group: Group::Types,
    minimal: Level::Off,
    document: Level::Note,
    wants: "Lengths of time are intervals",
    why: "A number leaves the reader to guess its unit.",
    keys: &["types.duration"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let convention = &subject.conventions.types.duration;
    for (view, column) in subject.columns() {
        if convention.names(&column.name) && convention.refuses(&column.data_type) {
            let wanted = convention.data_type.as_ref().map_or_else(String::new, ToString::to_string);
            let array = if column.data_type.array { "[]" } else { "" };
            out.find(
                view.column(&column.name),
                format!("`{}.{}` holds a length of time as `{}`", view.name(), column.name, column.data_type),
                format!("write `{wanted}{array}`"),
            );
        }
    }
}
