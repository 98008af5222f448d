//! The plan as a comment on a pull request.

use crate::plan::Plan;

/// Writes a plan as markdown.
pub fn markdown(_plan: &Plan) -> String {
    todo!()
}
