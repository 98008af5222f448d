//! Tables with their columns and constraints, partitioned or not.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{Column, ColumnSettings, Constraint, ObjectName, PartitionBound, PartitionKey, Persistence, TypeName};

mod attributes;
mod alter;
mod bound;
pub(crate) mod calendar;
mod change;
mod constraint;
mod create;
mod detached;
pub(crate) mod heirs;
pub(crate) mod inherit;
mod introspect;
mod late;
pub(crate) mod not_null;
mod parted;
pub(crate) mod parting;
pub(crate) mod partition;
pub(in crate::kinds) mod lower;
pub(in crate::kinds) mod physical;
pub(crate) mod settings;
pub(in crate::kinds) mod since;
pub(crate) mod statement;
pub(in crate::kinds) mod numbered;
pub(in crate::kinds) mod sql;
mod retype;
pub(in crate::kinds) mod serial;
pub(crate) mod shadow;
mod swap;
pub(crate) mod typed;
pub(crate) mod toml;
mod stride;
pub mod upkeep;
pub(crate) mod write;

pub(crate) use bound::may_overlap;
pub(crate) use change::is_free;
pub(crate) use settings::builtin_storage;
pub(crate) use sql::{bound as partition_bound, constraint_body, partition_key};
pub use change::{ColumnChange, TableChange};
pub(in crate::kinds) use physical::marks_again;
pub use physical::{Physical, PhysicalChange};

/// A table, a partitioned table or a partition.
///
/// A partition holds only what is its own: columns, constraints and indexes that it has because its parent has them
/// are not repeated here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: ObjectName,
    /// `UNLOGGED` or not.
    pub persistence: Persistence,
    /// Its columns, in order; empty for a partition.
    pub columns: Vec<Column>,
    /// Its constraints; canonical: by name.
    pub constraints: Vec<Constraint>,
    /// `PARTITION BY`.
    pub partition_by: Option<PartitionKey>,
    /// `PARTITION OF`.
    pub partition_of: Option<PartitionOf>,
    /// `OF`: the composite type whose columns it has.
    pub of_type: Option<ObjectName>,
    /// `INHERITS`, in order.
    pub inherits: Vec<ObjectName>,
    /// The columns that it has from tables that it inherits from, and whether it declares them too; nothing that is compared.
    pub inherited: BTreeMap<String, bool>,
    /// The checks that it declares although it has them from above, by name; nothing that is compared.
    pub merged_checks: BTreeSet<String>,
    /// What it says of such columns by itself without declaring them; canonical: said of the columns.
    pub said: BTreeMap<String, OwnColumn>,
    /// `ENABLE ROW LEVEL SECURITY`.
    pub row_security: bool,
    /// `FORCE ROW LEVEL SECURITY`.
    pub force_row_security: bool,
    /// `WITH (…)`; those of the TOAST table carry the prefix `toast.`.
    pub parameters: BTreeMap<String, String>,
    /// How it is kept.
    pub physical: Physical,
    /// `COMMENT ON TABLE`.
    pub comment: Option<String>,
}

/// The parent of a partition and the rows it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionOf {
    /// The parent.
    pub parent: ObjectName,
    /// The bound.
    pub bound: PartitionBound,
    /// Whether a `DETACH PARTITION CONCURRENTLY` was interrupted (`pg_inherits.inhdetachpending`); never of a model.
    pub detaching: bool,
    /// The indexes that it has because its parent has them: their names, by those of the parent's. Known of what is there,
    /// and of a model what PostgreSQL would choose; nothing that is compared.
    pub parts: BTreeMap<String, String>,
    /// What it says of columns that it has from its parent, by their names.
    pub columns: BTreeMap<String, OwnColumn>,
}

/// What a partition, or a table that inherits, says of a column by itself: nothing of this comes from its parent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnColumn {
    /// `DEFAULT`, where it is another one than above; `NULL` for none.
    pub default: Option<Expr>,
    /// The type of the column, where a default is said; from above.
    pub data_type: Option<TypeName>,
    /// `NOT NULL`, where it is not said above.
    pub not_null: bool,
    /// How it is stored, where that is not as above, and what `ANALYZE` gathers.
    pub settings: ColumnSettings,
    /// `COMMENT ON COLUMN`.
    pub comment: Option<String>,
}

impl PartitionOf {
    /// A partition that has nothing of its parent's yet.
    pub fn new(parent: ObjectName, bound: PartitionBound) -> Self {
        Self { parent, bound, detaching: false, parts: BTreeMap::new(), columns: BTreeMap::new() }
    }
}

impl Table {
    /// A table without columns.
    pub fn new(name: ObjectName) -> Self {
        Self {
            name,
            persistence: Persistence::Permanent,
            columns: Vec::new(),
            constraints: Vec::new(),
            partition_by: None,
            partition_of: None,
            of_type: None,
            inherits: Vec::new(),
            inherited: BTreeMap::new(),
            merged_checks: BTreeSet::new(),
            said: BTreeMap::new(),
            row_security: false,
            force_row_security: false,
            parameters: BTreeMap::new(),
            physical: Physical::default(),
            comment: None,
        }
    }

    /// A column by name. Not for partitions: ask [`crate::canon::columns_of`].
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether it declares a column, rather than only having it from above.
    pub fn declares(&self, column: &str) -> bool {
        self.inherited.get(column) != Some(&false)
    }

    /// A constraint by name.
    pub fn constraint(&self, name: &str) -> Option<&Constraint> {
        self.constraints.iter().find(|constraint| constraint.name.as_deref() == Some(name))
    }
}
