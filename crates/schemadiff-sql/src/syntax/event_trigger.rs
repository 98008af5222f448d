//! Event triggers, as their statements say them.

use super::{ObjectName, TriggerFiring};

/// `CREATE EVENT TRIGGER`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateEventTrigger {
    /// Its name.
    pub name: String,
    /// The event: `ddl_command_end`.
    pub event: String,
    /// `WHEN TAG IN (…)`, in capitals; empty for every command.
    pub tags: Vec<String>,
    /// The function.
    pub function: ObjectName,
}

/// `ALTER EVENT TRIGGER … ENABLE` or `DISABLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterEventTrigger {
    /// Its name.
    pub name: String,
    /// When it fires from now on.
    pub firing: TriggerFiring,
}
