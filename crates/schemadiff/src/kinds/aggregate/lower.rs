//! Comparing and changing aggregates.

use schemadiff_sql::syntax::{Argument, CreateAggregate, ObjectName};

use super::{Aggregate, sql};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two aggregates of one signature can differ.
#[derive(Clone, Debug)]
pub enum AggregateChange {
    /// The definition.
    Definition,
    /// The comment.
    Comment,
}

impl ObjectKind for Aggregate {
    const KIND: Kind = Kind::Aggregate;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = AggregateChange;

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
        let moving = definition.moving.iter_mut().map(|(state, _)| &mut state.data_type);
        let states = std::iter::once(&mut definition.state.data_type).chain(moving);
        let arguments = definition.arguments.iter_mut().map(|argument| &mut argument.data_type);
        for data_type in arguments.chain(states) {
            canon.data_type(data_type, None);
            // PostgreSQL keeps no modifiers of these types.
            data_type.modifiers.clear();
        }
        for function in definition.functions_mut() {
            canon.function(function);
        }
        let own = definition.arguments.iter().any(|argument| argument.data_type.name.schema.is_some());
        if let Some(operator) = &mut definition.sort_operator
            && (own || !schemadiff_sql::is_builtin_operator(&operator.name))
        {
            canon.operator(operator);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let mut objects: Vec<ObjectRef> = Schema::needed_by(&definition.name).into_iter().collect();
        objects.extend(definition.signature().iter().flat_map(refs::data_type));
        let moving = definition.moving.iter().map(|(state, _)| &state.data_type);
        objects.extend(std::iter::once(&definition.state.data_type).chain(moving).flat_map(refs::data_type));
        let functions = definition.functions().into_iter().filter(|name| name.schema.is_some());
        objects.extend(functions.map(refs::function));
        objects.extend(definition.sort_operator.as_ref().and_then(refs::operator));
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<AggregateChange> {
        let mut changes = Vec::new();
        if pair.old.definition != pair.new.definition {
            changes.push(AggregateChange::Definition);
        }
        if pair.old.comment != pair.new.comment {
            changes.push(AggregateChange::Comment);
        }
        changes
    }

    /// Source: manual, "CREATE AGGREGATE": `OR REPLACE` keeps the result type, the names of arguments, the kind, and how
    /// many arguments are direct.
    fn replacement(pair: Pair<&Self>, _changes: &[AggregateChange]) -> Option<String> {
        let (old, new) = (&pair.old.definition, &pair.new.definition);
        let renamed = |(old, new): (&Argument, &Argument)| old.name.is_some() && old.name != new.name;
        // What it returns is what its final function does, or its state.
        let result = |aggregate: &CreateAggregate| {
            let state = &aggregate.state;
            match &state.finish {
                Some(finish) => (Some(finish.clone()), None),
                None => (None, Some(state.data_type.clone())),
            }
        };
        if old.direct != new.direct || old.hypothetical != new.hypothetical {
            Some("it becomes an aggregate of another kind".to_owned())
        } else if result(old) != result(new) {
            Some("its result type may change".to_owned())
        } else if old.arguments.iter().zip(&new.arguments).any(renamed) {
            Some("an argument gets another name".to_owned())
        } else {
            None
        }
    }

    fn disturbs(pair: Pair<&Self>, changes: &[AggregateChange]) -> Vec<ObjectRef> {
        match Self::replacement(pair, changes) {
            Some(_) => pair.new.made(),
            None => Vec::new(),
        }
    }

    fn details(_pair: Pair<&Self>, changes: &[AggregateChange]) -> Vec<String> {
        let changed = changes.iter().any(|change| matches!(change, AggregateChange::Definition));
        changed.then(|| "definition changed".to_owned()).into_iter().collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(aggregate) => out.recipe(aggregate.create("new aggregate")),
            Delta::Drop(aggregate) => {
                let drop = aggregate.drop_operation().permission(PermissionKind::DropAggregate);
                out.add(drop.because("no longer in the model"));
            }
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation().harmless().because(format!("created anew below: {because}"));
                out.atomic(std::iter::once(drop).chain(new.create("created anew")));
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    out.add(match change {
                        AggregateChange::Definition => new
                            .operation(OpCode::ReplaceAggregate)
                            .releases(old.references())
                            .because("another definition")
                            .undo(sql::create(&old.definition)),
                        AggregateChange::Comment => new.comment_operation(),
                    });
                }
            }
        }
    }
}

impl Aggregate {
    /// Itself, and a function of its name.
    fn made(&self) -> Vec<ObjectRef> {
        vec![self.object_ref(), refs::function(&self.definition.name)]
    }

    fn operation(&self, code: OpCode) -> Operation {
        Operation::new(code, self.object_ref(), sql::create(&self.definition))
            .needs(self.references())
            .creates_all(self.made())
    }

    fn create(&self, because: &str) -> Vec<Operation> {
        let create = self
            .operation(OpCode::CreateAggregate)
            .because(because)
            .undo(format!("DROP {}", sql::words(&self.definition)));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(comment).collect()
    }

    fn drop_operation(&self) -> Operation {
        let sql = format!("DROP {}", sql::words(&self.definition));
        Operation::new(OpCode::DropAggregate, self.object_ref(), sql)
            .drops_all(self.made())
            .releases(self.references())
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &sql::words(&self.definition), self.comment.as_deref())
    }
}
