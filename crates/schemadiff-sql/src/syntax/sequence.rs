//! Options of sequences and identity columns.

use super::{ObjectName, Persistence, TypeName};

/// The options of `CREATE SEQUENCE`; absent ones take PostgreSQL's defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SequenceOptions {
    /// `AS type`; `bigint` when absent.
    pub data_type: Option<TypeName>,
    /// `START WITH`.
    pub start: Option<i64>,
    /// `INCREMENT BY`.
    pub increment: Option<i64>,
    /// `MINVALUE`; absent also for `NO MINVALUE`.
    pub min: Option<i64>,
    /// `MAXVALUE`; absent also for `NO MAXVALUE`.
    pub max: Option<i64>,
    /// `CACHE`.
    pub cache: Option<i64>,
    /// `CYCLE`.
    pub cycle: bool,
    /// `OWNED BY table.column`.
    pub owned_by: Option<OwnedBy>,
    /// `LOGGED` or `UNLOGGED` (PostgreSQL 15), when it is not that of the table it serves.
    pub persistence: Option<Persistence>,
    /// `SEQUENCE NAME`, which `pg_dump` writes for identity columns.
    pub name: Option<ObjectName>,
}

/// The column that owns a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedBy {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
}

/// `GENERATED {ALWAYS | BY DEFAULT} AS IDENTITY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// `ALWAYS` rather than `BY DEFAULT`.
    pub always: bool,
    /// Options of the sequence behind the column.
    pub options: SequenceOptions,
}
