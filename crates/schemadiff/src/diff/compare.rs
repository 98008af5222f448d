//! Matching by identity.
use super::ChangeSet;
use crate::canon::Canonical;
use crate::catalog::Pair;
use crate::diag::Diagnostic;
/// Compares.
pub fn diff(_pair: Pair<&Canonical>) -> (ChangeSet, Vec<Diagnostic>) { todo!() }
