//! Comparing owners and privileges. The operations are made in [`super::restore()`], when it is known what the plan makes.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{ObjectName, Privilege, Subject};

use super::operations::{self, Piece, Usual};
use super::{Access, Grants};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair};
use crate::diff::Delta;
use crate::kinds::{Attribute, Catalog, ObjectKind, Since};
use crate::lower::{Lowering, Operations};
use crate::source::{RowError, Snapshot};

/// Any server: what `ALL` means where nobody says which one it is.
const ANY: u32 = u32::MAX;

/// How the access to one object can differ.
#[derive(Clone, Debug)]
pub enum AccessChange {
    /// The owner.
    Owner(String),
    /// The privileges, as statements.
    Privileges(Vec<Piece>),
}

impl ObjectKind for Access {
    const KIND: Kind = Kind::Access;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const KEPT: bool = true;
    type Change = AccessChange;

    fn id(&self) -> ObjectId {
        super::id_of(&self.of)
    }

    fn relation(&self) -> Option<ObjectName> {
        match &self.of {
            Subject::Relation(name) | Subject::Sequence(name) => Some(name.clone()),
            Subject::Routine(..)
            | Subject::Type(_)
            | Subject::Schema(_)
            | Subject::ForeignServer(_)
            | Subject::ForeignDataWrapper(_)
            | Subject::Statistics(_)
            | Subject::LargeObject => None,
        }
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        match &mut self.of {
            Subject::Relation(name) | Subject::Sequence(name) => canon.relation(name),
            // A type that does not exist is reported with the function.
            Subject::Routine(_, arguments) => {
                for argument in arguments {
                    canon.known_type(argument);
                    argument.modifiers.clear();
                }
            }
            Subject::Type(_)
            | Subject::Schema(_)
            | Subject::ForeignServer(_)
            | Subject::ForeignDataWrapper(_)
            | Subject::Statistics(_)
            | Subject::LargeObject => {}
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        super::objects(&self.of)
    }

    fn since(&self) -> Vec<Since> {
        let grants = self.grants.iter();
        let maintain = grants.flat_map(|grants| grants.object.values()).any(|held| held.contains_key(&Privilege::Maintain));
        maintain.then(|| Since::new(17, "`MAINTAIN`", self.object_ref())).into_iter().collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<AccessChange> {
        let mut changes = Vec::new();
        if let Some(owner) = new_owner(pair) {
            changes.push(AccessChange::Owner(owner.to_owned()));
        }
        let pieces = pieces(Some(pair.old), pair.new, ANY);
        if !pieces.is_empty() {
            changes.push(AccessChange::Privileges(pieces));
        }
        changes
    }

    fn details(_pair: Pair<&Self>, changes: &[AccessChange]) -> Vec<String> {
        let each = changes.iter().flat_map(|change| match change {
            AccessChange::Owner(owner) => vec![format!("owner changed to `{owner}`")],
            AccessChange::Privileges(pieces) => pieces.iter().map(Piece::words).collect(),
        });
        each.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn lower(_delta: &Delta<Self>, _cx: &Lowering<'_>, _out: &mut Operations) {}
}

/// The owner that an object gets, when it is another one. One of whom nothing is known may be anybody.
pub(super) fn new_owner(pair: Pair<&Access>) -> Option<&str> {
    let new = pair.new.owner.as_deref()?;
    let old = pair.old.owner.as_deref();
    (old != Some(new)).then_some(new)
}

/// The role that an object belongs to when everything is done, as far as anybody knows.
pub(super) fn holder<'a>(old: Option<&'a Access>, new: &'a Access) -> Option<&'a str> {
    let seen = |access: &'a Access| access.seen.as_ref().map(|seen| seen.holder.as_str());
    new.owner
        .as_deref()
        .or_else(|| old.and_then(seen))
        .or_else(|| old.and_then(|old| old.owner.as_deref()))
        .or_else(|| seen(new))
}

/// The server that the two are of, or `server`.
pub(super) fn known_server(old: Option<&Access>, new: &Access, server: u32) -> u32 {
    let seen = old.and_then(|old| old.seen.as_ref()).or(new.seen.as_ref());
    seen.map_or(server, |seen| seen.server)
}

/// The statements that lead from the privileges that are there to those that are wanted, if a model wants any.
pub(super) fn pieces(old: Option<&Access>, new: &Access, server: u32) -> Vec<Piece> {
    let Some(wanted) = &new.grants else {
        return Vec::new();
    };
    let (owner, server) = (holder(old, new), known_server(old, new, server));
    let there = old.map(|old| handed_over(old, new.owner.as_deref())).unwrap_or_default();
    let there = there.effective(&new.of, owner, server);
    operations::difference(&there, &wanted.listed(&new.of, owner, server), wanted, &usual(new, owner))
}

/// What goes without saying of an object.
pub(super) fn usual<'a>(access: &Access, owner: Option<&'a str>) -> Usual<'a> {
    Usual {
        owner,
        public: access.of.public_default(),
    }
}

/// The privileges that are there, once the object belongs to somebody else.
pub(super) fn handed_over(old: &Access, owner: Option<&str>) -> Grants {
    let grants = old.grants.clone().unwrap_or_default();
    let holder = old.seen.as_ref().map(|seen| seen.holder.as_str()).or(old.owner.as_deref());
    match (holder, owner) {
        (Some(from), Some(to)) if from != to => grants.handed_over(from, to),
        _ => grants,
    }
}
