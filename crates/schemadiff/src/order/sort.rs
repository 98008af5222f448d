//! Sort.
use crate::lower::Operation;
/// Ordered.
#[derive(Clone, Debug)]
pub struct Ordered { pub(crate) operations: Vec<Operation> }
/// Orders.
pub fn order(_operations: Vec<Operation>) -> Ordered { todo!() }
