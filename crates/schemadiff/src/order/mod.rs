//! One graph of all operations: what must come before what, and why.

mod cycle;
mod drawing;
mod graph;
mod passes;
mod sort;

pub use drawing::{Drawing, Line, Node};
pub use graph::{Because, Edge, Graph};
pub use sort::{Ordered, order};
