//! Changes that two versions of the application live through: begun in one phase, finished in another.
//!
//! What is done so far is told by the database itself. Each such change has a helper that carries a marker in its comment, so
//! a plan made in the middle finds it, whoever ran what before. [`recognise`] takes the helpers out of an observed catalog and
//! keeps what they say beside it: everybody else sees the database as it was before the change began. So the change is asked
//! for again by the model, and its recipe leaves out what is done; and a model that asks for it no longer gets the way back.

mod column_copy;
mod marker;
mod recognise;

pub use column_copy::ColumnCopy;
pub(crate) use column_copy::{keeps_both, rename};
pub(crate) use recognise::recognise;

use schemadiff_sql::syntax::ObjectName;

use crate::catalog::{Kind, ObjectRef};
use crate::diff::Rename;
use crate::lower::{Lowering, Operations};

/// How a change is made that an application notices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    /// Both the old and the new application work until the contract phase.
    #[default]
    ExpandContract,
    /// In as few statements as there are, for a database that nobody is using.
    Direct,
}

impl Strategy {
    /// Every strategy.
    pub const ALL: &'static [Self] = &[Self::ExpandContract, Self::Direct];

    /// The word for it, in models and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::ExpandContract => "expand-contract",
            Self::Direct => "direct",
        }
    }

    /// By its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|strategy| strategy.word() == word)
    }
}

/// A change that is in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transition {
    /// A column that is being renamed.
    Column(ColumnCopy),
}

impl Transition {
    /// The table that it is about.
    pub fn table(&self) -> &ObjectName {
        match self {
            Self::Column(copy) => &copy.table,
        }
    }

    /// What becomes of it when the model does not ask for it any more, in words.
    pub(crate) fn given_up(&self) -> String {
        match self {
            Self::Column(copy) => format!("column `{}` not renamed to `{}` after all", copy.from, copy.to),
        }
    }

    /// Whether a rename of the model goes on with it.
    fn is_continued(&self, rename: &Rename) -> bool {
        match self {
            Self::Column(copy) => rename.is_of_column(&copy.table, &copy.from, &copy.to),
        }
    }
}

/// A table has another name from here on.
pub(crate) fn renamed(transitions: &mut [Transition], from: &ObjectRef, to: &ObjectRef) {
    for transition in transitions.iter_mut().filter(|_| to.kind == Kind::Table) {
        let Transition::Column(copy) = transition;
        if copy.table == from.id.name {
            copy.table = to.id.name.clone();
        }
    }
}

/// The changes in progress that no rename goes on with.
pub(crate) fn given_up<'a>(
    transitions: &'a [Transition],
    renames: &'a [Rename],
) -> impl Iterator<Item = &'a Transition> {
    transitions
        .iter()
        .filter(|transition| !renames.iter().any(|rename| transition.is_continued(rename)))
}

/// Takes back what was begun and is not wanted any more.
pub(crate) fn take_back(cx: &Lowering<'_>, out: &mut Operations) {
    for transition in &cx.changes().given_up {
        match transition {
            Transition::Column(copy) => out.atomic(copy.take_back()),
        }
    }
}
