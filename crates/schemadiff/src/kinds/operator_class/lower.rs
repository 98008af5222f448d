//! Comparing and changing operator classes.

use schemadiff_sql::syntax::{CreateOperatorClass, FamilyMember, ObjectName};

use super::OperatorClass;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::operator_family::{self, OperatorFamily, family_ref, lower as family, member};
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two operator classes of one name and method can differ.
#[derive(Clone, Debug)]
pub enum OperatorClassChange {
    /// What no statement changes.
    Definition,
    /// Operators and functions.
    Members {
        /// Those that are gone or say something else.
        dropped: Vec<FamilyMember>,
        /// Those that are new or say it.
        added: Vec<FamilyMember>,
    },
    /// The comment.
    Comment,
}

impl ObjectKind for OperatorClass {
    const KIND: Kind = Kind::OperatorClass;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = OperatorClassChange;

    fn id(&self) -> ObjectId {
        ObjectId::part(self.definition.name.clone(), self.definition.method.clone())
    }

    fn relation(&self) -> Option<ObjectName> {
        None
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        let definition = &mut self.definition;
        for data_type in std::iter::once(&mut definition.data_type).chain(&mut definition.storage) {
            canon.data_type(data_type, None);
            data_type.modifiers.clear();
        }
        // It is dropped where it is the type of the values (`DefineOpClass()` in `src/backend/commands/opclasscmds.c`).
        definition.storage = definition.storage.take().filter(|storage| *storage != definition.data_type);
        let family = definition.family.get_or_insert_with(|| definition.name.clone());
        crate::kinds::index::builtin(family);
        for member in &mut definition.members {
            member::canonicalize(canon, member, &definition.method, Some(&definition.data_type));
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let mut objects: Vec<ObjectRef> = Schema::needed_by(&definition.name).into_iter().collect();
        objects.extend(operator_family::method_ref(&definition.method));
        objects.extend(refs::data_type(&definition.data_type));
        objects.extend(definition.storage.iter().flat_map(refs::data_type));
        objects.push(family_ref(self.family(), &definition.method));
        objects.extend(definition.members.iter().flat_map(member::references));
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<OperatorClassChange> {
        let (old, new) = (&pair.old.definition, &pair.new.definition);
        let mut changes = Vec::new();
        if *old != (CreateOperatorClass { members: old.members.clone(), ..new.clone() }) {
            changes.push(OperatorClassChange::Definition);
        }
        let (dropped, added) = member::compare(&old.members, &new.members);
        if !dropped.is_empty() || !added.is_empty() {
            changes.push(OperatorClassChange::Members { dropped, added });
        }
        if pair.old.comment != pair.new.comment {
            changes.push(OperatorClassChange::Comment);
        }
        changes
    }

    fn replacement(pair: Pair<&Self>, changes: &[OperatorClassChange]) -> Option<String> {
        let method = &pair.old.definition.method;
        let is_bound = |members: &[FamilyMember]| members.iter().any(|member| member::is_bound(method, member));
        changes.iter().find_map(|change| match change {
            OperatorClassChange::Definition => Some("no statement changes what an operator class is for".to_owned()),
            OperatorClassChange::Members { dropped, .. } if is_bound(dropped) => {
                Some("an operator class cannot do without its operators and functions".to_owned())
            }
            OperatorClassChange::Members { .. } | OperatorClassChange::Comment => None,
        })
    }

    fn disturbs(pair: Pair<&Self>, changes: &[OperatorClassChange]) -> Vec<ObjectRef> {
        Self::replacement(pair, changes).map(|_| pair.new.object_ref()).into_iter().collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(class) => out.recipe(class.create("new operator class")),
            Delta::Drop(class) => {
                let drop = class.drop_operations().into_iter().map(|operation| {
                    let operation = operation.because("no longer in the model");
                    if operation.code == OpCode::DropOperatorClass {
                        operation.permission(PermissionKind::DropOperatorClass)
                    } else {
                        operation
                    }
                });
                out.atomic(drop);
            }
            Delta::Replace { old, new, because } => {
                let because = format!("created anew below: {because}");
                let drop = old.drop_operations().into_iter().map(|operation| operation.harmless().because(because.clone()));
                out.atomic(drop.chain(new.create("created anew")));
            }
            Delta::Alter { new, changes, .. } => {
                for change in changes {
                    match change {
                        // Made anew; see `replacement`.
                        OperatorClassChange::Definition => {}
                        OperatorClassChange::Members { dropped, added } => {
                            family::alter(&new.own_family(), &new.object_ref(), dropped, added, out);
                        }
                        OperatorClassChange::Comment => out.add(new.comment_operation()),
                    }
                }
            }
        }
    }
}

impl OperatorClass {
    /// Its family, as something to alter.
    fn own_family(&self) -> OperatorFamily {
        OperatorFamily::new(self.family().clone(), self.definition.method.clone())
    }

    /// `OPERATOR CLASS name USING method`.
    fn words(&self) -> String {
        format!("OPERATOR CLASS {} USING {}", self.definition.name, ident(&self.definition.method))
    }

    fn create(&self, because: &str) -> Vec<Operation> {
        let definition = &self.definition;
        let stored = definition.storage.as_ref().map(|storage| format!("STORAGE {storage}"));
        let mut items: Vec<String> = stored.into_iter().chain(definition.members.iter().map(member::item)).collect();
        if items.is_empty() {
            // The grammar wants something, and this says what goes without saying.
            items.push(format!("STORAGE {}", definition.data_type));
        }
        let items: Vec<String> = items.iter().map(|item| format!("    {item}")).collect();
        let sql = format!(
            "CREATE OPERATOR CLASS {}{} FOR TYPE {} USING {} FAMILY {} AS\n{}",
            definition.name,
            if definition.is_default { " DEFAULT" } else { "" },
            definition.data_type,
            ident(&definition.method),
            self.family(),
            items.join(",\n")
        );
        let create = Operation::new(OpCode::CreateOperatorClass, self.object_ref(), sql)
            .needs(self.references())
            .creates(self.object_ref())
            .because(because)
            .undo(format!("DROP {}", self.words()));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(comment).collect()
    }

    /// What it can do without would stay in the family.
    fn drop_operations(&self) -> Vec<Operation> {
        let method = &self.definition.method;
        let loose = self.definition.members.iter().filter(|member| !member::is_bound(method, member));
        let loose: Vec<FamilyMember> = loose.cloned().collect();
        let drop_loose = family::drop(&self.own_family(), &self.object_ref(), &loose);
        let mut operations: Vec<Operation> = drop_loose.into_iter().collect();
        operations.push(
            Operation::new(OpCode::DropOperatorClass, self.object_ref(), format!("DROP {}", self.words()))
                .drops(self.object_ref())
                .releases(self.references()),
        );
        operations
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.words(), self.comment.as_deref())
    }
}
