//! PostgreSQL's vocabulary as plain values: names, types, expressions and the statements that define objects.
//!
//! These types are ours, not the parsers': the engine composes its catalog out of them, so nothing beyond this crate
//! knows which grammar produced them. Names are stored raw; quoting happens in [`crate::quote`].

mod collation;
mod constraint;
mod function;
mod index;
mod name;
mod partition;
mod privilege;
mod relation;
mod routines;
mod sequence;
mod settings;
mod statement;
mod trigger;
mod types;

pub use collation::*;
pub use constraint::*;
pub use function::*;
pub use index::*;
pub use name::*;
pub use partition::*;
pub use privilege::*;
pub use relation::*;
pub use routines::*;
pub use sequence::*;
pub use settings::*;
pub use statement::*;
pub use trigger::*;
pub use types::*;
