//! Owners and privileges in a plan: of what is there, they change; to what the plan makes, they are given at once.
//!
//! An object that is dropped and created anew belongs to whoever ran the plan and nobody else may use it. So it gets back
//! what it had in the same recipe, whether a model speaks of it or not: between the statements nobody can look.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::Subject;

use super::lower::{handed_over, holder, known_server, new_owner, pieces, usual};
use super::operations::{self, Piece, change_owner, privileges};
use super::{Access, Grants, exists, id_of, id_of_object};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{self, InCatalog, KindVisitor, ObjectKind, default_privilege};
use crate::lower::{Lowering, Operation, Operations};

/// Adds the operations about owners and privileges to those of everything else.
pub(crate) fn restore(cx: &Lowering<'_>, out: Operations) -> Operations {
    let catalogs = Pair {
        old: cx.pair.old.catalog(),
        new: cx.pair.new.catalog(),
    };
    let made = Made::of(out.list(), catalogs.old);
    let mut given: BTreeSet<ObjectRef> = BTreeSet::new();
    let mut out = out.woven(|operation| {
        let mut extras = Vec::new();
        if renames(operation) {
            return extras;
        }
        for object in operation.creates.iter().filter(|object| made.objects.contains(*object)) {
            // Several operations may have a part in making an object; the first one creates it.
            if given.insert(object.clone()) {
                extras.extend(give(cx, catalogs, object, &made));
            }
        }
        extras
    });
    for delta in &cx.changes().kinds.accesses {
        let (old, new) = match delta {
            Delta::Create(new) => (None, new),
            Delta::Alter { old, new, .. } => (Some(old), new),
            Delta::Drop(_) | Delta::Replace { .. } => continue,
        };
        // Of what an older recording says nothing of, nothing is known.
        let is_unknown = old.is_none() && cx.pair.old.live().is_some() && exists(catalogs.old, &new.of);
        if !is_unknown && !made.accesses.contains(&id_of(&new.of)) {
            let pieces = pieces(old, new, cx.server_major());
            change(catalogs, old, new, &without(&pieces, catalogs.new, new, &made), &mut out);
        }
    }
    out
}

/// Whether a catalog has an object.
fn has(catalog: &Catalog, object: &ObjectRef) -> bool {
    struct Has<'a>(&'a Catalog, &'a ObjectRef, bool);
    impl KindVisitor for Has<'_> {
        fn visit<K: InCatalog>(&mut self) {
            self.2 |= K::KIND == self.1.kind && K::store(self.0).contains(&self.1.id);
        }
    }
    let mut has = Has(catalog, object, false);
    kinds::for_each(&mut has);
    has.2
}

/// Whether an operation gives something that is there another name, with all that it has.
fn renames(operation: &Operation) -> bool {
    let renames = [OpCode::RenameTable, OpCode::RenameColumn, OpCode::RenameIndex, OpCode::RenameType];
    renames.contains(&operation.code)
}

/// What a plan makes, whether or not it was there before.
struct Made {
    /// Objects and columns.
    objects: BTreeSet<ObjectRef>,
    /// Of the objects, what identifies their access.
    accesses: BTreeSet<ObjectId>,
}

impl Made {
    fn of(operations: &[Operation], old: &Catalog) -> Self {
        let dropped: BTreeSet<&ObjectRef> = operations.iter().flat_map(|operation| &operation.drops).collect();
        let is_new = |object: &ObjectRef| {
            if dropped.contains(object) {
                return true;
            }
            match (object.kind, &object.id.part) {
                (Kind::Column, Some(column)) => old
                    .tables
                    .get(&ObjectId::named(object.id.name.clone()))
                    .is_some_and(|table| table.column(column).is_none()),
                _ => id_of_object(object).is_some() && !has(old, object),
            }
        };
        let makers = operations.iter().filter(|operation| !renames(operation));
        let objects: BTreeSet<ObjectRef> = makers
            .flat_map(|operation| operation.creates.iter().map(move |object| (operation, object)))
            // A type can take the name of another one, which steps aside.
            .filter(|(operation, object)| operation.code == OpCode::CreateEnum || is_new(object))
            .map(|(_, object)| object.clone())
            .collect();
        let accesses = objects.iter().filter_map(id_of_object).collect();
        Self { objects, accesses }
    }

    /// The columns of a relation that are made while the relation stays.
    fn columns_of(&self, access: &Access) -> BTreeSet<&str> {
        let Subject::Relation(name) = &access.of else {
            return BTreeSet::new();
        };
        let first = ObjectRef::column(name, "");
        self.objects
            .range(first..)
            .take_while(|object| object.kind == Kind::Column && object.id.name == *name)
            .filter_map(|object| object.id.part.as_deref())
            .collect()
    }
}

/// What an object that the plan makes has to be given.
fn give(cx: &Lowering<'_>, catalogs: Pair<&Catalog>, object: &ObjectRef, made: &Made) -> Vec<Operation> {
    if object.kind == Kind::Column {
        return give_column(cx, catalogs, object, made);
    }
    let Some(id) = id_of_object(object) else {
        return Vec::new();
    };
    let (old, wanted) = (catalogs.old.accesses.get(&id), catalogs.new.accesses.get(&id));
    // What is out of scope is wanted as it is, which no model says.
    let wanted = wanted.filter(|wanted| old != Some(*wanted));
    let Some(access) = wanted.or(old) else {
        return Vec::new();
    };
    let us = cx.pair.old.live().map(|live| live.role.as_str());
    let managed = wanted.and_then(|wanted| wanted.owner.as_deref());
    // Nobody says who is to own it: then it is who did, unless that is who makes it.
    let kept = old.and_then(|old| old.owner.as_deref()).filter(|owner| us != Some(owner));
    let mut out = Vec::new();
    if let Some(owner) = managed.or(kept) {
        out.push(change_owner(catalogs.new, access, us, owner).because("its owner"));
    }
    let owner = managed.or(kept).or(us);
    let server = known_server(old, access, cx.server_major());
    let grants = match (wanted.and_then(|wanted| wanted.grants.clone()), old) {
        (Some(grants), _) => grants,
        (None, Some(old)) => handed_over(old, managed),
        (None, None) => return given(out),
    };
    let mut there = default_privilege::initial(catalogs, us, &access.of);
    if let (Some(us), Some(owner)) = (us, owner.filter(|owner| us != Some(*owner))) {
        there = there.handed_over(us, owner);
    }
    let there = there.effective(&access.of, owner, server);
    let target = grants.listed(&access.of, owner, server);
    let pieces = operations::difference(&there, &target, &grants, &usual(access, owner));
    let is_kept = wanted.is_none_or(|wanted| wanted.grants.is_none());
    let why = |operation: Operation| if is_kept { operation.because("as before") } else { operation };
    out.extend(pieces.iter().map(|piece| why(privileges(catalogs.new, access, piece))));
    given(out)
}

/// What a column that the plan makes has to be given, while its table stays.
fn give_column(
    cx: &Lowering<'_>,
    catalogs: Pair<&Catalog>,
    object: &ObjectRef,
    made: &Made,
) -> Vec<Operation> {
    let id = ObjectId::part(object.id.name.clone(), "relation");
    if made.accesses.contains(&id) {
        return Vec::new();
    }
    let (old, wanted) = (catalogs.old.accesses.get(&id), catalogs.new.accesses.get(&id));
    let managed = wanted.filter(|wanted| wanted.grants.is_some());
    let (Some(access), Some(column)) = (managed.or(old), object.id.part.as_ref()) else {
        return Vec::new();
    };
    let acl = access.grants.as_ref().and_then(|grants| grants.columns.get(column));
    let grants = Grants {
        columns: acl.map(|acl| (column.clone(), acl.clone())).into_iter().collect(),
        ..Grants::default()
    };
    let (owner, server) = (holder(old, access), known_server(old, access, cx.server_major()));
    let there = Grants::default().effective(&access.of, owner, server);
    let target = grants.listed(&access.of, owner, server);
    let pieces = operations::difference(&there, &target, &grants, &usual(access, owner));
    given(pieces.iter().map(|piece| privileges(catalogs.new, access, piece)).collect())
}

/// Nothing is taken from anybody and nobody has used it yet: these need no permission, and are part of making it.
fn given(operations: Vec<Operation>) -> Vec<Operation> {
    operations.into_iter().map(|operation| Operation { permission: None, undo: None, ..operation.harmless() }).collect()
}

/// The statements that are left when columns that are made have been given theirs.
fn without(pieces: &[Piece], catalog: &Catalog, access: &Access, made: &Made) -> Vec<Piece> {
    let is_made = made.columns_of(access);
    let table = access.relation().and_then(|name| catalog.tables.get(&ObjectId::named(name)));
    // A partition has the columns of its parent; those of a view are not known here.
    let table = table.filter(|table| table.partition_of.is_none());
    let unless_made = |piece: &Piece| {
        let mut piece = piece.clone();
        for columns in piece.columns.values_mut() {
            // A column that is dropped takes its privileges along; one that is made is given them at once.
            let is_gone = |column: &str| table.is_some_and(|table| table.column(column).is_none());
            columns.retain(|column| !is_made.contains(column.as_str()) && (piece.is_grant || !is_gone(column)));
        }
        piece.columns.retain(|_, columns| !columns.is_empty());
        piece
    };
    let is_empty = |piece: &Piece| piece.privileges.is_empty() && piece.columns.is_empty();
    pieces.iter().map(unless_made).filter(|piece| !is_empty(piece)).collect()
}

/// What changes for an object that stays.
fn change(
    catalogs: Pair<&Catalog>,
    old: Option<&Access>,
    new: &Access,
    pieces: &[Piece],
    out: &mut Operations,
) {
    let before = old.and_then(|old| old.owner.as_deref());
    let handed = match old {
        Some(old) => new_owner(Pair { old, new }),
        None => new.owner.as_deref(),
    };
    // What the former owner keeps can only be given once it is the owner's no longer.
    let waits = |piece: &&Piece| {
        !piece.is_grant || piece.afterwards || (handed.is_some() && before == Some(piece.role.as_str()))
    };
    let operation = |piece: &Piece| privileges(catalogs.new, new, piece);
    for piece in pieces.iter().filter(|piece| !waits(piece)) {
        out.add(operation(piece));
    }
    let owner = handed.map(|owner| change_owner(catalogs.new, new, before, owner));
    let waiting = pieces.iter().filter(waits).map(operation);
    let phase = crate::plan::Phase::Contract;
    out.atomic(owner.into_iter().chain(waiting.map(|operation| operation.in_phase(phase))));
}
