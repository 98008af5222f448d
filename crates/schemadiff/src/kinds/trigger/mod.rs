//! Triggers of tables and views.

use schemadiff_sql::syntax::CreateTrigger;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::TriggerChange;

/// A trigger, identified by its table and name. That of a partitioned table stands for those of its partitions too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Everything `CREATE TRIGGER` says.
    pub definition: CreateTrigger,
    /// `ALTER TABLE … {ENABLE | DISABLE} TRIGGER`.
    pub enabled: TriggerEnabled,
    /// `COMMENT ON TRIGGER`.
    pub comment: Option<String>,
}

/// `pg_trigger.tgenabled`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TriggerEnabled {
    /// Fires in origin and local modes.
    #[default]
    Origin,
    /// `DISABLE`.
    Disabled,
    /// `ENABLE REPLICA`.
    Replica,
    /// `ENABLE ALWAYS`.
    Always,
}
