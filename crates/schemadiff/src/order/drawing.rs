//! The graph for people: operations in the order they run, and of all that keeps them in order only what does not follow
//! from the rest.

use petgraph::algo::toposort;
use petgraph::algo::tred::{dag_to_toposorted_adjacency_list, dag_transitive_reduction_closure};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::IntoNeighbors;

use super::graph::Because;
use super::sort::ordered_graph;
use crate::catalog::{ObjectRef, Origins};
use crate::diag::Diagnostic;
use crate::facts::OpCode;
use crate::lower::Operation;
use crate::plan::Phase;

/// What there is to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// The operations, in the order they run.
    pub nodes: Vec<Node>,
    /// What must come before what: the transitive reduction, from the first operation to the last.
    pub lines: Vec<Line>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it does.
    pub code: OpCode,
    /// What it is about.
    pub target: ObjectRef,
    /// When it runs.
    pub phase: Phase,
}

/// An operation that must come before another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The number of the one that comes first, from 0.
    pub before: usize,
    /// The number of the one that comes after it.
    pub after: usize,
    /// Why.
    pub because: Because,
}

impl Drawing {
    /// Orders operations and keeps why.
    ///
    /// # Errors
    /// When operations wait for each other in a circle that no cure opens.
    pub(crate) fn of(operations: Vec<Operation>, origins: &Origins) -> Result<Self, Vec<Diagnostic>> {
        let (graph, order) = ordered_graph(operations, origins)?;
        let mut numbers = vec![0; order.len()];
        for (number, index) in order.iter().enumerate() {
            numbers[*index] = number;
        }
        let nodes = order
            .iter()
            .map(|index| {
                let operation = &graph.operations[*index];
                Node {
                    code: operation.code,
                    target: operation.target.clone(),
                    phase: operation.phase,
                }
            })
            .collect();
        let mut all: Vec<Line> = graph
            .edges()
            .map(|edge| Line {
                before: numbers[edge.before],
                after: numbers[edge.after],
                because: edge.because,
            })
            .collect();
        all.sort_by_key(|line| (line.before, line.after));
        Ok(Self {
            lines: reduced(order.len(), all),
            nodes,
        })
    }
}

impl Drawing {
    /// Draws what comes after all of it.
    pub(crate) fn then(&mut self, later: Self) {
        let first = self.nodes.len();
        // What nothing comes before on its own leg comes after what nothing comes after on this one.
        let ends: Vec<usize> = (0..first)
            .filter(|node| self.lines.iter().all(|line| line.before != *node))
            .collect();
        let starts = (0..later.nodes.len()).filter(|node| later.lines.iter().all(|line| line.after != *node));
        let between = starts.flat_map(|start| ends.iter().map(move |end| (*end, start)));
        let between: Vec<Line> = between
            .map(|(before, after)| Line {
                before,
                after: first + after,
                because: Because::Recipe,
            })
            .collect();
        self.lines.extend(between);
        self.lines.extend(later.lines.into_iter().map(|line| Line {
            before: first + line.before,
            after: first + line.after,
            ..line
        }));
        self.lines.sort_by_key(|line| (line.before, line.after));
        self.nodes.extend(later.nodes);
    }
}

/// The lines that do not follow from others.
fn reduced(nodes: usize, mut lines: Vec<Line>) -> Vec<Line> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(nodes, lines.len());
    for _ in 0..nodes {
        graph.add_node(());
    }
    for line in &lines {
        graph.add_edge(NodeIndex::new(line.before), NodeIndex::new(line.after), ());
    }
    let Ok(order) = toposort(&graph, None) else {
        return lines;
    };
    let (list, places) = dag_to_toposorted_adjacency_list::<_, usize>(&graph, &order);
    let (reduction, _) = dag_transitive_reduction_closure(&list);
    lines.retain(|line| {
        let (before, after) = (places[line.before], places[line.after]);
        reduction.neighbors(before).any(|next| next == after)
    });
    lines
}
