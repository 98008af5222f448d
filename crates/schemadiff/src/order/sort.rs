//! A topological order that is the same every time and pleasant to read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::Direction;
use petgraph::graph::NodeIndex;

use super::cycle;
use super::graph::Graph;
use crate::catalog::Kind;
use crate::diag::Diagnostic;
use crate::lower::Operation;
use crate::plan::Phase;

/// Operations in an order that can be run.
#[derive(Clone, Debug)]
pub struct Ordered {
    pub(crate) operations: Vec<Operation>,
}

/// What decides among operations that may all come next: the phase first, then what reads well.
type Priority = (Phase, bool, Kind, u32, usize);

/// Orders operations: Kahn's algorithm over the graph, ties broken by `Priority`.
///
/// An operation that has to come after one of the contract phase is moved to that phase.
///
/// # Errors
/// When operations wait for each other in a circle that no cure opens.
pub fn order(
    operations: Vec<Operation>,
    origins: &crate::catalog::Origins,
) -> Result<Ordered, Vec<Diagnostic>> {
    let mut graph = Graph::of(operations);
    cycle::open(&mut graph);
    let circles = cycle::circles(&graph);
    if !circles.is_empty() {
        return Err(circles
            .iter()
            .map(|circle| cycle::explain(&graph, circle, origins))
            .collect());
    }
    let order = sorted(&graph);
    spread_phases(&mut graph, &order);
    // Phases have moved: sort once more, so that all that expands comes before all that contracts.
    let order = sorted(&graph);
    let mut slots: Vec<Option<Operation>> = graph.operations.into_iter().map(Some).collect();
    Ok(Ordered {
        operations: order
            .into_iter()
            .filter_map(|index| slots[index].take())
            .collect(),
    })
}

fn sorted(graph: &Graph) -> Vec<usize> {
    let mut waiting: Vec<usize> = graph
        .graph
        .node_indices()
        .map(|node| graph.graph.neighbors_directed(node, Direction::Incoming).count())
        .collect();
    let mut ready: BinaryHeap<Reverse<(Priority, usize)>> = (0..waiting.len())
        .filter(|index| waiting[*index] == 0)
        .map(|index| Reverse((priority(&graph.operations[index], index), index)))
        .collect();
    let mut order = Vec::with_capacity(waiting.len());
    while let Some(Reverse((_, index))) = ready.pop() {
        order.push(index);
        for next in graph.graph.neighbors(NodeIndex::new(index)) {
            waiting[next.index()] -= 1;
            if waiting[next.index()] == 0 {
                ready.push(Reverse((
                    priority(&graph.operations[next.index()], next.index()),
                    next.index(),
                )));
            }
        }
    }
    order
}

fn priority(operation: &Operation, index: usize) -> Priority {
    // What runs alone comes after what can share a transaction, so that the shared ones stand together.
    let alone = operation.code.facts().transaction != crate::facts::InTransaction::Together;
    (
        operation.phase,
        alone,
        operation.target.kind,
        operation.recipe,
        index,
    )
}

fn spread_phases(graph: &mut Graph, order: &[usize]) {
    for index in order {
        let before = graph
            .graph
            .neighbors_directed(NodeIndex::new(*index), Direction::Incoming);
        let latest = before.map(|node| graph.operations[node.index()].phase).max();
        let own = graph.operations[*index].phase;
        graph.operations[*index].phase = own.max(latest.unwrap_or(own));
    }
}
