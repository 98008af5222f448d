//! Comparing and changing foreign servers.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::ObjectName;

use super::ForeignServer;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::foreign_server::options;
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, Plain, PlainKind, lower_plain};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two foreign servers of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignServerChange {
    /// The wrapper or type, which no statement alters.
    Nature,
    /// The version or options.
    Definition,
    /// The comment.
    Comment,
}

impl ObjectKind for ForeignServer {
    const KIND: Kind = Kind::ForeignServer;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = ForeignServerChange;

    fn id(&self) -> ObjectId {
        Self::id_of(&self.name)
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, _canon: &mut Canon<'_>) {}

    fn references(&self) -> Vec<ObjectRef> {
        vec![ObjectRef::named(Kind::ForeignDataWrapper, &ObjectName::bare(self.wrapper.clone()))]
    }

    fn diff(pair: Pair<&Self>) -> Vec<ForeignServerChange> {
        use ForeignServerChange as Change;
        let Pair { old, new } = pair;
        let differs = [
            (Change::Nature, (&old.wrapper, &old.server_type) != (&new.wrapper, &new.server_type)),
            (Change::Definition, (&old.version, &old.options) != (&new.version, &new.options)),
            (Change::Comment, old.comment != new.comment),
        ];
        let changes = differs.into_iter().filter(|(_, differs)| *differs);
        changes.map(|(change, _)| change).collect()
    }

    fn impossible(pair: Pair<&Self>, changes: &[ForeignServerChange]) -> Vec<(String, String)> {
        let message = format!("server `{}` keeps its foreign data wrapper and type", pair.new.name);
        let help = "to make it anew would lose the passwords of its user mappings: give the new one a name of its own, \
                    move the foreign tables to it, and drop this one then";
        let changed = changes.contains(&ForeignServerChange::Nature);
        changed.then(|| (message, help.to_owned())).into_iter().collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        lower_plain(delta, out);
    }
}

impl PlainKind for ForeignServer {
    fn plain(&self) -> Plain {
        Plain {
            object: self.object_ref(),
            subject: self.subject(),
            create: self.sql(),
            needs: self.references(),
            comment: self.comment.clone(),
            create_code: OpCode::CreateServer,
            drop_code: OpCode::DropServer,
            permission: PermissionKind::DropServer,
        }
    }

    fn alter(old: &Self, new: &Self, changes: &[ForeignServerChange]) -> Vec<Operation> {
        let one = |change: &ForeignServerChange| match change {
            ForeignServerChange::Nature => None,
            ForeignServerChange::Definition => Some(new.alter_operation(old)),
            ForeignServerChange::Comment => Some(new.plain().commented()),
        };
        changes.iter().filter_map(one).collect()
    }
}

impl ForeignServer {
    /// The identity of a server by its name.
    pub fn id_of(name: &str) -> ObjectId {
        ObjectId::named(ObjectName::bare(name))
    }

    fn subject(&self) -> String {
        format!("SERVER {}", ident(&self.name))
    }

    fn sql(&self) -> String {
        let mut sql = format!("CREATE {}", self.subject());
        for (word, text) in [("TYPE", &self.server_type), ("VERSION", &self.version)] {
            if let Some(text) = text {
                sql.push_str(&format!(" {word} {}", quote::literal(text)));
            }
        }
        sql.push_str(&format!(" FOREIGN DATA WRAPPER {}", ident(&self.wrapper)));
        sql + &options::given(&self.options)
    }

    fn alter_operation(&self, old: &Self) -> Operation {
        let mut sql = format!("ALTER {}", self.subject());
        if old.version != self.version {
            let version = self.version.as_deref().map_or_else(|| "NULL".to_owned(), quote::literal);
            sql.push_str(&format!(" VERSION {version}"));
        }
        sql.push_str(&options::changed(&old.options, &self.options));
        Operation::new(OpCode::AlterServer, self.object_ref(), sql)
            .needs([self.object_ref()])
            .because("another version or other options")
    }
}
