//! The rule `string-type`: a varchar says how long it may be, and nothing is char(n).

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL305",
    name: "string-type",
    group: Group::Types,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "A varchar says how long it may be, and nothing is char(n)",
    why: "varchar without a length is text by another name, so the reader cannot tell whether a \
          limit was forgotten. char(n) pads with blanks.",
    keys: &["types.short_string"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for (view, column) in subject.columns() {
        let data_type = &column.data_type;
        let is_unbounded = data_type.name.schema.is_none() && data_type.name.name == "varchar" && data_type.modifiers.is_empty();
        let is_padded = data_type.name.schema.is_none() && data_type.name.name == "bpchar";
        let (message, help) = if is_unbounded {
            ("is a varchar of any length", "write `varchar(n)` with the greatest length, or `text` where there is none")
        } else if is_padded {
            ("is padded with blanks", "write `varchar(n)`")
        } else {
            continue;
        };
        out.find(
            view.column(&column.name),
            format!("`{}.{}` {message}", view.name(), column.name),
            help,
        );
    }
}
