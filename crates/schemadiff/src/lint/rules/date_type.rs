//! The rule `date-type`: a day without a time is a date.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL311",
    name: "date-type",
    group: Group::Types,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "A day without a time is a date",
    why: "A moment is another day in another time zone; a text may be anything.",
    keys: &["types.date"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let convention = &subject.conventions.types.date;
    for (view, column) in subject.columns() {
        if convention.names(&column.name) && convention.refuses(&column.data_type) {
            let wanted = convention.data_type.as_ref().map_or_else(String::new, ToString::to_string);
            let array = if column.data_type.array { "[]" } else { "" };
            out.find(
                view.column(&column.name),
                format!("`{}.{}` holds a day as `{}`", view.name(), column.name, column.data_type),
                format!("write `{wanted}{array}`"),
            );
        }
    }
}
