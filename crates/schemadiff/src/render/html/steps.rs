//! The graph of steps: which step waits for which, and why.

use std::collections::BTreeMap;

use super::layered::layout;
use super::{escape, px, width};
use crate::order::{Because, Drawing, Line};
use crate::plan::{Plan, Transaction};
use crate::render::drawing::reason;

/// About how wide the drawing may be, so that it fits beside nothing on a laptop.
const WIDE: f64 = 1080.0;
/// Characters of what a step does.
const LONGEST: usize = 34;

/// The steps that each step waits for, with the first reason; only those that do not follow from others.
pub(super) type Waits = Vec<BTreeMap<usize, Because>>;

/// What the order of operations says about the steps that they became.
pub(super) fn waits(plan: &Plan, drawing: &Drawing) -> Waits {
    let step_of = step_of(plan, drawing);
    let mut waits: Waits = vec![BTreeMap::new(); plan.steps.len()];
    for line in &drawing.lines {
        let (before, after) = (step_of[line.before], step_of[line.after]);
        if before < after {
            waits[after].entry(before).or_insert_with(|| line.because.clone());
        }
    }
    reduced(waits)
}

/// The step of each operation. Both are in the order they run; an operation that was joined into the statement before has
/// no statement of its own.
fn step_of(plan: &Plan, drawing: &Drawing) -> Vec<usize> {
    let statements: Vec<_> = plan
        .steps
        .iter()
        .enumerate()
        .flat_map(|(step, of)| of.statements.iter().map(move |statement| (step, statement)))
        .collect();
    let mut next = 0;
    let mut step = 0;
    let nodes = drawing.nodes.iter();
    nodes
        .map(|node| {
            if let Some((of, statement)) = statements.get(next)
                && statement.code == node.code
                && statement.target == node.target
            {
                step = *of;
                next += 1;
            }
            step
        })
        .collect()
}

/// Without what follows from the rest.
fn reduced(waits: Waits) -> Waits {
    // Of each step, all that are before it; steps are in order, so those of the earlier ones are known.
    let mut before: Vec<Vec<bool>> = Vec::with_capacity(waits.len());
    let mut out = Waits::with_capacity(waits.len());
    for direct in waits {
        let mut all = vec![false; before.len()];
        let mut kept = BTreeMap::new();
        for (step, because) in direct.into_iter().rev() {
            if !all[step] {
                kept.insert(step, because);
            }
            all[step] = true;
            for (earlier, is_before) in before[step].iter().enumerate() {
                all[earlier] |= *is_before;
            }
        }
        before.push(all);
        out.push(kept);
    }
    out
}

/// The drawing; nothing where no step waits for another.
pub(super) fn drawing(plan: &Plan, waits: &Waits) -> Option<String> {
    let lines: Vec<(usize, usize, &Because)> = waits
        .iter()
        .enumerate()
        .flat_map(|(after, of)| of.iter().map(move |(before, because)| (*before, after, because)))
        .collect();
    if lines.is_empty() {
        return None;
    }
    let texts: Vec<(String, String)> = (0..plan.steps.len()).map(|step| texts(plan, step)).collect();
    let sizes: Vec<(f64, f64)> = texts
        .iter()
        .map(|(title, object)| (width(title).max(width(object)) + 20.0, 44.0))
        .collect();
    let ends: Vec<(usize, usize)> = lines.iter().map(|(before, after, _)| (*before, *after)).collect();
    let found = layout(&sizes, &ends, WIDE);
    // Arrow heads and thick borders need room.
    let mut out = format!(
        "<figure>\n<div class=\"drawing\" tabindex=\"0\">\n<svg role=\"group\" aria-label=\"Which step waits for which\" \
         width=\"{0}\" height=\"{1}\" viewBox=\"-2 -2 {0} {1}\">\n",
        px(found.width + 4.0),
        px(found.height + 4.0)
    );
    for ((before, after, because), way) in lines.iter().zip(&found.lines) {
        let Some((x, y, _)) = way.straights.last() else {
            continue;
        };
        let guess = if matches!(because, Because::MayNeed(_)) {
            " guess"
        } else {
            ""
        };
        out.push_str(&format!(
            "<g><title>{title}</title><path class=\"edge{guess}\" d=\"{path}\"/>\
             <path class=\"tip\" d=\"M{x} {y}l-4 -8h8z\"/></g>\n",
            title = escape(&sentence(*before, *after, because)),
            path = way.path(),
            x = px(*x),
            y = px(*y),
        ));
    }
    for (step, ((title, object), ((x, y), size))) in
        texts.iter().zip(found.boxes.iter().zip(&sizes)).enumerate()
    {
        out.push_str(&format!(
            "<a href=\"#step-{number}\"><rect class=\"box phase-{phase}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" rx=\"6\"/>\
             <text class=\"title\" x=\"{left}\" y=\"{first}\">{title}</text>\
             <text class=\"dim\" x=\"{left}\" y=\"{second}\">{object}</text></a>\n",
            number = step + 1,
            phase = plan.steps[step].phase.word(),
            x = px(*x),
            y = px(*y),
            wide = px(size.0),
            high = px(size.1),
            left = px(x + 10.0),
            first = px(y + 18.0),
            second = px(y + 34.0),
            title = escape(title),
            object = escape(object),
        ));
    }
    out.push_str(
        "</svg>\n</div>\n<figcaption>An arrow leads from a step to one that waits for it; of what follows from other arrows none \
         is drawn. The colour of a border is the phase.</figcaption>\n</figure>\n",
    );
    Some(out)
}

/// What a step does, in two short lines.
fn texts(plan: &Plan, step: usize) -> (String, String) {
    let statements = &plan.steps[step].statements;
    let Some(first) = statements.first() else {
        return (format!("{}", step + 1), String::new());
    };
    let frame = match plan.steps[step].transaction {
        Transaction::One => "",
        Transaction::None => ", no tx",
        Transaction::Batches => ", batches",
    };
    let title = format!("{} {}{frame}", step + 1, first.code.name().replace('_', " "));
    let object = match statements.len() {
        1 => first.target.path(),
        count => format!("{} and {} more", first.target.path(), count - 1),
    };
    (shortened(&title), shortened(&object))
}

fn shortened(text: &str) -> String {
    let text = crate::render::visible(text);
    if text.chars().count() <= LONGEST {
        return text.into_owned();
    }
    let mut out: String = text.chars().take(LONGEST - 1).collect();
    out.push('…');
    out
}

/// Why a step waits for another.
fn sentence(before: usize, after: usize, because: &Because) -> String {
    format!("step {} after step {}: {}", after + 1, before + 1, words(because))
}

/// The reason, in words.
pub(super) fn words(because: &Because) -> String {
    reason(&Line {
        before: 0,
        after: 0,
        because: because.clone(),
    })
}
