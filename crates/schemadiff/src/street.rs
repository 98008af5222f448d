//! The street from end to end, for callers that want all of it.

use crate::canon::Canonical;
use crate::catalog::Pair;
use crate::diag::Diagnostic;
use crate::plan::{Allow, Plan};
use crate::settle::{Answer, Question};

/// What may be done and how.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// The permissions that were given beside the model's.
    pub allow: Allow,
}

/// The questions that a server would have to answer for `pair` to be compared exactly; none when every text is equal
/// in normal form, and then no server is needed.
pub fn doubts(_pair: Pair<&Canonical>) -> Vec<Question> {
    todo!()
}

/// Puts the server's answers, in the order of [`doubts`], into the wanted side: texts that mean what is there become
/// what is there.
pub fn settle_answers(_pair: Pair<&Canonical>, _answers: Vec<Answer>) -> (Canonical, Vec<Diagnostic>) {
    todo!()
}

/// Plans the way from `pair.old` to `pair.new`.
///
/// Diagnostics that are errors mean that there is no plan to trust: protected objects, cycles, changes that cannot be
/// made. Missing permissions are not among them; they are marked in the plan.
pub fn plan(_pair: Pair<&Canonical>, _policy: &Policy) -> (Plan, Vec<Diagnostic>) {
    todo!()
}
