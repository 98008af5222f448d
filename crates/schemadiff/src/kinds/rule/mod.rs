//! Rules: what is done instead of a statement on a table or view, or beside it.

use schemadiff_sql::syntax::CreateRule;

use crate::kinds::trigger::TriggerEnabled;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::RuleChange;
pub(crate) use lower::create_rule;

/// A rule of a table or view, other than the one that makes a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Everything `CREATE RULE` says.
    pub definition: CreateRule,
    /// `ALTER TABLE … {ENABLE | DISABLE} RULE`; the states are those of triggers.
    pub enabled: TriggerEnabled,
    /// `COMMENT ON RULE`.
    pub comment: Option<String>,
}
