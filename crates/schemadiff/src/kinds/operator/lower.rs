//! Comparing and changing operators.

use schemadiff_sql::syntax::{CreateOperator, ObjectName};

use super::{Operator, sql};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two operators of one signature can differ.
#[derive(Clone, Debug)]
pub enum OperatorChange {
    /// What no statement changes.
    Definition,
    /// `RESTRICT` or `JOIN`.
    Estimators,
    /// The comment.
    Comment,
}

impl ObjectKind for Operator {
    const KIND: Kind = Kind::Operator;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = OperatorChange;

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
        let definition = &mut self.definition;
        for data_type in definition.left.iter_mut().chain([&mut definition.right]) {
            canon.data_type(data_type, None);
            data_type.modifiers.clear();
        }
        canon.function(&mut definition.function);
        for function in definition.restrict.iter_mut().chain(&mut definition.join) {
            canon.function(function);
        }
        for operator in definition.commutator.iter_mut().chain(&mut definition.negator) {
            canon.operator(operator);
            // One that is nowhere yet is made beside this one, as a shell (`get_other_operator()` in `pg_operator.c`).
            if operator.schema.is_none() && !schemadiff_sql::is_builtin_operator(&operator.name) {
                operator.schema.clone_from(&definition.name.schema);
            }
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let mut objects: Vec<ObjectRef> = Schema::needed_by(&definition.name).into_iter().collect();
        objects.extend(definition.left.iter().chain([&definition.right]).flat_map(refs::data_type));
        let functions = [Some(&definition.function), definition.restrict.as_ref(), definition.join.as_ref()];
        objects.extend(functions.into_iter().flatten().filter(|name| name.schema.is_some()).map(refs::function));
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<OperatorChange> {
        let (old, new) = (&pair.old.definition, &pair.new.definition);
        let same_estimators = CreateOperator { restrict: new.restrict.clone(), join: new.join.clone(), ..old.clone() };
        let mut changes = Vec::new();
        if same_estimators != *new {
            changes.push(OperatorChange::Definition);
        } else if old != new {
            changes.push(OperatorChange::Estimators);
        }
        if pair.old.comment != pair.new.comment {
            changes.push(OperatorChange::Comment);
        }
        changes
    }

    fn replacement(_pair: Pair<&Self>, changes: &[OperatorChange]) -> Option<String> {
        let definition = changes.iter().any(|change| matches!(change, OperatorChange::Definition));
        definition.then(|| "no statement changes what an operator does".to_owned())
    }

    fn disturbs(pair: Pair<&Self>, changes: &[OperatorChange]) -> Vec<ObjectRef> {
        match Self::replacement(pair, changes) {
            Some(_) => pair.new.made(),
            None => Vec::new(),
        }
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(operator) => out.recipe(operator.create("new operator")),
            Delta::Drop(operator) => {
                let drop = operator.drop_operation().permission(PermissionKind::DropOperator);
                out.add(drop.because("no longer in the model"));
            }
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation().harmless().because(format!("created anew below: {because}"));
                out.atomic(std::iter::once(drop).chain(new.create("created anew")));
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    match change {
                        OperatorChange::Estimators => out.add(new.set_estimators(old)),
                        OperatorChange::Comment => out.add(new.comment_operation()),
                        // Made anew; see `replacement`.
                        OperatorChange::Definition => {}
                    }
                }
            }
        }
    }
}

impl Operator {
    /// Itself, and an operator of its name whatever the types.
    fn made(&self) -> Vec<ObjectRef> {
        let any = refs::operator(&self.definition.name);
        std::iter::once(self.object_ref()).chain(any).collect()
    }

    fn create(&self, because: &str) -> Vec<Operation> {
        let create = Operation::new(OpCode::CreateOperator, self.object_ref(), sql::create(&self.definition))
            .needs(self.references())
            .creates_all(self.made())
            .because(because)
            .undo(format!("DROP {}", sql::words(&self.definition)));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(comment).collect()
    }

    /// `ALTER OPERATOR … SET`: how the planner estimates.
    fn set_estimators(&self, old: &Self) -> Operation {
        let words = |operator: &Self| {
            let name = |name: &Option<ObjectName>| name.as_ref().map_or_else(|| "NONE".to_owned(), ToString::to_string);
            let definition = &operator.definition;
            format!(
                "ALTER {} SET (RESTRICT = {}, JOIN = {})",
                sql::words(definition),
                name(&definition.restrict),
                name(&definition.join)
            )
        };
        Operation::new(OpCode::AlterOperator, self.object_ref(), words(self))
            .needs([self.object_ref()])
            .needs(self.references())
            .releases(old.references())
            .because("estimated in another way")
            .undo(words(old))
    }

    fn drop_operation(&self) -> Operation {
        let sql = format!("DROP {}", sql::words(&self.definition));
        Operation::new(OpCode::DropOperator, self.object_ref(), sql)
            .drops_all(self.made())
            .releases(self.references())
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &sql::words(&self.definition), self.comment.as_deref())
    }
}
