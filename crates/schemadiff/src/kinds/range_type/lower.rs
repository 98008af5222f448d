//! Comparing and changing range types.

use schemadiff_sql::syntax::CreateRangeType;

use super::{RangeType, implied_multirange, sql};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::operator_class::class_ref;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::settle::Questions;
use crate::source::{RowError, Snapshot};

/// How two range types of one name can differ.
#[derive(Clone, Debug)]
pub enum RangeTypeChange {
    /// Anything about what it is: no statement changes that.
    Definition,
    /// The comment.
    Comment,
}

impl ObjectKind for RangeType {
    const KIND: Kind = Kind::RangeType;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = RangeTypeChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.definition.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        let definition = &mut self.definition;
        canon.data_type(&mut definition.subtype, None);
        // PostgreSQL keeps no modifiers of a subtype.
        definition.subtype.modifiers.clear();
        canon.own_collation(&mut definition.collation, &definition.subtype);
        for function in definition.canonical.iter_mut().chain(&mut definition.subtype_diff) {
            canon.function(function);
        }
        definition.operator_class = definition.operator_class.take().filter(|class| {
            // The default operator class of most types is named after them.
            !(class.schema.is_none() && class.name == format!("{}_ops", definition.subtype.name.name))
        });
        match &mut definition.multirange {
            Some(name) if name.schema.is_none() => name.schema.clone_from(&definition.name.schema),
            Some(_) => {}
            None => definition.multirange = Some(implied_multirange(&definition.name)),
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let mut objects: Vec<ObjectRef> = Schema::needed_by(&definition.name).into_iter().collect();
        objects.extend(Schema::needed_by(&self.multirange()));
        objects.extend(refs::data_type(&definition.subtype));
        objects.extend(definition.collation.as_ref().and_then(refs::collation));
        objects.extend(definition.operator_class.iter().filter_map(|class| class_ref(class, "btree")));
        let functions = definition.canonical.iter().chain(&definition.subtype_diff);
        objects.extend(functions.filter(|name| name.schema.is_some()).map(refs::function));
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<RangeTypeChange> {
        let mut changes = Vec::new();
        if pair.old.definition != pair.new.definition {
            changes.push(RangeTypeChange::Definition);
        }
        if pair.old.comment != pair.new.comment {
            changes.push(RangeTypeChange::Comment);
        }
        changes
    }

    fn replacement(_pair: Pair<&Self>, changes: &[RangeTypeChange]) -> Option<String> {
        let definition = changes.iter().any(|change| matches!(change, RangeTypeChange::Definition));
        definition.then(|| "no statement changes what a range is".to_owned())
    }

    fn disturbs(pair: Pair<&Self>, changes: &[RangeTypeChange]) -> Vec<ObjectRef> {
        match Self::replacement(pair, changes) {
            Some(_) => pair.old.made(),
            None => Vec::new(),
        }
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let Pair { old, new } = pair;
        let about = new.object_ref();
        let CreateRangeType { subtype, operator_class, .. } = &mut new.definition;
        if old.definition.operator_class.is_none() && operator_class.is_some() {
            questions.default_class(&about, subtype, operator_class);
        }
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(range) => out.recipe(range.create("new range type")),
            Delta::Drop(range) => {
                let drop = range.drop_operation().permission(PermissionKind::DropRangeType);
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

impl RangeType {
    /// What there is once it is created: the range, its multirange, and the functions that make values of both.
    fn made(&self) -> Vec<ObjectRef> {
        let names = [self.definition.name.clone(), self.multirange()];
        let types = names.iter().map(|name| ObjectRef::named(Kind::RangeType, name));
        types.chain(names.iter().map(refs::function)).collect()
    }

    fn create(&self, because: &str) -> Vec<Operation> {
        let create = Operation::new(OpCode::CreateRangeType, self.object_ref(), sql::create(&self.definition))
            .needs(self.references())
            .creates_all(self.made())
            .because(because)
            .undo(format!("DROP TYPE {}", self.definition.name));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(comment).collect()
    }

    fn drop_operation(&self) -> Operation {
        let sql = format!("DROP TYPE {}", self.definition.name);
        Operation::new(OpCode::DropRangeType, self.object_ref(), sql)
            .drops_all(self.made())
            .releases(self.references())
    }

    fn comment_operation(&self) -> Operation {
        let subject = format!("TYPE {}", self.definition.name);
        comment(OpCode::Comment, self.object_ref(), &subject, self.comment.as_deref())
    }
}
