//! The plan for a terminal or a log, without colour; the caller colours it.

use super::sql::{duration, phase_words};
use super::{unmanaged, visible, words};
use crate::checklist::{Check, Verdict, checklist, steps_words};
use crate::facts::{Hazard, OpCode, Work};
use crate::plan::{Action, Change, Phase, Plan, Statement, Step, Transaction};

/// Columns for names in the summary; details after a longer name are out of line.
const NAMES: usize = 48;

/// Writes a plan as text, legible in 80 columns.
pub fn text(plan: &Plan) -> String {
    if plan.is_empty() {
        return with_doubts("no changes\n".to_owned(), plan);
    }
    let mut out = String::new();
    let width = plan
        .changes
        .iter()
        .map(|change| change.object.path().chars().count())
        .max()
        .unwrap_or(0)
        .min(NAMES);
    for change in &plan.changes {
        out.push_str(&change_line(change, width));
    }
    let mut number = 0;
    for &phase in Phase::ALL {
        let steps: Vec<&Step> = plan.steps.iter().filter(|step| step.phase == phase).collect();
        if steps.is_empty() {
            continue;
        }
        let count = if steps.len() == 1 {
            "1 step".to_owned()
        } else {
            format!("{} steps", steps.len())
        };
        out.push_str(&format!(
            "\n{} · {} · {count}\n",
            capital(phase.word()),
            phase_words(phase)
        ));
        for step in steps {
            number += 1;
            out.push_str(&step_lines(number, step));
        }
    }
    out.push_str(&format!("\n{}\n", words::verdict(plan)));
    with_doubts(out, plan)
}

fn with_doubts(mut out: String, plan: &Plan) -> String {
    for doubt in &plan.doubts {
        out.push_str(&format!("? {}\n", visible(doubt)));
    }
    if let Some(counts) = plan.survey.as_ref().and_then(unmanaged::counts) {
        out.push_str(&format!(
            "Not managed and left alone: {} (schemadiff plan --show-unmanaged)\n",
            visible(&counts)
        ));
    }
    out
}

/// Writes the checklist of a plan as text, an item after the other; nothing for a plan without steps.
pub fn checklist_text(plan: &Plan) -> String {
    let mut out = String::new();
    for Check {
        item,
        verdict,
        why,
        steps,
    } in checklist(plan)
    {
        let steps = match steps_words(&steps) {
            words if words.is_empty() => words,
            words => format!(" · {words}"),
        };
        let why = visible(&why).into_owned();
        out.push_str(&format!(
            "  {} {}\n      {why}{steps}\n",
            mark(verdict),
            item.words()
        ));
    }
    if out.is_empty() {
        out
    } else {
        format!("Checklist\n{out}")
    }
}

/// The sign of a verdict.
pub(super) fn mark(verdict: Verdict) -> char {
    match verdict {
        Verdict::Passed => '✓',
        Verdict::Failed => '✗',
        Verdict::Absent => '–',
        Verdict::Open => '?',
    }
}

/// The sign of an action in a summary.
pub(super) fn sign(action: Action) -> char {
    match action {
        Action::Create => '+',
        Action::Alter => '~',
        Action::Replace => '±',
        Action::Drop => '-',
    }
}

fn change_line(change: &Change, width: usize) -> String {
    let details = words::details(change);
    let path = change.object.path();
    let path = visible(&path);
    let padding = " ".repeat(width.saturating_sub(path.chars().count()));
    format!(
        "  {} {path}{padding}  {}\n",
        sign(change.action),
        visible(&details)
    )
}

/// Columns before the text of a statement.
const INDENT: usize = 16;

fn step_lines(number: usize, step: &Step) -> String {
    let frame = match step.transaction {
        Transaction::One => "tx",
        Transaction::None => "no tx",
        Transaction::Batches => "batches",
    };
    let mut out = String::new();
    let mut index = 0;
    while let Some(statement) = step.statements.get(index) {
        let head = if index == 0 {
            format!("{number:>3} {frame:<10}")
        } else {
            String::new()
        };
        let comments = step.statements[index..]
            .iter()
            .take_while(|statement| is_comment(statement))
            .count();
        let (line, taken) = match comments {
            // Comments in a row are summed up: they change nothing that anybody waits for.
            2.. => (
                format!("COMMENT ON {} … ({comments} comments)", statement.target),
                comments,
            ),
            _ => (words::first_line(&statement.sql), 1),
        };
        out.push_str(&format!("{head:<INDENT$}{}\n", visible(&line)));
        for line in notes(statement) {
            out.push_str(&format!("{:INDENT$}{}\n", "", visible(&line)));
        }
        index += taken;
    }
    if step.lock_timeout > 0
        && step
            .statements
            .iter()
            .any(|statement| !statement.locks.is_empty())
    {
        out.push_str(&format!(
            "{:INDENT$}lock_timeout {}, retried\n",
            "",
            duration(step.lock_timeout)
        ));
    }
    out
}

fn is_comment(statement: &Statement) -> bool {
    matches!(statement.code, OpCode::Comment | OpCode::CommentOnRelation) && statement.locks.is_empty()
}

/// What a statement does to others, line by line.
fn notes(statement: &Statement) -> Vec<String> {
    let mut notes = Vec::new();
    for (relation, lock) in &statement.locks {
        let relation = words::short(relation);
        let goes_on = if !lock.blocks_writes() && statement.work != Work::Instant {
            " · reads and writes go on"
        } else {
            ""
        };
        notes.push(format!("{relation}: {lock}, {}{goes_on}", words::work(statement)));
    }
    for hazard in &statement.hazards {
        // Which data is lost is said with its size.
        let size = statement.size.filter(|_| *hazard == Hazard::LosesData);
        let size = size
            .and_then(words::rows)
            .map_or_else(String::new, |rows| format!(": {rows}"));
        notes.push(format!("! {}{size}", hazard.words()));
    }
    if let Some(permission) = statement
        .permission
        .as_ref()
        .filter(|permission| !permission.given)
    {
        notes.push(format!("! needs --allow {permission}"));
    }
    notes
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
