//! What stands first: title, history, on what the database runs, and how things are called.

use super::{Block, Context, Line, Section, Span, code, text};
use crate::catalog::{Fact, FactValue, Setting};

/// Title and what stands before the first section.
pub(super) fn head(cx: &Context<'_>) -> (String, Vec<Block>) {
    let settings = cx.settings;
    let schema = cx.input.schema;
    let name = schema.settings.name.clone();
    let name = name.or_else(|| {
        cx.live()
            .and_then(|live| live.live.as_ref())
            .map(|live| live.database.clone())
    });
    let title = settings.title.clone().unwrap_or_else(|| match &name {
        Some(name) => format!("{name}: database schema"),
        None => "Database schema".to_owned(),
    });
    let mut rows: Vec<(&str, Line)> = Vec::new();
    rows.extend(name.map(|name| ("Database", code(name))));
    rows.extend(settings.version.clone().map(|version| ("Version", text(version))));
    let date = cx
        .input
        .as_of
        .map(str::to_owned)
        .or_else(|| settings.date.clone());
    rows.extend(date.map(|date| ("Date", text(date))));
    rows.extend(
        settings
            .status
            .clone()
            .map(|status| ("Status", text(capital(&status)))),
    );
    rows.extend(settings.author.clone().map(|author| ("Author", text(author))));
    if !settings.owners.is_empty() {
        rows.push(("Owners", text(settings.owners.join(", "))));
    }
    if !settings.reviewers.is_empty() {
        rows.push(("Reviewers", text(settings.reviewers.join(", "))));
    }
    let mut section = Section::new("", "");
    if let Some(summary) = &settings.summary {
        section.paragraph(summary.clone());
    }
    section.table(
        &["", ""],
        rows.into_iter()
            .map(|(label, line)| vec![text(label), line])
            .collect(),
    );
    let standards = settings.standards.iter().map(|standard| {
        vec![
            code(standard.path.clone()),
            text(standard.purpose.clone().unwrap_or_default()),
        ]
    });
    section.table(&["Applies too", "What it is about"], standards.collect());
    let history = settings.history.iter().map(|edition| {
        vec![
            text(edition.version.clone()),
            text(edition.date.clone().unwrap_or_default()),
            text(edition.author.clone().unwrap_or_default()),
            text(edition.changes.clone().unwrap_or_default()),
        ]
    });
    section.table(&["Version", "Date", "Author", "Changes"], history.collect());
    (title, section.blocks)
}

/// On what the database runs.
pub(super) fn technology(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("technology", "Database technology and version");
    let mut rows = facts(&cx.settings.technology);
    if let Some(live) = cx.live().and_then(|live| live.live.as_ref()) {
        let version = live.server_version;
        rows.push(vec![
            text("Version of the server"),
            text(format!(
                "PostgreSQL {}.{}, as the server of `{}` says",
                version / 10_000,
                version % 10_000,
                live.database
            )),
        ]);
    }
    if let Some(oldest) = cx.input.schema.settings.oldest_server {
        rows.push(vec![
            text("Plans run on"),
            text(format!("PostgreSQL {oldest} and later")),
        ]);
    }
    let extensions: Vec<Line> = cx
        .catalog()
        .extensions
        .values()
        .map(|extension| vec![Span::Code(extension.name.clone())])
        .collect();
    if !extensions.is_empty() {
        rows.push(vec![text("Extensions"), joined(extensions)]);
    }
    section.table(&["Property", "Value"], rows);
    section.unless_empty()
}

/// How things are called and typed.
pub(super) fn conventions(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("conventions", "Schema conventions");
    for (name, rows) in &cx.settings.conventions {
        let title = match name.as_str() {
            "names" => "Names".to_owned(),
            "types" => "Types".to_owned(),
            "columns" => "Standard columns".to_owned(),
            other => capital(&other.replace('_', " ")),
        };
        let mut part = Section::new(format!("conventions-{}", super::slug(name)), title);
        let standard = standard_columns(cx, rows);
        let rows = rows
            .iter()
            .filter(|(element, _)| standard.is_empty() || element != "standard")
            .map(|(element, words)| vec![text(capital(&element.replace('_', " "))), text(words.words())]);
        part.table(&["Element", "Convention"], rows.collect());
        part.table(&["Column", "Type", "Null", "Default", "Description"], standard);
        section.sections.extend(part.unless_empty());
    }
    section.unless_empty()
}

/// The columns that `conventions.columns.standard` names, as the first table has each that describes it.
fn standard_columns(cx: &Context<'_>, rows: &[(String, Setting)]) -> Vec<Vec<Line>> {
    let named = rows
        .iter()
        .find(|(element, _)| element == "standard")
        .map(|(_, value)| value);
    let Some(Setting::List(names)) = named else {
        return Vec::new();
    };
    let columns = names.iter().filter_map(|name| {
        let name = name.words();
        let tables = cx.catalog().tables.values();
        let mut all = tables.filter_map(|table| table.column(&name));
        let first = all.clone().next()?;
        Some(all.find(|column| column.comment.is_some()).unwrap_or(first))
    });
    columns
        .map(|column| {
            vec![
                code(column.name.clone()),
                code(cx.data_type(&column.data_type)),
                text(if column.not_null { "no" } else { "yes" }),
                code(column.default.as_ref().map_or("", |default| default.sql())),
                text(column.comment.clone().unwrap_or_default()),
            ]
        })
        .collect()
}

/// Facts as rows of a table.
pub(super) fn facts(facts: &[Fact]) -> Vec<Vec<Line>> {
    facts
        .iter()
        .map(|fact| vec![text(fact.label.clone()), text(words(&fact.value))])
        .collect()
}

/// What a fact states, in words.
pub(super) fn words(value: &FactValue) -> String {
    match value {
        FactValue::Text(text) => text.clone(),
        FactValue::Number(number) => number.to_string(),
        FactValue::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        FactValue::List(list) => list.join(", "),
        FactValue::Facts(facts) => {
            let said = facts
                .iter()
                .map(|fact| format!("{}: {}", fact.label, words(&fact.value)));
            said.collect::<Vec<_>>().join("; ")
        }
    }
}

/// Lines with commas between.
pub(super) fn joined(lines: Vec<Line>) -> Line {
    let mut out = Line::new();
    for (index, line) in lines.into_iter().enumerate() {
        if index > 0 {
            out.push(Span::Text(", ".to_owned()));
        }
        out.extend(line);
    }
    out
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
