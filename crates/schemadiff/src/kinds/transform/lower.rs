//! Comparing and changing transforms.

use schemadiff_sql::syntax::ObjectName;

use super::Transform;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, Language, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, Plain, PlainKind, lower_plain};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two transforms of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransformChange {
    /// The functions.
    Functions,
    /// The comment.
    Comment,
}

impl ObjectKind for Transform {
    const KIND: Kind = Kind::Transform;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = TransformChange;

    fn id(&self) -> ObjectId {
        ObjectId::part(self.definition.data_type.name.clone(), self.definition.language.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    /// The type is no relation.
    fn relation(&self) -> Option<ObjectName> {
        None
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        let definition = &mut self.definition;
        canon.data_type(&mut definition.data_type, None);
        for function in definition.from_sql.iter_mut().chain(&mut definition.to_sql) {
            canon.function(function);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let functions = definition.from_sql.iter().chain(&definition.to_sql).filter(|name| name.schema.is_some());
        let mut objects: Vec<ObjectRef> = functions.map(refs::function).collect();
        objects.extend(refs::data_type(&definition.data_type));
        objects.push(ObjectRef::new(Kind::Language, Language::id_of(&definition.language)));
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<TransformChange> {
        let Pair { old, new } = pair;
        let functions = (old.definition != new.definition).then_some(TransformChange::Functions);
        let comment = (old.comment != new.comment).then_some(TransformChange::Comment);
        functions.into_iter().chain(comment).collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        lower_plain(delta, out);
    }
}

impl PlainKind for Transform {
    fn plain(&self) -> Plain {
        Plain {
            object: self.object_ref(),
            subject: format!("TRANSFORM {}", self.subject()),
            create: self.sql("CREATE"),
            needs: self.references(),
            comment: self.comment.clone(),
            create_code: OpCode::CreateTransform,
            drop_code: OpCode::DropTransform,
            permission: PermissionKind::DropTransform,
        }
    }

    fn alter(old: &Self, new: &Self, changes: &[TransformChange]) -> Vec<Operation> {
        let one = |change: &TransformChange| match change {
            TransformChange::Functions => {
                Operation::new(OpCode::CreateTransform, new.object_ref(), new.sql("CREATE OR REPLACE"))
                    .needs(new.references())
                    .releases(old.references())
                    .because("other functions")
                    .undo(old.sql("CREATE OR REPLACE"))
            }
            TransformChange::Comment => new.plain().commented(),
        };
        changes.iter().map(one).collect()
    }
}

impl Transform {
    fn subject(&self) -> String {
        format!("FOR {} LANGUAGE {}", self.definition.data_type, ident(&self.definition.language))
    }

    fn sql(&self, verb: &str) -> String {
        let definition = &self.definition;
        let functions = [("FROM SQL", &definition.from_sql), ("TO SQL", &definition.to_sql)];
        let functions: Vec<String> = functions
            .into_iter()
            .filter_map(|(word, function)| Some(format!("{word} WITH FUNCTION {}(internal)", function.as_ref()?)))
            .collect();
        format!("{verb} TRANSFORM {} ({})", self.subject(), functions.join(", "))
    }
}
