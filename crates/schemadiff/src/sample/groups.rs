//! Columns that checks connect: their values are tried together.

use std::collections::BTreeSet;

use schemadiff_sql::Formula;

use super::kind::Kind;
use super::rows::Rows;
use super::rules::equations;
use super::table::{Denied, Group, Part, Role, Source, Table};
use super::value::{Form, Value};

/// Where a check compares columns that are both counted off, has one of them begin later.
pub(super) fn lift(tables: &mut [Table], at: usize) {
    let groups = if tables[at].rows > 0 {
        tables[at].groups.len()
    } else {
        0
    };
    for group in 0..groups {
        let holds = |tables: &[Table]| Rows(tables).holds(at, 0, group);
        let columns = tables[at].groups[group].columns.clone();
        for column in columns {
            if holds(tables) {
                break;
            }
            let Source::Made(maker, Role::Ordinal) = &mut tables[at].columns[column].source else {
                continue;
            };
            let before = maker.highest;
            if before.is_some() || !matches!(maker.kind, Kind::Scalar { form: Form::Int, .. }) {
                continue;
            }
            maker.highest = Some(1);
            if !holds(tables)
                && let Source::Made(maker, _) = &mut tables[at].columns[column].source
            {
                maker.highest = before;
            }
        }
    }
}

/// Puts columns that checks connect into groups.
pub(super) fn group(table: &mut Table, mut checks: Vec<Formula>, denied: Vec<Denied>) {
    // A list partition of what another table's rows decide is a check like others.
    let linked: BTreeSet<usize> = table
        .boxes
        .iter()
        .flatten()
        .filter(|(column, _)| matches!(table.columns[*column].source, Source::Linked { .. }))
        .map(|(column, _)| *column)
        .collect();
    for column in linked {
        let mut either = Vec::new();
        for (of, part) in table.boxes.iter().flatten() {
            if let (true, Part::OneOf(values)) = (*of == column, part) {
                let name = Formula::Column(table.columns[column].name.clone());
                either.extend(
                    values
                        .iter()
                        .filter_map(Value::literal)
                        .map(|text| Formula::Call("=".to_owned(), vec![name.clone(), Formula::Text(text)])),
                );
            }
        }
        if !either.is_empty() {
            checks.push(Formula::Or(either));
        }
    }
    let known = |formula: &Formula| -> Vec<usize> {
        formula
            .columns()
            .into_iter()
            .filter_map(|name| table.column(name))
            .collect()
    };
    let mut sets: Vec<BTreeSet<usize>> = Vec::new();
    let join = |columns: Vec<usize>, sets: &mut Vec<BTreeSet<usize>>| {
        let mut joined: BTreeSet<usize> = columns.into_iter().collect();
        if joined.is_empty() {
            return;
        }
        sets.retain(|set| {
            let apart = set.is_disjoint(&joined);
            if !apart {
                joined.extend(set);
            }
            apart
        });
        sets.push(joined);
    };
    for check in checks.iter().chain(denied.iter().map(|(_, predicate)| predicate)) {
        join(known(check), &mut sets);
    }
    // Columns of one reference go together.
    for _ in 0..table.links.len() {
        for link in &table.links {
            let columns: Vec<usize> = link.pairs.iter().map(|(column, _)| *column).collect();
            if columns.len() > 1
                && columns
                    .iter()
                    .any(|column| sets.iter().any(|set| set.contains(column)))
            {
                join(columns, &mut sets);
            }
        }
    }
    let mut groups: Vec<Group> = sets
        .into_iter()
        .map(|set| Group {
            columns: set.into_iter().collect(),
            ..Group::default()
        })
        .collect();
    groups.sort_by_key(|group| group.columns.first().copied());
    let place = |columns: &[usize], groups: &[Group]| {
        columns
            .first()
            .and_then(|first| groups.iter().position(|group| group.columns.contains(first)))
    };
    for check in checks {
        let Some(at) = place(&known(&check), &groups) else {
            continue;
        };
        let mut derived = Vec::new();
        equations(&check, &mut |name, formula| {
            if let Some(column) = table.column(name)
                && matches!(&table.columns[column].source, Source::Made(maker, Role::Free)
                    if maker.limits.choices.is_none() && matches!(maker.kind, Kind::Scalar { .. } | Kind::Flag))
            {
                derived.push((column, formula.clone()));
            }
        });
        groups[at].derived.extend(derived);
        groups[at].checks.push(check);
    }
    for (grid, predicate) in denied {
        if let Some(at) = place(&known(&predicate), &groups) {
            groups[at].denied.push((grid, predicate));
        }
    }
    for (number, group) in groups.iter().enumerate() {
        for column in &group.columns {
            table.columns[*column].group = Some(number);
        }
    }
    for link in &mut table.links {
        link.group = link
            .pairs
            .iter()
            .find_map(|(column, _)| table.columns[*column].group);
    }
    table.groups = groups;
}
