//! The plan for a terminal or a log, without colour; the caller colours it.

use crate::plan::Plan;

/// Writes a plan as text, legible in 80 columns. `comparing` is the line above it.
pub fn text(_plan: &Plan) -> String {
    todo!()
}
