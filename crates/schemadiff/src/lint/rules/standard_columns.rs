//! The rule `standard-columns`: every table has the columns that all of its sort have.

use crate::lint::subject::Sort;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL201",
    name: "standard-columns",
    group: Group::Columns,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "Every table has the columns that all of its sort have",
    why: "Code that treats all tables alike relies on them: optimistic locking, soft deletion, \
          audit, incremental exports. Lookup tables, junction tables and partitioned tables have \
          lists of their own.",
    keys: &["columns.standard", "columns.lookup", "columns.junction", "columns.partitioned"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let columns = &subject.conventions.columns;
    for view in subject.tables().iter().filter(|view| view.table.of_type.is_none()) {
        let wanted = match view.sort {
            Sort::Entity => &columns.standard,
            Sort::Lookup => &columns.lookup,
            Sort::Junction => &columns.junction,
            Sort::Partitioned => &columns.partitioned,
        };
        let missing: Vec<_> = wanted.iter().filter(|name| view.table.column(name).is_none()).collect();
        if missing.is_empty() {
            continue;
        }
        let list: Vec<_> = missing.iter().map(|name| format!("`{name}`")).collect();
        out.find(
            view.object(),
            format!("table `{}` lacks {}", view.name(), list.join(", ")),
            "add them to its `standard_columns`, or except the table with the reason",
        )
        .note(format!("{} has {}", view.sort.words(), wanted.join(", ")));
    }
}
