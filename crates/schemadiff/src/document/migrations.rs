//! How the schema is changed, what is pending, and which rows have to be there.

use super::head::{capital, facts, words};
use super::kinds::rows;
use super::{Block, Context, Line, Section, Span, code, text};
use crate::catalog::{DocumentSettings, FactValue, ObjectId, ObjectRef};
use crate::checklist::{Verdict, checklist};
use crate::kinds::Kind;
use crate::kinds::seed::OnConflict;
use crate::plan::{Phase, Plan};
use crate::render::phase_words;

/// The section.
pub(super) fn section(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("migrations", "Migration strategy");
    let stated = &cx.settings.migrations;
    let lists = ["expand_and_contract", "checklist"];
    let short: Vec<_> = stated
        .iter()
        .filter(|fact| !lists.contains(&fact.key.as_str()))
        .cloned()
        .collect();
    section.table(&["Property", "Value"], facts(&short));
    for key in lists {
        let Some(FactValue::List(steps)) = DocumentSettings::fact(stated, key) else {
            continue;
        };
        let title = if key == "checklist" {
            "Before every change"
        } else {
            "Expand and contract"
        };
        let mut part = Section::new(
            format!("migrations-{}", super::slug(key).replace('_', "-")),
            title,
        );
        let lines: Vec<Line> = steps.iter().map(|step| text(capital(step))).collect();
        part.blocks.push(if key == "checklist" {
            Block::List(lines)
        } else {
            Block::Steps(lines)
        });
        section.sections.push(part);
    }
    section.sections.extend(cx.input.plan.map(pending));
    section.unless_empty()
}

/// What the database still needs to be as the model says.
fn pending(plan: &Plan) -> Section {
    let mut section = Section::new("pending", "Pending changes");
    let database = plan.database.as_ref().map_or_else(
        || "What it was compared with".to_owned(),
        |name| format!("The database `{name}`"),
    );
    if plan.is_empty() {
        section.paragraph(format!("{database} is as the model says."));
        return section;
    }
    section.paragraph(format!(
        "{database} is not yet as the model says. {}",
        crate::render::words::verdict(plan)
    ));
    let mut number = 0;
    for &phase in Phase::ALL {
        let mut rows = Vec::new();
        for step in plan.steps.iter().filter(|step| step.phase == phase) {
            number += 1;
            for statement in &step.statements {
                let locks: Vec<String> = statement
                    .locks
                    .iter()
                    .map(|(relation, lock)| format!("`{relation}`: {lock}"))
                    .collect();
                rows.push(vec![
                    text(number.to_string()),
                    code(crate::render::words::first_line(&statement.sql)),
                    text(locks.join(", ")),
                    text(
                        statement
                            .hazards
                            .iter()
                            .map(|hazard| hazard.words())
                            .collect::<Vec<_>>()
                            .join("; "),
                    ),
                ]);
            }
        }
        if !rows.is_empty() {
            let mut part = Section::new(
                format!("pending-{}", phase.word()),
                format!("{}: {}", capital(phase.word()), phase_words(phase)),
            );
            part.table(&["Step", "Statement", "Locks", "Hazards"], rows);
            section.sections.push(part);
        }
    }
    let mut part = Section::new("pending-checklist", "Checklist of the pending changes");
    let rows = checklist(plan).into_iter().map(|check| {
        let verdict = match check.verdict {
            Verdict::Passed => "passed",
            Verdict::Failed => "not passed",
            Verdict::Absent => "not applicable",
            Verdict::Open => "for people to say",
        };
        let steps: Vec<String> = check.steps.iter().map(usize::to_string).collect();
        vec![
            text(check.item.words()),
            text(verdict),
            text(capital(&check.why)),
            text(steps.join(", ")),
        ]
    });
    part.table(&["Item", "Verdict", "Why", "Steps"], rows.collect());
    section.sections.push(part);
    section
}

/// Required rows, and where others come from.
pub(super) fn seeds(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("seeds", "Seed data");
    let mut required = Section::new("required-rows", "Required rows");
    if let Some(said) = DocumentSettings::fact(&cx.settings.seeds, "required") {
        required.paragraph(words(said));
    }
    for seed in cx.catalog().seeds.values() {
        let Some(table) = cx.catalog().tables.get(&ObjectId::named(seed.table.clone())) else {
            continue;
        };
        let id = cx.id(&ObjectRef::named(Kind::Table, &table.name));
        let mut part = Section::new(format!("seed-{id}"), cx.name(&table.name));
        let there = match seed.on_conflict {
            OnConflict::Nothing => "A row that is there already stays as it is",
            OnConflict::Update => "A row that is there already gets these values",
        };
        let others = if seed.delete {
            "; rows that are not listed are deleted"
        } else {
            ""
        };
        let mut line = vec![
            Span::Text("Rows of ".to_owned()),
            cx.link(Kind::Table, &table.name),
        ];
        line.push(Span::Text(", told apart by ".to_owned()));
        line.push(Span::Code(seed.key.join(", ")));
        line.push(Span::Text(format!(". {there}{others}.")));
        part.blocks.push(Block::Paragraph(line));
        rows(table, seed, &mut part);
        required.sections.push(part);
    }
    section.sections.extend(required.unless_empty());
    if let Some(development) = DocumentSettings::fact(&cx.settings.seeds, "development") {
        let mut part = Section::new("development-rows", "Rows for development");
        part.table(
            &["Property", "Value"],
            facts(development.facts())
                .into_iter()
                .map(|mut row| {
                    if let Some(Span::Text(label)) = row.first_mut().and_then(|line| line.first_mut()) {
                        *label = capital(label);
                    }
                    row
                })
                .collect(),
        );
        section.sections.extend(part.unless_empty());
    }
    section.unless_empty()
}
