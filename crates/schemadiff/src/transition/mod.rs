//! Changes that two versions of the application live through: begun in one phase, finished in another.
//!
//! What is done so far is told by the database itself. Each such change has a helper that carries a marker in its comment, so
//! a plan made in the middle finds it, whoever ran what before. `recognise` takes the helpers out of an observed catalog and
//! keeps what they say beside it: everybody else sees the database as it was before the change began. So the change is asked
//! for again by the model, and its recipe leaves out what is done; and a model that asks for it no longer gets the way back.

mod column_copy;
mod column_fill;
mod column_shadow;
mod copy_triggers;
mod filling;
mod marker;
mod recognise;
mod table_alias;

pub use column_copy::ColumnCopy;
pub use column_fill::ColumnFill;
pub use column_shadow::ColumnShadow;
pub(crate) use column_shadow::{Making, take_back};
pub(crate) use recognise::recognise;
pub use table_alias::TableAlias;
pub(crate) use table_alias::statements as rename_table;

use schemadiff_sql::syntax::ObjectName;

use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef};
use crate::diff::Rename;
use crate::lower::{Lowering, Operations};
use crate::plan::Phase;

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
    /// A new column whose rows get values of their own.
    Fill(ColumnFill),
    /// A column that is getting another type.
    Shadow(ColumnShadow),
    /// A table that has been renamed, with a view under its old name.
    Table(TableAlias),
}

impl Transition {
    /// The table that it is about.
    pub fn table(&self) -> &ObjectName {
        match self {
            Self::Column(copy) => &copy.table,
            Self::Fill(fill) => &fill.table,
            Self::Shadow(shadow) => &shadow.table,
            Self::Table(alias) => &alias.to,
        }
    }

    /// What it is and how far, in words.
    pub fn words(&self) -> String {
        match self {
            Self::Column(ColumnCopy { table, from, to, .. }) if self.is_filled() => format!(
                "column `{from}` of {table} is being renamed to `{to}`: every row has both, and both are kept equal"
            ),
            Self::Column(ColumnCopy { table, from, to, .. }) => format!(
                "column `{from}` of {table} is being renamed to `{to}`: rows that were there before have no copy yet"
            ),
            Self::Fill(ColumnFill { table, column, .. }) if self.is_filled() => {
                format!(
                    "column `{column}` of {table} is new: every row is filled, and what comes is filled by a trigger"
                )
            }
            Self::Fill(ColumnFill { table, column, .. }) => {
                format!("column `{column}` of {table} is new: rows that were there before are not filled yet")
            }
            Self::Shadow(ColumnShadow {
                table,
                column,
                shadow,
                ..
            }) if self.is_filled() => format!(
                "column `{column}` of {table} is getting another type: every row has its value in `{shadow}` too, which a trigger keeps"
            ),
            Self::Shadow(ColumnShadow {
                table,
                column,
                shadow,
                ..
            }) => format!(
                "column `{column}` of {table} is getting another type: rows that were there before have no value in `{shadow}` yet"
            ),
            Self::Table(TableAlias { from, to }) => {
                format!("table {from} was renamed to {to}: a view has the old name")
            }
        }
    }

    /// Whether every row is filled, so that the contract phase is what is left.
    pub fn is_filled(&self) -> bool {
        match self {
            Self::Column(copy) => copy.filled,
            Self::Fill(fill) => fill.filled,
            Self::Shadow(shadow) => shadow.filled,
            Self::Table(_) => true,
        }
    }

    /// What becomes of it when no rename of the model goes on with it, in words.
    pub(crate) fn end_words(&self) -> String {
        match self {
            Self::Column(copy) => format!("column `{}` not renamed to `{}` after all", copy.from, copy.to),
            Self::Fill(fill) => format!("column `{}` filled", fill.column),
            Self::Shadow(shadow) => format!("column `{}` of no other type after all", shadow.column),
            Self::Table(alias) => format!("`{}` is no name of it any more", alias.from),
        }
    }

    /// Whether a rename of the model goes on with it, or takes it back.
    fn is_continued(&self, rename: &Rename) -> bool {
        match self {
            Self::Column(copy) => rename.is_of_column(&copy.table, &copy.from, &copy.to),
            Self::Fill(_) | Self::Shadow(_) => false,
            Self::Table(alias) => rename.to.kind == Kind::Table && rename.to.id.name == alias.from,
        }
    }
}

/// A table has another name from here on.
pub(crate) fn renamed(transitions: &mut [Transition], from: &ObjectRef, to: &ObjectRef) {
    for transition in transitions.iter_mut().filter(|_| to.kind == Kind::Table) {
        let table = match transition {
            Transition::Column(copy) => &mut copy.table,
            Transition::Fill(fill) => &mut fill.table,
            Transition::Shadow(shadow) => &mut shadow.table,
            Transition::Table(_) => continue,
        };
        if *table == from.id.name {
            table.clone_from(&to.id.name);
        }
    }
}

/// The changes in progress that neither a rename goes on with nor a column that is wanted in another type.
pub(crate) fn ended<'a>(
    old: &'a Canonical,
    new: &'a Catalog,
    renames: &'a [Rename],
) -> impl Iterator<Item = &'a Transition> {
    let column = |catalog: &'a Catalog, shadow: &ColumnShadow| {
        let table = catalog.tables.get(&ObjectId::named(shadow.table.clone()))?;
        table.column(&shadow.column)
    };
    let is_retyped = move |transition: &Transition| {
        let Transition::Shadow(shadow) = transition else {
            return false;
        };
        let (before, after) = (column(&old.catalog, shadow), column(new, shadow));
        matches!((before, after), (Some(before), Some(after))
            if before.data_type != after.data_type || before.collation != after.collation)
    };
    old.transitions.iter().filter(move |transition| {
        !is_retyped(transition) && !renames.iter().any(|rename| transition.is_continued(rename))
    })
}

/// Makes a rename that both versions of the application live through, when it is one. Whether it is.
pub(crate) fn rename(rename: &Rename, cx: &Lowering<'_>, out: &mut Operations) -> bool {
    if let Some(alias) = table_alias::taken_back(&cx.pair.old.transitions, rename) {
        alias.take_back(rename, out);
        return true;
    }
    if column_copy::keeps_both(rename, cx) {
        column_copy::rename(rename, cx, out);
        return true;
    }
    let keeps_both = table_alias::keeps_both(rename, cx);
    if keeps_both {
        table_alias::rename(rename, cx, out);
    }
    keeps_both
}

/// Ends what no rename of the model goes on with: what is done but for its last step, and what is not wanted any more.
pub(crate) fn end(cx: &Lowering<'_>, out: &mut Operations) {
    for transition in &cx.changes().ended {
        match transition {
            Transition::Column(copy) => out.atomic(copy.take_back(cx)),
            Transition::Fill(fill) => fill.go_on(cx, out),
            Transition::Table(alias) => {
                if let Some(table) = cx.old_table(&alias.to) {
                    out.add(alias.finish(table, cx));
                }
            }
            // All of them at once: one may reference another.
            Transition::Shadow(_) => {}
        }
    }
    let left: Vec<&ColumnShadow> = shadows(cx).filter(|shadow| !cx.shadows.goes_on(shadow)).collect();
    if !left.is_empty() {
        let comes_again = left.iter().any(|shadow| cx.shadows.has(&shadow.about()));
        let phase = if comes_again {
            Phase::Expand
        } else {
            Phase::Contract
        };
        out.atomic(take_back(&left, phase));
    }
}

/// The columns that are getting another type.
pub(crate) fn shadows<'a>(cx: &Lowering<'a>) -> impl Iterator<Item = &'a ColumnShadow> {
    let transitions = cx.pair.old.transitions.iter();
    transitions.filter_map(|transition| match transition {
        Transition::Shadow(shadow) => Some(shadow),
        Transition::Column(_) | Transition::Fill(_) | Transition::Table(_) => None,
    })
}

/// Renames that a model takes back by naming a table as it was called before.
pub(crate) fn taken_back(old: &Canonical, new: &Canonical) -> Vec<Rename> {
    let has = |catalog: &Catalog, name: &ObjectName| catalog.tables.contains(&ObjectId::named(name.clone()));
    old.transitions
        .iter()
        .filter_map(|transition| match transition {
            Transition::Table(alias) => Some(alias),
            Transition::Column(_) | Transition::Fill(_) | Transition::Shadow(_) => None,
        })
        .filter(|alias| {
            let wanted = has(&new.catalog, &alias.from) && !has(&new.catalog, &alias.to);
            wanted && has(&old.catalog, &alias.to) && !has(&old.catalog, &alias.from)
        })
        .map(|alias| Rename {
            from: ObjectRef::named(Kind::Table, &alias.to),
            to: ObjectRef::named(Kind::Table, &alias.from),
        })
        .collect()
}
