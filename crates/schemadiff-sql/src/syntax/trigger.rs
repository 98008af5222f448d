//! Triggers and policies.

use super::ObjectName;
use crate::Expr;

/// `CREATE TRIGGER`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTrigger {
    /// Its name.
    pub name: String,
    /// The table or view.
    pub table: ObjectName,
    /// `BEFORE`, `AFTER` or `INSTEAD OF`.
    pub timing: TriggerTiming,
    /// The events, in the order insert, delete, update, truncate.
    pub events: Vec<TriggerEvent>,
    /// `FOR EACH ROW` rather than statement.
    pub for_each_row: bool,
    /// `WHEN`.
    pub when: Option<Expr>,
    /// The function.
    pub function: ObjectName,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// `CONSTRAINT TRIGGER`.
    pub constraint: Option<ConstraintTrigger>,
    /// `REFERENCING OLD TABLE AS`.
    pub old_table: Option<String>,
    /// `REFERENCING NEW TABLE AS`.
    pub new_table: Option<String>,
}

/// What a constraint trigger adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintTrigger {
    /// `FROM table`.
    pub from: Option<ObjectName>,
    /// `DEFERRABLE`.
    pub deferrable: bool,
    /// `INITIALLY DEFERRED`.
    pub initially_deferred: bool,
}

/// When a trigger fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriggerTiming {
    /// `BEFORE`.
    Before,
    /// `AFTER`.
    After,
    /// `INSTEAD OF`.
    InsteadOf,
}

/// What a trigger fires for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TriggerEvent {
    /// `INSERT`.
    Insert,
    /// `DELETE`.
    Delete,
    /// `UPDATE`, perhaps `OF` columns (sorted).
    Update(Vec<String>),
    /// `TRUNCATE`.
    Truncate,
}

/// `pg_trigger.tgenabled`: when a trigger fires at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriggerFiring {
    /// `ENABLE`.
    Origin,
    /// `DISABLE`.
    Disabled,
    /// `ENABLE REPLICA`.
    Replica,
    /// `ENABLE ALWAYS`.
    Always,
}

/// `CREATE POLICY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatePolicy {
    /// Its name.
    pub name: String,
    /// The table.
    pub table: ObjectName,
    /// `PERMISSIVE` rather than `RESTRICTIVE`.
    pub permissive: bool,
    /// The command it is for.
    pub command: PolicyCommand,
    /// The roles, sorted; `public` when none is written.
    pub roles: Vec<String>,
    /// `USING`.
    pub using: Option<Expr>,
    /// `WITH CHECK`.
    pub check: Option<Expr>,
}

/// `polcmd`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolicyCommand {
    /// `ALL`.
    #[default]
    All,
    /// `SELECT`.
    Select,
    /// `INSERT`.
    Insert,
    /// `UPDATE`.
    Update,
    /// `DELETE`.
    Delete,
}
