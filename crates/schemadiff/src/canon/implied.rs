//! What PostgreSQL would imply.
use crate::catalog::{Annotations, Catalog, Settings};
pub(super) fn imply(_catalog: &mut Catalog, _annotations: &mut Annotations, _settings: &Settings) { todo!() }
pub(super) fn name_everything(_catalog: &mut Catalog) { todo!() }
pub(crate) fn choose_name() {}
pub(crate) fn serial_sequence_name() {}
