//! What names nothing.
use super::Canonical;
use crate::diag::Diagnostic;
pub(super) fn validate(_canonical: &Canonical, _diagnostics: &mut Vec<Diagnostic>) { todo!() }
