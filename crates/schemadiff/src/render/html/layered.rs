//! Places boxes in layers so that lines run from layer to layer and never through a box.
//!
//! The usual way (Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System Structures", 1981):
//! lines that close a circle are turned around for the time being, boxes get layers, a long line gets a place of its own in each
//! layer that it crosses, and each layer is put in the order and at the places that its neighbours ask for. Lines bend
//! only between layers, where no box is.

use std::collections::BTreeMap;

/// Pixels between boxes of a layer.
const BESIDE: f64 = 28.0;
/// Pixels between a long line and what is beside it.
const LINE: f64 = 14.0;
/// Pixels between layers, at least.
const BETWEEN: f64 = 46.0;
/// Pixels between parts that no line connects.
const APART: f64 = 36.0;
/// How often the order of the layers is gone over; it seldom gets better after a few times.
const SWEEPS: usize = 12;

/// Where everything is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Layout {
    /// The left upper corner of each box.
    pub(crate) boxes: Vec<(f64, f64)>,
    /// The way of each line, from its first box to its second: straight down or up at the ends.
    pub(crate) lines: Vec<Way>,
    /// Width of it all.
    pub(crate) width: f64,
    /// Height of it all.
    pub(crate) height: f64,
}

/// The way of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Way {
    /// Where it runs straight down: x, and from which y to which; curves connect them.
    pub(crate) straights: Vec<(f64, f64, f64)>,
    /// Whether it was turned around, so that it ends above its start.
    pub(crate) upwards: bool,
}

impl Way {
    /// The way as data of an SVG path, always drawn from above.
    pub(crate) fn path(&self) -> String {
        use super::px;
        let mut out = String::new();
        for (index, (x, top, bottom)) in self.straights.iter().enumerate() {
            if index == 0 {
                out.push_str(&format!("M{} {}", px(*x), px(*top)));
            } else {
                let (before, _, from) = self.straights[index - 1];
                let middle = f64::midpoint(from, *top);
                out.push_str(&format!(
                    "C{} {} {} {} {} {}",
                    px(before),
                    px(middle),
                    px(*x),
                    px(middle),
                    px(*x),
                    px(*top)
                ));
            }
            if bottom > top {
                out.push_str(&format!("V{}", px(*bottom)));
            }
        }
        out
    }
}

/// Lays out boxes of these sizes with lines between them, about as wide as asked. A line from a box to itself has no way.
pub(crate) fn layout(sizes: &[(f64, f64)], lines: &[(usize, usize)], wide: f64) -> Layout {
    let mut whole = Layout {
        boxes: vec![(0.0, 0.0); sizes.len()],
        lines: vec![Way::default(); lines.len()],
        ..Layout::default()
    };
    let mut parts: Vec<Part> = components(sizes.len(), lines)
        .into_iter()
        .map(|members| Part::new(&members, sizes, lines, wide))
        .collect();
    // Shelves: the tallest first, each beside the other until the row is full.
    parts.sort_by(|a, b| b.height.total_cmp(&a.height).then(a.members.cmp(&b.members)));
    let wide = parts.iter().map(|part| part.width).fold(wide, f64::max);
    let (mut left, mut top, mut row) = (0.0_f64, 0.0_f64, 0.0_f64);
    for part in parts {
        if left > 0.0 && left + part.width > wide {
            top += row + APART;
            left = 0.0;
            row = 0.0;
        }
        for (index, place) in &part.boxes {
            whole.boxes[*index] = (place.0 + left, place.1 + top);
        }
        for (index, mut way) in part.ways {
            for straight in &mut way.straights {
                *straight = (straight.0 + left, straight.1 + top, straight.2 + top);
            }
            whole.lines[index] = way;
        }
        whole.width = whole.width.max(left + part.width);
        whole.height = whole.height.max(top + part.height);
        left += part.width + APART;
        row = row.max(part.height);
    }
    whole
}

/// The boxes that lines connect, in groups.
fn components(count: usize, lines: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut beside = vec![Vec::new(); count];
    for (from, to) in lines {
        beside[*from].push(*to);
        beside[*to].push(*from);
    }
    let mut seen = vec![false; count];
    let mut groups = Vec::new();
    for start in 0..count {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut group = vec![start];
        let mut next = 0;
        while next < group.len() {
            for other in &beside[group[next]] {
                if !std::mem::replace(&mut seen[*other], true) {
                    group.push(*other);
                }
            }
            next += 1;
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}

/// A group of boxes that lines connect, laid out from its own corner.
struct Part {
    members: Vec<usize>,
    boxes: Vec<(usize, (f64, f64))>,
    ways: Vec<(usize, Way)>,
    width: f64,
    height: f64,
}

/// A box, or the place of a long line in a layer that it crosses.
struct Cell {
    width: f64,
    height: f64,
    above: Vec<usize>,
    below: Vec<usize>,
    real: bool,
}

impl Part {
    fn new(members: &[usize], sizes: &[(f64, f64)], lines: &[(usize, usize)], wide: f64) -> Self {
        let local: BTreeMap<usize, usize> =
            members.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let mine: Vec<(usize, usize, usize)> = lines
            .iter()
            .enumerate()
            .filter(|(_, (from, to))| from != to)
            .filter_map(|(index, (from, to))| Some((index, *local.get(from)?, *local.get(to)?)))
            .collect();
        let turned = turned_around(members.len(), &mine);
        let down: Vec<(usize, usize)> = mine
            .iter()
            .zip(&turned)
            .map(|((_, from, to), turned)| if *turned { (*to, *from) } else { (*from, *to) })
            .collect();
        let widths: Vec<f64> = members.iter().map(|index| sizes[*index].0).collect();
        let layer_of = layers(&widths, &down, wide);

        let mut cells: Vec<Cell> = members
            .iter()
            .map(|index| Cell {
                width: sizes[*index].0,
                height: sizes[*index].1,
                above: Vec::new(),
                below: Vec::new(),
                real: true,
            })
            .collect();
        let depth = layer_of.iter().max().map_or(0, |deepest| deepest + 1);
        let mut layers: Vec<Vec<usize>> = vec![Vec::new(); depth];
        for (cell, layer) in layer_of.iter().enumerate() {
            layers[*layer].push(cell);
        }
        let mut chains: Vec<Vec<usize>> = Vec::with_capacity(down.len());
        // Long lines from one box are one trunk as long as they run side by side.
        let mut trunks: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for ((from, to), upwards) in down.iter().zip(&turned) {
            let mut chain = vec![*from];
            let crossed = layers.iter_mut().enumerate().take(layer_of[*to]);
            for (number, layer) in crossed.skip(layer_of[*from] + 1) {
                let mut new = || {
                    cells.push(Cell {
                        width: 2.0,
                        height: 0.0,
                        above: Vec::new(),
                        below: Vec::new(),
                        real: false,
                    });
                    layer.push(cells.len() - 1);
                    cells.len() - 1
                };
                chain.push(if *upwards {
                    new()
                } else {
                    *trunks.entry((*from, number)).or_insert_with(new)
                });
            }
            chain.push(*to);
            for pair in chain.windows(2) {
                if !cells[pair[1]].above.contains(&pair[0]) || cells[pair[1]].real {
                    cells[pair[0]].below.push(pair[1]);
                    cells[pair[1]].above.push(pair[0]);
                }
            }
            chains.push(chain);
        }
        put_in_order(&cells, &mut layers);
        let centres = places(&cells, &layers);
        Self::drawn(members, &mine, &turned, &cells, &layers, &chains, &centres)
    }

    fn drawn(
        members: &[usize],
        mine: &[(usize, usize, usize)],
        turned: &[bool],
        cells: &[Cell],
        layers: &[Vec<usize>],
        chains: &[Vec<usize>],
        centres: &[f64],
    ) -> Self {
        let left = (0..cells.len())
            .map(|cell| centres[cell] - cells[cell].width / 2.0)
            .fold(f64::INFINITY, f64::min);
        let right = (0..cells.len())
            .map(|cell| centres[cell] + cells[cell].width / 2.0)
            .fold(0.0, f64::max);
        let mut tops = vec![0.0; cells.len()];
        let mut bottoms = vec![0.0; cells.len()];
        let mut y = 0.0;
        for (number, layer) in layers.iter().enumerate() {
            let height = layer.iter().map(|cell| cells[*cell].height).fold(0.0, f64::max);
            for cell in layer {
                tops[*cell] = y;
                bottoms[*cell] = if cells[*cell].real {
                    y + cells[*cell].height
                } else {
                    y + height
                };
            }
            // The more lines bend between two layers, the more room they need to be told apart.
            let bends: usize = layer.iter().map(|cell| cells[*cell].below.len()).sum();
            y += height;
            if number + 1 < layers.len() {
                y += BETWEEN + (float(bends) * 1.5).min(60.0);
            }
        }
        let ports = Ports::new(cells, chains, centres);
        let layer_bottom: Vec<f64> = {
            let mut out = vec![0.0; cells.len()];
            for layer in layers {
                let lowest = layer.iter().map(|cell| bottoms[*cell]).fold(0.0, f64::max);
                for cell in layer {
                    out[*cell] = lowest;
                }
            }
            out
        };
        let ways = mine
            .iter()
            .zip(turned)
            .zip(chains.iter().enumerate())
            .map(|(((index, ..), upwards), (number, chain))| {
                let last = chain.len() - 1;
                let straights = chain
                    .iter()
                    .enumerate()
                    .map(|(at, cell)| {
                        let (x, top, bottom) = if at == 0 {
                            // Straight to the end of its layer, past taller boxes beside it.
                            (ports.out[number], bottoms[*cell], layer_bottom[*cell])
                        } else if at == last {
                            (ports.into[number], tops[*cell], tops[*cell])
                        } else {
                            (centres[*cell], tops[*cell], bottoms[*cell])
                        };
                        (x - left, top, bottom)
                    })
                    .collect();
                let way = Way {
                    straights,
                    upwards: *upwards,
                };
                (*index, way)
            })
            .collect();
        let boxes = members
            .iter()
            .enumerate()
            .map(|(cell, index)| {
                (
                    *index,
                    (centres[cell] - cells[cell].width / 2.0 - left, tops[cell]),
                )
            })
            .collect();
        Self {
            members: members.to_vec(),
            boxes,
            ways,
            width: right - left,
            height: y,
        }
    }
}

/// Where each line leaves its upper box and enters its lower one: side by side, in the order of where they come from.
struct Ports {
    out: Vec<f64>,
    into: Vec<f64>,
}

impl Ports {
    fn new(cells: &[Cell], chains: &[Vec<usize>], centres: &[f64]) -> Self {
        // By box: where the next place of a line is, which it is, and the line.
        let mut leaving: BTreeMap<usize, Vec<(f64, usize, usize)>> = BTreeMap::new();
        let mut entering: BTreeMap<usize, Vec<(f64, usize, usize)>> = BTreeMap::new();
        for (number, chain) in chains.iter().enumerate() {
            let last = chain.len() - 1;
            leaving
                .entry(chain[0])
                .or_default()
                .push((centres[chain[1]], chain[1], number));
            entering.entry(chain[last]).or_default().push((
                centres[chain[last - 1]],
                chain[last - 1],
                number,
            ));
        }
        let spread = |ends: BTreeMap<usize, Vec<(f64, usize, usize)>>| {
            let mut places = vec![0.0; chains.len()];
            for (cell, mut lines) in ends {
                lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
                // Lines of one trunk share a port.
                let shares =
                    |a: &(f64, usize, usize), b: &(f64, usize, usize)| a.1 == b.1 && !cells[a.1].real;
                let ports: Vec<&[(f64, usize, usize)]> = lines.chunk_by(shares).collect();
                let count = float(ports.len());
                let room = (cells[cell].width - 24.0).max(0.0);
                let gap = (room / count).min(18.0);
                for (index, port) in ports.into_iter().enumerate() {
                    for (_, _, number) in port {
                        places[*number] = centres[cell] + (float(index) - (count - 1.0) / 2.0) * gap;
                    }
                }
            }
            places
        };
        Self {
            out: spread(leaving),
            into: spread(entering),
        }
    }
}

/// Which lines close a circle when the boxes are walked in order.
fn turned_around(count: usize, lines: &[(usize, usize, usize)]) -> Vec<bool> {
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
fn layers(widths: &[f64], down: &[(usize, usize)], wide: f64) -> Vec<usize> {
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
    let mut ready: std::collections::BTreeSet<(usize, usize)> = (0..count)
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
    let used: std::collections::BTreeSet<usize> = layer.iter().copied().collect();
    let numbers: BTreeMap<usize, usize> = used
        .into_iter()
        .enumerate()
        .map(|(new, old)| (old, new))
        .collect();
    layer.into_iter().map(|layer| numbers[&layer]).collect()
}

/// Puts each layer in the order that crosses the fewest lines, as far as looking at one neighbour at a time finds it.
fn put_in_order(cells: &[Cell], layers: &mut Vec<Vec<usize>>) {
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

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
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

/// The middle of each cell: as near to the middle of its neighbours as the order and the room between allow.
fn places(cells: &[Cell], layers: &[Vec<usize>]) -> Vec<f64> {
    let mut centres = vec![0.0; cells.len()];
    for layer in layers {
        let mut x = 0.0;
        for cell in layer {
            centres[*cell] = x + cells[*cell].width / 2.0;
            x += cells[*cell].width + BESIDE;
        }
    }
    for sweep in 0..SWEEPS {
        let order: Vec<usize> = if sweep % 2 == 0 {
            (0..layers.len()).collect()
        } else {
            (0..layers.len()).rev().collect()
        };
        for at in order {
            let layer = &layers[at];
            let wanted: Vec<(f64, f64)> = layer
                .iter()
                .map(|cell| {
                    let near = cells[*cell].above.iter().chain(&cells[*cell].below);
                    let wish = mean(near.map(|other| centres[*other])).unwrap_or(centres[*cell]);
                    // A long line is straight before a box is in the middle.
                    (wish, if cells[*cell].real { 1.0 } else { 4.0 })
                })
                .collect();
            for (cell, centre) in layer.iter().zip(apart(cells, layer, &wanted)) {
                centres[*cell] = centre;
            }
        }
    }
    centres
}

/// The places nearest to the wanted ones, by weight and square, that keep order and distance: once the distances are taken
/// off, it is regression to a sequence that does not fall ("pool adjacent violators").
fn apart(cells: &[Cell], layer: &[usize], wanted: &[(f64, f64)]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(layer.len());
    let mut offset = 0.0;
    for (index, cell) in layer.iter().enumerate() {
        if index > 0 {
            let before = &cells[layer[index - 1]];
            let gap = if before.real && cells[*cell].real {
                BESIDE
            } else {
                LINE
            };
            offset += before.width / 2.0 + gap + cells[*cell].width / 2.0;
        }
        offsets.push(offset);
    }
    // Blocks of neighbours that touch: their common place, its weight, how many they are.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for ((wish, weight), offset) in wanted.iter().zip(&offsets) {
        let mut block = (wish - offset, *weight, 1);
        while let Some(last) = blocks.last().copied().filter(|last| last.0 > block.0) {
            blocks.pop();
            let weight = last.1 + block.1;
            block = (
                (last.0 * last.1 + block.0 * block.1) / weight,
                weight,
                last.2 + block.2,
            );
        }
        blocks.push(block);
    }
    let starts = blocks
        .iter()
        .flat_map(|(place, _, count)| std::iter::repeat_n(*place, *count));
    starts
        .zip(offsets)
        .map(|(start, offset)| start + offset)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Layout, layout};

    /// Whether any line runs through a box, or two boxes overlap. Curves are looked at in small pieces.
    fn faults(sizes: &[(f64, f64)], lines: &[(usize, usize)], found: &Layout) -> Vec<String> {
        let mut faults = Vec::new();
        let inside = |x: f64, y: f64, index: usize| {
            let (left, top) = found.boxes[index];
            let (width, height) = sizes[index];
            x > left + 0.5 && x < left + width - 0.5 && y > top + 0.5 && y < top + height - 0.5
        };
        for (number, way) in found.lines.iter().enumerate() {
            let mut points = Vec::new();
            for (index, (x, top, bottom)) in way.straights.iter().enumerate() {
                if index > 0 {
                    let (before, _, from) = way.straights[index - 1];
                    for step in 0..=40 {
                        let (done, left) = (f64::from(step) / 40.0, 1.0 - f64::from(step) / 40.0);
                        // Both ends vertical, the control points half way down.
                        let middle = f64::midpoint(from, *top);
                        let start = left.powi(3);
                        let controls = [3.0 * done * left.powi(2), 3.0 * done.powi(2) * left];
                        let end = done.powi(3);
                        points.push((
                            (start + controls[0]) * before + (controls[1] + end) * x,
                            start * from + (controls[0] + controls[1]) * middle + end * top,
                        ));
                    }
                }
                for step in 0..=20 {
                    points.push((*x, top + (bottom - top) * f64::from(step) / 20.0));
                }
            }
            for index in 0..sizes.len() {
                if points.iter().any(|(x, y)| inside(*x, *y, index)) {
                    faults.push(format!(
                        "line {number} {:?} runs through box {index}",
                        lines[number]
                    ));
                }
            }
        }
        for a in 0..sizes.len() {
            for b in a + 1..sizes.len() {
                let ((ax, ay), (bx, by)) = (found.boxes[a], found.boxes[b]);
                let overlap = ax < bx + sizes[b].0
                    && bx < ax + sizes[a].0
                    && ay < by + sizes[b].1
                    && by < ay + sizes[a].1;
                if overlap {
                    faults.push(format!("boxes {a} and {b} overlap"));
                }
            }
        }
        faults
    }

    /// Numbers that look random and are always the same.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap() % limit
        }
    }

    #[test]
    fn no_line_runs_through_a_box() {
        let mut numbers = Numbers(7);
        for (count, edges) in [(1, 0), (2, 1), (10, 14), (40, 60), (200, 260), (30, 200)] {
            let sizes: Vec<(f64, f64)> = (0..count)
                .map(|_| {
                    let mut side = |from: u32, more: usize| {
                        f64::from(from + u32::try_from(numbers.below(more)).unwrap())
                    };
                    (side(60, 200), side(30, 300))
                })
                .collect();
            let lines: Vec<(usize, usize)> = (0..edges)
                .map(|_| (numbers.below(count), numbers.below(count)))
                .collect();
            let found = layout(&sizes, &lines, 1300.0);
            assert_eq!(
                faults(&sizes, &lines, &found),
                Vec::<String>::new(),
                "{count} boxes, {edges} lines"
            );
            for (line, way) in lines.iter().zip(&found.lines) {
                assert_eq!(way.straights.is_empty(), line.0 == line.1);
            }
            assert_eq!(found, layout(&sizes, &lines, 1300.0), "the same every time");
        }
    }

    #[test]
    fn what_is_above_is_above() {
        let sizes = vec![(100.0, 40.0); 4];
        let lines = [(0, 1), (1, 2), (0, 2), (2, 3), (3, 1)];
        let found = layout(&sizes, &lines, 800.0);
        for ((from, to), way) in lines.iter().zip(&found.lines) {
            assert_eq!(
                way.upwards,
                found.boxes[*from].1 > found.boxes[*to].1,
                "{from} {to}"
            );
        }
        assert_eq!(found.lines.iter().filter(|way| way.upwards).count(), 1);
    }

    #[test]
    fn a_star_is_no_wider_than_asked() {
        let sizes = vec![(150.0, 40.0); 60];
        let lines: Vec<(usize, usize)> = (1..60).map(|to| (0, to)).collect();
        let found = layout(&sizes, &lines, 1200.0);
        assert!(found.width < 1_300.0, "{}", found.width);
        assert_eq!(faults(&sizes, &lines, &found), Vec::<String>::new());
    }
}
