//! Comparing and changing extensions.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::ObjectName;

use super::Extension;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two extensions of one name can differ.
#[derive(Clone, Debug)]
pub enum ExtensionChange {
    /// The schema that its objects live in.
    Schema(String),
    /// The version.
    Version(String),
    /// The comment.
    Comment(Option<String>),
}

impl ObjectKind for Extension {
    const KIND: Kind = Kind::Extension;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = ExtensionChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(ObjectName::bare(self.name.clone()))
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, _canon: &mut Canon<'_>) {}

    fn references(&self) -> Vec<ObjectRef> {
        let schema = self.schema.as_ref().filter(|schema| *schema != "public" && *schema != "pg_catalog");
        schema.map(|schema| ObjectRef::new(Kind::Schema, Schema::id_of(schema))).into_iter().collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<ExtensionChange> {
        let Pair { old, new } = pair;
        let mut changes = Vec::new();
        // What the model leaves open is the server's choice and never differs.
        // Where the old model left it open it was created in the default schema.
        let there = old.schema.as_deref().unwrap_or("public");
        if let Some(schema) = new.schema.as_ref().filter(|schema| *schema != there) {
            changes.push(ExtensionChange::Schema(schema.clone()));
        }
        if let Some(version) = new.version.as_ref().filter(|_| old.version.is_some() && old.version != new.version) {
            changes.push(ExtensionChange::Version(version.clone()));
        }
        if new.comment.is_some() && old.comment != new.comment {
            changes.push(ExtensionChange::Comment(new.comment.clone()));
        }
        changes
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(extension) => {
                let mut sql = format!("CREATE EXTENSION IF NOT EXISTS {}", ident(&extension.name));
                if let Some(schema) = extension.home(&cx.pair.new.settings().default_schema) {
                    sql.push_str(&format!(" SCHEMA {}", ident(schema)));
                }
                if let Some(version) = &extension.version {
                    sql.push_str(&format!(" VERSION {}", quote::literal(version)));
                }
                let create = Operation::new(OpCode::CreateExtension, extension.object_ref(), sql)
                    .needs(extension.references())
                    .creates(extension.object_ref())
                    .because("new extension")
                    .undo(format!("DROP EXTENSION {}", ident(&extension.name)));
                let comment = extension.comment.as_deref().map(|text| extension.comment_operation(Some(text)));
                out.recipe([Some(create), comment].into_iter().flatten());
            }
            Delta::Drop(extension) => {
                let sql = format!("DROP EXTENSION {}", ident(&extension.name));
                out.add(
                    Operation::new(OpCode::DropExtension, extension.object_ref(), sql)
                        .drops(extension.object_ref())
                        .releases(extension.references())
                        .permission(PermissionKind::DropExtension)
                        .because("no longer in the model"),
                );
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    out.add(new.change(change).releases(old.references()));
                }
            }
            Delta::Replace { new, .. } => out.add(new.comment_operation(new.comment.as_deref())),
        }
    }
}

/// Extensions whose control file names their schema, so that no other may be said.
const FIXED: &[&str] = &["adminpack", "pg_cron", "plperl", "plperlu", "plpgsql", "plpython3u", "pltcl", "pltclu"];

impl Extension {
    /// The schema to create it in. Statements run with `pg_catalog` alone in the search path, so that PostgreSQL's own choice
    /// would be wrong.
    fn home<'a>(&'a self, default_schema: &'a str) -> Option<&'a str> {
        let fixed = FIXED.contains(&self.name.as_str());
        self.schema.as_deref().or((!fixed).then_some(default_schema))
    }

    fn comment_operation(&self, text: Option<&str>) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &format!("EXTENSION {}", ident(&self.name)), text)
    }

    fn change(&self, change: &ExtensionChange) -> Operation {
        let name = ident(&self.name);
        match change {
            ExtensionChange::Schema(schema) => {
                let sql = format!("ALTER EXTENSION {name} SET SCHEMA {}", ident(schema));
                Operation::new(OpCode::AlterExtension, self.object_ref(), sql)
                    .needs(self.references())
                    .because("moved to another schema")
            }
            ExtensionChange::Version(version) => {
                let sql = format!("ALTER EXTENSION {name} UPDATE TO {}", quote::literal(version));
                Operation::new(OpCode::AlterExtension, self.object_ref(), sql).because("another version")
            }
            ExtensionChange::Comment(text) => self.comment_operation(text.as_deref()),
        }
    }
}
