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

impl TriggerEnabled {
    /// By the code that `pg_trigger.tgenabled` and `pg_rewrite.ev_enabled` have.
    pub(in crate::kinds) fn from_code(code: char) -> Self {
        match code {
            'D' => Self::Disabled,
            'R' => Self::Replica,
            'A' => Self::Always,
            _ => Self::Origin,
        }
    }

    /// The words before the name in `ALTER TABLE`.
    pub(in crate::kinds) fn words(self) -> &'static str {
        match self {
            Self::Origin => "ENABLE",
            Self::Disabled => "DISABLE",
            Self::Replica => "ENABLE REPLICA",
            Self::Always => "ENABLE ALWAYS",
        }
    }

    /// The word of a model, when it is not the default.
    pub(in crate::kinds) fn key(self) -> Option<&'static str> {
        match self {
            Self::Origin => None,
            Self::Disabled => Some("disabled"),
            Self::Replica => Some("replica"),
            Self::Always => Some("always"),
        }
    }
}
