//! Backup, recovery and approval.

use super::head::{capital, facts, words};
use super::{Block, Context, Line, Section, text};
use crate::catalog::{DocumentSettings, FactValue};

/// How the database is backed up and brought back.
pub(super) fn backup(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("backup", "Backup and recovery");
    let methods: Vec<_> = cx
        .settings
        .backup
        .iter()
        .filter(|fact| matches!(fact.value, FactValue::Facts(_)))
        .collect();
    let rows = methods.iter().map(|fact| {
        let said = |key: &str| {
            text(
                DocumentSettings::fact(fact.value.facts(), key)
                    .map(words)
                    .unwrap_or_default(),
            )
        };
        vec![
            text(fact.label.clone()),
            said("method"),
            said("frequency"),
            said("retention"),
            said("location"),
        ]
    });
    section.table(
        &["Backup", "Method", "Frequency", "Kept for", "Location"],
        rows.collect(),
    );
    let others: Vec<_> = cx
        .settings
        .backup
        .iter()
        .filter(|fact| !matches!(fact.value, FactValue::Facts(_)) && fact.key != "commands")
        .cloned()
        .collect();
    section.table(&["Property", "Value"], facts(&others));
    if let Some(FactValue::List(commands)) = DocumentSettings::fact(&cx.settings.backup, "commands") {
        section.blocks.push(Block::Shell(commands.join("\n")));
    }
    section.unless_empty()
}

/// Who has approved the document.
pub(super) fn approval(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("approval", "Approval");
    let rows = cx.settings.approvals.iter().map(|approval| {
        let row: Vec<Line> = vec![
            text(capital(&approval.role.replace('_', " "))),
            text(approval.name.clone().unwrap_or_else(|| "not yet".to_owned())),
            text(approval.date.clone().unwrap_or_default()),
        ];
        row
    });
    section.table(&["Role", "Name", "Date"], rows.collect());
    section.unless_empty()
}
