//! The states that the way goes through: what the first leg arrives at, what the second one starts from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemadiff_sql::syntax::{Column, ConstraintKind, ObjectName, ReplicaIdentity, Subject};

use super::{Numbered, Parting, Table, table};
use crate::canon::{Canonical, implied_name, index_name, serial_sequence_name};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair};
use crate::diff::{ChangeSet, Delta, renames};
use crate::kinds::access::Grants;
use crate::kinds::table::{Physical, not_null};
use crate::kinds::view::ViewChange;
use crate::kinds::{self, Access, InCatalog, KindVisitor, ObjectKind};

/// What the first leg arrives at: what is wanted, with plain tables instead of partitioned ones, and without what needs the
/// partitions to be there.
pub(crate) fn first(old: &Canonical, new: &Canonical, partings: &[Parting]) -> Canonical {
    let mut middle = new.clone();
    let below = below(&new.catalog, partings);
    kinds::for_each(&mut Without { middle: &mut middle.catalog, old: &old.catalog, below: &below });
    let annotations = Arc::make_mut(&mut middle.annotations);
    annotations.retain(|object, _| !(below.contains(&object.id.name) && belongs_to_tables(object.kind)));
    for parting in partings {
        if let Some(annotation) = annotations.get_mut(&ObjectRef::named(Kind::Table, &parting.parent)) {
            annotation.partitions = None;
            annotation.unmanaged_partitions = false;
        }
        let partition = table(&new.catalog, &parting.partition);
        let (Some(partition), Some(there)) = (partition, table(&old.catalog, &parting.parent)) else { continue };
        let Some(plain) = middle.catalog.tables.get_mut(&ObjectId::named(parting.parent.clone())) else { continue };
        plain.partition_by = None;
        plain.persistence = partition.persistence;
        // What a partitioned table does not have is its partition's to say.
        plain.parameters.clone_from(&partition.parameters);
        plain.physical = Physical {
            cluster_on: None,
            replica_identity: match &there.physical.replica_identity {
                ReplicaIdentity::Index(_) => ReplicaIdentity::Default,
                other => other.clone(),
            },
            ..partition.physical.clone()
        };
    }
    let middle_names: Vec<ObjectName> = middle.catalog.tables.values().map(|table| table.name.clone()).collect();
    for name in middle_names {
        // What references a partition waits for it.
        if let Some(other) = middle.catalog.tables.get_mut(&ObjectId::named(name)) {
            other.constraints.retain(|constraint| match &constraint.kind {
                ConstraintKind::ForeignKey(key) => !below.contains(&key.table),
                _ => true,
            });
        }
    }
    middle
}

/// What is wanted, with the words that a server has put into what the first leg arrives at.
pub(crate) fn settled(asked: &Canonical, answered: Canonical, new: &Canonical, partings: &[Parting]) -> Canonical {
    let mut catalog = new.catalog.clone();
    kinds::for_each(&mut Answers { whole: &mut catalog, asked: &asked.catalog, answered: &answered.catalog });
    for parting in partings {
        let words = table(&answered.catalog, &parting.parent).cloned();
        let id = ObjectId::named(parting.parent.clone());
        if let (Some(words), Some(parent)) = (words, catalog.tables.get_mut(&id)) {
            parent.columns = words.columns;
            parent.constraints = words.constraints;
        }
    }
    Canonical {
        catalog,
        annotations: new.annotations.clone(),
        written: Some(new.written.clone().unwrap_or_else(|| Arc::new(new.catalog.clone()))),
        ..answered
    }
}

/// What the second leg starts from, after the statements that the recipe begins with; the partings learn what those do.
pub(crate) fn reached(old: &Canonical, middle: &Canonical, new: &Canonical, partings: &mut [Parting]) -> Canonical {
    let mut catalog = middle.catalog.clone();
    keep_access(&mut catalog, &old.catalog);
    let mut sizes = old.sizes.as_ref().clone();
    for parting in partings {
        for (_, other) in &mut catalog.tables {
            if other.name == parting.parent {
                continue;
            }
            let before = other.clone();
            other.constraints.retain(|constraint| {
                let references =
                    matches!(&constraint.kind, ConstraintKind::ForeignKey(key) if key.table == parting.parent);
                if references {
                    parting.referenced_by.push((before.clone(), constraint.clone()));
                }
                !references
            });
        }
        let from = ObjectRef::named(Kind::Table, &parting.parent);
        let to = ObjectRef::named(Kind::Table, &parting.partition);
        // A view reads the columns that it has read: see [`views`].
        let views = catalog.views.clone();
        renames::rename(&mut catalog, &from, &to);
        catalog.views = views;
        // What a NOT NULL is called because the table was called otherwise is nothing where they have no names.
        let pair = Pair { old, new };
        if pair.known_major().is_some_and(|major| !not_null::have_names(major)) {
            not_null::forget_names(&mut catalog);
        }
        rename_parts(&mut catalog, &new.catalog, parting);
        number(&mut catalog, &new.catalog, parting);
        if let Some(size) = sizes.remove(&parting.parent) {
            sizes.insert(parting.partition.clone(), size);
        }
    }
    Canonical {
        catalog,
        sizes: Arc::new(sizes),
        transitions: Vec::new(),
        annotations: old.annotations.clone(),
        origins: old.origins.clone(),
        settings: old.settings.clone(),
        live: old.live.clone(),
        written: None,
    }
}

/// What the second leg arrives at: what is wanted. Who owns the partitioned table and may use it is as it was before, where the model is silent.
pub(crate) fn last(old: &Canonical, new: &Canonical, partings: &[Parting]) -> Canonical {
    let mut wanted = new.clone();
    let annotations = Arc::make_mut(&mut wanted.annotations);
    for parting in partings {
        if let Some(annotation) = annotations.get_mut(&ObjectRef::named(Kind::Table, &parting.partition)) {
            annotation.renamed_from = None;
        }
        let id = ObjectId::part(parting.parent.clone(), "relation");
        let Some(before) = old.catalog.accesses.get(&id) else { continue };
        let us = old.live.as_ref().map(|live| live.role.as_str());
        let said = wanted.catalog.accesses.remove(&id);
        let before = Access { owner: before.owner.clone().filter(|owner| Some(owner.as_str()) != us), ..before.clone() };
        wanted.catalog.insert(completed(said, &before));
        // Whoever may use the table uses it by its name, which is the partitioned one's: nothing of it stays behind.
        let id = ObjectId::part(parting.partition.clone(), "relation");
        let said = wanted.catalog.accesses.remove(&id);
        let nothing = Access { owner: None, grants: Some(Grants::default()), ..Access::of(Subject::Relation(parting.partition.clone())) };
        wanted.catalog.insert(completed(said, &nothing));
    }
    wanted
}

/// Has the views that read such a table by its identity read the partitioned one, as they are: with the same columns each
/// can be replaced in place.
pub(crate) fn views(changes: &mut ChangeSet, pair: Pair<&Canonical>, partings: &[Parting]) {
    let written = pair.new.written.as_deref();
    let pair = Pair { old: &pair.old.catalog, new: &pair.new.catalog };
    for view in pair.new.views.values() {
        let reads = |parting: &Parting| view.query.references().relations.contains(&parting.parent);
        let id = view.id();
        let Some(old) = pair.old.views.get(&id).filter(|_| partings.iter().any(reads)) else { continue };
        let is_changed = changes.kinds.views.iter().any(|delta| match delta {
            Delta::Create(new) | Delta::Replace { new, .. } | Delta::Alter { new, .. } => new.name == view.name,
            Delta::Drop(_) => false,
        });
        if !is_changed {
            changes.kinds.views.push(Delta::Alter {
                id,
                old: old.clone(),
                new: written.and_then(|written| written.views.get(&view.id())).unwrap_or(view).clone(),
                changes: vec![ViewChange::Query],
            });
        }
    }
}

fn completed(said: Option<Access>, before: &Access) -> Access {
    let said = said.unwrap_or_else(|| Access::of(before.of.clone()));
    Access {
        owner: said.owner.or_else(|| before.owner.clone()),
        grants: said.grants.or_else(|| before.grants.clone()),
        ..said
    }
}

/// What is known of access stays known: what is made anew gets back what it had.
fn keep_access(catalog: &mut Catalog, old: &Catalog) {
    for before in old.accesses.values() {
        let said = catalog.accesses.remove(&before.id());
        let seen = before.seen.clone();
        catalog.insert(Access { seen, ..completed(said, before) });
    }
}

/// Keys and indexes give up the names that those of the partitioned table take, for the ones that PostgreSQL would give to a partition's.
fn rename_parts(catalog: &mut Catalog, new: &Catalog, parting: &mut Parting) {
    let (Some(parent), Some(partition)) = (table(new, &parting.parent), table(new, &parting.partition)) else { return };
    let parts = partition.partition_of.as_ref().map(|of| of.parts.clone()).unwrap_or_default();
    let bare = Table { columns: parent.columns.clone(), ..Table::new(parting.partition.clone()) };
    let id = ObjectId::named(parting.partition.clone());
    if let Some(own) = catalog.tables.get_mut(&id) {
        for constraint in &mut own.constraints {
            let Some(name) = constraint.name.clone() else { continue };
            let said = (constraint.comment.take().is_some(), constraint.index_comment.take().is_some());
            let to = parts.get(&name).cloned().unwrap_or_else(|| implied_name(&bare, constraint));
            if constraint.has_index() && to != name && parent.constraint(&name).is_some() {
                parting.constraints.push((constraint.clone(), to.clone()));
                constraint.name = Some(to);
            }
            if said != (false, false) {
                parting.said_of.push((constraint.clone(), said));
            }
        }
        own.constraints.sort_by(|a, b| a.name.cmp(&b.name));
    }
    let own = catalog.indexes.values().filter(|index| index.table == parting.partition);
    let names: Vec<ObjectName> = own.map(|index| index.name.clone()).collect();
    for from in names {
        let id = ObjectId::named(from.clone());
        let is_wanted = new.indexes.get(&id).is_some_and(|index| index.table == parting.parent);
        let Some(mut index) = catalog.indexes.remove(&id) else { continue };
        if is_wanted {
            let schema = parting.partition.schema.clone();
            // An index moves with its table.
            index.name = match parts.get(&from.name) {
                Some(name) => ObjectName { schema, name: name.clone() },
                None => ObjectName { schema, ..index_name(new, &parting.partition, &index.definition) },
            };
            parting.indexes.push((from, index.name.clone()));
        }
        catalog.insert(index);
    }
}

/// Identities are given up by the partition: it has that of the partitioned table, or none.
fn number(catalog: &mut Catalog, new: &Catalog, parting: &mut Parting) {
    let sequence = |table: &ObjectName, column: &Column| {
        let named = column.identity.as_ref().and_then(|identity| identity.options.name.clone());
        named.unwrap_or_else(|| serial_sequence_name(table, &column.name, 0))
    };
    let parent = table(new, &parting.parent);
    let Some(own) = catalog.tables.get_mut(&ObjectId::named(parting.partition.clone())) else { return };
    for column in &mut own.columns {
        let wanted = parent.and_then(|parent| parent.column(&column.name)).filter(|column| column.identity.is_some());
        if let (true, Some(wanted)) = (column.identity.is_some(), wanted) {
            let from = sequence(&parting.partition, column);
            parting.numbered.push(Numbered {
                column: column.name.clone(),
                from,
                to: sequence(&parting.parent, wanted),
            });
            column.identity = None;
        }
    }
}

/// The partitions of such tables, on all levels.
fn below(new: &Catalog, partings: &[Parting]) -> BTreeSet<ObjectName> {
    let mut partitions: BTreeMap<&ObjectName, Vec<&ObjectName>> = BTreeMap::new();
    for table in new.tables.values() {
        if let Some(partition) = &table.partition_of {
            partitions.entry(&partition.parent).or_default().push(&table.name);
        }
    }
    let mut below = BTreeSet::new();
    let mut left: Vec<&ObjectName> = partings.iter().map(|parting| &parting.parent).collect();
    while let Some(parent) = left.pop() {
        for partition in partitions.get(parent).into_iter().flatten().copied() {
            if below.insert(partition.clone()) {
                left.push(partition);
            }
        }
    }
    below
}

fn belongs_to_tables(kind: Kind) -> bool {
    !matches!(kind, Kind::Function | Kind::Aggregate | Kind::Schema | Kind::Role)
}

/// Leaves out partitions, what is part of them, and what uses them.
struct Without<'a> {
    middle: &'a mut Catalog,
    old: &'a Catalog,
    below: &'a BTreeSet<ObjectName>,
}

impl KindVisitor for Without<'_> {
    fn visit<K: InCatalog>(&mut self) {
        let is_below = |object: &K| match K::KIND {
            Kind::Table => self.below.contains(&object.id().name),
            // A key that references one is taken off by itself.
            _ => {
                object.relation().is_some_and(|relation| self.below.contains(&relation))
                    || object.references().iter().any(|used| {
                        matches!(used.kind, Kind::Table | Kind::Column | Kind::Constraint)
                            && self.below.contains(&used.id.name)
                    })
            }
        };
        let found: Vec<ObjectId> = K::store(self.middle)
            .iter()
            .filter(|(_, object)| is_below(object))
            .map(|(id, _)| id.clone())
            .collect();
        for id in found {
            K::store_mut(self.middle).remove(&id);
            if let Some(before) = K::store(self.old).get(&id) {
                K::store_mut(self.middle).insert(id, before.clone());
            }
        }
    }
}

/// Takes over what a server has said of objects that the first leg has like the whole way.
struct Answers<'a> {
    whole: &'a mut Catalog,
    asked: &'a Catalog,
    answered: &'a Catalog,
}

impl KindVisitor for Answers<'_> {
    fn visit<K: InCatalog>(&mut self) {
        let (asked, answered) = (K::store(self.asked), K::store(self.answered));
        let mut words: Vec<(ObjectId, K)> = Vec::new();
        for (id, wanted) in K::store(self.whole) {
            let Some(answer) = answered.get(id) else { continue };
            if asked.get(id) == Some(wanted) && answer != wanted {
                words.push((id.clone(), answer.clone()));
            }
        }
        for (id, answer) in words {
            K::store_mut(self.whole).insert(id, answer);
        }
    }
}
