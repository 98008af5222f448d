//! Comparing and changing default privileges.

use schemadiff_sql::syntax::{DefaultOn, ObjectName, Privilege};

use super::DefaultPrivilege;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::access::{self, Acl, Effective, Piece, Usual};
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema, Since};
use crate::lower::{Lowering, Operation, Operations};
use crate::source::{RowError, Snapshot};

/// Any server: what `ALL` means where nobody says which one it is.
const ANY: u32 = u32::MAX;

/// How the default privileges of one role can differ: in what one statement changes.
#[derive(Clone, Debug)]
pub struct DefaultPrivilegeChange(Piece);

impl ObjectKind for DefaultPrivilege {
    const KIND: Kind = Kind::DefaultPrivilege;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const KEPT: bool = true;
    type Change = DefaultPrivilegeChange;

    fn id(&self) -> ObjectId {
        Self::id_of(self.role.as_deref(), self.schema.as_deref(), self.on)
    }

    fn relation(&self) -> Option<ObjectName> {
        None
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, _canon: &mut Canon<'_>) {}

    fn references(&self) -> Vec<ObjectRef> {
        let schema = self.schema.iter().filter(|schema| *schema != "public");
        let schema = schema.map(|schema| ObjectRef::new(Kind::Schema, Schema::id_of(schema)));
        schema.chain(self.role.iter().filter_map(|role| access::role_ref(role))).collect()
    }

    fn since(&self) -> Vec<Since> {
        let about = self.object_ref();
        let large = self.on == DefaultOn::LargeObjects;
        let large = large.then(|| Since::new(18, "`LARGE OBJECTS`", about.clone()));
        let maintain = self.grants.values().any(|held| held.contains_key(&Privilege::Maintain));
        large.into_iter().chain(maintain.then(|| Since::new(17, "`MAINTAIN`", about))).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<DefaultPrivilegeChange> {
        pieces(Some(pair.old), pair.new).into_iter().map(DefaultPrivilegeChange).collect()
    }

    fn details(_pair: Pair<&Self>, changes: &[DefaultPrivilegeChange]) -> Vec<String> {
        changes.iter().map(|change| change.0.words()).collect()
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        let us = cx.pair.old.live().map(|live| live.role.as_str());
        match delta {
            Delta::Create(new) => out.recipe(pieces(None, new).iter().map(|piece| new.operation(piece, us))),
            Delta::Alter { new, changes, .. } => {
                out.recipe(changes.iter().map(|change| new.operation(&change.0, us)));
            }
            // What a model does not speak of stays.
            Delta::Drop(_) | Delta::Replace { .. } => {}
        }
    }
}

fn pieces(old: Option<&DefaultPrivilege>, new: &DefaultPrivilege) -> Vec<Piece> {
    let server = old.and_then(|old| old.server).or(new.server).unwrap_or(ANY);
    let nothing = DefaultPrivilege {
        grants: Acl::new(),
        ..new.clone()
    };
    let there = old.unwrap_or(&nothing).effective(server);
    let (of, wanted) = (new.on.sample(), new.as_grants());
    // What is said of a schema comes on top: there nothing goes without saying.
    let everywhere = new.schema.is_none();
    let usual = Usual {
        owner: new.role.as_deref().filter(|_| everywhere),
        public: of.public_default().filter(|_| everywhere),
    };
    access::difference(&there, &wanted.listed(&of, usual.owner, server), &wanted, &usual)
}

impl DefaultPrivilege {
    /// Who may do what with new objects, as far as it differs from what goes without saying.
    fn effective(&self, server: u32) -> Effective {
        let of = self.on.sample();
        let grants = self.as_grants();
        match self.schema {
            None => grants.effective(&of, self.role.as_deref(), server),
            Some(_) => grants.listed(&of, None, server),
        }
    }

    fn operation(&self, piece: &Piece, us: Option<&str>) -> Operation {
        let mut before = "ALTER DEFAULT PRIVILEGES".to_owned();
        if let Some(role) = self.role.as_ref().filter(|role| us != Some(role.as_str())) {
            before.push_str(&format!(" FOR ROLE {}", ident(role)));
        }
        if let Some(schema) = &self.schema {
            before.push_str(&format!(" IN SCHEMA {}", ident(schema)));
        }
        let sql = |is_grant| format!("{before} {}", piece.sql(self.on.as_sql(), is_grant));
        // Nothing is taken from anybody, and nothing that is there is opened: no permission is needed.
        Operation::new(OpCode::AlterDefaultPrivileges, self.object_ref(), sql(piece.is_grant))
            .needs(self.references())
            .needs(access::role_ref(&piece.role))
            .because("for objects that are made from now on")
            .undo(sql(!piece.is_grant))
    }
}
