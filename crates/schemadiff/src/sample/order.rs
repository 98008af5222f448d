//! In which order tables are filled, so that what a row refers to is there before it.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::ObjectName;

use super::draft::Draft;

/// A foreign key of a draft that leads to a table which is filled or has rows.
pub(super) struct Lead {
    /// The place of the table that is referred to, among the drafts.
    pub(super) parent: usize,
    pub(super) columns: Vec<usize>,
    pub(super) referenced: Vec<usize>,
    pub(super) nullable: Vec<usize>,
    pub(super) dead: bool,
    /// Whether it is checked at the end of a transaction that asks for it.
    pub(super) deferrable: bool,
    /// What it refers to, for messages.
    pub(super) of: ObjectName,
}

pub(super) fn leads_of(draft: &Draft, drafts: &[Draft], places: &BTreeMap<ObjectName, usize>) -> Vec<Lead> {
    let mut leads = Vec::new();
    for (key, deferrable) in draft.links.iter().zip(&draft.deferrable) {
        let columns: Vec<usize> = key.columns.iter().filter_map(|name| draft.column(name)).collect();
        let open = |column: &&usize| !draft.columns[**column].not_null && !draft.columns[**column].generated;
        let mut nullable: Vec<usize> = columns.iter().filter(open).copied().collect();
        if key.match_full && nullable.len() < columns.len() {
            nullable.clear();
        }
        let parent = places.get(&key.table).copied();
        if key.table == draft.name && key.columns == key.referenced_columns {
            // Every row refers to itself.
            continue;
        }
        let referenced: Vec<usize> = parent
            .map(|parent| {
                key.referenced_columns
                    .iter()
                    .filter_map(|name| drafts[parent].column(name))
                    .collect()
            })
            .unwrap_or_default();
        leads.push(Lead {
            dead: parent.is_none() || referenced.len() != columns.len(),
            parent: parent.unwrap_or_default(),
            columns,
            referenced,
            nullable,
            deferrable: *deferrable,
            of: key.table.clone(),
        });
    }
    leads
}

/// The order in which tables are filled. References that close a circle lead nowhere, where they may.
pub(super) fn order(drafts: &[Draft], leads: &mut [Vec<Lead>], notes: &mut Vec<String>) -> Vec<usize> {
    let mut order = Vec::with_capacity(drafts.len());
    let mut left: BTreeSet<usize> = (0..drafts.len()).collect();
    let mut waits: Vec<BTreeSet<usize>> = leads
        .iter()
        .enumerate()
        .map(|(place, leads)| {
            leads
                .iter()
                .filter(|lead| !lead.dead && lead.parent != place)
                .map(|lead| lead.parent)
                .collect()
        })
        .collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); drafts.len()];
    for (place, waits) in waits.iter().enumerate() {
        for parent in waits {
            followers[*parent].push(place);
        }
    }
    let mut ready: BTreeSet<usize> = left
        .iter()
        .filter(|place| waits[**place].is_empty())
        .copied()
        .collect();
    while !left.is_empty() {
        let next = match ready.pop_first() {
            Some(next) => next,
            None => {
                // The one that needs least of what is left.
                let needs = |place: &usize| {
                    let needed = |lead: &&Lead| {
                        let open = !lead.dead && left.contains(&lead.parent) && lead.parent != *place;
                        open && lead.nullable.is_empty() && !lead.deferrable
                    };
                    leads[*place].iter().filter(needed).count()
                };
                let Some(next) = left.iter().copied().min_by_key(|place| (needs(place), *place)) else {
                    break;
                };
                for lead in &mut leads[next] {
                    if lead.dead || lead.parent == next || !left.contains(&lead.parent) {
                        continue;
                    }
                    if !lead.nullable.is_empty() {
                        notes.push(format!(
                            "{}: what refers to {} is NULL, since each needs the other",
                            drafts[next].name, drafts[lead.parent].name
                        ));
                    } else if lead.deferrable {
                        notes.push(format!(
                            "{}: what refers to {} cannot be made, although it would be checked at the end only",
                            drafts[next].name, drafts[lead.parent].name
                        ));
                    }
                    lead.dead = true;
                }
                next
            }
        };
        left.remove(&next);
        order.push(next);
        for follower in &followers[next] {
            waits[*follower].remove(&next);
            if waits[*follower].is_empty() && left.contains(follower) {
                ready.insert(*follower);
            }
        }
    }
    order
}
