//! The rule `table-comment`: a table says what it is for.

use super::{Choice, Group, Level, Report, Rule, RuleOption, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL206",
    name: "table-comment",
    group: Group::Columns,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "A table says what it is for",
    why: "The document is printed from the model; a table without a comment has no purpose in \
          it. With `columns = true`, every column that is no standard one and no reference has \
          to say so too.",
    keys: &[],
    options: &[
        RuleOption { key: "columns", choice: Choice::Flag(false), what: "Whether columns need a comment too" },
    ],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let is_empty = |comment: &Option<String>| comment.as_ref().is_none_or(|comment| comment.trim().is_empty());
    for view in subject.tables().iter().filter(|view| is_empty(&view.table.comment)) {
        out.find(
            view.object(),
            format!("table `{}` does not say what it is for", view.name()),
            "add `comment = \"…\"`",
        );
    }
    if !out.flag("columns") {
        return;
    }
    let define = &subject.conventions.columns.define;
    for (view, column) in subject.columns().filter(|(_, column)| is_empty(&column.comment)) {
        let references = view.foreign_keys().any(|(_, key)| key.columns.contains(&column.name));
        if !references && !define.contains_key(&column.name) {
            out.find(
                view.column(&column.name),
                format!("column `{}.{}` does not say what it holds", view.name(), column.name),
                "add `comment = \"…\"`",
            );
        }
    }
}
