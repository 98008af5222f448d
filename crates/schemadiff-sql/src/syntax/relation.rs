//! Tables, their columns, and views.

use super::{
    ColumnSettings, Constraint, Identity, IndexParameters, ObjectName, PartitionBound, PartitionKey, TypeName,
};
use crate::{Expr, Query};

/// A column as the catalog keeps it; constraints written beside it are in [`ColumnDefinition`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub data_type: TypeName,
    /// `COLLATE`, when it is not the type's own.
    pub collation: Option<ObjectName>,
    /// `NOT NULL`.
    pub not_null: bool,
    /// What is said of the constraint behind NOT NULL; nothing where it is as PostgreSQL makes it.
    pub not_null_constraint: Option<Box<NotNull>>,
    /// `DEFAULT`.
    pub default: Option<Expr>,
    /// `GENERATED … AS IDENTITY`.
    pub identity: Option<Identity>,
    /// `GENERATED ALWAYS AS (…)`.
    pub generated: Option<Generated>,
    /// How it is stored, and what `ANALYZE` gathers about it.
    pub settings: ColumnSettings,
    /// The text of `COMMENT ON COLUMN`.
    pub comment: Option<String>,
}

impl Column {
    /// A nullable column with nothing but a type.
    pub fn new(name: impl Into<String>, data_type: TypeName) -> Self {
        Self {
            name: name.into(),
            data_type,
            collation: None,
            not_null: false,
            not_null_constraint: None,
            default: None,
            identity: None,
            generated: None,
            settings: ColumnSettings::default(),
            comment: None,
        }
    }
}

/// What can be said of the constraint behind NOT NULL, which there is since PostgreSQL 18.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotNull {
    /// Its name; absent where it has the one that PostgreSQL gives it.
    pub name: Option<String>,
    /// `NO INHERIT`.
    pub no_inherit: bool,
    /// False for `NOT VALID`.
    pub validated: bool,
    /// The text of `COMMENT ON CONSTRAINT`.
    pub comment: Option<String>,
}

impl Default for NotNull {
    fn default() -> Self {
        Self {
            name: None,
            no_inherit: false,
            validated: true,
            comment: None,
        }
    }
}

impl Column {
    /// The constraint behind NOT NULL, said in full.
    pub fn required(&self) -> NotNull {
        self.not_null_constraint.as_deref().cloned().unwrap_or_default()
    }

    /// Says something of the constraint behind NOT NULL, or that it is as PostgreSQL makes it.
    pub fn require(&mut self, constraint: NotNull) {
        self.not_null_constraint = (constraint != NotNull::default()).then(|| Box::new(constraint));
    }
}

/// A generated column's expression and where its value is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The expression.
    pub expression: Expr,
    /// `VIRTUAL` (PostgreSQL 18) rather than `STORED`.
    pub is_virtual: bool,
}

/// A column as written in SQL, with what is written beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDefinition {
    /// The column. For a serial type `data_type` is the integer behind it.
    pub column: Column,
    /// `serial`, `bigserial` or `smallserial`: a sequence `table_column_seq` owned by the column and a default.
    pub is_serial: bool,
    /// Constraints written beside the column (primary key, unique, check, references), in order.
    pub constraints: Vec<Constraint>,
}

/// `relpersistence`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Persistence {
    /// The default.
    #[default]
    Permanent,
    /// `UNLOGGED`.
    Unlogged,
}

/// `CREATE TABLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTable {
    /// Its name.
    pub name: ObjectName,
    /// Its own columns; for a partition only those written there.
    pub columns: Vec<ColumnDefinition>,
    /// `LIKE`, in order.
    pub likes: Vec<Like>,
    /// Table constraints, in order.
    pub constraints: Vec<Constraint>,
    /// `LOGGED` or `UNLOGGED`.
    pub persistence: Persistence,
    /// `PARTITION BY`.
    pub partition_by: Option<PartitionKey>,
    /// `PARTITION OF parent bound`.
    pub partition_of: Option<(ObjectName, PartitionBound)>,
    /// `INHERITS`, in order.
    pub inherits: Vec<ObjectName>,
    /// `OF`: the composite type whose columns it has. Those written there are of no type of their own.
    pub of_type: Option<ObjectName>,
    /// `WITH (…)`.
    pub parameters: IndexParameters,
    /// `USING`, when it is not `heap`.
    pub access_method: Option<String>,
    /// `TABLESPACE`.
    pub tablespace: Option<String>,
}

/// `LIKE table INCLUDING …` among the columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Like {
    /// The table that is copied.
    pub table: ObjectName,
    /// How many of the columns that are written stand before it.
    pub after: usize,
    /// What is copied beside names, types, collations and NOT NULL.
    pub including: Including,
}

/// What `LIKE` copies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    missing_docs,
    clippy::struct_excessive_bools,
    reason = "the names are PostgreSQL's, and each is said by itself"
)]
pub struct Including {
    pub comments: bool,
    pub compression: bool,
    pub constraints: bool,
    pub defaults: bool,
    pub generated: bool,
    pub identity: bool,
    pub indexes: bool,
    pub statistics: bool,
    pub storage: bool,
}

/// `CREATE VIEW` or `CREATE MATERIALIZED VIEW`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateView {
    /// Its name.
    pub name: ObjectName,
    /// The column list, when written.
    pub columns: Vec<String>,
    /// The query.
    pub query: Query,
    /// `WITH (…)`: `security_barrier`, `security_invoker`, `check_option`, or storage parameters when materialized.
    pub options: IndexParameters,
    /// Whether it is a materialized view.
    pub materialized: bool,
    /// `WITH NO DATA`.
    pub no_data: bool,
    /// `USING` of a materialized view, when it is not `heap`.
    pub access_method: Option<String>,
    /// `TABLESPACE` of a materialized view.
    pub tablespace: Option<String>,
}
