//! Comparing and changing operator families.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{FamilyMember, ObjectName};

use super::{OperatorFamily, family_ref, member};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::{PermissionKind, Phase};
use crate::source::{RowError, Snapshot};

/// How two operator families of one name and method can differ.
#[derive(Clone, Debug)]
pub enum OperatorFamilyChange {
    /// Operators and functions that are no class's.
    Members {
        /// Those that are gone or say something else.
        dropped: Vec<FamilyMember>,
        /// Those that are new or say it.
        added: Vec<FamilyMember>,
    },
    /// The comment.
    Comment,
}

impl ObjectKind for OperatorFamily {
    const KIND: Kind = Kind::OperatorFamily;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = OperatorFamilyChange;

    fn id(&self) -> ObjectId {
        self.own_id()
    }

    fn relation(&self) -> Option<ObjectName> {
        None
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        for member in &mut self.members {
            member::canonicalize(canon, member, &self.method, None);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let own = Schema::needed_by(&self.name).into_iter();
        let method = super::method_ref(&self.method);
        own.chain(method).chain(self.members.iter().flat_map(member::references)).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<OperatorFamilyChange> {
        let (dropped, added) = member::compare(&pair.old.members, &pair.new.members);
        let mut changes = Vec::new();
        if !dropped.is_empty() || !added.is_empty() {
            changes.push(OperatorFamilyChange::Members { dropped, added });
        }
        if pair.old.comment != pair.new.comment {
            changes.push(OperatorFamilyChange::Comment);
        }
        changes
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(family) => out.recipe(family.create("new operator family")),
            Delta::Drop(family) => {
                let drop = family.drop_operation().permission(PermissionKind::DropOperatorFamily);
                out.add(drop.because("no longer in the model"));
            }
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation().harmless().because(format!("created anew below: {because}"));
                out.atomic(std::iter::once(drop).chain(new.create("created anew")));
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    match change {
                        OperatorFamilyChange::Members { dropped, added } => {
                            alter(old, &new.object_ref(), dropped, added, out);
                        }
                        OperatorFamilyChange::Comment => out.add(new.comment_operation()),
                    }
                }
            }
        }
    }
}

/// Takes members out of a family and puts others in, on behalf of a family or class. Of one that says something else nobody sees
/// the family without it in between.
pub(in crate::kinds) fn alter(
    family: &OperatorFamily,
    about: &ObjectRef,
    dropped: &[FamilyMember],
    added: &[FamilyMember],
    out: &mut Operations,
) {
    let slots = |members: &[FamilyMember]| members.iter().map(member::slot).collect::<BTreeSet<_>>();
    let (gone, come) = (slots(dropped), slots(added));
    let split = |members: &[FamilyMember], other: &BTreeSet<member::Slot>| -> (Vec<FamilyMember>, Vec<FamilyMember>) {
        members.iter().cloned().partition(|member| other.contains(&member::slot(member)))
    };
    let (before, dropped) = split(dropped, &come);
    let (after, added) = split(added, &gone);
    out.recipe(add(family, about, &added).into_iter().map(|add| add.because("new in the model")));
    let replaced = drop(family, about, &before).into_iter().chain(add(family, about, &after));
    out.atomic(replaced.map(|operation| operation.because("another one in the model")));
    out.recipe(drop(family, about, &dropped).into_iter().map(|drop| drop.because("no longer in the model")));
}

fn words(family: &OperatorFamily, verb: &str, items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("    {item}")).collect();
    format!("ALTER {} {verb}\n{}", family.words(), items.join(",\n"))
}

fn drop_words(family: &OperatorFamily, members: &[FamilyMember]) -> String {
    words(family, "DROP", &members.iter().map(member::drop_item).collect::<Vec<_>>())
}

fn add_words(family: &OperatorFamily, members: &[FamilyMember]) -> String {
    words(family, "ADD", &members.iter().map(member::item).collect::<Vec<_>>())
}

/// `ALTER OPERATOR FAMILY … DROP`, where there is something to drop: queries that use it are slower from then on.
pub(in crate::kinds) fn drop(family: &OperatorFamily, about: &ObjectRef, members: &[FamilyMember]) -> Option<Operation> {
    let operation = Operation::new(OpCode::AlterOperatorFamily, about.clone(), drop_words(family, members));
    let operation = operation.needs([about.clone(), family.object_ref()]).releases(members.iter().flat_map(member::references));
    (!members.is_empty()).then(|| operation.in_phase(Phase::Contract).undo(add_words(family, members)))
}

fn add(family: &OperatorFamily, about: &ObjectRef, members: &[FamilyMember]) -> Option<Operation> {
    let operation = Operation::new(OpCode::AlterOperatorFamily, about.clone(), add_words(family, members));
    let operation = operation.needs([about.clone(), family.object_ref()]).needs(members.iter().flat_map(member::references));
    (!members.is_empty()).then(|| operation.undo(drop_words(family, members)))
}

impl OperatorFamily {
    /// Its identity.
    pub(crate) fn own_id(&self) -> ObjectId {
        ObjectId::part(self.name.clone(), self.method.clone())
    }

    /// `OPERATOR FAMILY name USING method`.
    fn words(&self) -> String {
        format!("OPERATOR FAMILY {} USING {}", self.name, crate::catalog::ident(&self.method))
    }

    fn create(&self, because: &str) -> Vec<Operation> {
        let words = self.words();
        let bare = Self { members: Vec::new(), ..self.clone() };
        let create = Operation::new(OpCode::CreateOperatorFamily, self.object_ref(), format!("CREATE {words}"))
            .needs(bare.references())
            .creates(family_ref(&self.name, &self.method))
            .because(because)
            .undo(format!("DROP {words}"));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        let members = add(self, &self.object_ref(), &self.members).map(|add| add.because(because));
        std::iter::once(create).chain(members).chain(comment).collect()
    }

    fn drop_operation(&self) -> Operation {
        Operation::new(OpCode::DropOperatorFamily, self.object_ref(), format!("DROP {}", self.words()))
            .drops(self.object_ref())
            .releases(self.references())
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.words(), self.comment.as_deref())
    }
}
