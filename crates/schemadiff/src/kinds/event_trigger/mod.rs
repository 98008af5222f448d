//! Event triggers.

use schemadiff_sql::syntax::CreateEventTrigger;

use crate::catalog::ObjectId;
use crate::kinds::trigger::TriggerEnabled;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::EventTriggerChange;

/// An event trigger: of the database, not of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTrigger {
    /// Everything `CREATE EVENT TRIGGER` says.
    pub definition: CreateEventTrigger,
    /// `ALTER EVENT TRIGGER … {ENABLE | DISABLE}`.
    pub enabled: TriggerEnabled,
    /// `COMMENT ON EVENT TRIGGER`.
    pub comment: Option<String>,
}

impl EventTrigger {
    /// The identity of an event trigger by its name.
    pub fn id_of(name: &str) -> ObjectId {
        ObjectId::named(schemadiff_sql::syntax::ObjectName::bare(name))
    }
}
