//! The plan as JSON: its own set of types with a format number, so that the engine's may change.

use crate::plan::Plan;

/// Writes a plan.
pub fn write(_plan: &Plan) -> String {
    todo!()
}

/// Reads a plan that [`write`] wrote.
///
/// # Errors
/// When it is not such a file; the message says why, for people.
pub fn read(_text: &str) -> Result<Plan, String> {
    todo!()
}
