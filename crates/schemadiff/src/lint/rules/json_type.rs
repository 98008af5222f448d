//! The rule `json-type`: documents are jsonb.

use crate::lint::Edit;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL303",
    name: "json-type",
    group: Group::Types,
    minimal: Level::Warning,
    document: Level::Warning,
    wants: "Documents are jsonb",
    why: "json keeps the text, blanks and doubled keys included; it has no equality, so that \
          DISTINCT and GROUP BY fail, and no index serves it.",
    keys: &["types.json"],
    options: &[],
    fixes: true,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let convention = &subject.conventions.types.json;
    for (view, column) in subject.columns() {
        if convention.refuses(&column.data_type) {
            let wanted = convention.data_type.as_ref().map_or_else(String::new, ToString::to_string);
            let array = if column.data_type.array { "[]" } else { "" };
            let found = out.find(
                view.column(&column.name),
                format!("`{}.{}` is kept as `{}`", view.name(), column.name, column.data_type),
                format!("write `{wanted}{array}`"),
            );
            if let (true, Some(at)) = (wanted == "jsonb", found.origin.clone()) {
                found.fix(Edit::Retype {
                    at,
                    from: &["json"],
                    to: "jsonb",
                });
            }
        }
    }
}
