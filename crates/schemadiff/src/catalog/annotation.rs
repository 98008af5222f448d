//! What a model says about its objects that no database keeps: renames, protection, domains, partition policy.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{DocumentSettings, ObjectRef, Scope};
use crate::lint::Conventions;
use crate::transition::Strategy;

/// What the model says about an object beyond its definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// The name it had before: the object under that name becomes this one.
    pub renamed_from: Option<String>,
    /// Never dropped, whatever is allowed.
    pub protect: bool,
    /// How changes of it are made that an application notices, when it is not as everywhere.
    pub strategy: Option<Strategy>,
    /// The group of the generated document that it belongs to.
    pub domain: Option<String>,
    /// Of an enum: values that go, and what rows that hold them get instead.
    pub removed_values: BTreeMap<String, String>,
    /// How its values are computed when its type changes (`using = "…"`).
    pub using: Option<String>,
    /// How a materialized view is kept fresh, as the model words it.
    pub refresh: BTreeMap<String, String>,
    /// How partitions come and go.
    pub partitions: Option<PartitionPolicy>,
    /// How partitions by list come and go.
    pub list: Option<ListPolicy>,
    /// Whether partitions that the model does not name are somebody else's, and left alone.
    pub unmanaged_partitions: bool,
}

/// `partitions = { every = "month", from = "2024-01-01", … }`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartitionPolicy {
    /// `day`, `week`, `month`, `quarter`, `year`, or how many numbers a partition takes.
    pub every: String,
    /// The first boundary, `YYYY-MM-DD` or a number.
    pub from: String,
    /// The end of the last partition that the model names, exclusive.
    pub until: Option<String>,
    /// How many partitions to keep ahead of today, or of the highest number.
    pub ahead: Option<u32>,
    /// How long partitions are kept, as the model words it: a number of days, weeks, months, quarters or years; or how many
    /// numbers or partitions below the highest.
    pub retain: Option<String>,
    /// What becomes of them then.
    pub retire: Retire,
}

/// `partitions = { list_from = "select id from tenants", … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPolicy {
    /// The query that gives the values. It is run by the upkeep of partitions alone.
    pub query: String,
    /// How a partition is called: `{value}`, `{table}_{value}`.
    pub name: String,
    /// What becomes of one whose value is gone; it is only reported when nothing is said.
    pub retire: Option<Retire>,
}

impl ListPolicy {
    /// How partitions are called when the model does not say.
    pub const NAME: &'static str = "{table}_{value}";
}

/// What becomes of a partition whose time is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Retire {
    /// It stands alone, with its rows.
    #[default]
    Detach,
    /// It is dropped.
    Drop,
}

impl Retire {
    /// The words of the model.
    pub const WORDS: &'static [(&'static str, Self)] = &[("detach", Self::Detach), ("drop", Self::Drop)];
}

impl Annotation {
    /// Whether a policy looks after the partitions of the table: makes them ahead, or retires them.
    pub fn is_looked_after(&self) -> bool {
        let policy = self.partitions.as_ref();
        policy.is_some_and(|policy| policy.ahead.is_some() || policy.retain.is_some()) || self.list.is_some()
    }
}

/// Annotations by object.
pub type Annotations = BTreeMap<ObjectRef, Annotation>;

/// The schema that the history of runs is kept in, unless somebody says otherwise. It is in no comparison in any case.
pub const LEDGER: &str = "schemadiff";

/// Whether a name can be that of the schema of the history: nobody else's, as the whole schema is left out of comparisons.
pub fn is_ledger(name: &str) -> bool {
    (1..=63).contains(&name.len())
        && !name.contains('\0')
        && !name.starts_with("pg_")
        && !["public", "information_schema"].contains(&name)
}

/// A database that a model has a name for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTarget {
    /// A URL, or `env:NAME`.
    pub url: String,
    /// The schema that the history of runs is kept in, when it is not `schemadiff`.
    pub ledger: Option<String>,
}

/// What a model says about the database and how it is to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The database's name, for people.
    pub name: Option<String>,
    /// The schema of unqualified names.
    pub default_schema: String,
    /// The oldest server version that plans must run on, when the model says so.
    pub oldest_server: Option<u32>,
    /// Targets by name.
    pub targets: BTreeMap<String, NamedTarget>,
    /// The owner of every object that the model names no other for.
    pub owner: Option<String>,
    /// Permissions given in the model, as `--allow` takes them.
    pub allow: Vec<String>,
    /// How changes are made that an application notices, when the model says so.
    pub strategy: Option<Strategy>,
    /// Milliseconds to wait for a lock, when the model says so.
    pub lock_timeout: Option<u64>,
    /// Milliseconds that an instant statement may take, when the model says so.
    pub statement_timeout: Option<u64>,
    /// Which objects are compared.
    pub scope: Scope,
    /// What it is held to by `schemadiff lint`.
    pub conventions: Conventions,
    /// What it says for the schema document.
    pub document: Arc<DocumentSettings>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: None,
            default_schema: "public".to_owned(),
            oldest_server: None,
            targets: BTreeMap::new(),
            owner: None,
            allow: Vec::new(),
            strategy: None,
            lock_timeout: None,
            statement_timeout: None,
            scope: Scope::default(),
            conventions: Conventions::default(),
            document: Arc::default(),
        }
    }
}

/// How large a relation is, as the server estimates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Rows, from `pg_class.reltuples`; unknown (never analyzed) is `None`.
    pub rows: Option<u64>,
    /// Bytes of the heap, from `pg_class.relpages`.
    pub bytes: u64,
}
