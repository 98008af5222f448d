//! The rule `timestamp-type`: a moment is timestamptz.

use crate::lint::Edit;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL302",
    name: "timestamp-type",
    group: Group::Types,
    minimal: Level::Warning,
    document: Level::Error,
    wants: "A moment is timestamptz",
    why: "A timestamp without a time zone is no moment: what it means depends on who reads it. \
          timestamptz takes no more room. timetz is there for the standard only.",
    keys: &["types.timestamp"],
    options: &[],
    fixes: true,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let convention = &subject.conventions.types.timestamp;
    for (view, column) in subject.columns() {
        if convention.refuses(&column.data_type) {
            let wanted = convention.data_type.as_ref().map_or_else(String::new, ToString::to_string);
            let array = if column.data_type.array { "[]" } else { "" };
            let found = out.find(
                view.column(&column.name),
                format!("`{}.{}` is kept as `{}`", view.name(), column.name, column.data_type),
                format!("write `{wanted}{array}`"),
            );
            let to_zone = wanted == "timestamp with time zone" && column.data_type.is_builtin("timestamp");
            if let (true, Some(at)) = (to_zone && column.data_type.modifiers.is_empty(), found.origin.clone()) {
                found.fix(Edit::Retype {
                    at,
                    from: &["timestamp without time zone", "timestamp"],
                    to: "timestamptz",
                });
            }
        }
    }
}
