//! Which relation is locked how strongly by which step, drawn: a row for each relation, a column for each step that locks one.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use super::{escape, px, width};
use crate::facts::{Lock, Work};
use crate::plan::Plan;
use crate::render::words;

/// Pixels of a step's column.
const COLUMN: f64 = 34.0;
/// Pixels of a relation's row.
const ROW: f64 = 30.0;
/// Pixels above the rows, for the numbers of the steps and the names of their phases.
const HEAD: f64 = 44.0;
/// Relations that are drawn; the steps name all of them.
const ROWS: usize = 120;

/// What a lock keeps others from, as a class of the style sheet.
pub(super) fn class(lock: Lock) -> &'static str {
    if lock.blocks_reads() {
        "all"
    } else if lock.blocks_writes() {
        "writes"
    } else {
        "none"
    }
}

/// A lock of a step on a relation: the strongest, and whether the server works while it is held.
struct Held {
    lock: Lock,
    works: bool,
    words: String,
}

/// The drawing with its legend; nothing when nothing is locked that anybody else could know of.
pub(super) fn timeline(plan: &Plan) -> Option<String> {
    let mut rows: BTreeMap<ObjectName, BTreeMap<usize, Held>> = BTreeMap::new();
    for (index, step) in plan.steps.iter().enumerate() {
        for statement in &step.statements {
            for (relation, lock) in &statement.locks {
                let words = format!(
                    "step {}: {lock} on {relation}, {}",
                    index + 1,
                    words::work(statement)
                );
                let works = statement.work != Work::Instant;
                let held = Held {
                    lock: *lock,
                    works,
                    words,
                };
                let known = rows.entry(relation.clone()).or_default().entry(index);
                let known = known.or_insert_with(|| Held {
                    lock: held.lock,
                    works,
                    words: held.words.clone(),
                });
                if known.lock < held.lock {
                    let works = known.works || held.works;
                    *known = Held { works, ..held };
                }
                known.works |= works;
            }
        }
    }
    if rows.is_empty() {
        return None;
    }
    let mut steps: Vec<usize> = rows.values().flat_map(|row| row.keys().copied()).collect();
    steps.sort_unstable();
    steps.dedup();
    let left_out = rows.len().saturating_sub(ROWS);
    let drawn: Vec<(&ObjectName, &BTreeMap<usize, Held>)> = rows.iter().take(ROWS).collect();
    let mut out = String::from("<figure>\n<div class=\"drawing\" tabindex=\"0\">\n");
    out.push_str(&drawing(plan, &steps, &drawn));
    out.push_str("</div>\n<figcaption>Higher is stronger. A wide bar is held while rows are read or written, a thin one for an instant.");
    if left_out > 0 {
        out.push_str(&format!(" {left_out} more relations are in the steps below."));
    }
    out.push_str(
        "</figcaption>\n<ul class=\"legend\">\
         <li><span class=\"swatch all\"></span>reads and writes wait</li>\
         <li><span class=\"swatch writes\"></span>writes wait</li>\
         <li><span class=\"swatch none\"></span>neither waits</li></ul>\n</figure>\n",
    );
    Some(out)
}

fn drawing(plan: &Plan, steps: &[usize], rows: &[(&ObjectName, &BTreeMap<usize, Held>)]) -> String {
    let names = rows
        .iter()
        .map(|(relation, _)| width(&words::short(relation)))
        .fold(80.0, f64::max)
        + 16.0;
    let at = |index: usize| names + COLUMN * float(index);
    let wide = at(steps.len()) + 8.0;
    let high = HEAD + ROW * float(rows.len()) + 4.0;
    let mut out = format!(
        "<svg role=\"img\" aria-label=\"Locks by relation and step\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n",
        px(wide),
        px(high)
    );
    let mut phase = None;
    for (index, step) in steps.iter().enumerate() {
        let x = at(index);
        if index % 2 == 0 {
            out.push_str(&format!(
                "<rect class=\"band\" x=\"{}\" y=\"20\" width=\"{COLUMN}\" height=\"{}\"/>\n",
                px(x),
                px(high - 24.0)
            ));
        }
        let now = plan.steps[*step].phase;
        if phase != Some(now) {
            phase = Some(now);
            out.push_str(&format!(
                "<text class=\"dim\" x=\"{}\" y=\"13\">{}</text>\n<line class=\"edge phase-{}\" x1=\"{}\" y1=\"19\" x2=\"{}\" y2=\"19\"/>\n",
                px(x + 2.0),
                now.word(),
                now.word(),
                px(x),
                px(x + COLUMN * float(steps[index..].iter().take_while(|step| plan.steps[**step].phase == now).count()) - 3.0),
            ));
        }
        out.push_str(&format!(
            "<a href=\"#step-{0}\"><text x=\"{1}\" y=\"36\" text-anchor=\"middle\">{0}</text></a>\n",
            step + 1,
            px(x + COLUMN / 2.0)
        ));
    }
    for (number, (relation, held)) in rows.iter().enumerate() {
        let bottom = HEAD + ROW * float(number + 1) - 5.0;
        out.push_str(&format!(
            "<text x=\"0\" y=\"{}\">{}</text>\n<line class=\"rule\" x1=\"0\" y1=\"{2}\" x2=\"{3}\" y2=\"{2}\"/>\n",
            px(bottom - 3.0),
            escape(&words::short(relation)),
            px(bottom + 0.5),
            px(wide)
        ));
        for (step, held) in *held {
            let Some(index) = steps.iter().position(|other| other == step) else {
                continue;
            };
            let strength = Lock::ALL.iter().position(|lock| *lock == held.lock).unwrap_or(0);
            let tall = 3.0 * float(strength + 1);
            let broad = if held.works { COLUMN - 8.0 } else { 8.0 };
            out.push_str(&format!(
                "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"1.5\"><title>{}</title></rect>\n",
                class(held.lock),
                px(at(index) + (COLUMN - broad) / 2.0),
                px(bottom - tall),
                px(broad),
                px(tall),
                escape(&held.words)
            ));
        }
    }
    out.push_str("</svg>\n");
    out
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
