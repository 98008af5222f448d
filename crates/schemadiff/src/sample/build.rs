//! From drafts to tables: in which order, how many rows, what refers to what, and how keys are kept.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::ObjectName;

use super::dice::Dice;
use super::draft::Draft;
use super::groups::{group, lift};
use super::kind::Kind;
use super::order::{Lead, leads_of, order};
use super::table::{Column, Link, Role, Source, Standing, Table};
use super::value::Value;
use super::{Amount, Held, Volumes};

/// What was built.
#[derive(Debug, Default)]
pub(super) struct Built {
    /// The tables, those that others refer to first.
    pub(super) tables: Vec<Table>,
    /// What was decided and somebody may wonder about.
    pub(super) notes: Vec<String>,
}

/// Builds the tables. `held` says what is there already.
pub(super) fn build(drafts: Vec<Draft>, volumes: &Volumes, held: &BTreeMap<ObjectName, Held>) -> Built {
    let places: BTreeMap<ObjectName, usize> = drafts
        .iter()
        .enumerate()
        .map(|(place, draft)| (draft.name.clone(), place))
        .collect();
    let mut leads: Vec<Vec<Lead>> = drafts
        .iter()
        .map(|draft| leads_of(draft, &drafts, &places))
        .collect();
    let mut notes = Vec::new();
    let order = order(&drafts, &mut leads, &mut notes);
    // Where each draft stands in the order.
    let mut stands = vec![0; drafts.len()];
    for (at, draft) in order.iter().enumerate() {
        stands[*draft] = at;
    }
    let mut built = Built {
        tables: Vec::with_capacity(drafts.len()),
        notes,
    };
    let mut drafts: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    for place in order {
        let Some(draft) = drafts[place].take() else {
            continue;
        };
        let leads = std::mem::take(&mut leads[place]);
        let table = Building {
            built: &mut built,
            volumes,
            stands: &stands,
            held,
            at: stands[place],
        }
        .table(draft, leads);
        built.tables.push(table);
        lift(&mut built.tables, stands[place]);
    }
    let referenced: BTreeSet<usize> = built
        .tables
        .iter()
        .flat_map(|table| {
            table
                .links
                .iter()
                .filter(|link| !link.dead)
                .map(|link| link.parent)
        })
        .collect();
    for (at, table) in built.tables.iter_mut().enumerate() {
        table.referenced = referenced.contains(&at);
    }
    built
}

/// The building of one table, while those that it refers to are built.
pub(super) struct Building<'a> {
    pub(super) built: &'a mut Built,
    pub(super) volumes: &'a Volumes,
    pub(super) stands: &'a [usize],
    pub(super) held: &'a BTreeMap<ObjectName, Held>,
    pub(super) at: usize,
}

impl Building<'_> {
    fn table(mut self, draft: Draft, leads: Vec<Lead>) -> Table {
        let dice = Dice::new(self.volumes.seed).named(&draft.name.to_string());
        let held = self.held.get(&draft.name).cloned().unwrap_or_default();
        let amount = self.volumes.amount(&draft.name);
        let per = match amount {
            Amount::Per { parent, .. } => self.built.tables.iter().position(|table| table.name == *parent),
            Amount::Rows(_) => None,
        };
        let mut rows = match (amount, per) {
            (Amount::Rows(rows), _) => *rows,
            (Amount::Per { rows, .. }, Some(parent)) => rows.saturating_mul(self.built.tables[parent].rows),
            (Amount::Per { parent, .. }, None) => {
                self.built.notes.push(format!(
                    "{}: no rows, because {parent} is not filled before it",
                    draft.name
                ));
                0
            }
        };
        if let Some(most) = self.volumes.at_most {
            rows = rows.min(most);
        }
        if rows > 0
            && let Some(problem) = draft.problems.first()
        {
            self.built
                .notes
                .push(format!("{}: no rows: {problem}", draft.name));
            rows = 0;
        }
        // Links, the driving one first.
        let mut links: Vec<(Lead, usize)> = Vec::new();
        for lead in leads {
            let parent = if lead.dead { 0 } else { self.stands[lead.parent] };
            let is_own = parent == self.at && !lead.dead;
            let empty = !is_own && (lead.dead || self.built.tables[parent].referable() == 0);
            if empty && lead.nullable.is_empty() && rows > 0 {
                self.built.notes.push(format!(
                    "{}: no rows, because {} has none to refer to",
                    draft.name, lead.of
                ));
                rows = 0;
            }
            let dead = lead.dead || (empty && !is_own);
            links.push((Lead { dead, ..lead }, parent));
        }
        let depth = |table: usize| self.depth(table);
        let rank = |(lead, parent): &(Lead, usize)| {
            let is_own = *parent == self.at;
            let wished = Some(*parent) == per;
            let needed = lead.nullable.is_empty();
            let drives = !lead.dead && !is_own;
            let depth = if drives { depth(*parent) } else { 0 };
            (
                !drives,
                !wished,
                !needed,
                usize::MAX - depth,
                usize::MAX - lead.columns.len(),
            )
        };
        links.sort_by_key(rank);
        let driver = links
            .first()
            .is_some_and(|(lead, parent)| !lead.dead && *parent != self.at)
            .then_some(0);

        let mut columns: Vec<Column> = Vec::with_capacity(draft.columns.len());
        let mut makers = draft.makers;
        for column in &draft.columns {
            let source = match makers.remove(&column.name) {
                _ if column.generated => Source::Left,
                Some(mut maker) => {
                    maker.highest = held.highest.get(&column.name).copied();
                    let role = if column.counted.is_some() && maker.limits.choices.is_none() {
                        Role::Ordinal
                    } else {
                        Role::Free
                    };
                    Source::Made(Box::new(maker), role)
                }
                None if column.has_default => Source::Left,
                None => Source::Nothing,
            };
            columns.push(Column {
                dice: dice.named(&column.name),
                name: column.name.clone(),
                source,
                not_null: column.not_null,
                group: None,
                hints: column.hints.clone(),
            });
        }
        let mut table = Table {
            name: draft.name,
            rows,
            standing: Standing {
                many: held.rows,
                columns: held.columns,
                rows: held.keys,
            },
            columns,
            links: Vec::new(),
            driver,
            groups: Vec::new(),
            grids: Vec::new(),
            boxes: draft.boxes,
            referenced: false,
            dice,
        };
        self.link(&mut table, links);
        let mut denied = Vec::new();
        if table.rows > 0 {
            let mut keys = draft.keys;
            keys.sort_by_key(|key| key.elements.len());
            for key in &keys {
                self.keep(&mut table, key, &mut denied);
            }
        }
        for (column, draft) in table.columns.iter_mut().zip(&draft.columns) {
            usual(column, draft.usual.as_deref());
        }
        group(&mut table, draft.checks, denied);
        table
    }

    /// How many tables are behind one another from here.
    fn depth(&self, table: usize) -> usize {
        let mut depth = 0;
        let mut next = self.built.tables.get(table);
        while let Some(table) = next {
            depth += 1;
            next = table
                .driver
                .and_then(|driver| self.built.tables.get(table.links[driver].parent))
                .filter(|_| depth <= self.built.tables.len());
        }
        depth
    }

    /// Has columns take their values from the rows that are referred to.
    fn link(&self, table: &mut Table, leads: Vec<(Lead, usize)>) {
        // What single columns refer to, for those of the same name elsewhere.
        let means: BTreeMap<usize, (usize, usize)> = leads
            .iter()
            .filter(|(lead, _)| !lead.dead && lead.columns.len() == 1)
            .map(|(lead, parent)| (lead.columns[0], (*parent, lead.referenced[0])))
            .collect();
        let mut claimed: BTreeSet<usize> = BTreeSet::new();
        for (number, (lead, parent)) in leads.into_iter().enumerate() {
            let own: Vec<usize> = lead
                .columns
                .iter()
                .filter(|column| !claimed.contains(column))
                .copied()
                .collect();
            let mut pairs: Vec<(usize, usize)> = lead
                .columns
                .iter()
                .copied()
                .zip(lead.referenced.iter().copied())
                .collect();
            for (column, from) in &pairs {
                // What a row has in common with an earlier one of its own table has to come from somewhere.
                if parent == self.at && column == from && !lead.dead {
                    continue;
                }
                if claimed.insert(*column) && !matches!(table.columns[*column].source, Source::Left) {
                    table.columns[*column].source = Source::Linked {
                        link: number,
                        from: *from,
                    };
                }
            }
            if !lead.dead {
                let there = if parent == self.at {
                    None
                } else {
                    self.built.tables.get(parent)
                };
                for (column, (of, referenced)) in &means {
                    if pairs.iter().any(|(known, _)| known == column) {
                        continue;
                    }
                    let name = &table.columns[*column].name;
                    let same = match there {
                        Some(there) => there
                            .column(name)
                            .filter(|same| self.leads_to(parent, *same, (*of, *referenced))),
                        None => Some(*column).filter(|_| claimed.contains(column)),
                    };
                    let Some(same) = same else { continue };
                    let always = there.is_none_or(|there| there.columns[same].not_null)
                        || !table.columns[*column].not_null;
                    // The driving link brings along what follows from it; others only look that it is the same.
                    if table.driver == Some(number)
                        && lead.nullable.is_empty()
                        && always
                        && claimed.insert(*column)
                    {
                        table.columns[*column].source = Source::Linked {
                            link: number,
                            from: same,
                        };
                        pairs.push((*column, same));
                    } else if claimed.contains(column) {
                        pairs.push((*column, same));
                    }
                }
            }
            let nullable: Vec<usize> = lead
                .nullable
                .into_iter()
                .filter(|column| own.contains(column))
                .collect();
            let apart = |(column, from): &(usize, usize)| {
                parent == self.at && column == from && !claimed.contains(column)
            };
            let dead = lead.dead || (!nullable.is_empty() && pairs.iter().any(apart));
            table.links.push(Link {
                parent,
                pairs,
                nullable,
                dead,
                group: None,
                placed: None,
                dice: table.dice.named("link").at(number as u64),
            });
        }
    }

    /// Whether a column's values are, step by step, those of a column of another table.
    fn leads_to(&self, table: usize, column: usize, wanted: (usize, usize)) -> bool {
        let mut at = (table, column);
        for _ in 0..=self.built.tables.len() {
            let Some(Source::Linked { link, from }) = self
                .built
                .tables
                .get(at.0)
                .and_then(|table| table.columns.get(at.1))
                .map(|column| &column.source)
            else {
                return false;
            };
            at = (self.built.tables[at.0].links[*link].parent, *from);
            if at == wanted {
                return true;
            }
        }
        false
    }

    pub(super) fn parents(&self, table: &Table) -> u64 {
        let driver = table.driver.map(|driver| table.links[driver].parent);
        driver
            .and_then(|parent| self.built.tables.get(parent))
            .map_or(1, Table::referable)
    }
}

/// A text that is usually its default is no sentence.
fn usual(column: &mut Column, default: Option<&str>) {
    let (Some(default), Source::Made(maker, Role::Free)) = (default, &mut column.source) else {
        return;
    };
    let plain = maker.limits.choices.is_none() && maker.limits.pattern.is_none() && column.hints.is_empty();
    if plain && matches!(maker.kind, Kind::Text { .. } | Kind::Json) && !default.is_empty() {
        maker.limits.choices = Some(vec![Value::text(default)]);
    }
}
