//! Comparing and changing schemas.

use schemadiff_sql::syntax::ObjectName;

use super::Schema;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two schemas of one name can differ.
#[derive(Clone, Debug)]
pub enum SchemaChange {
    /// The comment.
    Comment(Option<String>),
}

impl ObjectKind for Schema {
    const KIND: Kind = Kind::Schema;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = SchemaChange;

    fn id(&self) -> ObjectId {
        Self::id_of(&self.name)
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, _canon: &mut Canon<'_>) {}

    fn references(&self) -> Vec<ObjectRef> {
        Vec::new()
    }

    fn diff(pair: Pair<&Self>) -> Vec<SchemaChange> {
        (pair.old.comment != pair.new.comment)
            .then(|| SchemaChange::Comment(pair.new.comment.clone()))
            .into_iter()
            .collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(schema) => {
                let name = ident(&schema.name);
                let create = Operation::new(OpCode::CreateSchema, schema.object_ref(), format!("CREATE SCHEMA {name}"))
                    .creates(schema.object_ref())
                    .because("new schema")
                    .undo(format!("DROP SCHEMA {name}"));
                out.recipe([Some(create), schema.comment_operation()].into_iter().flatten());
            }
            Delta::Drop(schema) => out.add(
                Operation::new(OpCode::DropSchema, schema.object_ref(), format!("DROP SCHEMA {}", ident(&schema.name)))
                    .drops(schema.object_ref())
                    .permission(PermissionKind::DropSchema)
                    .because("no longer in the model"),
            ),
            Delta::Alter { new, .. } | Delta::Replace { new, .. } => {
                out.add(new.comment_operation_for(new.comment.as_deref()));
            }
        }
    }
}

impl Schema {
    fn comment_operation(&self) -> Option<Operation> {
        self.comment.as_ref().map(|text| self.comment_operation_for(Some(text)))
    }

    fn comment_operation_for(&self, text: Option<&str>) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &format!("SCHEMA {}", ident(&self.name)), text)
    }

    /// The schema that an object lives in, as something it needs; `public` is always there.
    pub fn needed_by(name: &ObjectName) -> Option<ObjectRef> {
        let schema = name.schema.as_ref()?;
        (schema != "public" && schema != "pg_catalog").then(|| ObjectRef::new(Kind::Schema, Self::id_of(schema)))
    }
}
