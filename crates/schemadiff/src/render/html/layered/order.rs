//! The layer of each box, and the order within a layer.

use std::collections::{BTreeMap, BTreeSet};

use super::{BESIDE, Cell, SWEEPS};

/// Which lines close a circle when the boxes are walked in order.
pub(super) fn turned_around(count: usize, lines: &[(usize, usize, usize)]) -> Vec<bool> {
    let mut leaving = vec![Vec::new(); count];
    for (number, (_, from, to)) in lines.iter().enumerate() {
        leaving[*from].push((number, *to));
    }
    let mut turned = vec![false; lines.len()];
    // 0: not seen; 1: on the way; 2: done.
    let mut state = vec![0_u8; count];
    let mut has_above = vec![false; count];
    for (_, _, to) in lines {
        has_above[*to] = true;
    }
    // Roots first, so that what nothing is above is at the top.
    let starts = (0..count).filter(|cell| !has_above[*cell]);
    for start in starts.chain(0..count) {
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        let mut stack = vec![(start, 0)];
        while let Some((cell, next)) = stack.last_mut() {
            let Some((number, to)) = leaving[*cell].get(*next).copied() else {
                state[*cell] = 2;
                stack.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                0 => {
                    state[to] = 1;
                    stack.push((to, 0));
                }
                1 => turned[number] = true,
                _ => {}
            }
        }
    }
    turned
}

/// The layer of each box: below everything above it, and in a layer that is not full.
pub(super) fn layers(widths: &[f64], down: &[(usize, usize)], wide: f64) -> Vec<usize> {
    let count = widths.len();
    let mut above = vec![Vec::new(); count];
    let mut below = vec![Vec::new(); count];
    for (from, to) in down {
        above[*to].push(*from);
        below[*from].push(*to);
    }
    let mut waiting: Vec<usize> = above.iter().map(Vec::len).collect();
    let mut layer = vec![0; count];
    let mut room: Vec<f64> = Vec::new();
    let mut ready: BTreeSet<(usize, usize)> = (0..count)
        .filter(|cell| waiting[*cell] == 0)
        .map(|cell| (0, cell))
        .collect();
    while let Some((earliest, cell)) = ready.pop_first() {
        let mut at = earliest;
        loop {
            if room.len() <= at {
                room.resize(at + 1, wide);
            }
            if room[at] >= widths[cell] || room[at] >= wide {
                break;
            }
            at += 1;
        }
        room[at] -= widths[cell] + BESIDE;
        layer[cell] = at;
        for next in &below[cell] {
            waiting[*next] -= 1;
            if waiting[*next] == 0 {
                let lowest = above[*next]
                    .iter()
                    .map(|cell| layer[*cell] + 1)
                    .max()
                    .unwrap_or(0);
                ready.insert((lowest, *next));
            }
        }
    }
    // What has nothing above it moves down to what it is above of.
    for cell in 0..count {
        if above[cell].is_empty()
            && let Some(nearest) = below[cell].iter().map(|next| layer[*next]).min()
            && nearest > layer[cell] + 1
        {
            let wanted = nearest - 1;
            if room[wanted] >= widths[cell] {
                room[wanted] -= widths[cell] + BESIDE;
                layer[cell] = wanted;
            }
        }
    }
    // No layer is left without a box.
    let used: BTreeSet<usize> = layer.iter().copied().collect();
    let numbers: BTreeMap<usize, usize> = used
        .into_iter()
        .enumerate()
        .map(|(new, old)| (old, new))
        .collect();
    layer.into_iter().map(|layer| numbers[&layer]).collect()
}

/// Puts each layer in the order that crosses the fewest lines, as far as looking at one neighbour at a time finds it.
pub(super) fn put_in_order(cells: &[Cell], layers: &mut Vec<Vec<usize>>) {
    let mut place = vec![0; cells.len()];
    for layer in layers.iter() {
        for (index, cell) in layer.iter().enumerate() {
            place[*cell] = index;
        }
    }
    let mut best = layers.clone();
    let mut fewest = usize::MAX;
    for sweep in 0..SWEEPS {
        let downwards = sweep % 2 == 0;
        let count = layers.len();
        for step in 1..count {
            let at = if downwards { step } else { count - 1 - step };
            let mut wanted: Vec<(f64, usize)> = layers[at]
                .iter()
                .map(|cell| {
                    let near = if downwards {
                        &cells[*cell].above
                    } else {
                        &cells[*cell].below
                    };
                    let own = float(place[*cell]);
                    (
                        mean(near.iter().map(|cell| float(place[*cell]))).unwrap_or(own),
                        *cell,
                    )
                })
                .collect();
            wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
            layers[at] = wanted
                .chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq())
                .flat_map(|equal| trunk_in_the_middle(cells, equal))
                .collect();
            for (index, cell) in layers[at].iter().enumerate() {
                place[*cell] = index;
            }
        }
        let found = crossings(cells, layers, &place);
        if found < fewest {
            fewest = found;
            best.clone_from(layers);
        }
        if fewest == 0 {
            break;
        }
    }
    *layers = best;
}

/// Cells that ask for the same place: boxes on both sides of the lines that go on, or each layer would hang further to
/// one side than the one before.
fn trunk_in_the_middle(cells: &[Cell], equal: &[(f64, usize)]) -> Vec<usize> {
    let (mut order, lines): (Vec<usize>, Vec<usize>) = equal
        .iter()
        .map(|(_, cell)| *cell)
        .partition(|cell| cells[*cell].real);
    let middle = order.len() / 2;
    order.splice(middle..middle, lines);
    order
}

pub(super) fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

pub(super) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

/// How many pairs of lines cross between neighbouring layers, counted as inversions with a tree of sums.
fn crossings(cells: &[Cell], layers: &[Vec<usize>], place: &[usize]) -> usize {
    let mut sum = 0;
    for pair in layers.windows(2) {
        let mut tree = vec![0_usize; pair[1].len() + 1];
        let mut before = 0;
        for cell in &pair[0] {
            let mut ends: Vec<usize> = cells[*cell].below.iter().map(|below| place[*below]).collect();
            ends.sort_unstable();
            for end in &ends {
                let (mut at, mut less) = (end + 1, 0);
                while at > 0 {
                    less += tree[at];
                    at &= at - 1;
                }
                sum += before - less;
            }
            for end in ends {
                let mut at = end + 1;
                while at < tree.len() {
                    tree[at] += 1;
                    at += at & at.wrapping_neg();
                }
                before += 1;
            }
        }
    }
    sum
}
