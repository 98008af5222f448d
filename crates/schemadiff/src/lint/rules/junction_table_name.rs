//! The rule `junction-table-name`: a table that joins two others is called after both.

use crate::lint::subject::Sort;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL109",
    name: "junction-table-name",
    group: Group::Names,
    minimal: Level::Off,
    document: Level::Warning,
    wants: "A table that joins two others is called after both",
    why: "It is found without a search. Both stand as they are called, in alphabetical order; or \
          as owner and owned, the first in the singular: role_permissions.",
    keys: &["names.junction_table"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let names = &subject.conventions.names;
    let english = subject.english();
    let tenant = subject.conventions.columns.tenant.as_str();
    for view in subject.tables().iter().filter(|view| view.sort == Sort::Junction) {
        let others = view.foreign_keys().filter(|(_, key)| key.columns.iter().any(|column| column != tenant));
        let mut joined: Vec<&str> = others.map(|(_, key)| key.table.name.as_str()).collect();
        joined.sort_unstable();
        let [first, second] = joined.as_slice() else { continue };
        let fits = |one: String, other: &str| {
            let fill = |gap: &str| match gap {
                "table1" => vec![one.clone()],
                "table2" => vec![other.to_owned()],
                _ => Vec::new(),
            };
            names.junction_table.takes(view.name(), &fill)
        };
        let in_order = fits((*first).to_owned(), second);
        let turned = !names.junction_alphabetical && fits((*second).to_owned(), first);
        let owned = fits(english.singular(first), second) || fits(english.singular(second), first);
        if in_order || turned || owned {
            continue;
        }
        let better = names.junction_table.make(&|gap| match gap {
            "table1" => vec![(*first).to_owned()],
            "table2" => vec![(*second).to_owned()],
            _ => Vec::new(),
        });
        let owner = format!("{}_{second}", english.singular(first));
        let help = better.map_or_else(
            || format!("call it as `{}` says", names.junction_table.text()),
            |better| format!("call it `{better}` or `{owner}`, with `renamed_from = \"{}\"`", view.name()),
        );
        out.find(
            view.object(),
            format!("table `{}` joins `{first}` and `{second}` and is not called after them", view.name()),
            help,
        );
    }
}
