//! Comparing and changing collations.

use schemadiff_sql::syntax::CollationProvider;

use super::{Collation, sql};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema, Since};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::settle::Questions;
use crate::source::{RowError, Snapshot};

/// How two collations of one name can differ.
#[derive(Clone, Debug)]
pub enum CollationChange {
    /// Anything about what it is: no statement changes that.
    Definition,
    /// The comment.
    Comment,
}

impl ObjectKind for Collation {
    const KIND: Kind = Kind::Collation;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = CollationChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.definition.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, _canon: &mut Canon<'_>) {}

    fn references(&self) -> Vec<ObjectRef> {
        Schema::needed_by(&self.definition.name).into_iter().collect()
    }

    fn since(&self) -> Vec<Since> {
        let rules = self.definition.rules.as_ref().map(|_| Since::new(16, "`RULES`", self.object_ref()));
        let builtin = self.definition.provider == CollationProvider::Builtin;
        rules.into_iter().chain(builtin.then(|| Since::new(17, "provider `builtin`", self.object_ref()))).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<CollationChange> {
        let mut changes = Vec::new();
        if pair.old.definition != pair.new.definition {
            changes.push(CollationChange::Definition);
        }
        if pair.old.comment != pair.new.comment {
            changes.push(CollationChange::Comment);
        }
        changes
    }

    fn replacement(_pair: Pair<&Self>, changes: &[CollationChange]) -> Option<String> {
        let definition = changes.iter().any(|change| matches!(change, CollationChange::Definition));
        definition.then(|| "no statement changes how a collation sorts".to_owned())
    }

    fn disturbs(pair: Pair<&Self>, changes: &[CollationChange]) -> Vec<ObjectRef> {
        Self::replacement(pair, changes).map(|_| pair.new.object_ref()).into_iter().collect()
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        questions.locale(&pair.old.definition, &mut pair.new.definition);
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(collation) => out.recipe(collation.create("new collation")),
            Delta::Drop(collation) => {
                let drop = collation.drop_operation().permission(PermissionKind::DropCollation);
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

impl Collation {
    fn words(&self) -> String {
        format!("COLLATION {}", self.definition.name)
    }

    fn create(&self, because: &str) -> Vec<Operation> {
        let sql = sql::create(&self.definition.name, &self.definition);
        let create = Operation::new(OpCode::CreateCollation, self.object_ref(), sql)
            .needs(self.references())
            .creates(self.object_ref())
            .because(because)
            .undo(format!("DROP {}", self.words()));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(comment).collect()
    }

    fn drop_operation(&self) -> Operation {
        Operation::new(OpCode::DropCollation, self.object_ref(), format!("DROP {}", self.words()))
            .drops(self.object_ref())
            .releases(self.references())
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.words(), self.comment.as_deref())
    }
}
