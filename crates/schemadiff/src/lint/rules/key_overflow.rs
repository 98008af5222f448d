//! The rule `key-overflow`: a key that counts is a bigint.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL308",
    name: "key-overflow",
    group: Group::Types,
    minimal: Level::Warning,
    document: Level::Warning,
    wants: "A key that counts is a bigint",
    why: "An integer ends at 2 147 483 647, and a table that gets there stops taking rows. \
          Widening it later rewrites the table and everything that references it.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for view in subject.tables() {
        let Some((_, key)) = view.primary_key() else { continue };
        let [column] = key.columns.as_slice() else { continue };
        let Some(column) = view.table.column(column) else { continue };
        let is_small = column.data_type.is_builtin("int4") || column.data_type.is_builtin("int2");
        let serial = column.default.as_ref().is_some_and(|default| {
            let functions = default.references().functions;
            functions.iter().any(|function| function.name == "nextval")
        });
        if is_small && (serial || column.identity.is_some()) {
            out.find(
                view.column(&column.name),
                format!("the key `{}.{}` counts in `{}`", view.name(), column.name, column.data_type),
                "write `bigint`",
            );
        }
    }
}
