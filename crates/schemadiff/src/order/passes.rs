//! The passes: each says one thing about what must come before what.
//!
//! A drop runs backwards. Where a view uses a table, the table is created first and the view after it, but the view is
//! dropped first and the table after it:
//!
//! ```text
//!   create table ──▶ create view        drop view ──▶ drop table
//! ```

use std::collections::BTreeMap;

use super::graph::{Because, Edge, Lookup};
use crate::catalog::{Kind, ObjectRef};
use crate::facts::OpCode;
use crate::lower::Operation;
use crate::plan::Phase;

type Pass = fn(&[Operation], &Lookup, &mut Vec<Edge>);

/// The passes, in the order they run. A later one replaces the reason of an edge that an earlier one found.
pub(super) const PASSES: &[(&str, Pass)] = &[
    ("what a text mentions probably exists first", mentioned_first),
    ("an object exists before it is used", needs_before_users),
    (
        "users let go before what they use is altered or dropped",
        users_let_go_first,
    ),
    (
        "extensions come before what may use them, and go after it",
        extensions_around,
    ),
    ("a role goes last", roles_last),
    (
        "an event trigger comes after what it would fire for, and goes before",
        event_triggers_around,
    ),
    (
        "users come back after the old bearer of a name is gone",
        old_bearers_first,
    ),
    ("a name is freed before it is taken", free_names_first),
    ("a recipe keeps its order", keep_recipe_order),
];

fn mentioned_first(operations: &[Operation], lookup: &Lookup, edges: &mut Vec<Edge>) {
    for (after, operation) in operations.iter().enumerate() {
        for object in &operation.may_need {
            for before in lookup.creates.get(object).into_iter().flatten() {
                edges.push(Edge {
                    before: *before,
                    after,
                    because: Because::MayNeed(object.clone()),
                });
            }
        }
    }
}

fn needs_before_users(operations: &[Operation], lookup: &Lookup, edges: &mut Vec<Edge>) {
    for (after, operation) in operations.iter().enumerate() {
        for object in &operation.needs {
            // A copy is good enough for those who can turn to the real one without anybody noticing.
            let stand_ins = lookup.stands_in.get(object).filter(|_| can_use_copies(operation));
            let makers = stand_ins.or_else(|| lookup.creates.get(object));
            for before in makers.into_iter().flatten() {
                edges.push(Edge {
                    before: *before,
                    after,
                    because: Because::Needs(object.clone()),
                });
            }
        }
    }
}

/// Whether what an operation makes can be put in its own place later, or is made for the copies.
fn can_use_copies(operation: &Operation) -> bool {
    let codes = [
        OpCode::CreateView,
        OpCode::ReplaceView,
        OpCode::CreateFunction,
        OpCode::ReplaceFunction,
    ];
    operation.phase == Phase::Backfill || (codes.contains(&operation.code) && !operation.atomic)
}

fn users_let_go_first(operations: &[Operation], lookup: &Lookup, edges: &mut Vec<Edge>) {
    for (before, operation) in operations.iter().enumerate() {
        for object in &operation.releases {
            let touched = lookup
                .drops
                .get(object)
                .into_iter()
                .chain(lookup.creates.get(object))
                .flatten();
            for after in touched {
                // A value that is added to an enum or renamed, a column that takes null no longer, a view or function that is
                // replaced in place disturb nobody.
                if matches!(
                    operations[*after].code,
                    OpCode::AddEnumValue
                        | OpCode::SetNotNullProven
                        | OpCode::ValidateNotNull
                        | OpCode::RenameEnumValue
                        | OpCode::ReplaceView
                        | OpCode::ReplaceFunction
                ) {
                    continue;
                }
                // What needs the object in its new form comes after it, whatever it used of the old one.
                if operation.needs.contains(object) && !operations[*after].drops.contains(object) {
                    continue;
                }
                edges.push(Edge {
                    before,
                    after: *after,
                    because: Because::Releases(object.clone()),
                });
            }
        }
    }
}

/// What an extension brings is not in the catalog, so any object may use it. An extension's own schema comes first.
fn extensions_around(operations: &[Operation], _lookup: &Lookup, edges: &mut Vec<Edge>) {
    let makes = |operation: &Operation| operation.target.kind == Kind::Extension;
    for (extension, operation) in operations
        .iter()
        .enumerate()
        .filter(|(_, operation)| makes(operation))
    {
        let dropped = operation.drops.contains(&operation.target);
        let because = Because::MayNeed(operation.target.clone());
        for (other, user) in operations.iter().enumerate() {
            if matches!(user.target.kind, Kind::Extension | Kind::Schema) {
                continue;
            }
            let (before, after) = if dropped {
                (other, extension)
            } else {
                (extension, other)
            };
            edges.push(Edge {
                before,
                after,
                because: because.clone(),
            });
        }
    }
}

/// A new event trigger fires for every statement after it, and may refuse it: the plan's own statements come first. One
/// that goes away goes before the others of its phase. What is made anew stays together.
fn event_triggers_around(operations: &[Operation], _lookup: &Lookup, edges: &mut Vec<Edge>) {
    for (trigger, operation) in operations.iter().enumerate() {
        let comes = operation.code == OpCode::CreateEventTrigger;
        let goes = operation.code == OpCode::DropEventTrigger && !operation.atomic;
        if !comes && !goes {
            continue;
        }
        for (other, another) in operations.iter().enumerate() {
            let because = Because::MayNeed(operation.target.clone());
            match (another.target.kind, another.phase) {
                (Kind::EventTrigger, _) => {}
                (_, Phase::Expand) if comes => edges.push(Edge {
                    before: other,
                    after: trigger,
                    because,
                }),
                (_, Phase::Contract) if goes => edges.push(Edge {
                    before: trigger,
                    after: other,
                    because,
                }),
                (_, Phase::Expand | Phase::Backfill | Phase::Contract) => {}
            }
        }
    }
}

/// Who owns a role's objects and may use others' is not in every operation; a role that still has any cannot be dropped.
fn roles_last(operations: &[Operation], _lookup: &Lookup, edges: &mut Vec<Edge>) {
    let drops = |operation: &Operation| operation.code == OpCode::DropRole;
    for (after, role) in operations
        .iter()
        .enumerate()
        .filter(|(_, operation)| drops(operation))
    {
        let others = operations
            .iter()
            .enumerate()
            .filter(|(_, operation)| operation.target.kind != Kind::Role);
        edges.extend(others.map(|(before, _)| Edge {
            before,
            after,
            because: Because::Releases(role.target.clone()),
        }));
    }
}

/// A recipe that lets go of functions of a name and needs one afterwards would get the old one again, were it still there.
fn old_bearers_first(operations: &[Operation], lookup: &Lookup, edges: &mut Vec<Edge>) {
    let mut released: BTreeMap<u32, Vec<&ObjectRef>> = BTreeMap::new();
    for (after, operation) in operations.iter().enumerate() {
        for object in operation.needs.iter().filter(|object| is_any_function(object)) {
            let was_used = released
                .get(&operation.recipe)
                .is_some_and(|released| released.contains(&object));
            for before in lookup
                .drops
                .get(object)
                .into_iter()
                .flatten()
                .filter(|_| was_used)
            {
                edges.push(Edge {
                    before: *before,
                    after,
                    because: Because::MayNeed(object.clone()),
                });
            }
        }
        let lets_go = operation.releases.iter().filter(|object| is_any_function(object));
        released.entry(operation.recipe).or_default().extend(lets_go);
    }
}

/// Whether a function is meant by its name alone.
fn is_any_function(object: &ObjectRef) -> bool {
    object.kind == Kind::Function && object.id.part.is_none()
}

/// Kinds that share a name space: relations with their indexes and sequences, and types, which relations are too.
fn name_space(object: &ObjectRef) -> Option<ObjectRef> {
    match object.kind {
        Kind::Table
        | Kind::ForeignTable
        | Kind::View
        | Kind::MaterializedView
        | Kind::Index
        | Kind::Sequence
        | Kind::EnumType
        | Kind::Domain
        | Kind::CompositeType
        | Kind::RangeType => Some(ObjectRef {
            kind: Kind::Table,
            id: object.id.clone(),
        }),
        // A constraint's index has the constraint's name, in the schema of the table; the table's own constraints share
        // one name space.
        Kind::Constraint
        | Kind::Column
        | Kind::Attribute
        | Kind::Collation
        | Kind::Cast
        | Kind::OperatorClass
        | Kind::OperatorFamily
        | Kind::Trigger
        | Kind::Policy
        | Kind::Rule
        | Kind::Schema
        | Kind::Extension
        | Kind::EventTrigger
        | Kind::Publication
        | Kind::Conversion
        | Kind::ForeignDataWrapper
        | Kind::ForeignServer
        | Kind::Language
        | Kind::AccessMethod
        | Kind::Statistics
        | Kind::Subscription
        | Kind::TextSearchConfiguration
        | Kind::TextSearchDictionary
        | Kind::TextSearchParser
        | Kind::TextSearchTemplate
        | Kind::Transform
        | Kind::UserMapping => Some(object.clone()),
        // Aggregates are functions, and have their names.
        Kind::Function | Kind::Aggregate => {
            let function = |_: &String| ObjectRef::new(Kind::Function, object.id.clone());
            object.id.part.as_ref().map(function)
        }
        Kind::Operator => object.id.part.is_some().then(|| object.clone()),
        Kind::Access | Kind::DefaultPrivilege | Kind::Role | Kind::Seed | Kind::EnumValue => None,
    }
}

fn free_names_first(operations: &[Operation], _lookup: &Lookup, edges: &mut Vec<Edge>) {
    let mut freed: BTreeMap<ObjectRef, Vec<usize>> = BTreeMap::new();
    for (index, operation) in operations.iter().enumerate() {
        for name in operation.drops.iter().flat_map(names) {
            freed.entry(name).or_default().push(index);
        }
    }
    for (after, operation) in operations.iter().enumerate() {
        for object in &operation.creates {
            for name in names(object) {
                for before in freed.get(&name).into_iter().flatten() {
                    edges.push(Edge {
                        before: *before,
                        after,
                        because: Because::FreesName(object.clone()),
                    });
                }
            }
        }
    }
}

/// The names that an object holds: its own, and for a constraint that of the index it may have.
fn names(object: &ObjectRef) -> Vec<ObjectRef> {
    let mut names: Vec<ObjectRef> = name_space(object).into_iter().collect();
    if let (Kind::Constraint, Some(constraint)) = (object.kind, &object.id.part) {
        let index = schemadiff_sql::syntax::ObjectName {
            schema: object.id.name.schema.clone(),
            name: constraint.clone(),
        };
        names.push(ObjectRef::named(Kind::Table, &index));
    }
    names
}

fn keep_recipe_order(operations: &[Operation], _lookup: &Lookup, edges: &mut Vec<Edge>) {
    for before in 1..operations.len() {
        if operations[before - 1].recipe == operations[before].recipe {
            edges.push(Edge {
                before: before - 1,
                after: before,
                because: Because::Recipe,
            });
        }
    }
}
