//! Renames.
use crate::catalog::ObjectRef;
use crate::lower::Operations;
/// An object that gets another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// Its name so far.
    pub from: ObjectRef,
    /// Its name from now on.
    pub to: ObjectRef,
}
impl Rename {
    pub(crate) fn lower(&self, _out: &mut Operations) { todo!() }
}
