//! A plan as SQL, JSON, markdown and text.

pub mod json;
mod markdown;
mod sql;
mod text;
pub mod toml;

pub use markdown::markdown;
pub use sql::{script, statement_text};
pub use text::text;
