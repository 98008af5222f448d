//! Places boxes in layers so that lines run from layer to layer and never through a box.
//!
//! The usual way (Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System Structures", 1981):
//! lines that close a circle are turned around for the time being, boxes get layers, a long line gets a place of its own in each
//! layer that it crosses, and each layer is put in the order and at the places that its neighbours ask for. Lines bend
//! only between layers, where no box is.

mod order;
mod places;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::order::{float, layers, put_in_order, turned_around};
use self::places::places;

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
