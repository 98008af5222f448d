//! The rule `foreign-key-without-index`: an index begins with the columns of every foreign key.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{IndexDefinition, IndexValue};

use super::index_names::is_taken;
use crate::lint::Edit;
use crate::lint::subject::TableView;
use crate::source::toml::LONGEST_NAME;
use super::{Choice, Group, Level, Report, Rule, RuleOption, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL402",
    name: "foreign-key-without-index",
    group: Group::Keys,
    minimal: Level::Warning,
    document: Level::Error,
    wants: "An index begins with the columns of every foreign key",
    why: "When a referenced row is deleted or its key changes, PostgreSQL looks for rows that \
          reference it; without an index it reads the whole table, and holds locks meanwhile. An \
          index over the rows that are not deleted counts, because who deletes softly does not \
          delete what is referenced; say `partial = \"none\"` where that is not so.",
    keys: &[],
    options: &[
        RuleOption { key: "partial", choice: Choice::Word(&["soft-delete", "none", "any"]), what: "Which partial indexes count: those over the rows that are not softly deleted, none, or any" },
    ],
    fixes: true,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let partial = out.word("partial");
    for view in subject.tables() {
        for (constraint, key) in view.foreign_keys() {
            let columns: BTreeSet<&str> = key.columns.iter().map(String::as_str).collect();
            if is_served(subject, view, &columns, &partial) {
                continue;
            }
            let list = key.columns.join(", ");
            let found = out.find(
                view.constraint(constraint),
                format!("no index of `{}` begins with ({list}), which references `{}`", view.name(), key.table.name),
                format!("add an index on ({list})"),
            );
            let template = &subject.conventions.names.index;
            let name = template.make(&|gap| match gap {
                "table" => vec![view.name().to_owned()],
                "table_singular" => vec![subject.english().singular(view.name())],
                "columns" => vec![key.columns.join("_")],
                _ => Vec::new(),
            });
            let table = subject.canonical.origins().get(&view.object()).cloned();
            if let (Some(name), Some(at)) = (name, table)
                && name.len() <= LONGEST_NAME
                && !is_taken(subject, &view.table.name, &name)
            {
                let columns: Vec<_> = key.columns.iter().map(|column| format!("{column:?}")).collect();
                let value = match columns.as_slice() {
                    [column] => format!("{{ on = {column} }}"),
                    columns => format!("{{ on = [{}] }}", columns.join(", ")),
                };
                found.fix(Edit::Insert {
                    at,
                    section: "indexes",
                    key: name,
                    value,
                });
            }
        }
    }
}

/// Whether an index or a key begins with these columns, in any order.
fn is_served(subject: &Subject<'_>, view: &TableView<'_>, columns: &BTreeSet<&str>, partial: &str) -> bool {
    let begins = |mut first: Box<dyn Iterator<Item = Option<&str>> + '_>| {
        let mut seen = BTreeSet::new();
        while seen.len() < columns.len() {
            match first.next() {
                Some(Some(column)) if columns.contains(column) => seen.insert(column),
                _ => return false,
            };
        }
        true
    };
    let by_key = view
        .keys()
        .any(|(_, key)| begins(Box::new(key.columns.iter().map(|column| Some(column.as_str())))));
    by_key
        || subject.indexes_of(&view.table.name).iter().any(|index| {
            let definition = &index.definition;
            let elements = definition.elements.iter().map(|element| match &element.value {
                IndexValue::Column(column) => Some(column.as_str()),
                IndexValue::Expression(_) => None,
            });
            let finds = match definition.method.as_str() {
                "btree" => true,
                // It has one column, and serves equality.
                "hash" => columns.len() == 1,
                _ => false,
            };
            index.valid && finds && counts(subject, definition, columns, partial) && begins(Box::new(elements))
        })
}

/// Whether an index is over enough of the rows.
fn counts(subject: &Subject<'_>, definition: &IndexDefinition, columns: &BTreeSet<&str>, partial: &str) -> bool {
    let Some(predicate) = &definition.predicate else { return true };
    // Rows whose reference is null reference nothing.
    let read = predicate.references().columns;
    let leaves_out_nulls = predicate
        .tested_for_null()
        .is_some_and(|tested| tested.as_column().is_some_and(|column| columns.contains(column.as_str())));
    let is_of_the_living = read.len() == 1 && read.contains(&subject.conventions.columns.soft_delete);
    leaves_out_nulls
        || match partial {
            "any" => true,
            "none" => false,
            _ => is_of_the_living,
        }
}
