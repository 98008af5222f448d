//! Graph.
/// Why.
#[derive(Clone, Debug)]
pub enum Because {}
/// Edge.
#[derive(Clone, Debug)]
pub struct Edge {}
/// Graph.
#[derive(Clone, Debug)]
pub struct Graph {}
