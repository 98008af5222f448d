//! The rule `primary-key-name`: a primary key of one column has the same name in every table.

use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL104",
    name: "primary-key-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "A primary key of one column has the same name in every table",
    why: "Whoever writes a join, a generic repository or an audit trigger can rely on it. Lookup \
          tables have a name of their own for it, because their key says something.",
    keys: &["names.primary_key", "names.lookup_key"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let names = &subject.conventions.names;
    for view in subject.tables() {
        let Some((_, key)) = view.primary_key() else { continue };
        let [column] = key.columns.as_slice() else { continue };
        // A key that is another table's row too is called as what it references.
        let references = view.foreign_keys().any(|(_, foreign)| foreign.columns.contains(column));
        if *column == names.primary_key || *column == names.lookup_key || references {
            continue;
        }
        out.find(
            view.column(column),
            format!("the primary key of `{}` is called `{column}`", view.name()),
            format!("call it `{}`, with `renamed_from = \"{column}\"`", names.primary_key),
        );
    }
}
