//! Extended statistics.

use std::collections::BTreeSet;

use super::{IndexValue, ObjectName};

/// `CREATE STATISTICS`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateStatistics {
    /// Its name.
    pub name: ObjectName,
    /// What is counted; empty where everything is, and for a single expression, where there is nothing to choose.
    pub kinds: BTreeSet<StatisticsKind>,
    /// Columns and expressions, in any order.
    pub elements: Vec<IndexValue>,
    /// The table.
    pub table: ObjectName,
}

/// What extended statistics can count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatisticsKind {
    /// Numbers of distinct combinations.
    Ndistinct,
    /// Functional dependencies.
    Dependencies,
    /// Most common values.
    Mcv,
}

impl StatisticsKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ndistinct, Self::Dependencies, Self::Mcv];

    /// The SQL word.
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::Ndistinct => "ndistinct",
            Self::Dependencies => "dependencies",
            Self::Mcv => "mcv",
        }
    }

    /// By its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_sql() == word)
    }
}
