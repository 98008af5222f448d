//! PostgreSQL's vocabulary as plain values: names, types, expressions and the statements that define objects.
//!
//! These types are ours, not the parsers': the engine composes its catalog out of them, so nothing beyond this crate
//! knows which grammar produced them. Names are stored raw; quoting happens in [`crate::quote`].

mod collation;
mod constraint;
mod event_trigger;
mod foreign;
mod function;
mod index;
mod language;
mod name;
mod named;
mod operator_class;
mod partition;
mod privilege;
mod publication;
mod relation;
mod role;
mod routines;
mod rule;
mod sequence;
mod settings;
mod statement;
mod statistics;
mod subscription;
mod text_search;
mod trigger;
mod types;

pub use collation::*;
pub use constraint::*;
pub use event_trigger::*;
pub use foreign::*;
pub use function::*;
pub use index::*;
pub use language::*;
pub use name::*;
pub use named::*;
pub use operator_class::*;
pub use partition::*;
pub use privilege::*;
pub use publication::*;
pub use relation::*;
pub use role::*;
pub use routines::*;
pub use rule::*;
pub use sequence::*;
pub use settings::*;
pub use statement::*;
pub use statistics::*;
pub use subscription::*;
pub use text_search::*;
pub use trigger::*;
pub use types::*;
