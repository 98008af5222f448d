//! The life of partitions by time: made ahead of the rows that will come, retired when their time is over.
//!
//! A policy says `ahead` and `retain`, and a day says what follows from it. What is there decides which partitions are ours:
//! those with the name and the bound that the policy gives them. Any other one belongs to somebody else.
//!
//! A plan of the whole model knows no day. It leaves what the policy looks after as it is: partitions that were made ahead,
//! those that stand alone since they were retired, and that those which the model names and were retired are not there.

mod grid;

use std::collections::BTreeSet;
use std::sync::Arc;

use schemadiff_sql::syntax::ObjectName;

use self::grid::{Grid, span};
use super::Table;
use super::calendar::Date;
use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, Pair, Retire, Scope, Settings};
use crate::diag::{Diagnostic, code};
use crate::kinds::{self, InCatalog, KindVisitor};
use crate::standing;

/// A day of the calendar, which decides what is ahead of it and what is behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// Reads `YYYY-MM-DD`.
    ///
    /// ```
    /// use schemadiff::upkeep::Day;
    /// assert!(Day::parse("2024-02-29").is_some());
    /// assert!(Day::parse("2023-02-29").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        Date::parse(text).map(Self)
    }

    /// The day that is so many days after 1970-01-01; `None` beyond the year 9999.
    pub fn since_1970(days: u32) -> Option<Self> {
        Date::parse("1970-01-01")?.plus(days).map(Self)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What is there after a day's upkeep: everything as it is, but for the partitions that policies of `pair.new` look after.
/// The plan from `pair.old` to this makes what is missing up to `ahead` partitions after the current one, and retires what
/// ended before `retain`.
///
/// Diagnostics say what keeps a policy from being followed.
pub fn due(pair: Pair<&Canonical>, today: Day) -> (Canonical, Vec<Diagnostic>) {
    let mut due = Canonical {
        settings: Settings { scope: Scope::default(), ..pair.new.settings.clone() },
        // What the model says of objects beyond their definition would be asked for too, such as a rename.
        annotations: Arc::default(),
        origins: Arc::clone(&pair.new.origins),
        live: None,
        transitions: Vec::new(),
        ..pair.old.clone()
    };
    let mut found = Vec::new();
    let policies = pair.new.annotations.iter().filter(|(object, said)| {
        said.is_looked_after() && pair.new.settings.scope.takes(object)
    });
    let mut policies = policies.peekable();
    if policies.peek().is_none() {
        found.push(
            Diagnostic::warning(code::UPKEEP, "no table has a policy with `ahead` or `retain`")
                .help("write `partitions = { every = \"month\", from = \"…\", ahead = 3 }` in the section of a table"),
        );
    }
    for (object, said) in policies {
        let Some(policy) = &said.partitions else { continue };
        let at = |problem: Diagnostic| problem.at_known(pair.new.origins.get(object), "its policy is here");
        let parent = pair.old.catalog.tables.get(&object.id).filter(|table| table.partition_by.is_some());
        let Some(parent) = parent else {
            let message = format!("{object} is not there as a partitioned table, and gets no partitions");
            found.push(at(Diagnostic::warning(code::UPKEEP, message).help("apply the model first: `schemadiff apply`")));
            continue;
        };
        let Some(grid) = Grid::of(&parent.name, policy) else { continue };
        match keep(&grid, today, &mut due) {
            Ok(others) => found.extend(others.into_iter().map(at)),
            Err(problem) => found.push(at(problem)),
        }
    }
    (due, found)
}

/// Follows one policy.
fn keep(grid: &Grid<'_>, today: Day, due: &mut Canonical) -> Result<Vec<Diagnostic>, Diagnostic> {
    let children: Vec<Table> = due
        .catalog
        .tables
        .values()
        .filter(|table| table.partition_of.as_ref().is_some_and(|of| of.parent == *grid.parent))
        .cloned()
        .collect();
    let spans: Vec<_> = children.iter().filter_map(span).collect();
    let mut found = Vec::new();
    let mut ours = Vec::new();
    for child in &children {
        let Some(start) = grid.start_of(&child.name) else { continue };
        if span(child) == grid.span(start) {
            ours.push((start, child));
        } else {
            let message = format!("table `{}` has the name of a partition of the policy and another bound", child.name);
            found.push(Diagnostic::warning(code::UPKEEP, message).help("it is left alone; rename it, or give it the bound"));
        }
    }
    let cut = grid.cut(today.0);
    let is_over = |start| grid.span(start).zip(cut).is_some_and(|((_, end), cut)| end <= cut);

    let oldest = ours.iter().map(|(start, _)| *start).min();
    for start in grid.wanted(oldest, today.0)? {
        let Some((from, to)) = grid.span(start) else { continue };
        let is_covered = spans.iter().any(|(low, high)| *low <= from && to <= *high);
        if is_over(start) || is_covered {
            continue;
        }
        let name = grid.name(start);
        if due.catalog.tables.contains(&ObjectId::named(name.clone())) {
            let message = format!("table `{name}` has the name of a partition that is due, and is none");
            found.push(Diagnostic::warning(code::UPKEEP, message).help("rename it, or attach it"));
            continue;
        }
        if let Some(partition) = grid.partition(start) {
            due.catalog.insert(partition);
        }
    }
    for (start, child) in ours {
        if is_over(start) {
            retire(&child.name, grid.policy.retire, due);
        }
    }
    Ok(found)
}

fn retire(name: &ObjectName, retire: Retire, due: &mut Canonical) {
    let id = ObjectId::named(name.clone());
    match retire {
        Retire::Detach => {
            standing::spell_out(&mut due.catalog, name, None);
            if let Some(table) = due.catalog.tables.get_mut(&id) {
                table.partition_of = None;
            }
        }
        Retire::Drop => {
            let mut remove = Remove(name, &mut due.catalog);
            kinds::for_each(&mut remove);
            due.settings.allow.push(format!("drop_table:{name}"));
        }
    }
}

/// Takes a table out of a catalog, with what belongs to it.
struct Remove<'a>(&'a ObjectName, &'a mut Catalog);

impl KindVisitor for Remove<'_> {
    fn visit<K: InCatalog>(&mut self) {
        let name = self.0;
        let goes = |id: &ObjectId, object: &K| {
            (K::KIND == Kind::Table && id.name == *name)
                || object.relation().is_some_and(|relation| relation == *name)
        };
        let store = K::store_mut(self.1);
        let gone: Vec<ObjectId> =
            store.iter().filter(|(id, object)| goes(id, object)).map(|(id, _)| id.clone()).collect();
        for id in gone {
            store.remove(&id);
        }
    }
}

/// What a plan that knows no day leaves alone of what policies look after.
#[derive(Debug, Default)]
pub(crate) struct LookedAfter {
    /// Tables that are there and stay as they are.
    pub(crate) kept: BTreeSet<ObjectName>,
    /// Tables that the model names and that were retired.
    pub(crate) retired: BTreeSet<ObjectName>,
}

impl LookedAfter {
    /// Finds it.
    pub(crate) fn of(pair: Pair<&Canonical>) -> Self {
        let mut all = Self::default();
        for (object, said) in pair.new.annotations.iter().filter(|(_, said)| said.is_looked_after()) {
            let grid = said.partitions.as_ref().and_then(|policy| Grid::of(&object.id.name, policy));
            if let Some(grid) = grid {
                all.add(&grid, pair);
            }
        }
        all
    }

    fn add(&mut self, grid: &Grid<'_>, pair: Pair<&Canonical>) {
        let (old, new) = (&pair.old.catalog.tables, &pair.new.catalog.tables);
        if !old.contains(&ObjectId::named(grid.parent.clone())) {
            return;
        }
        let is_ours = |table: &Table| {
            let of = table.partition_of.as_ref();
            of.is_some_and(|of| of.parent == *grid.parent)
        };
        let starts = old.values().filter(|table| is_ours(table));
        let oldest = starts.filter_map(|table| grid.start_of(&table.name)).min();
        let retires = grid.policy.retain.is_some();
        let is_older = |start| retires && oldest.is_some_and(|oldest| start < oldest);
        for table in old.values() {
            let Some(start) = grid.start_of(&table.name) else {
                continue;
            };
            let stands_alone = retires && table.partition_of.is_none();
            let stays = match new.get(&ObjectId::named(table.name.clone())) {
                None => is_ours(table) || stands_alone,
                // One that the model does not mean to be a partition is a table like any other.
                Some(wanted) => stands_alone && is_ours(wanted) && is_older(start),
            };
            if stays {
                self.kept.insert(table.name.clone());
            }
        }
        for table in new.values().filter(|table| is_ours(table)) {
            // Those before the first one of the policy the model has named one by one.
            let start = grid.start_of(&table.name).filter(|start| *start >= grid.from);
            if start.is_some_and(is_older) {
                self.retired.insert(table.name.clone());
            }
        }
    }
}
