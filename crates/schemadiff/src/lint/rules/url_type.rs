//! The rule `url-type`: addresses of pages are text.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL306",
    name: "url-type",
    group: Group::Types,
    minimal: Level::Off,
    document: Level::Note,
    wants: "Addresses of pages are text",
    why: "They have no greatest length that anybody knows; the application checks what they are.",
    keys: &["types.url"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let convention = &subject.conventions.types.url;
    for (view, column) in subject.columns() {
        if convention.names(&column.name) && convention.refuses(&column.data_type) {
            let wanted = convention.data_type.as_ref().map_or_else(String::new, ToString::to_string);
            let array = if column.data_type.array { "[]" } else { "" };
            out.find(
                view.column(&column.name),
                format!("`{}.{}` holds a URL as `{}`", view.name(), column.name, column.data_type),
                format!("write `{wanted}{array}`"),
            );
        }
    }
}
