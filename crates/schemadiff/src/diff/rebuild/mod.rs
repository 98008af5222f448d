//! Objects that have to be dropped and created anew because something they use is.
//!
//! PostgreSQL refuses to change the type of a column that a view, policy or trigger uses, and to drop a view that another
//! one selects from, a function that a default calls, or a type that a column is of. Those users go first and come back
//! afterwards, and so do theirs: whole objects are replaced, parts of tables step aside.

mod parts;
mod users;

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::ObjectName;

use self::parts::{Part, Parts};
use self::users::Users;
use super::{ChangeSet, Delta};
use crate::catalog::{Catalog, ObjectId, ObjectRef, Pair, refs};
use crate::kinds::function::FunctionChange;
use crate::kinds::table::{ColumnChange, TableChange, is_free};
use crate::kinds::{self, InCatalog, Kind, KindVisitor, ObjectKind};

/// A change that PostgreSQL refuses and no recipe makes: what it is about, why, and what to do instead.
pub(super) struct Refused {
    /// What is in the way.
    pub(super) about: ObjectRef,
    /// Why.
    pub(super) message: String,
    /// What to do.
    pub(super) help: String,
}

/// What happens to a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It goes.
    Dropped,
    /// It gets another type that its values fit as they are.
    Widened,
    /// It gets another type, and its values are written anew.
    Retyped,
    /// Its type is made anew under the same name.
    Swapped,
    /// It is generated, dropped and added again.
    Remade,
}

/// Marks every user of what is disturbed as replaced, if it is there on both sides.
pub(super) fn rebuild(
    changes: &mut ChangeSet,
    pair: Pair<&Catalog>,
    disturbed: Vec<ObjectRef>,
    major: u32,
) -> Vec<Refused> {
    if disturbed.is_empty() {
        return Vec::new();
    }
    let mut rebuild = Rebuild {
        fates: fates(changes, major),
        tables: altered(changes),
        users: Users::in_catalog(pair.old),
        parts: Parts::of(pair.old),
        changes,
        pair,
        because: BTreeMap::new(),
        seen: BTreeSet::new(),
        queue: Vec::new(),
        refused: Vec::new(),
    };
    for object in disturbed {
        rebuild.disturb(object);
    }
    while let Some(object) = rebuild.queue.pop() {
        rebuild.follow(&object);
    }
    let Rebuild {
        changes,
        because,
        refused,
        ..
    } = rebuild;
    kinds::for_each(&mut Mark {
        changes,
        pair,
        because: &because,
    });
    refused
}

struct Rebuild<'a> {
    changes: &'a mut ChangeSet,
    pair: Pair<&'a Catalog>,
    users: Users,
    parts: Parts,
    /// Where the change of a table is in the list.
    tables: BTreeMap<ObjectId, usize>,
    fates: BTreeMap<ObjectRef, Fate>,
    /// The objects that are replaced, with what disturbed each first.
    because: BTreeMap<ObjectRef, ObjectRef>,
    seen: BTreeSet<ObjectRef>,
    queue: Vec<ObjectRef>,
    refused: Vec<Refused>,
}

impl Rebuild<'_> {
    /// Has an object's users looked at, once. A function is known to those who call it by its name alone, a column of a
    /// table by the names of its partitions too.
    fn disturb(&mut self, object: ObjectRef) {
        if !self.seen.insert(object.clone()) {
            return;
        }
        if object.kind == Kind::Function && object.id.part.is_some() {
            self.disturb(refs::function(&object.id.name));
        }
        if let (Kind::Column, Some(column)) = (object.kind, &object.id.part) {
            for partition in self.parts.partitions(&object.id.name) {
                let own = ObjectRef::column(&partition, column);
                if let Some(fate) = self.fates.get(&object) {
                    self.fates.insert(own.clone(), *fate);
                }
                self.disturb(own);
            }
        }
        self.queue.push(object);
    }

    fn follow(&mut self, object: &ObjectRef) {
        let fate = self.fates.get(object).copied();
        for user in self.users.of(object, fate) {
            self.because.entry(user.clone()).or_insert_with(|| object.clone());
            self.disturb(user);
        }
        if self.is_converted(object) {
            let columns = self.parts.of_type(&object.id.name);
            for (table, column) in &columns {
                self.swap(object, table, column);
            }
            let columns: Vec<String> = columns.into_iter().map(|(_, column)| column).collect();
            self.compile_again(&object.id.name, &columns);
        }
        for (table, part) in self.parts.using(object) {
            self.part(object, fate, &table, part);
        }
        if matches!(fate, Some(Fate::Widened | Fate::Retyped | Fate::Swapped)) {
            for (table, column) in self.parts.of_type(&object.id.name) {
                self.refused.push(Refused {
                    about: object.clone(),
                    message: format!(
                        "{object} would get another type, and column `{table}.{column}` is of the row type of its table"
                    ),
                    help: "PostgreSQL cannot do that; give that column another type first".to_owned(),
                });
            }
        }
    }

    /// Whether columns of a type that is made anew go over to it: those of enums, and of domains over one.
    fn is_converted(&self, object: &ObjectRef) -> bool {
        if object.kind != Kind::Domain {
            return object.kind == Kind::EnumType;
        }
        let mut id = object.id.clone();
        // A chain longer than the number of domains is a circle, which no server has.
        for _ in 0..=self.pair.old.domains.len() {
            let Some(domain) = self.pair.old.domains.get(&id) else {
                break;
            };
            let base = &domain.definition.data_type;
            if base.array {
                return false;
            }
            id = ObjectId::named(base.name.clone());
        }
        self.seen.contains(&ObjectRef::new(Kind::EnumType, id))
    }

    /// A column of a type that is made anew.
    fn swap(&mut self, data_type: &ObjectRef, table: &ObjectName, column: &str) {
        let about = ObjectRef::column(table, column);
        let (id, own) = (ObjectId::named(table.clone()), column.to_owned());
        let find = |catalog: &Catalog| {
            let table = catalog.tables.get(&id)?;
            table.column(&own).cloned()
        };
        let (Some(old), Some(new)) = (find(self.pair.old), find(self.pair.new)) else {
            return;
        };
        // One that leaves the type lets go of it; that is a change of its own.
        if old.data_type.name != new.data_type.name {
            return;
        }
        if self.parts.is_key(table, column) {
            self.refused.push(Refused {
                about,
                message: format!("{data_type} is made anew, and table `{table}` is partitioned by `{column}`, which is of it"),
                help: "PostgreSQL cannot change the type of such a column; define a new table beside it and move the rows"
                    .to_owned(),
            });
            return;
        }
        let (change, fate) = match new.generated {
            Some(_) => (ColumnChange::Remake, Fate::Remade),
            None => (ColumnChange::Swap, Fate::Swapped),
        };
        self.alter_column(table, column, change);
        self.fates.insert(about.clone(), fate);
        self.disturb(about);
    }

    /// Functions that hold on to a type only in the sessions that have compiled them.
    fn compile_again(&mut self, data_type: &ObjectName, columns: &[String]) {
        let functions = self.pair.old.functions.values();
        for old in functions.filter(|function| function.may_have_compiled(&data_type.name, columns)) {
            let Some(new) = self.pair.new.functions.get(&old.id()) else {
                continue;
            };
            let change = FunctionChange::Compiled(data_type.clone());
            let deltas = &mut self.changes.kinds.functions;
            let known = deltas.iter_mut().find_map(|delta| match delta {
                Delta::Alter { id, changes, .. } if *id == old.id() => Some(Some(changes)),
                Delta::Replace { new, .. } if new.id() == old.id() => Some(None),
                _ => None,
            });
            match known {
                Some(Some(changes)) => changes.push(change),
                Some(None) => {}
                None => deltas.push(Delta::Alter {
                    id: old.id(),
                    old: old.clone(),
                    new: new.clone(),
                    changes: vec![change],
                }),
            }
        }
    }

    /// A part of a table that uses what is disturbed.
    fn part(&mut self, object: &ObjectRef, fate: Option<Fate>, table: &ObjectName, part: Part) {
        let called = object.kind == Kind::Function || self.is_converted(object);
        match part {
            Part::Default(column) if called => self.alter_column(table, &column, ColumnChange::DefaultAnew),
            Part::Generated(column)
                if called
                    || matches!(
                        fate,
                        Some(Fate::Widened | Fate::Retyped | Fate::Swapped | Fate::Remade)
                    ) =>
            {
                let about = ObjectRef::column(table, &column);
                self.alter_column(table, &column, ColumnChange::Remake);
                self.fates.insert(about.clone(), Fate::Remade);
                self.disturb(about);
            }
            Part::Check(name) | Part::Expression(name)
                // PostgreSQL would read every row with a check, and build an exclusion, while nobody can use the table.
                if called || matches!(fate, Some(Fate::Widened | Fate::Swapped | Fate::Remade)) =>
            {
                self.step_aside(table, &name);
            }
            // Otherwise PostgreSQL does so itself and holds ACCESS EXCLUSIVE on both tables all the while, or refuses where
            // the types have no common operator.
            Part::ForeignKey(name)
                if object.kind == Kind::Constraint
                    || matches!(fate, Some(Fate::Retyped | Fate::Swapped | Fate::Remade)) =>
            {
                self.step_aside(table, &name);
            }
            Part::Key(name) if fate == Some(Fate::Remade) => self.step_aside(table, &name),
            Part::PartitionKey
                if called
                    || matches!(
                        fate,
                        Some(Fate::Widened | Fate::Retyped | Fate::Swapped | Fate::Remade)
                    ) =>
            {
                let what = if called {
                    "is made anew"
                } else {
                    "would get another type"
                };
                self.refused.push(Refused {
                    about: ObjectRef::named(Kind::Table, table),
                    message: format!("{object} {what}, and the partition key of table `{table}` uses it"),
                    help: "keep it as it is, or define a new table beside this one and move the rows"
                        .to_owned(),
                });
            }
            _ => {}
        }
    }

    /// A constraint is dropped before and added again after, if nothing else happens to it.
    fn step_aside(&mut self, table: &ObjectName, name: &str) {
        let id = ObjectId::named(table.clone());
        let find = |catalog: &Catalog| Some(catalog.tables.get(&id)?.constraint(name)?.clone());
        let (Some(old), Some(new)) = (find(self.pair.old), find(self.pair.new)) else {
            return;
        };
        let about = ObjectRef::constraint(table, name);
        if old == new && self.seen.insert(about.clone()) {
            let change = TableChange::ReplaceConstraint {
                old: Box::new(old),
                new: Box::new(new),
            };
            if let Some(changes) = self.table(table) {
                changes.push(change);
            }
            self.queue.push(about);
        }
    }

    fn alter_column(&mut self, table: &ObjectName, column: &str, change: ColumnChange) {
        let id = ObjectId::named(table.clone());
        let find = |catalog: &Catalog| Some(catalog.tables.get(&id)?.column(column)?.clone());
        let (Some(old), Some(new)) = (find(self.pair.old), find(self.pair.new)) else {
            return;
        };
        if change == ColumnChange::Remake && (old.generated.is_none() || new.generated.is_none()) {
            return;
        }
        let Some(changes) = self.table(table) else { return };
        let known = changes.iter_mut().find_map(|known| match known {
            TableChange::AlterColumn { new, changes, .. } if new.name == column => Some(changes),
            _ => None,
        });
        match known {
            Some(known) if change == ColumnChange::Remake => {
                known.retain(|other| matches!(other, ColumnChange::Comment));
                known.push(change);
            }
            // A column whose type changes is written with its default anyway.
            Some(known) if known.contains(&change) || known.contains(&ColumnChange::Remake) => {}
            Some(known) if change == ColumnChange::Swap && known.contains(&ColumnChange::Type) => {}
            Some(known) => known.insert(0, change),
            None => changes.push(TableChange::AlterColumn {
                old: Box::new(old),
                new: Box::new(new),
                changes: vec![change],
            }),
        }
    }

    /// The changes of a table that is there on both sides.
    fn table(&mut self, table: &ObjectName) -> Option<&mut Vec<TableChange>> {
        let id = ObjectId::named(table.clone());
        let index = match self.tables.get(&id) {
            Some(index) => *index,
            None => {
                let (old, new) = (self.pair.old.tables.get(&id)?, self.pair.new.tables.get(&id)?);
                self.changes.kinds.tables.push(Delta::Alter {
                    id: id.clone(),
                    old: old.clone(),
                    new: new.clone(),
                    changes: Vec::new(),
                });
                let index = self.changes.kinds.tables.len() - 1;
                self.tables.insert(id, index);
                index
            }
        };
        match &mut self.changes.kinds.tables[index] {
            Delta::Alter { changes, .. } => Some(changes),
            Delta::Create(_) | Delta::Drop(_) | Delta::Replace { .. } => None,
        }
    }
}

fn altered(changes: &ChangeSet) -> BTreeMap<ObjectId, usize> {
    let tables = changes.kinds.tables.iter().enumerate();
    tables
        .filter_map(|(index, delta)| match delta {
            Delta::Alter { id, .. } => Some((id.clone(), index)),
            Delta::Create(_) | Delta::Drop(_) | Delta::Replace { .. } => None,
        })
        .collect()
}

/// What happens to columns by themselves. Before PostgreSQL 17 another expression means another column.
fn fates(changes: &ChangeSet, major: u32) -> BTreeMap<ObjectRef, Fate> {
    let mut fates = BTreeMap::new();
    for delta in &changes.kinds.tables {
        let Delta::Alter { id, changes, .. } = delta else {
            continue;
        };
        for change in changes {
            match change {
                TableChange::DropColumn(column) => {
                    fates.insert(ObjectRef::column(&id.name, &column.name), Fate::Dropped);
                }
                TableChange::AlterColumn { old, new, changes } => {
                    let storage = |column: &schemadiff_sql::syntax::Column| {
                        column.generated.as_ref().map(|generated| generated.is_virtual)
                    };
                    let fate = if changes.contains(&ColumnChange::Remake) {
                        Fate::Remade
                    } else if changes.contains(&ColumnChange::Type) {
                        if is_free(old, new) {
                            Fate::Widened
                        } else {
                            Fate::Retyped
                        }
                    } else if changes.contains(&ColumnChange::Generated)
                        && new.generated.is_some()
                        && (major < 17 || storage(old) != storage(new))
                    {
                        Fate::Remade
                    } else {
                        continue;
                    };
                    fates.insert(ObjectRef::column(&id.name, &new.name), fate);
                }
                _ => {}
            }
        }
    }
    fates
}

struct Mark<'a> {
    changes: &'a mut ChangeSet,
    pair: Pair<&'a Catalog>,
    because: &'a BTreeMap<ObjectRef, ObjectRef>,
}

impl KindVisitor for Mark<'_> {
    fn visit<K: InCatalog>(&mut self) {
        let (old, new) = (K::store(self.pair.old), K::store(self.pair.new));
        let marked: BTreeMap<&ObjectId, &ObjectRef> = self
            .because
            .iter()
            .filter(|(object, _)| object.kind == K::KIND)
            .filter(|(object, _)| old.contains(&object.id) && new.contains(&object.id))
            .map(|(object, because)| (&object.id, because))
            .collect();
        if marked.is_empty() {
            return;
        }
        let deltas = K::deltas_mut(self.changes);
        deltas.retain(|delta| !matches!(delta, Delta::Alter { id, .. } if marked.contains_key(id)));
        let replaced: BTreeSet<ObjectId> = deltas
            .iter()
            .filter_map(|delta| match delta {
                Delta::Replace { new, .. } => Some(new.id()),
                Delta::Create(_) | Delta::Drop(_) | Delta::Alter { .. } => None,
            })
            .collect();
        for (id, because) in marked {
            let (Some(old), Some(new)) = (old.get(id), new.get(id)) else {
                continue;
            };
            if !replaced.contains(id) {
                let because = format!("{because} changes under it");
                deltas.push(Delta::Replace {
                    old: old.clone(),
                    new: new.clone(),
                    because,
                });
            }
        }
    }
}
