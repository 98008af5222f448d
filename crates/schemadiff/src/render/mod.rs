//! A plan as SQL, JSON, markdown and text.

pub mod backfill;
pub mod json;
mod markdown;
mod sql;
mod text;
pub mod toml;
pub mod unmanaged;
mod words;

pub use markdown::markdown;
pub use sql::{script, session, statement_text};
pub use text::text;
