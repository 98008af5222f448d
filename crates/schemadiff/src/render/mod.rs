//! A plan as SQL, JSON, markdown, HTML and text, and the graph of its order as a drawing.

pub mod backfill;
mod document_markdown;
mod drawing;
pub mod export;
pub mod html;
pub mod json;
pub mod lint;
mod markdown;
mod seal;
mod sql;
mod text;
pub mod toml;
pub mod unmanaged;
mod visible;
pub(crate) mod words;

pub use document_markdown::markdown as document_markdown;
pub use drawing::{dot, mermaid};
pub use markdown::markdown;
pub(crate) use sql::{duration, phase_words};
pub use sql::{script, session, statement_text};
pub use text::{checklist_text, text};
pub use visible::{visible, visible_lines};
