//! Comparing and changing user mappings.

use schemadiff_sql::syntax::ObjectName;

use super::UserMapping;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::foreign_server::options;
use crate::kinds::{Attribute, Catalog, ForeignServer, ObjectKind};
use crate::lower::{Lowering, Operation, Operations};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two user mappings of one role on one server can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserMappingChange {
    /// The options that are no secrets.
    Options,
}

impl ObjectKind for UserMapping {
    const KIND: Kind = Kind::UserMapping;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = UserMappingChange;

    fn id(&self) -> ObjectId {
        ObjectId::part(ObjectName::bare(self.server.clone()), self.user.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    /// The server is no relation.
    fn relation(&self) -> Option<ObjectName> {
        None
    }

    fn canonicalize(&mut self, _canon: &mut Canon<'_>) {}

    fn references(&self) -> Vec<ObjectRef> {
        vec![ObjectRef::new(Kind::ForeignServer, ForeignServer::id_of(&self.server))]
    }

    fn diff(pair: Pair<&Self>) -> Vec<UserMappingChange> {
        match (&pair.old.options, &pair.new.options) {
            (Some(old), Some(new)) if old != new => vec![UserMappingChange::Options],
            _ => Vec::new(),
        }
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(new) => {
                let options = options::given(new.options.as_ref().unwrap_or(&options::Options::new()));
                let create = Operation::new(OpCode::CreateUserMapping, new.object_ref(), new.sql("CREATE", &options))
                    .needs(new.references())
                    .creates(new.object_ref())
                    .because("new user mapping; its password, if it needs one, is set on the server itself");
                out.add(create.undo(new.sql("DROP", "")));
            }
            // Without what it keeps secret, nothing makes it again.
            Delta::Drop(old) => out.add(
                Operation::new(OpCode::DropUserMapping, old.object_ref(), old.sql("DROP", ""))
                    .drops(old.object_ref())
                    .releases(old.references())
                    .permission(PermissionKind::DropUserMapping)
                    .because("no longer in the model"),
            ),
            Delta::Alter { old, new, .. } | Delta::Replace { old, new, .. } => {
                if let (Some(before), Some(after)) = (&old.options, &new.options) {
                    let sql = new.sql("ALTER", &options::changed(before, after));
                    let undo = new.sql("ALTER", &options::changed(after, before));
                    let alter = Operation::new(OpCode::AlterUserMapping, new.object_ref(), sql).needs(new.references());
                    out.add(alter.because("other options; those that are secret stay").undo(undo));
                }
            }
        }
    }
}

impl UserMapping {
    fn sql(&self, verb: &str, options: &str) -> String {
        let user = if self.user == "public" { "PUBLIC".to_owned() } else { ident(&self.user) };
        format!("{verb} USER MAPPING FOR {user} SERVER {}{options}", ident(&self.server))
    }
}
