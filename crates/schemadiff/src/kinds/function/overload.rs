//! Functions that cannot stand beside each other: of one name, and a call that fits both.

use schemadiff_sql::syntax::{Argument, ArgumentMode, CreateFunction, TypeName};

use super::Function;
use crate::diff::Delta;
use crate::kinds::ObjectKind;

/// The arguments that a call can give: how many at least, and the types of all.
struct Shape<'a> {
    least: usize,
    types: Vec<&'a TypeName>,
}

impl<'a> Shape<'a> {
    fn of(definition: &'a CreateFunction) -> Self {
        let is_input = |argument: &&Argument| !matches!(argument.mode, ArgumentMode::Out);
        let inputs: Vec<&Argument> = definition.arguments.iter().filter(is_input).collect();
        let with_default = inputs.iter().rev().take_while(|argument| argument.default.is_some()).count();
        Self {
            least: inputs.len() - with_default,
            types: inputs.iter().map(|argument| &argument.data_type).collect(),
        }
    }

    /// Whether a call that gives some arguments by position fits both.
    ///
    /// Source: manual, "Function Type Resolution": functions that match when defaults are filled in are candidates like those
    /// that match as they are; of two with the same types in the positions given, PostgreSQL chooses none
    /// (`function f(integer) is not unique`).
    fn meets(&self, other: &Self) -> bool {
        let fewest = self.least.max(other.least);
        fewest <= self.types.len().min(other.types.len()) && self.types[..fewest] == other.types[..fewest]
    }

    /// Whether every call of the other by position is one of this.
    fn covers(&self, other: &Self) -> bool {
        let given = other.types.len();
        self.least <= other.least && given <= self.types.len() && self.types[..given] == other.types[..]
    }
}

/// Whether whoever calls `old` can go on to do so once only `new` is there.
pub(super) fn takes_over(old: &Function, new: &Function) -> bool {
    let named = |function: &Function| -> Vec<Option<String>> {
        let inputs = function.definition.arguments.iter();
        inputs.filter(|argument| argument.mode != ArgumentMode::Out).map(|argument| argument.name.clone()).collect()
    };
    // Calls may name the arguments, too.
    let keeps_names = named(old).iter().zip(named(new)).all(|(old, new)| old.is_none() || *old == new);
    keeps_names
        && old.definition.procedure == new.definition.procedure
        && old.definition.returns == new.definition.returns
        && Shape::of(&new.definition).covers(&Shape::of(&old.definition))
}

/// Makes one change of a function that goes and one that comes when a call fits both: side by side, each would be called by
/// nobody.
pub(crate) fn replace_what_collides(deltas: &mut Vec<Delta<Function>>) {
    let mut comes = 0;
    while comes < deltas.len() {
        let Delta::Create(new) = &deltas[comes] else {
            comes += 1;
            continue;
        };
        let shape = Shape::of(&new.definition);
        let collides = |delta: &Delta<Function>| match delta {
            Delta::Drop(old) => {
                old.definition.name == new.definition.name && Shape::of(&old.definition).meets(&shape)
            }
            Delta::Create(_) | Delta::Alter { .. } | Delta::Replace { .. } => false,
        };
        let Some(goes) = deltas.iter().position(collides) else {
            comes += 1;
            continue;
        };
        let (Delta::Drop(old), new) = (&deltas[goes], new.clone()) else { return };
        let because = format!("a call could mean {} too", old.object_ref());
        deltas[comes] = Delta::Replace { old: old.clone(), new, because };
        deltas.remove(goes);
        comes += usize::from(goes > comes);
    }
}
