//! Finding them in the catalogs.

use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[];

/// Adds what the snapshot holds.
pub(super) fn read(_snapshot: &Snapshot, _catalog: &mut Catalog) -> Result<(), RowError> {
    todo!()
}
