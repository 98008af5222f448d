//! The rule `reserved-name`: no table or column has a name that SQL has to quote because it is a keyword.

use schemadiff_sql::quote::identifier;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL112",
    name: "reserved-name",
    group: Group::Names,
    minimal: Level::Warning,
    document: Level::Warning,
    wants: "No table or column has a name that SQL has to quote because it is a keyword",
    why: "Somebody forgets the quotes, and `select * from user` even works, with the name of the \
          role that asks.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for view in subject.tables() {
        if is_keyword(view.name()) {
            let message = format!("table `{}` is called by a keyword of SQL, and has to be quoted", view.name());
            out.find(view.object(), message, "give it another name, with `renamed_from`");
        }
    }
    for (view, column) in subject.columns().filter(|(_, column)| is_keyword(&column.name)) {
        let message = format!(
            "column `{}.{}` is called by a keyword of SQL, and has to be quoted",
            view.name(),
            column.name
        );
        out.find(view.column(&column.name), message, "give it another name, with `renamed_from`");
    }
}

/// Whether a name has to be quoted although nothing is the matter with its letters.
fn is_keyword(name: &str) -> bool {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    is_plain && identifier(name) != name
}
