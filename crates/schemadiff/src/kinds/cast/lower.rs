//! Comparing and changing casts.

use schemadiff_sql::syntax::{CastMethod, ObjectName, TypeName};

use super::{Cast, sql};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two casts between the same types can differ.
#[derive(Clone, Debug)]
pub enum CastChange {
    /// How or when: no statement changes that.
    Definition,
    /// The comment.
    Comment,
}

impl ObjectKind for Cast {
    const KIND: Kind = Kind::Cast;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = CastChange;

    fn id(&self) -> ObjectId {
        Self::id_of(&self.definition)
    }

    fn relation(&self) -> Option<ObjectName> {
        None
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        let mut data_type = |data_type: &mut TypeName| {
            canon.data_type(data_type, None);
            // A cast is between types, whatever their modifiers.
            data_type.modifiers.clear();
        };
        data_type(&mut self.definition.source);
        data_type(&mut self.definition.target);
        if let CastMethod::Function(_, types) = &mut self.definition.method {
            types.iter_mut().for_each(data_type);
        }
        if let CastMethod::Function(name, types) = &mut self.definition.method {
            canon.function(name);
            // The name alone means the only function of that name, which takes what is cast.
            if types.is_empty() {
                types.push(self.definition.source.clone());
            }
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let mut objects = refs::data_type(&definition.source);
        objects.extend(refs::data_type(&definition.target));
        if let CastMethod::Function(name, _) = &definition.method
            && name.schema.is_some()
        {
            objects.push(refs::function(name));
        }
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<CastChange> {
        let mut changes = Vec::new();
        if pair.old.definition != pair.new.definition {
            changes.push(CastChange::Definition);
        }
        if pair.old.comment != pair.new.comment {
            changes.push(CastChange::Comment);
        }
        changes
    }

    fn replacement(_pair: Pair<&Self>, changes: &[CastChange]) -> Option<String> {
        let definition = changes.iter().any(|change| matches!(change, CastChange::Definition));
        definition.then(|| "no statement changes a cast".to_owned())
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(cast) => out.recipe(cast.create("new cast")),
            Delta::Drop(cast) => {
                let drop = cast.drop_operation().permission(PermissionKind::DropCast);
                out.add(drop.because("no longer in the model"));
            }
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation().harmless().because(format!("created anew below: {because}"));
                out.atomic(std::iter::once(drop).chain(new.create("created anew")));
            }
            Delta::Alter { new, .. } => out.add(new.comment_operation()),
        }
    }
}

impl Cast {
    fn words(&self) -> String {
        format!("CAST ({})", sql::types(&self.definition))
    }

    fn create(&self, because: &str) -> Vec<Operation> {
        let create = Operation::new(OpCode::CreateCast, self.object_ref(), sql::create(&self.definition))
            .needs(self.references())
            .creates(self.object_ref())
            .because(because)
            .undo(format!("DROP {}", self.words()));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(comment).collect()
    }

    fn drop_operation(&self) -> Operation {
        Operation::new(OpCode::DropCast, self.object_ref(), format!("DROP {}", self.words()))
            .drops(self.object_ref())
            .releases(self.references())
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.words(), self.comment.as_deref())
    }
}
