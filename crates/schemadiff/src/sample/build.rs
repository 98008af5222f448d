//! From drafts to tables: in which order, how many rows, what refers to what, and how keys are kept.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::Formula;
use schemadiff_sql::syntax::ObjectName;

use super::dice::Dice;
use super::draft::{Draft, Element};
use super::kind::Kind;
use super::rows::Rows;
use super::rules::equations;
use super::table::{Column, Denied, Dimension, Grid, Group, Link, Part, Role, Source, Standing, Table};
use super::value::{Form, Value};
use super::{Amount, Held, Volumes};

/// What was built.
#[derive(Debug, Default)]
pub(super) struct Built {
    /// The tables, those that others refer to first.
    pub(super) tables: Vec<Table>,
    /// What was decided and somebody may wonder about.
    pub(super) notes: Vec<String>,
}

/// A foreign key of a draft that leads to a table which is filled or has rows.
struct Lead {
    /// The place of the table that is referred to, among the drafts.
    parent: usize,
    columns: Vec<usize>,
    referenced: Vec<usize>,
    nullable: Vec<usize>,
    dead: bool,
    /// Whether it is checked at the end of a transaction that asks for it.
    deferrable: bool,
    /// What it refers to, for messages.
    of: ObjectName,
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

/// Where a check compares columns that are both counted off, has one of them begin later.
fn lift(tables: &mut [Table], at: usize) {
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

fn leads_of(draft: &Draft, drafts: &[Draft], places: &BTreeMap<ObjectName, usize>) -> Vec<Lead> {
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
fn order(drafts: &[Draft], leads: &mut [Vec<Lead>], notes: &mut Vec<String>) -> Vec<usize> {
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

/// The building of one table, while those that it refers to are built.
struct Building<'a> {
    built: &'a mut Built,
    volumes: &'a Volumes,
    stands: &'a [usize],
    held: &'a BTreeMap<ObjectName, Held>,
    at: usize,
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

    fn parents(&self, table: &Table) -> u64 {
        let driver = table.driver.map(|driver| table.links[driver].parent);
        driver
            .and_then(|parent| self.built.tables.get(parent))
            .map_or(1, Table::referable)
    }

    /// Sees to it that no two rows are alike in a key.
    fn keep(&mut self, table: &mut Table, key: &super::draft::Key, denied: &mut Vec<Denied>) {
        let parents = self.parents(table);
        if key.overlaps {
            let mut apart = false;
            for element in &key.elements {
                match element {
                    Element::Stretch(from, to) => {
                        set_role(table, *from, Role::Slot(0));
                        set_role(table, *to, Role::Slot(1));
                        apart = true;
                    }
                    Element::Column(column) | Element::Folded(column) => {
                        if is_made(table, *column, |kind| matches!(kind, Kind::Range { .. })) {
                            set_role(table, *column, Role::Ordinal);
                            apart = true;
                        }
                    }
                    Element::Other => {}
                }
            }
            if apart {
                return;
            }
            if let Some(predicate) = &key.predicate {
                return denied.push((None, predicate.clone()));
            }
        }
        let columns: Vec<usize> = key
            .elements
            .iter()
            .filter_map(|element| match element {
                Element::Column(column) | Element::Folded(column) => Some(*column),
                Element::Stretch(..) | Element::Other => None,
            })
            .collect();
        let role = |table: &Table, column: usize| match &table.columns[column].source {
            Source::Made(_, role) => Some(*role),
            _ => None,
        };
        let driven = table.driver.filter(|driver| {
            let link = &table.links[*driver];
            columns.iter().any(|column| matches!(table.columns[*column].source, Source::Linked { link, from }
                if link == *driver && table.links[link].pairs.contains(&(*column, from)) && is_identity(self.built, &table.links[link], from)))
                && !link.dead
        });
        let settled = |column: &usize| match role(table, *column) {
            Some(Role::Ordinal | Role::Slot(_)) => true,
            Some(Role::Within) => driven.is_some(),
            _ => false,
        };
        if columns.iter().any(settled) {
            return;
        }
        let block = table.rows.div_ceil(parents.max(1));
        let mut free: Vec<(u8, usize, u64)> = columns
            .iter()
            .filter_map(|column| match &table.columns[*column].source {
                Source::Made(maker, Role::Free) => {
                    let rank = match &maker.kind {
                        Kind::Uuid => 0,
                        Kind::Scalar { form: Form::Int, .. } => 1,
                        Kind::Text { .. } => 2,
                        Kind::Scalar { .. } => 4,
                        _ => 3,
                    };
                    let boxed = table
                        .boxes
                        .iter()
                        .flatten()
                        .any(|(of, part)| of == column && !matches!(part, Part::Between(..)));
                    let many = if boxed { 0 } else { maker.many() };
                    Some((rank, *column, many))
                }
                _ => None,
            })
            .collect();
        free.sort_unstable();
        if driven.is_some()
            && let Some((_, column, _)) = free.iter().find(|(rank, _, many)| *rank == 1 && *many >= block)
        {
            return set_role(table, *column, Role::Within);
        }
        let wanted = table.rows.saturating_add(table.standing.many);
        if let Some((_, column, _)) = free.iter().find(|(_, _, many)| *many >= wanted) {
            return set_role(table, *column, Role::Ordinal);
        }
        if driven.is_some()
            && let Some((_, column, _)) = free.iter().find(|(_, _, many)| *many >= block)
        {
            return set_role(table, *column, Role::Within);
        }
        self.grid(table, key, &columns, driven, denied);
    }

    /// Counts rows off over all columns of a key.
    fn grid(
        &mut self,
        table: &mut Table,
        key: &super::draft::Key,
        columns: &[usize],
        driven: Option<usize>,
        denied: &mut Vec<Denied>,
    ) {
        let mut dimensions: Vec<(usize, Dimension, u64)> = Vec::new();
        for column in columns {
            let found = match &table.columns[*column].source {
                Source::Linked { link, .. } if Some(*link) == driven => continue,
                Source::Linked { link, .. } => {
                    let parent = table.links[*link].parent;
                    if table.links[*link].placed.is_some() || parent == self.at {
                        continue;
                    }
                    let many = self.built.tables.get(parent).map_or(0, Table::referable);
                    (*link, Dimension::Link(*link), many)
                }
                Source::Made(maker, Role::Free) => (usize::MAX, Dimension::Column(*column), maker.many()),
                Source::Made(..) | Source::Nothing | Source::Left => continue,
            };
            let known = dimensions.iter().any(|(_, known, _)| match (known, &found.1) {
                (Dimension::Link(a), Dimension::Link(b)) | (Dimension::Column(a), Dimension::Column(b)) => {
                    a == b
                }
                _ => false,
            });
            if !known && found.2 > 0 {
                dimensions.push(found);
            }
        }
        if dimensions.is_empty() && driven.is_none() {
            return;
        }
        dimensions.sort_by_key(|(link, _, _)| *link);
        let of_each = dimensions
            .iter()
            .fold(1_u64, |all, (_, _, many)| all.saturating_mul(*many));
        let most = if driven.is_some() {
            of_each.saturating_mul(self.parents(table))
        } else {
            of_each
        };
        let partial = key.predicate.is_some();
        if !partial && table.rows > most {
            self.built.notes.push(format!(
                "{}: {most} rows instead of {}, since its key ({}) has no more values",
                table.name,
                table.rows,
                columns
                    .iter()
                    .map(|column| table.columns[*column].name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ));
            table.rows = most;
        }
        let number = table.grids.len();
        for (place, (_, dimension, _)) in dimensions.iter().enumerate() {
            match *dimension {
                Dimension::Link(link) => table.links[link].placed = Some((number, place)),
                Dimension::Column(column) => set_role(
                    table,
                    column,
                    Role::Placed {
                        grid: number,
                        dimension: place,
                    },
                ),
            }
        }
        table.grids.push(Grid {
            driven: driven.is_some(),
            dimensions: dimensions
                .into_iter()
                .map(|(_, dimension, _)| dimension)
                .collect(),
            partial,
        });
        if let Some(predicate) = &key.predicate {
            denied.push((Some(number), predicate.clone()));
        }
    }
}

/// Whether a column that a link brings tells its parents apart, rather than what they share.
fn is_identity(built: &Built, link: &Link, from: usize) -> bool {
    let Some(parent) = built.tables.get(link.parent) else {
        return true;
    };
    match &parent.columns[from].source {
        Source::Made(_, role) => *role != Role::Free || parent.rows == 0,
        // A key that is a reference itself.
        Source::Linked { .. } => {
            parent.grids.iter().any(|grid| grid.dimensions.len() <= 1) || parent.rows == 0
        }
        Source::Nothing | Source::Left => true,
    }
}

fn is_made(table: &Table, column: usize, of: impl Fn(&Kind) -> bool) -> bool {
    matches!(&table.columns[column].source, Source::Made(maker, _) if of(&maker.kind))
}

fn set_role(table: &mut Table, column: usize, role: Role) {
    if let Source::Made(_, known) = &mut table.columns[column].source
        && *known == Role::Free
    {
        *known = role;
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

/// Puts columns that checks connect into groups.
fn group(table: &mut Table, mut checks: Vec<Formula>, denied: Vec<Denied>) {
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
