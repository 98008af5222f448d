//! The graph: a node per operation, an edge per reason.

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, NodeIndex};

use super::passes::PASSES;
use crate::catalog::ObjectRef;
use crate::lower::Operation;

/// Why one operation comes before another; shown in cycles and drawings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// The later one needs what the earlier one creates or alters.
    Needs(ObjectRef),
    /// The later one probably needs it: a text that is not understood in full mentions it. Gives way in a circle.
    MayNeed(ObjectRef),
    /// The earlier one stops using what the later one alters or drops.
    Releases(ObjectRef),
    /// The earlier one frees a name that the later one takes.
    FreesName(ObjectRef),
    /// Both are of one recipe, whose order is fixed.
    Recipe,
}

/// An edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The operation that comes first.
    pub before: usize,
    /// The operation that comes after it.
    pub after: usize,
    /// Why.
    pub because: Because,
}

/// Operations and what must come before what.
pub struct Graph {
    pub(super) operations: Vec<Operation>,
    pub(super) graph: DiGraph<usize, Because>,
}

/// Finds operations by what they do to an object.
pub(super) struct Lookup {
    /// Operations after which the object exists or has its wanted form.
    pub(super) creates: BTreeMap<ObjectRef, Vec<usize>>,
    /// Operations after which something stands in for it.
    pub(super) stands_in: BTreeMap<ObjectRef, Vec<usize>>,
    /// Operations after which it exists no longer.
    pub(super) drops: BTreeMap<ObjectRef, Vec<usize>>,
}

impl Lookup {
    fn of(operations: &[Operation]) -> Self {
        let mut lookup = Self {
            creates: BTreeMap::new(),
            stands_in: BTreeMap::new(),
            drops: BTreeMap::new(),
        };
        for (index, operation) in operations.iter().enumerate() {
            for object in &operation.creates {
                lookup.creates.entry(object.clone()).or_default().push(index);
            }
            for object in &operation.stands_in {
                lookup.stands_in.entry(object.clone()).or_default().push(index);
            }
            for object in &operation.drops {
                lookup.drops.entry(object.clone()).or_default().push(index);
            }
        }
        lookup
    }
}

impl Graph {
    /// Builds the graph by running every pass.
    pub fn of(operations: Vec<Operation>) -> Self {
        let lookup = Lookup::of(&operations);
        let mut graph = DiGraph::with_capacity(operations.len(), operations.len() * 4);
        for index in 0..operations.len() {
            graph.add_node(index);
        }
        for (_, pass) in PASSES {
            let mut edges = Vec::new();
            pass(&operations, &lookup, &mut edges);
            for Edge {
                before,
                after,
                because,
            } in edges
            {
                // Within a recipe its own order is all that counts: an early part does not wait for a later one.
                let apart = operations[before].recipe != operations[after].recipe;
                if apart || because == Because::Recipe {
                    graph.update_edge(NodeIndex::new(before), NodeIndex::new(after), because);
                }
            }
        }
        Self { operations, graph }
    }

    /// The operations, in the order they were lowered.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The edges, in the order they were found.
    pub fn edges(&self) -> impl Iterator<Item = Edge> {
        self.graph.raw_edges().iter().map(|edge| Edge {
            before: edge.source().index(),
            after: edge.target().index(),
            because: edge.weight.clone(),
        })
    }
}
