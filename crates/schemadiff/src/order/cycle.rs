//! Circles: opened where a cure is known, told as a sentence where none is.

use petgraph::algo::tarjan_scc;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::graph::{Because, Graph};
use crate::catalog::Origins;
use crate::diag::{Diagnostic, code};

/// Opens circles that only a guess closes: an edge for what a text probably needs gives way. Bodies of functions are not
/// checked as they are created, so the guess costs nothing when it is wrong.
pub(super) fn open(graph: &mut Graph) {
    for circle in circles(graph) {
        let within = |node: NodeIndex| circle.contains(&node.index());
        let guesses: Vec<_> = graph
            .graph
            .edge_references()
            .filter(|edge| {
                within(edge.source()) && within(edge.target()) && matches!(edge.weight(), Because::MayNeed(_))
            })
            .map(|edge| (edge.source(), edge.target()))
            .collect();
        for (before, after) in guesses {
            if let Some(edge) = graph.graph.find_edge(before, after) {
                graph.graph.remove_edge(edge);
            }
        }
    }
}

/// The sets of operations that wait for each other, each in the order of the operations.
pub(super) fn circles(graph: &Graph) -> Vec<Vec<usize>> {
    let mut circles: Vec<Vec<usize>> = tarjan_scc(&graph.graph)
        .into_iter()
        .filter(|component| component.len() > 1)
        .map(|component| {
            let mut circle: Vec<usize> = component.into_iter().map(NodeIndex::index).collect();
            circle.sort_unstable();
            circle
        })
        .collect();
    circles.sort();
    circles
}

/// Tells one way around the circle in words.
pub(super) fn explain(graph: &Graph, circle: &[usize], origins: &Origins) -> Diagnostic {
    let way = way_around(graph, circle);
    let names: Vec<String> = way
        .iter()
        .map(|index| graph.operations[*index].target.to_string())
        .collect();
    let mut distinct = names.clone();
    distinct.dedup();
    let mut diagnostic = Diagnostic::error(
        code::CYCLE,
        format!("{} depend on each other in a circle", distinct.join(" and ")),
    );
    for (position, index) in way.iter().enumerate() {
        let next = way[(position + 1) % way.len()];
        let edge = graph
            .graph
            .find_edge(NodeIndex::new(*index), NodeIndex::new(next))
            .map(|edge| &graph.graph[edge]);
        let (before, after) = (&graph.operations[*index].target, &graph.operations[next].target);
        diagnostic = diagnostic.note(match edge {
            Some(Because::Needs(object) | Because::MayNeed(object)) => format!("{after} needs {object}"),
            Some(Because::Releases(object)) => format!("{before} uses {object}, which {after} changes"),
            Some(Because::FreesName(object)) => format!("{after} takes the name of {object} from {before}"),
            Some(Because::Recipe) | None => format!("{after} comes after {before}"),
        });
    }
    let mut seen = Vec::new();
    for index in &way {
        let target = &graph.operations[*index].target;
        if !seen.contains(&target) {
            seen.push(target);
            diagnostic = diagnostic.at_known(origins.get(target), "part of the circle");
        }
    }
    diagnostic.help("take one of these uses out")
}

/// A shortest way from the first operation of the circle back to it.
fn way_around(graph: &Graph, circle: &[usize]) -> Vec<usize> {
    let start = circle[0];
    let mut came_from = std::collections::BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(index) = queue.pop_front() {
        let mut next: Vec<usize> = graph
            .graph
            .neighbors(NodeIndex::new(index))
            .map(NodeIndex::index)
            .collect();
        next.sort_unstable();
        for next in next {
            if next == start {
                let mut way = vec![index];
                while let Some(before) = came_from.get(way.last().unwrap_or(&start)) {
                    way.push(*before);
                }
                way.reverse();
                return way;
            }
            if circle.contains(&next) && !came_from.contains_key(&next) {
                came_from.insert(next, index);
                queue.push_back(next);
            }
        }
    }
    circle.to_vec()
}
