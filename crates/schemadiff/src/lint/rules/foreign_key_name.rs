//! The rule `foreign-key-name`: a column that references a table is called after it.

use schemadiff_sql::syntax::ForeignKey;

use crate::catalog::matches;
use crate::lint::subject::TableView;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL105",
    name: "foreign-key-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "A column that references a table is called after it",
    why: "The name says where a join leads. A column that is called by the part that the row \
          plays, such as created_by, is listed under names.foreign_key_roles.",
    keys: &["names.foreign_key", "names.foreign_key_roles"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let names = &subject.conventions.names;
    let english = subject.english();
    for view in subject.tables() {
        for (_, key) in view.foreign_keys() {
            for (column, referenced) in pairs(subject, key) {
                let table = &key.table.name;
                let fill = |gap: &str| match gap {
                    "referenced_table" => vec![table.clone()],
                    "referenced_table_singular" => vec![english.singular(table)],
                    "referenced_column" => vec![referenced.clone()],
                    _ => Vec::new(),
                };
                let is_role = names.foreign_key_roles.iter().any(|role| matches(role, column));
                // Part of a key of several columns that has the same name on both sides: `tenant_id`.
                let is_shared = key.columns.len() > 1 && *column == referenced;
                if is_role || is_shared || names.foreign_key.iter().any(|template| template.takes(column, &fill)) {
                    continue;
                }
                let better = names.foreign_key.iter().find_map(|template| template.make(&fill));
                let better = better.map_or_else(String::new, |better| format!("call it `{better}`, or "));
                out.find(
                    view.column(column),
                    format!("column `{}.{column}` references `{table}` and is not called after it", view.name()),
                    format!("{better}list its name under `names.foreign_key_roles` if it says what part the row plays"),
                );
            }
        }
    }
}

/// The columns of a foreign key with those that they reference; the primary key where none are named.
fn pairs<'a>(subject: &Subject<'a>, key: &'a ForeignKey) -> Vec<(&'a String, String)> {
    let referenced = if key.referenced_columns.is_empty() {
        let primary = subject.table(&key.table).and_then(TableView::primary_key);
        primary.map(|(_, key)| key.columns.clone()).unwrap_or_default()
    } else {
        key.referenced_columns.clone()
    };
    key.columns.iter().zip(referenced).collect()
}
