//! What differs, in nouns and fields; knows no SQL, no order, no locks.

mod compare;
pub(crate) mod enum_values;
pub(crate) mod names;
mod rebuild;
pub(crate) mod renames;
mod too_new;
mod types;

pub use compare::diff;
pub use renames::Rename;
pub(crate) use renames::rename_column;

use crate::canon::Canonical;
use crate::catalog::{ObjectId, Pair};
use crate::diag::Diagnostic;
use crate::kinds::table::parting::Parting;
use crate::kinds::{Deltas, InCatalog, KindVisitor, ObjectKind};
use crate::transition::Transition;

/// Errors about what is wanted, whatever is there, and the oldest server does not have.
pub(crate) fn too_new(pair: Pair<&Canonical>) -> Vec<Diagnostic> {
    too_new::refused(pair, &ChangeSet::default())
}

/// What happened to one object.
#[derive(Clone, Debug)]
pub enum Delta<K: ObjectKind> {
    /// It is wanted and not there.
    Create(K),
    /// It is there and not wanted.
    Drop(K),
    /// It differs.
    Alter {
        /// Its identity.
        id: ObjectId,
        /// What is there.
        old: K,
        /// What is wanted.
        new: K,
        /// In what ways.
        changes: Vec<K::Change>,
    },
    /// It has to be dropped and created anew, because of what it is or because of what it uses.
    Replace {
        /// What is there.
        old: K,
        /// What is wanted.
        new: K,
        /// Why, as a sentence fragment.
        because: String,
    },
}

/// Everything that differs between two catalogs.
#[derive(Clone, Debug, Default)]
pub struct ChangeSet {
    /// Objects and columns that get another name; everything else speaks of them by the new one.
    pub renames: Vec<Rename>,
    /// Changes that were begun and that no rename goes on with: done but for their end, or not wanted any more.
    pub ended: Vec<Transition>,
    /// Tables that become partitions under their own names, where that is what is left to do.
    pub partings: Vec<Parting>,
    /// The rest, by kind.
    pub kinds: Deltas,
}

impl ChangeSet {
    /// Adds what differs on a second leg of the way.
    pub(crate) fn extend(&mut self, later: &Self) {
        struct Extend<'a>(&'a mut ChangeSet, &'a ChangeSet);
        impl KindVisitor for Extend<'_> {
            fn visit<K: InCatalog>(&mut self) {
                K::deltas_mut(self.0).extend(K::deltas(self.1).iter().cloned());
            }
        }
        self.renames.extend(later.renames.iter().cloned());
        self.partings.extend(later.partings.iter().cloned());
        crate::kinds::for_each(&mut Extend(self, later));
    }
}

/// `2 columns added`, or nothing for none.
pub(crate) fn count(number: usize, noun: &str, verb: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {noun} {verb}")),
        _ => Some(format!(
            "{number} {noun}{} {verb}",
            if noun.ends_with('x') || noun.ends_with('s') {
                "es"
            } else {
                "s"
            }
        )),
    }
}
