//! A plan as a page: the verdict, what changes, who waits for what, and every step with its locks, hazards, SQL and way back.

use super::locks::{class, timeline};
use super::steps::{self, Waits};
use super::{Page, escape, escape_lines, page, prose, sql};
use crate::checklist::{Check, Verdict, checklist};
use crate::facts::{Hazard, OpCode, Work};
use crate::order::Drawing;
use crate::plan::{Action, Phase, Plan, Statement, Step, Transaction};
use crate::render::markdown::headline;
use crate::render::sql::{duration, phase_words};
use crate::render::text::sign;
use crate::render::{statement_text, unmanaged, words};

/// Writes a plan as one page that needs nothing else. Without the graph of its order (a plan that was saved has none) nothing
/// is said about which step waits for which.
pub fn plan(plan: &Plan, drawing: Option<&Drawing>) -> String {
    let waits = drawing.map(|drawing| steps::waits(plan, drawing));
    let mut body = String::from("<main id=\"main\">\n<header>\n<h1>Schema plan");
    if let Some(database) = &plan.database {
        body.push_str(&format!(" for {}", escape(database)));
    }
    body.push_str("</h1>\n");
    body.push_str(&verdict(plan));
    body.push_str("</header>\n");
    if !plan.is_empty() {
        body.push_str(&jump(plan));
        body.push_str(&permissions(plan));
        body.push_str(&hazards(plan));
        body.push_str(&changes(plan));
        body.push_str(&checks(plan));
        if let Some(figure) = timeline(plan) {
            body.push_str(&format!(
                "<section aria-labelledby=\"locks\">\n<h2 id=\"locks\">Locks</h2>\n{figure}</section>\n"
            ));
        }
        if let Some(figure) = waits.as_ref().and_then(|waits| steps::drawing(plan, waits)) {
            body.push_str(&format!(
                "<section aria-labelledby=\"order\">\n<h2 id=\"order\">Order</h2>\n{figure}</section>\n"
            ));
        }
        for &phase in Phase::ALL {
            body.push_str(&phase_of(plan, phase, waits.as_ref()));
        }
    }
    body.push_str(&rest(plan));
    body.push_str("</main>\n<footer>Made by schemadiff. Nothing on this page has been run.</footer>\n");
    let title = match &plan.database {
        Some(database) => format!("Schema plan for {database}"),
        None => "Schema plan".to_owned(),
    };
    page(&Page {
        title: &title,
        frame: "frame",
        body: &body,
        script: None,
    })
}

fn verdict(plan: &Plan) -> String {
    let headline = headline(plan);
    let has = |hazards: &[Hazard]| {
        plan.statements()
            .any(|statement| statement.hazards.iter().any(|hazard| hazards.contains(hazard)))
    };
    let class = if !plan.missing_permissions().is_empty() || has(&[Hazard::BlocksAll, Hazard::BlocksWrites]) {
        " danger"
    } else if !plan.is_empty() && headline != "Safe to merge" {
        " warn"
    } else {
        ""
    };
    let counts = if plan.is_empty() {
        "The database is as the model wants it.".to_owned()
    } else {
        let steps = match plan.steps.len() {
            1 => "1 step".to_owned(),
            count => format!("{count} steps"),
        };
        format!("{} It runs in {steps}.", words::verdict(plan))
    };
    format!(
        "<p class=\"verdict{class}\"><strong>{}</strong>{}</p>\n",
        escape(headline),
        escape(&counts)
    )
}

/// Where to go.
fn jump(plan: &Plan) -> String {
    let mut out = String::from(
        "<nav aria-label=\"Parts of the plan\">\n<ul class=\"jump\">\n<li><a href=\"#changes\">Changes</a></li>\n\
         <li><a href=\"#checklist\">Checklist</a></li>\n",
    );
    for &phase in Phase::ALL {
        let count = plan.steps.iter().filter(|step| step.phase == phase).count();
        if count > 0 {
            let word = phase.word();
            out.push_str(&format!(
                "<li><a href=\"#{word}\">{}</a> <span class=\"soft\">{count}</span></li>\n",
                capital(word)
            ));
        }
    }
    out.push_str("</ul>\n</nav>\n");
    out
}

fn permissions(plan: &Plan) -> String {
    let missing = plan.missing_permissions();
    if missing.is_empty() {
        return String::new();
    }
    let mut flags: Vec<String> = missing.iter().map(ToString::to_string).collect();
    flags.sort();
    flags.dedup();
    let mut out = String::from(
        "<section aria-labelledby=\"permissions\">\n<h2 id=\"permissions\">Permissions it needs</h2>\n\
         <p>It is refused until they are given, each by its flag or in <code>policy.allow</code> of the model.</p>\n<ul>\n",
    );
    for flag in flags {
        out.push_str(&format!("<li><code>--allow {}</code></li>\n", escape(&flag)));
    }
    out.push_str("</ul>\n</section>\n");
    out
}

/// Which hazards there are and where.
fn hazards(plan: &Plan) -> String {
    let mut out = String::new();
    for hazard in Hazard::ALL {
        let steps: Vec<String> = plan
            .steps
            .iter()
            .enumerate()
            .filter(|(_, step)| {
                step.statements
                    .iter()
                    .any(|statement| statement.hazards.contains(hazard))
            })
            .map(|(index, _)| format!("<a href=\"#step-{0}\">step {0}</a>", index + 1))
            .collect();
        if !steps.is_empty() {
            out.push_str(&format!(
                "<li><span class=\"tag {}\">{}</span> {}</li>\n",
                hazard_class(*hazard),
                escape(hazard.words()),
                steps.join(", ")
            ));
        }
    }
    if out.is_empty() {
        return out;
    }
    format!(
        "<section aria-labelledby=\"hazards\">\n<h2 id=\"hazards\">Hazards</h2>\n<ul class=\"marks\">\n{out}</ul>\n</section>\n"
    )
}

fn hazard_class(hazard: Hazard) -> &'static str {
    match hazard {
        Hazard::LosesData
        | Hazard::BlocksAll
        | Hazard::BlocksWrites
        | Hazard::BreaksOldApplication
        | Hazard::Irreversible => "danger",
        Hazard::Rewrites
        | Hazard::MayFail
        | Hazard::MayLeaveInvalid
        | Hazard::MayLeaveDetaching
        | Hazard::RefusesRows
        | Hazard::ChangesAccess
        | Hazard::StopsReplication => "warn",
    }
}

fn changes(plan: &Plan) -> String {
    let mut out = String::from(
        "<section aria-labelledby=\"changes\">\n<h2 id=\"changes\">Changes</h2>\n<div class=\"scroll\" tabindex=\"0\">\n<table>\n\
         <thead><tr><th scope=\"col\"><span aria-hidden=\"true\"></span></th><th scope=\"col\">Object</th><th scope=\"col\">Change</th></tr></thead>\n<tbody>\n",
    );
    for change in &plan.changes {
        let word = match change.action {
            Action::Create => "create",
            Action::Alter => "alter",
            Action::Replace => "replace",
            Action::Drop => "drop",
        };
        out.push_str(&format!(
            "<tr><td class=\"sign {word}\" title=\"{word}\">{}</td><td><code>{}</code></td><td>{}</td></tr>\n",
            sign(change.action),
            escape(&change.object.path()),
            prose(&words::details(change))
        ));
    }
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
    out
}

/// The checklist, with what is the matter.
fn checks(plan: &Plan) -> String {
    let mut out = String::from(
        "<section aria-labelledby=\"checklist\">\n<h2 id=\"checklist\">Checklist</h2>\n<div class=\"scroll\" tabindex=\"0\">\n<table>\n\
         <thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Item</th><th scope=\"col\">Why</th><th scope=\"col\">Steps</th></tr></thead>\n<tbody>\n",
    );
    for Check {
        item,
        verdict,
        why,
        steps,
    } in checklist(plan)
    {
        let (class, words) = match verdict {
            Verdict::Passed => ("good", "passed"),
            Verdict::Failed => ("danger", "not passed"),
            Verdict::Absent => ("", "not applicable"),
            Verdict::Open => ("warn", "for you to say"),
        };
        let steps: Vec<String> = steps
            .iter()
            .map(|step| format!("<a href=\"#step-{step}\">{step}</a>"))
            .collect();
        out.push_str(&format!(
            "<tr><td><span class=\"tag {class}\">{words}</span></td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            escape(item.words()),
            prose(&why),
            steps.join(", ")
        ));
    }
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
    out
}

fn phase_of(plan: &Plan, phase: Phase, waits: Option<&Waits>) -> String {
    let word = phase.word();
    let mut out = String::new();
    for (index, step) in plan
        .steps
        .iter()
        .enumerate()
        .filter(|(_, step)| step.phase == phase)
    {
        out.push_str(&step_of(index, step, waits));
    }
    if out.is_empty() {
        return out;
    }
    format!(
        "<section aria-labelledby=\"{word}\">\n<h2 id=\"{word}\">{}</h2>\n<p class=\"soft\">{}</p>\n{out}</section>\n",
        capital(word),
        escape(&capital(phase_words(phase)))
    )
}

fn step_of(index: usize, step: &Step, waits: Option<&Waits>) -> String {
    let number = index + 1;
    let frame = match step.transaction {
        Transaction::One => "in one transaction",
        Transaction::None => "in no transaction",
        Transaction::Batches => "a transaction for each batch",
    };
    let mut limits = vec![frame.to_owned()];
    if step
        .statements
        .iter()
        .any(|statement| !statement.locks.is_empty())
    {
        limits.push(match step.lock_timeout {
            0 => "waits for locks as long as it takes".to_owned(),
            timeout => format!("waits {} for a lock, then tries again", duration(timeout)),
        });
    }
    if step.statement_timeout > 0 {
        limits.push(format!(
            "each statement at most {}",
            duration(step.statement_timeout)
        ));
    }
    let mut out = format!(
        "<section class=\"step\" id=\"step-{number}\" aria-labelledby=\"step-{number}-title\">\n\
         <h3 id=\"step-{number}-title\"><a class=\"number\" href=\"#step-{number}\">Step {number}</a> <span class=\"soft\">{}</span></h3>\n",
        limits.join(" · ")
    );
    if let Some(of) = waits.map(|waits| &waits[index]).filter(|of| !of.is_empty()) {
        let reasons: Vec<String> = of
            .iter()
            .map(|(before, because)| {
                format!(
                    "<a href=\"#step-{0}\">step {0}</a> ({1})",
                    before + 1,
                    escape(&steps::words(because))
                )
            })
            .collect();
        out.push_str(&format!(
            "<p class=\"small soft\">After {}</p>\n",
            reasons.join(", ")
        ));
    }
    let mut rest = step.statements.as_slice();
    while let Some(first) = rest.first() {
        let comments = rest.iter().take_while(|statement| is_comment(statement)).count();
        let taken = comments.max(1);
        if comments > 1 {
            let text: Vec<String> = rest[..comments].iter().map(statement_text).collect();
            out.push_str(&format!(
                "<div class=\"statement\">\n<details>\n<summary>{comments} comments</summary>\n{}</details>\n</div>\n",
                sql(&text.join("\n"))
            ));
        } else {
            out.push_str(&statement_of(first));
        }
        rest = &rest[taken..];
    }
    out.push_str("</section>\n");
    out
}

fn is_comment(statement: &Statement) -> bool {
    matches!(statement.code, OpCode::Comment | OpCode::CommentOnRelation)
        && statement.locks.is_empty()
        && statement.hazards.is_empty()
        && statement.permission.is_none()
}

fn statement_of(statement: &Statement) -> String {
    let mut out = format!(
        "<div class=\"statement\">\n<p class=\"reason\">{}</p>\n{}",
        prose(&capital(&statement.reason)),
        sql(&statement_text(statement))
    );
    let mut marks = String::new();
    for (relation, lock) in &statement.locks {
        let goes_on = match (class(*lock), statement.work) {
            (_, Work::Instant) => "",
            ("none", _) => " · reads and writes go on",
            ("writes", _) => " · reads go on, writes wait",
            _ => " · reads and writes wait",
        };
        marks.push_str(&format!(
            "<li><span class=\"tag {}\">{lock}</span> <code>{}</code> {}{goes_on}</li>\n",
            class(*lock),
            escape(&words::short(relation)),
            escape(&words::work(statement)),
        ));
    }
    for hazard in &statement.hazards {
        let size = statement.size.filter(|_| *hazard == Hazard::LosesData);
        let size = size
            .and_then(words::rows)
            .map_or_else(String::new, |rows| format!(" {rows}"));
        marks.push_str(&format!(
            "<li><span class=\"tag {}\">{}</span>{}</li>\n",
            hazard_class(*hazard),
            escape(hazard.words()),
            escape(&size)
        ));
    }
    if let Some(permission) = &statement.permission {
        let (class, word) = if permission.given {
            ("good", "allowed")
        } else {
            ("danger", "needs permission")
        };
        marks.push_str(&format!(
            "<li><span class=\"tag {class}\">{word}</span> <code>--allow {}</code></li>\n",
            escape(&permission.to_string())
        ));
    }
    if !marks.is_empty() {
        out.push_str(&format!("<ul class=\"marks\">\n{marks}</ul>\n"));
    }
    if let Some(undo) = &statement.undo {
        out.push_str(&format!(
            "<details>\n<summary>Way back</summary>\n{}</details>\n",
            sql(undo)
        ));
    }
    out.push_str("</div>\n");
    out
}

/// What could not be compared, and what is left alone.
fn rest(plan: &Plan) -> String {
    let mut out = String::new();
    if !plan.doubts.is_empty() {
        out.push_str(
            "<section aria-labelledby=\"doubts\">\n<h2 id=\"doubts\">Not compared exactly</h2>\n<ul>\n",
        );
        for doubt in &plan.doubts {
            out.push_str(&format!("<li>{}</li>\n", prose(doubt)));
        }
        out.push_str("</ul>\n</section>\n");
    }
    if let Some(survey) = &plan.survey
        && let Some(counts) = unmanaged::counts(survey)
    {
        out.push_str(&format!(
            "<section aria-labelledby=\"unmanaged\">\n<h2 id=\"unmanaged\">Not managed and left alone</h2>\n\
             <details>\n<summary>{}</summary>\n<pre tabindex=\"0\">{}</pre>\n</details>\n</section>\n",
            escape(&counts),
            escape_lines(&unmanaged::names(survey))
        ));
    }
    out
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
