//! Where in its layer each box is.

use super::order::mean;
use super::{BESIDE, Cell, LINE, SWEEPS};

/// The middle of each cell: as near to the middle of its neighbours as the order and the room between allow.
pub(super) fn places(cells: &[Cell], layers: &[Vec<usize>]) -> Vec<f64> {
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
