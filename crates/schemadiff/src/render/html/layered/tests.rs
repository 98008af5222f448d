//! No line runs through a box, whatever the boxes and lines are.

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
            let overlap =
                ax < bx + sizes[b].0 && bx < ax + sizes[a].0 && ay < by + sizes[b].1 && by < ay + sizes[a].1;
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
                let mut side =
                    |from: u32, more: usize| f64::from(from + u32::try_from(numbers.below(more)).unwrap());
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
