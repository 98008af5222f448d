//! Partition keys and bounds.

use super::ObjectName;
use crate::Expr;

/// `PARTITION BY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionKey {
    /// The strategy.
    pub strategy: PartitionStrategy,
    /// The key, in order.
    pub elements: Vec<PartitionElement>,
}

/// How rows are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartitionStrategy {
    /// `RANGE`.
    Range,
    /// `LIST`.
    List,
    /// `HASH`.
    Hash,
}

impl PartitionStrategy {
    /// The SQL word.
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::Range => "RANGE",
            Self::List => "LIST",
            Self::Hash => "HASH",
        }
    }
}

/// One element of a partition key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionElement {
    /// The column or expression.
    pub value: super::IndexValue,
    /// `COLLATE`.
    pub collation: Option<ObjectName>,
    /// The operator class, absent when default.
    pub operator_class: Option<ObjectName>,
}

/// `FOR VALUES …` or `DEFAULT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartitionBound {
    /// `DEFAULT`.
    Default,
    /// `IN (…)`.
    List(Vec<Expr>),
    /// `FROM (…) TO (…)`.
    Range {
        /// Lower bound, inclusive.
        from: Vec<BoundValue>,
        /// Upper bound, exclusive.
        to: Vec<BoundValue>,
    },
    /// `WITH (MODULUS m, REMAINDER r)`.
    Hash {
        /// The modulus.
        modulus: u32,
        /// The remainder.
        remainder: u32,
    },
}

/// One value of a range bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundValue {
    /// `MINVALUE`.
    Min,
    /// `MAXVALUE`.
    Max,
    /// A value.
    Value(Expr),
}
