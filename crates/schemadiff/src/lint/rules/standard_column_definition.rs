//! The rule `standard-column-definition`: a standard column is the same in every table.

use schemadiff_sql::syntax::Column;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL202",
    name: "standard-column-definition",
    group: Group::Columns,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "A standard column is the same in every table",
    why: "A created_at that may be null, or a version without a default, breaks the code that \
          treats all tables alike.",
    keys: &["columns.define"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let columns = &subject.conventions.columns;
    let standard = [&columns.standard, &columns.lookup, &columns.junction, &columns.partitioned];
    for (view, column) in subject.columns() {
        let Some(wanted) = columns.define.get(&column.name) else { continue };
        if !standard.iter().any(|list| list.contains(&column.name)) {
            continue;
        }
        let is_key = view.primary_key().is_some_and(|(_, key)| key.columns.contains(&column.name));
        let is_same = column.data_type == wanted.data_type
            && (column.not_null || is_key) == wanted.not_null
            && column.default == wanted.default;
        if !is_same {
            out.find(
                view.column(&column.name),
                format!("`{}.{}` is not the column that other tables have", view.name(), column.name),
                format!("write `{}`", words(wanted)),
            );
        }
    }
}

/// A column as SQL says it after its name.
fn words(column: &Column) -> String {
    let mut words = column.data_type.to_string();
    if column.not_null {
        words.push_str(" not null");
    }
    if let Some(default) = &column.default {
        words.push_str(&format!(" default {}", default.sql()));
    }
    words
}
