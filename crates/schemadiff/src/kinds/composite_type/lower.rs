//! Comparing and changing composite types.

use schemadiff_sql::syntax::{ObjectName, TypeAttribute};

use super::{CompositeType, sql};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::{Delta, count};
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two composite types of one name can differ.
#[derive(Clone, Debug)]
pub enum CompositeTypeChange {
    /// An attribute is new, after all others.
    Add(TypeAttribute),
    /// An attribute is not wanted.
    Drop(TypeAttribute),
    /// An attribute is of another type, or has another collation.
    Type {
        /// What is there.
        old: TypeAttribute,
        /// What is wanted.
        new: TypeAttribute,
    },
    /// The attributes stand in another order. No statement does that.
    Order,
    /// The comment on an attribute.
    AttributeComment(TypeAttribute),
    /// The comment.
    Comment,
}

impl ObjectKind for CompositeType {
    const KIND: Kind = Kind::CompositeType;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = CompositeTypeChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.definition.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        for attribute in &mut self.definition.attributes {
            canon.attribute_type(&mut attribute.data_type, &attribute.name);
            if let Some(collation) = &mut attribute.collation {
                canon.collation(collation);
            }
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let own = Schema::needed_by(&self.definition.name).into_iter();
        own.chain(self.definition.attributes.iter().flat_map(attribute_references)).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<CompositeTypeChange> {
        let Pair { old, new } = pair;
        let mut changes = Vec::new();
        let (before, after) = (&old.definition.attributes, &new.definition.attributes);
        let kept = before.iter().filter(|attribute| new.attribute(&attribute.name).is_some());
        if !kept.map(|attribute| &attribute.name).eq(after.iter().take_while(|attribute| old.attribute(&attribute.name).is_some()).map(|attribute| &attribute.name)) {
            changes.push(CompositeTypeChange::Order);
        }
        let gone = before.iter().filter(|attribute| new.attribute(&attribute.name).is_none());
        changes.extend(gone.cloned().map(CompositeTypeChange::Drop));
        for attribute in after {
            let Some(before) = old.attribute(&attribute.name) else {
                changes.push(CompositeTypeChange::Add(attribute.clone()));
                continue;
            };
            if before.data_type != attribute.data_type || before.collation != attribute.collation {
                changes.push(CompositeTypeChange::Type { old: before.clone(), new: attribute.clone() });
            }
            if before.comment != attribute.comment {
                changes.push(CompositeTypeChange::AttributeComment(attribute.clone()));
            }
        }
        if old.comment != new.comment {
            changes.push(CompositeTypeChange::Comment);
        }
        changes
    }

    fn replacement(_pair: Pair<&Self>, changes: &[CompositeTypeChange]) -> Option<String> {
        let moved = changes.iter().any(|change| matches!(change, CompositeTypeChange::Order));
        moved.then(|| "its attributes stand in another order: new ones come last, and the others keep their places".to_owned())
    }

    fn disturbs(pair: Pair<&Self>, changes: &[CompositeTypeChange]) -> Vec<ObjectRef> {
        if Self::replacement(pair, changes).is_some() {
            return vec![pair.new.object_ref()];
        }
        let attributes = changes.iter().filter_map(|change| match change {
            CompositeTypeChange::Drop(attribute) | CompositeTypeChange::Type { old: attribute, .. } => {
                Some(pair.new.attribute_ref(&attribute.name))
            }
            _ => None,
        });
        attributes.collect()
    }

    fn details(_pair: Pair<&Self>, changes: &[CompositeTypeChange]) -> Vec<String> {
        let number = |wanted: fn(&CompositeTypeChange) -> bool| changes.iter().filter(|change| wanted(change)).count();
        [
            count(number(|change| matches!(change, CompositeTypeChange::Add(_))), "attribute", "added"),
            count(number(|change| matches!(change, CompositeTypeChange::Drop(_))), "attribute", "dropped"),
            count(number(|change| matches!(change, CompositeTypeChange::Type { .. })), "attribute", "changed"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(composite) => out.recipe(composite.create("new composite type")),
            Delta::Drop(composite) => {
                let drop = composite.drop_operation().permission(PermissionKind::DropCompositeType);
                out.add(drop.because("no longer in the model"));
            }
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation().harmless().because(format!("created anew below: {because}"));
                out.atomic(std::iter::once(drop).chain(new.create("created anew")));
            }
            Delta::Alter { new, changes, .. } => {
                for change in changes {
                    new.alter(change, out);
                }
            }
        }
    }
}

/// What an attribute needs.
fn attribute_references(attribute: &TypeAttribute) -> Vec<ObjectRef> {
    let mut objects = refs::data_type(&attribute.data_type);
    objects.extend(attribute.collation.as_ref().and_then(refs::collation));
    objects
}

impl CompositeType {
    fn name(&self) -> &ObjectName {
        &self.definition.name
    }

    fn create(&self, because: &str) -> Vec<Operation> {
        let create = Operation::new(OpCode::CreateCompositeType, self.object_ref(), sql::create(&self.definition))
            .needs(self.references())
            .creates(self.object_ref())
            .creates_all(self.definition.attributes.iter().map(|attribute| self.attribute_ref(&attribute.name)))
            .because(because)
            .undo(format!("DROP TYPE {}", self.name()));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        let commented = self.definition.attributes.iter().filter(|attribute| attribute.comment.is_some());
        std::iter::once(create)
            .chain(comment)
            .chain(commented.map(|attribute| self.attribute_comment(attribute)))
            .collect()
    }

    /// Alters the type in place, also while columns are of it.
    ///
    /// # Locks
    /// ACCESS EXCLUSIVE on the type itself, which no query waits for; tables are not touched. Another type of an attribute is
    /// refused while a column is of the type (`find_composite_type_dependencies()` in `src/backend/commands/tablecmds.c`);
    /// see `diff::types`.
    fn alter(&self, change: &CompositeTypeChange, out: &mut Operations) {
        let name = self.name();
        match change {
            CompositeTypeChange::Add(attribute) => {
                let target = self.attribute_ref(&attribute.name);
                let words = format!("ADD ATTRIBUTE {} {}", ident(&attribute.name), sql::type_of(attribute));
                let add = self
                    .clause(OpCode::AddAttribute, target.clone(), &words)
                    .needs(attribute_references(attribute))
                    .creates(target)
                    .because("new attribute: values written in full need it from here on")
                    .undo(format!("ALTER TYPE {name} DROP ATTRIBUTE {}", ident(&attribute.name)));
                let comment = attribute.comment.as_ref().map(|_| self.attribute_comment(attribute));
                out.recipe(std::iter::once(add).chain(comment));
            }
            CompositeTypeChange::Drop(attribute) => {
                let target = self.attribute_ref(&attribute.name);
                let words = format!("DROP ATTRIBUTE {}", ident(&attribute.name));
                out.add(
                    self.clause(OpCode::DropAttribute, target.clone(), &words)
                        .drops(target)
                        .releases(attribute_references(attribute))
                        .permission(PermissionKind::DropAttribute)
                        .because("no longer in the model"),
                );
            }
            CompositeTypeChange::Type { old, new } => {
                let target = self.attribute_ref(&new.name);
                let words = |attribute: &TypeAttribute| {
                    format!("ALTER ATTRIBUTE {} TYPE {}", ident(&attribute.name), sql::type_of(attribute))
                };
                out.add(
                    self.clause(OpCode::AlterAttribute, target.clone(), &words(new))
                        .needs(attribute_references(new))
                        .releases(attribute_references(old))
                        .creates(target)
                        .because("another type; no column has values of it")
                        .undo(format!("ALTER TYPE {name} {}", words(old))),
                );
            }
            // Made anew; see `replacement`.
            CompositeTypeChange::Order => {}
            CompositeTypeChange::AttributeComment(attribute) => out.add(self.attribute_comment(attribute)),
            CompositeTypeChange::Comment => out.add(self.comment_operation()),
        }
    }

    fn clause(&self, code: OpCode, target: ObjectRef, words: &str) -> Operation {
        Operation::new(code, target, format!("ALTER TYPE {} {words}", self.name()))
            .on(self.name())
            .needs([self.object_ref()])
    }

    fn drop_operation(&self) -> Operation {
        let attributes = self.definition.attributes.iter();
        Operation::new(OpCode::DropCompositeType, self.object_ref(), format!("DROP TYPE {}", self.name()))
            .on(self.name())
            .drops(self.object_ref())
            .drops_all(attributes.map(|attribute| self.attribute_ref(&attribute.name)))
            .releases(self.references())
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &format!("TYPE {}", self.name()), self.comment.as_deref())
    }

    fn attribute_comment(&self, attribute: &TypeAttribute) -> Operation {
        let subject = format!("COLUMN {}.{}", self.name(), ident(&attribute.name));
        let target = self.attribute_ref(&attribute.name);
        comment(OpCode::CommentOnRelation, target, &subject, attribute.comment.as_deref()).on(self.name())
    }
}
