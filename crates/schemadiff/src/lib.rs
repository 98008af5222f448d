//! The engine: text and catalog rows in, a plan and diagnostics out.
//!
//! It opens no socket, reads no file, clock or environment, and prints nothing. Data flows one way, one type per stage:
//! [`source::Declared`] and [`source::Observed`] become [`canon::Canonical`], two of those a [`diff::ChangeSet`], that
//! [`lower::Operation`]s, those an order, and that a [`plan::Plan`], which [`render`] prints and somebody else runs.

pub mod canon;
pub mod catalog;
pub mod checklist;
pub mod diag;
pub mod diff;
pub mod document;
pub mod facts;
pub mod import;
pub mod kinds;
pub mod lint;
pub mod lower;
pub mod order;
pub mod plan;
pub mod render;
pub mod sample;
pub mod settle;
pub mod source;
pub mod survey;
pub mod transition;

pub use kinds::table::upkeep;

mod scope;
mod standing;
mod street;

pub use street::{Policy, doubts, drawing, plan, settle_answers, too_new};
