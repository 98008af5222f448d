//! The life of partitions by time and by number: made ahead of the rows that will come, retired when their time is over; and by
//! list: made for the values of a query.
//!
//! A policy says `ahead` and `retain`, and a day says what follows from it. What is there decides which partitions are ours:
//! those with the name and the bound that the policy gives them. Any other one belongs to somebody else.
//!
//! A plan of the whole model knows no day. It leaves what the policy looks after as it is: partitions that were made ahead,
//! those that stand alone since they were retired, and that those which the model names and were retired are not there.

mod grid;
mod list;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemadiff_sql::syntax::{IndexValue, ObjectName};

pub(crate) use self::list::{list_name, list_prefix};
use self::grid::{Grid, Taken};
use super::Table;
use super::calendar::Date;
use super::stride::{Point, Stride};
use crate::canon::{Canonical, columns_of};
use crate::catalog::{Catalog, Kind, ListPolicy, ObjectId, ObjectRef, Pair, PartitionPolicy, Retire, Scope, Settings};
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

/// What decides which partitions are due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Now {
    /// The day, for partitions by time.
    pub day: Day,
    /// The highest number of each table that [`numbered`] names; `None` where it has no rows.
    pub highest: BTreeMap<ObjectName, Option<i64>>,
    /// The values that each query of [`listed`] gives.
    pub values: BTreeMap<ObjectName, Vec<String>>,
}

/// A table that gets a partition for each value of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The table.
    pub table: ObjectName,
    /// The query, which [`schemadiff_sql::plain_query`] has read.
    pub query: String,
    /// The schema of names that have none.
    pub schema: String,
}

/// The queries of policies of `pair.new` whose values decide which partitions tables of `pair.old` are to have.
pub fn listed(pair: Pair<&Canonical>) -> Vec<Listed> {
    let lists = lists(pair).filter(|(object, _)| pair.old.catalog.tables.contains(&object.id));
    let schema = &pair.new.settings.default_schema;
    lists
        .map(|(object, policy)| Listed {
            table: object.id.name.clone(),
            query: policy.query.clone(),
            schema: schema.clone(),
        })
        .collect()
}

fn lists(pair: Pair<&Canonical>) -> impl Iterator<Item = (&ObjectRef, &ListPolicy)> {
    let said = pair.new.annotations.iter().filter(move |(object, _)| pair.new.settings.scope.takes(object));
    said.filter_map(|(object, said)| Some((object, said.list.as_ref()?)))
}

/// The value that a partition of a policy is for; `None` of somebody else's.
pub(crate) fn own_value(policy: &ListPolicy, parent: &ObjectName, table: &Table) -> Option<String> {
    list::own_value(policy, parent, table)
}

/// A table whose partitions are by number, and so are made ahead of the highest one that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The table.
    pub table: ObjectName,
    /// The column of whole numbers that it is partitioned by.
    pub column: String,
}

/// The tables of `pair.old` that policies of `pair.new` look after by number: who plans their upkeep has to know the highest
/// number of each.
pub fn numbered(pair: Pair<&Canonical>) -> Vec<Numbered> {
    let mut found = Vec::new();
    for (object, policy) in policies(pair) {
        let parent = pair.old.catalog.tables.get(&object.id);
        let is_by_number = matches!(Stride::parse(&policy.every), Some(Stride::Numbers(_)));
        if let Some(table) = parent.filter(|_| is_by_number)
            && let Some(column) = number_key(&pair.old.catalog, table)
        {
            found.push(Numbered { table: table.name.clone(), column });
        }
    }
    found
}

/// The column that a table is partitioned by, if that is one of whole numbers.
fn number_key(catalog: &Catalog, table: &Table) -> Option<String> {
    let [element] = table.partition_by.as_ref()?.elements.as_slice() else { return None };
    let IndexValue::Column(name) = &element.value else { return None };
    let column = columns_of(catalog, &table.name)?.iter().find(|column| column.name == *name)?;
    let is_whole = ["int2", "int4", "int8"].contains(&column.data_type.name.name.as_str());
    (column.data_type.is_known_builtin() && is_whole).then(|| name.clone())
}

/// The policies that look after partitions, of the tables that the comparison is about.
fn policies(pair: Pair<&Canonical>) -> impl Iterator<Item = (&ObjectRef, &PartitionPolicy)> {
    let said = pair.new.annotations.iter().filter(move |(object, said)| {
        said.is_looked_after() && pair.new.settings.scope.takes(object)
    });
    said.filter_map(|(object, said)| Some((object, said.partitions.as_ref()?)))
}

/// What is there after the upkeep that is due now: everything as it is, but for the partitions that policies of `pair.new` look
/// after. The plan from `pair.old` to this makes what is missing up to `ahead` partitions after the current one, and retires what
/// ended before `retain`.
///
/// Diagnostics say what keeps a policy from being followed.
pub fn due(pair: Pair<&Canonical>, now: &Now) -> (Canonical, Vec<Diagnostic>) {
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
    let mut policies = policies(pair).peekable();
    if policies.peek().is_none() && lists(pair).next().is_none() {
        found.push(
            Diagnostic::warning(code::UPKEEP, "no table has a policy with `ahead`, `retain` or `list_from`")
                .help("write `partitions = { every = \"month\", from = \"…\", ahead = 3 }` in the section of a table"),
        );
    }
    let partitions = by_parent(&pair.old.catalog);
    for (object, policy) in policies {
        let at = |problem: Diagnostic| problem.at_known(pair.new.origins.get(object), "its policy is here");
        let parent = pair.old.catalog.tables.get(&object.id).filter(|table| table.partition_by.is_some());
        let Some(parent) = parent else {
            found.push(at(not_there(object)));
            continue;
        };
        let Some(grid) = Grid::of(&parent.name, policy) else { continue };
        let children = partitions.get(&parent.name).map_or(&[][..], Vec::as_slice);
        let kept = point_of(&grid, parent, &pair.old.catalog, now).and_then(|point| keep(&grid, point, children, &mut due));
        match kept {
            Ok(others) => found.extend(others.into_iter().map(at)),
            Err(problem) => found.push(at(problem)),
        }
    }
    for (object, policy) in lists(pair) {
        let at = |problem: Diagnostic| problem.at_known(pair.new.origins.get(object), "its policy is here");
        let parent = pair
            .old
            .catalog
            .tables
            .get(&object.id)
            .filter(|table| table.partition_by.is_some());
        let Some(parent) = parent else {
            found.push(at(not_there(object)));
            continue;
        };
        let Some(values) = now.values.get(&parent.name) else {
            let message = format!("the values that partitions of `{}` are for are not known", parent.name);
            found.push(at(Diagnostic::error(code::UPKEEP, message).help("name the database with --target")));
            continue;
        };
        let children = partitions.get(&parent.name).map_or(&[][..], Vec::as_slice);
        match list::keep((policy, &parent.name), values, children, &mut due) {
            Ok(others) => found.extend(others.into_iter().map(at)),
            Err(problem) => found.push(at(problem)),
        }
    }
    (due, found)
}

fn not_there(object: &ObjectRef) -> Diagnostic {
    let message = format!("{object} is not there as a partitioned table, and gets no partitions");
    Diagnostic::warning(code::UPKEEP, message).help("apply the model first: `schemadiff apply`")
}

/// Where a policy is now: the day, or the highest number.
fn point_of(grid: &Grid<'_>, parent: &Table, catalog: &Catalog, now: &Now) -> Result<Point, Diagnostic> {
    if let Stride::Time(_) = grid.stride {
        return Ok(Point::Day(now.day.0));
    }
    let name = &parent.name;
    if number_key(catalog, parent).is_none() {
        let message = format!("table `{name}` is not partitioned by one column of whole numbers, and its policy is by number");
        return Err(Diagnostic::error(code::UPKEEP, message).help("partition it by a smallint, integer or bigint, or by time"));
    }
    match now.highest.get(name) {
        Some(highest) => Ok(highest.map_or(grid.from, Point::Number)),
        None => {
            let message = format!("the highest number that `{name}` holds is not known");
            Err(Diagnostic::error(code::UPKEEP, message).help("name the database with --target, or say the number with --at"))
        }
    }
}

/// The partitions of each table.
fn by_parent(catalog: &Catalog) -> BTreeMap<ObjectName, Vec<&Table>> {
    let mut partitions: BTreeMap<ObjectName, Vec<&Table>> = BTreeMap::new();
    for table in catalog.tables.values() {
        if let Some(of) = &table.partition_of {
            partitions.entry(of.parent.clone()).or_default().push(table);
        }
    }
    partitions
}

/// Follows one policy.
fn keep(
    grid: &Grid<'_>,
    now: Point,
    children: &[&Table],
    due: &mut Canonical,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let taken = Taken::by(children.iter().filter_map(|child| grid.span_of(child)));
    let mut found = Vec::new();
    let mut ours = Vec::new();
    for child in children {
        let Some(start) = grid.start_of(&child.name) else { continue };
        if grid.span_of(child) == grid.span(start) {
            ours.push((start, child));
        } else {
            let message = format!("table `{}` has the name of a partition of the policy and another bound", child.name);
            found.push(Diagnostic::warning(code::UPKEEP, message).help("it is left alone; rename it, or give it the bound"));
        }
    }
    let cut = grid.cut(now);
    let is_over = |start| grid.span(start).zip(cut).is_some_and(|((_, end), cut)| end <= cut);

    let oldest = ours.iter().map(|(start, _)| *start).min();
    for start in grid.wanted(oldest, now)? {
        let Some(span) = grid.span(start) else { continue };
        if is_over(start) || taken.cover(span) {
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
        let mut grids = Vec::new();
        for (object, said) in pair.new.annotations.iter().filter(|(_, said)| said.is_looked_after()) {
            let grid = said.partitions.as_ref().and_then(|policy| Grid::of(&object.id.name, policy));
            grids.extend(grid.filter(|_| pair.old.catalog.tables.contains(&object.id)));
        }
        let lists: Vec<_> = pair
            .new
            .annotations
            .iter()
            .filter_map(|(object, said)| Some((&object.id, said.list.as_ref()?)))
            .filter(|(id, _)| pair.old.catalog.tables.contains(id))
            .collect();
        if grids.is_empty() && lists.is_empty() {
            return all;
        }
        let partitions = Pair { old: by_parent(&pair.old.catalog), new: by_parent(&pair.new.catalog) };
        let alone = pair.old.catalog.tables.values().filter(|table| table.partition_of.is_none());
        let mut alone: Vec<&ObjectName> = alone.map(|table| &table.name).collect();
        alone.sort_unstable();
        for grid in grids {
            all.add(&grid, pair, &partitions, &alone);
        }
        for (id, policy) in lists {
            let children = partitions.old.get(&id.name).into_iter().flatten();
            let ours = children.filter(|table| own_value(policy, &id.name, table).is_some());
            let retired = list::retired((policy, &id.name), &pair.old.catalog, &alone);
            let names = ours.map(|table| &table.name).chain(retired);
            let unnamed = names.filter(|name| !pair.new.catalog.tables.contains(&ObjectId::named((*name).clone())));
            all.kept.extend(unnamed.cloned());
        }
        all
    }

    fn add(
        &mut self,
        grid: &Grid<'_>,
        pair: Pair<&Canonical>,
        partitions: &Pair<BTreeMap<ObjectName, Vec<&Table>>>,
        alone: &[&ObjectName],
    ) {
        let children = |side: &BTreeMap<ObjectName, Vec<&Table>>| -> Vec<(Point, ObjectName)> {
            let tables = side.get(grid.parent).into_iter().flatten();
            tables.filter_map(|table| Some((grid.start_of(&table.name)?, table.name.clone()))).collect()
        };
        let (there, wanted) = (children(&partitions.old), children(&partitions.new));
        let oldest = there.iter().map(|(start, _)| *start).min();
        let retires = grid.policy.retain.is_some();
        let is_older = |start| retires && oldest.is_some_and(|oldest| start < oldest);
        let new = &pair.new.catalog.tables;
        let is_unnamed = |name: &ObjectName| !new.contains(&ObjectId::named(name.clone()));
        self.kept.extend(there.into_iter().map(|(_, name)| name).filter(|name| is_unnamed(name)));
        if retires {
            let prefix = format!("{}_", grid.parent.name);
            let first = ObjectName { schema: grid.parent.schema.clone(), name: prefix.clone() };
            let after = alone.partition_point(|name| **name < first);
            let named = alone[after..].iter().take_while(|name| name.schema == first.schema && name.name.starts_with(&prefix));
            for name in named {
                let Some(start) = grid.start_of(name) else { continue };
                // One that the model does not mean to be a partition is a table like any other.
                let is_partition = |table: &Table| table.partition_of.as_ref().is_some_and(|of| of.parent == *grid.parent);
                let stays = match new.get(&ObjectId::named((*name).clone())) {
                    None => true,
                    Some(wanted) => is_partition(wanted) && is_older(start),
                };
                if stays {
                    self.kept.insert((*name).clone());
                }
            }
        }
        // Those before the first one of the policy the model has named one by one.
        let retired = wanted.iter().filter(|(start, _)| *start >= grid.from && is_older(*start));
        self.retired.extend(retired.map(|(_, name)| name.clone()));
    }
}
