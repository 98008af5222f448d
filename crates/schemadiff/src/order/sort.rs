//! A topological order that is the same every time and pleasant to read.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use petgraph::Direction;
use petgraph::graph::NodeIndex;

use super::cycle;
use super::graph::Graph;
use crate::catalog::Kind;
use crate::diag::Diagnostic;
use crate::facts::{InTransaction, OpCode};
use crate::lower::Operation;
use crate::plan::Phase;

/// Operations in an order that can be run.
#[derive(Clone, Debug, Default)]
pub struct Ordered {
    pub(crate) operations: Vec<Operation>,
}

impl Ordered {
    /// Goes on with what comes after all of it, in an order of its own.
    pub(crate) fn then(&mut self, operations: Vec<Operation>) {
        self.operations.extend(operations);
    }
}

/// What decides among operations of one sort that may all come next: the phase first, then what reads well.
type Priority = (Phase, usize, Kind, u32, usize);

/// Orders operations: Kahn's algorithm over the graph, ties broken by `Ready`.
///
/// An operation that has to come after one of the contract phase is moved to that phase.
///
/// # Errors
/// When operations wait for each other in a circle that no cure opens.
pub fn order(
    operations: Vec<Operation>,
    origins: &crate::catalog::Origins,
) -> Result<Ordered, Vec<Diagnostic>> {
    let (graph, order) = ordered_graph(operations, origins)?;
    let mut slots: Vec<Option<Operation>> = graph.operations.into_iter().map(Some).collect();
    Ok(Ordered {
        operations: order
            .into_iter()
            .filter_map(|index| slots[index].take())
            .collect(),
    })
}

/// The graph without circles, every operation in its phase, and the order of the operations.
pub(super) fn ordered_graph(
    operations: Vec<Operation>,
    origins: &crate::catalog::Origins,
) -> Result<(Graph, Vec<usize>), Vec<Diagnostic>> {
    let mut graph = Graph::of(operations);
    cycle::open(&mut graph);
    let circles = cycle::circles(&graph);
    if !circles.is_empty() {
        return Err(circles
            .iter()
            .map(|circle| cycle::explain(&graph, circle, origins))
            .collect());
    }
    let order = sorted(&graph, &vec![0; graph.operations.len()]);
    spread_phases(&mut graph, &order);
    // Phases have moved: sort once more, so that all that expands comes before all that contracts.
    let depths = depths(&graph, &order);
    let order = sorted(&graph, &depths);
    Ok((graph, order))
}

fn sorted(graph: &Graph, depths: &[usize]) -> Vec<usize> {
    let mut waiting: Vec<usize> = graph
        .graph
        .node_indices()
        .map(|node| graph.graph.neighbors_directed(node, Direction::Incoming).count())
        .collect();
    let mut ready = Ready::new(&graph.operations, depths);
    for index in (0..waiting.len()).filter(|index| waiting[*index] == 0) {
        ready.push(index);
    }
    let mut order = Vec::with_capacity(waiting.len());
    while let Some(index) = ready.pop() {
        order.push(index);
        for next in graph.graph.neighbors(NodeIndex::new(index)) {
            waiting[next.index()] -= 1;
            if waiting[next.index()] == 0 {
                ready.push(next.index());
            }
        }
    }
    order
}

/// The operations that may come next. Those of one phase are taken in the order of the fields, as long as no change that
/// has to be one for everybody else is under way; while one is, what runs alone comes last, for it would cut it in two.
struct Ready<'a> {
    operations: &'a [Operation],
    /// Of each atomic recipe, how many operations run alone, one after the other, before it can be finished.
    depths: BTreeMap<u32, usize>,
    /// Of each atomic recipe, how many operations are left.
    left: BTreeMap<u32, usize>,
    under_way: usize,
    /// What can share a transaction.
    together: BinaryHeap<Reverse<(Priority, usize)>>,
    /// What runs alone: after the others, so that those stand together.
    alone: BinaryHeap<Reverse<(Priority, usize)>>,
    /// What begins an atomic recipe: when nothing else can be done before.
    beginning: BinaryHeap<Reverse<(Priority, usize)>>,
}

impl<'a> Ready<'a> {
    fn new(operations: &'a [Operation], depths: &[usize]) -> Self {
        let (mut left, mut deepest) = (BTreeMap::new(), BTreeMap::new());
        for (operation, depth) in operations
            .iter()
            .zip(depths)
            .filter(|(operation, _)| operation.atomic)
        {
            *left.entry(operation.recipe).or_insert(0) += 1;
            let known: &mut usize = deepest.entry(operation.recipe).or_insert(0);
            *known = (*known).max(*depth);
        }
        Self {
            operations,
            depths: deepest,
            left,
            under_way: 0,
            together: BinaryHeap::new(),
            alone: BinaryHeap::new(),
            beginning: BinaryHeap::new(),
        }
    }

    fn begins(&self, index: usize) -> bool {
        let operation = &self.operations[index];
        let before = index.checked_sub(1).map(|before| &self.operations[before]);
        operation.atomic && before.is_none_or(|before| before.recipe != operation.recipe || !before.atomic)
    }

    fn push(&mut self, index: usize) {
        let operation = &self.operations[index];
        // A look at the rows is what may stop a plan: it comes before anything that would have to be put back.
        let looks = matches!(
            operation.code,
            OpCode::CheckEnumValues | OpCode::CheckDefaultRows | OpCode::CheckPartitionRows
        );
        let alone = operation.code.facts().transaction != InTransaction::Together && !looks;
        let begins = self.begins(index);
        let depth = if begins {
            self.depths.get(&operation.recipe).copied().unwrap_or_default()
        } else {
            0
        };
        // All columns of a table that go over to a new type go in one pass, so nothing is to come between them.
        let last = Kind::ALL
            .last()
            .copied()
            .filter(|_| operation.code == OpCode::SwapType);
        let kind = last.unwrap_or(operation.target.kind);
        let priority = (operation.phase, depth, kind, operation.recipe, index);
        let heap = match (begins, alone) {
            (true, _) => &mut self.beginning,
            (false, true) => &mut self.alone,
            (false, false) => &mut self.together,
        };
        heap.push(Reverse((priority, index)));
    }

    fn pop(&mut self) -> Option<usize> {
        let under_way = self.under_way > 0;
        let [first, second, third] = if under_way {
            [&mut self.together, &mut self.beginning, &mut self.alone]
        } else {
            [&mut self.together, &mut self.alone, &mut self.beginning]
        };
        let phase = |heap: &BinaryHeap<Reverse<(Priority, usize)>>| heap.peek().map(|next| next.0.0.0);
        let earliest = [phase(first), phase(second), phase(third)]
            .into_iter()
            .flatten()
            .min()?;
        let heap = if phase(first) == Some(earliest) {
            first
        } else if phase(second) == Some(earliest) {
            second
        } else {
            third
        };
        let Reverse((_, index)) = heap.pop()?;
        self.note(index);
        Some(index)
    }

    /// Keeps account of what is under way.
    fn note(&mut self, index: usize) {
        let operation = &self.operations[index];
        if !operation.atomic {
            return;
        }
        if self.begins(index) {
            self.under_way += 1;
        }
        if let Some(left) = self.left.get_mut(&operation.recipe) {
            *left -= 1;
            if *left == 0 {
                self.under_way -= 1;
            }
        }
    }
}

/// For each operation, how many that run alone come before it, one after the other.
fn depths(graph: &Graph, order: &[usize]) -> Vec<usize> {
    let mut depths = vec![0; order.len()];
    for index in order {
        let alone = graph.operations[*index].code.facts().transaction != InTransaction::Together;
        let depth = depths[*index] + usize::from(alone);
        for next in graph.graph.neighbors(NodeIndex::new(*index)) {
            let known: &mut usize = &mut depths[next.index()];
            *known = (*known).max(depth);
        }
    }
    depths
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
