//! Comparing and changing access methods.

use schemadiff_sql::syntax::ObjectName;

use super::AccessMethod;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, Plain, PlainKind, lower_plain};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two access methods of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessMethodChange {
    /// What no statement changes.
    Definition,
    /// The comment.
    Comment,
}

impl ObjectKind for AccessMethod {
    const KIND: Kind = Kind::AccessMethod;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = AccessMethodChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(ObjectName::bare(&self.definition.name))
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.function(&mut self.definition.handler);
    }

    fn references(&self) -> Vec<ObjectRef> {
        let handler = Some(&self.definition.handler);
        handler.into_iter().filter(|name| name.schema.is_some()).map(refs::function).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<AccessMethodChange> {
        let Pair { old, new } = pair;
        let definition = (old.definition != new.definition).then_some(AccessMethodChange::Definition);
        let comment = (old.comment != new.comment).then_some(AccessMethodChange::Comment);
        definition.into_iter().chain(comment).collect()
    }

    fn replacement(_pair: Pair<&Self>, changes: &[AccessMethodChange]) -> Option<String> {
        let definition = changes.contains(&AccessMethodChange::Definition);
        definition.then(|| "no statement changes an access method".to_owned())
    }

    fn disturbs(pair: Pair<&Self>, changes: &[AccessMethodChange]) -> Vec<ObjectRef> {
        Self::replacement(pair, changes).map(|_| pair.new.object_ref()).into_iter().collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        lower_plain(delta, out);
    }
}

impl PlainKind for AccessMethod {
    fn plain(&self) -> Plain {
        let definition = &self.definition;
        let subject = format!("ACCESS METHOD {}", ident(&definition.name));
        let kind = if definition.of_tables { "TABLE" } else { "INDEX" };
        Plain {
            object: self.object_ref(),
            create: format!("CREATE {subject} TYPE {kind} HANDLER {}", definition.handler),
            subject,
            needs: self.references(),
            comment: self.comment.clone(),
            create_code: OpCode::CreateAccessMethod,
            drop_code: OpCode::DropAccessMethod,
            permission: PermissionKind::DropAccessMethod,
        }
    }

    fn alter(_old: &Self, new: &Self, changes: &[AccessMethodChange]) -> Vec<Operation> {
        // A definition that differs makes it anew; see `replacement`.
        let comments = changes.iter().filter(|change| **change == AccessMethodChange::Comment);
        comments.map(|_| new.plain().commented()).collect()
    }
}

/// An access method that something uses, unless it is one that every server has.
pub(in crate::kinds) fn used(name: &str) -> Option<ObjectRef> {
    const BUILTIN: &[&str] = &["heap", "btree", "hash", "gist", "spgist", "gin", "brin"];
    let method = ObjectRef::named(Kind::AccessMethod, &ObjectName::bare(name));
    (!BUILTIN.contains(&name)).then_some(method)
}
