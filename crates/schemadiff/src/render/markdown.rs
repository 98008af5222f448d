//! The plan as a comment on a pull request.

use super::sql::{locks, phase_words};
use super::text::sign;
use super::{unmanaged, visible, words};
use crate::checklist::{Check, Verdict, checklist, steps_words};
use crate::facts::Hazard;
use crate::plan::{Phase, Plan, Statement, Transaction};

/// Writes a plan as markdown: the verdict first, then what changes, what is locked, and the SQL folded away.
pub fn markdown(plan: &Plan) -> String {
    let mut out = String::from("### Schema plan\n\n");
    out.push_str(&format!("**{}**\n\n", headline(plan)));
    if plan.is_empty() {
        return with_doubts(out, plan);
    }
    out.push_str(&format!(
        "{}\n\n| | object | change |\n|---|---|---|\n",
        words::verdict(plan)
    ));
    for change in &plan.changes {
        out.push_str(&format!(
            "| `{}` | {} | {} |\n",
            sign(change.action),
            code(&change.object.path()),
            cell(&words::details(change))
        ));
    }
    let mut number = 0;
    for &phase in Phase::ALL {
        let mut steps = plan.steps.iter().filter(|step| step.phase == phase).peekable();
        if steps.peek().is_none() {
            continue;
        }
        out.push_str(&format!(
            "\n#### {}: {}\n\n| step | statement | locks | notes |\n|---|---|---|---|\n",
            phase.word(),
            phase_words(phase)
        ));
        for step in steps {
            number += 1;
            for (index, statement) in step.statements.iter().enumerate() {
                let frame = match step.transaction {
                    Transaction::One => "",
                    Transaction::None => " (no tx)",
                    Transaction::Batches => " (batches)",
                };
                let head = if index == 0 {
                    format!("{number}{frame}")
                } else {
                    String::new()
                };
                out.push_str(&format!(
                    "| {head} | {} | {} | {} |\n",
                    code(&words::first_line(&statement.sql)),
                    cell(&locks(&statement.locks, &words::work(statement))),
                    notes(statement)
                ));
            }
        }
    }
    out.push_str(&checks(plan));
    let sql = super::script(plan);
    let fence = fence(&sql);
    out.push_str(&format!(
        "\n<details><summary>SQL</summary>\n\n{fence}sql\n{sql}{fence}\n\n</details>\n"
    ));
    with_doubts(out, plan)
}

/// The checklist, with ticks. What the plan has nothing of is summed up in a line.
fn checks(plan: &Plan) -> String {
    let mut out = String::from("\n#### Checklist\n\n");
    let mut absent = Vec::new();
    for Check {
        item,
        verdict,
        why,
        steps,
    } in checklist(plan)
    {
        let tick = match verdict {
            Verdict::Passed => "[x]",
            Verdict::Failed => "[ ] ⚠",
            Verdict::Open => "[ ]",
            Verdict::Absent => {
                absent.push(item.words());
                continue;
            }
        };
        let steps = match steps_words(&steps) {
            words if words.is_empty() => words,
            words => format!(" ({words})"),
        };
        out.push_str(&format!(
            "- {tick} **{}**: {}{steps}\n",
            item.words(),
            prose(&why)
        ));
    }
    if !absent.is_empty() {
        out.push_str(&format!("\nNothing to look at: {}.\n", absent.join("; ")));
    }
    out
}

/// Text with names in backticks, which stay code.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts
        .map(|(index, part)| if index % 2 == 0 { cell(part) } else { code(part) })
        .collect()
}

fn with_doubts(mut out: String, plan: &Plan) -> String {
    if !plan.doubts.is_empty() {
        out.push_str("\nNot compared exactly:\n\n");
        for doubt in &plan.doubts {
            out.push_str(&format!("- {}\n", cell(doubt)));
        }
    }
    if let Some(survey) = &plan.survey
        && let Some(counts) = unmanaged::counts(survey)
    {
        let names = unmanaged::names(survey);
        let fence = fence(&names);
        out.push_str(&format!(
            "\n<details><summary>Not managed and left alone: {}</summary>\n\n{fence}\n{names}{fence}\n\n</details>\n",
            cell(&counts)
        ));
    }
    out
}

/// One line that a reviewer who reads nothing else should have read.
pub(super) fn headline(plan: &Plan) -> &'static str {
    let has = |hazard: Hazard| {
        plan.statements()
            .any(|statement| statement.hazards.contains(&hazard))
    };
    if plan.is_empty() {
        "No changes"
    } else if !plan.missing_permissions().is_empty() {
        "Needs permission: it would be refused as it is"
    } else if has(Hazard::BlocksAll) || has(Hazard::BlocksWrites) {
        "Blocks the running application while it works"
    } else if plan
        .statements()
        .any(|statement| breaks(statement) && is_in(plan, statement, Phase::Expand))
    {
        "Breaks the running application"
    } else {
        "Safe to merge"
    }
}

fn breaks(statement: &Statement) -> bool {
    statement.hazards.contains(&Hazard::BreaksOldApplication)
}

fn is_in(plan: &Plan, statement: &Statement, phase: Phase) -> bool {
    plan.steps
        .iter()
        .filter(|step| step.phase == phase)
        .any(|step| step.statements.iter().any(|other| std::ptr::eq(other, statement)))
}

fn notes(statement: &Statement) -> String {
    let mut notes: Vec<String> = statement
        .hazards
        .iter()
        .map(|hazard| format!("⚠ {}", cell(hazard.words())))
        .collect();
    if let Some(permission) = statement
        .permission
        .as_ref()
        .filter(|permission| !permission.given)
    {
        notes.push(format!("needs {}", code(&format!("--allow {permission}"))));
    }
    if notes.is_empty() {
        notes.push(cell(&statement.reason));
    }
    notes.join("; ")
}

/// Text that cannot break out of a table's cell, and in which a name is no link, picture, tag or call for somebody.
pub(super) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '|' | '`' | '[' | ']' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '@' => out.push_str("&#64;"),
            other => out.push(other),
        }
    }
    out
}

/// Inline code; a name with backticks in it needs a longer fence. In a table a bar ends the cell even in code, and only there
/// a backslash takes it back (GitHub Flavored Markdown, "Tables").
pub(super) fn code(text: &str) -> String {
    let text = visible(text).replace('|', "\\|");
    if text.contains('`') {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        format!("{fence} {text} {fence}")
    } else {
        format!("`{text}`")
    }
}

/// A fence longer than any run of backticks in the text.
pub(super) fn fence(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat((longest + 1).max(3))
}
