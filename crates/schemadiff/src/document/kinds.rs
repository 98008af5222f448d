//! Types, views and functions.

use schemadiff_sql::syntax::ConstraintKind;

use super::head::joined;
use super::{Block, Context, Line, Section, Span, code, text};
use crate::catalog::{ObjectId, ObjectRef};
use crate::kinds::domain::Domain;
use crate::kinds::function::Function;
use crate::kinds::seed::Seed;
use crate::kinds::table::Table;
use crate::kinds::{Kind, ObjectKind as _};

/// Rows of a lookup table that are shown.
const ROWS: usize = 100;

/// Enums, domains and lookup tables.
pub(super) fn types(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("types", "Enums and lookup tables");
    let mut enums = Section::new("enums", "Enum types");
    for found in cx.catalog().enums.values() {
        let object = ObjectRef::named(Kind::EnumType, &found.name);
        let mut part = Section::new(cx.id(&object), cx.name(&found.name));
        if let Some(purpose) = cx.purpose(&object, found.comment.as_ref()) {
            part.paragraph(purpose);
        }
        let values = found.values.iter().map(|value| code(value.clone()));
        let mut line = text("Values, in order: ");
        line.extend(joined(values.collect()));
        part.blocks.push(Block::Paragraph(line));
        let users = users(cx, &found.name.to_string());
        if !users.is_empty() {
            let mut line = text("Used by ");
            line.extend(joined(users));
            part.blocks.push(Block::Paragraph(line));
        }
        enums.sections.push(part);
    }
    section.sections.extend(enums.unless_empty());
    section.sections.extend(domains(cx).unless_empty());
    let mut lookups = Section::new("lookups", "Lookup tables");
    for seed in cx.catalog().seeds.values() {
        if let Some(table) = lookup(cx, seed) {
            let mut part = Section::new(
                format!("rows-{}", cx.id(&ObjectRef::named(Kind::Table, &table.name))),
                cx.name(&table.name),
            );
            let mut line = vec![Span::Text("Its columns are described under ".to_owned())];
            line.push(cx.link(Kind::Table, &table.name));
            line.push(Span::Text("; these rows have to be there.".to_owned()));
            part.blocks.push(Block::Paragraph(line));
            rows(table, seed, &mut part);
            lookups.sections.push(part);
        }
    }
    section.sections.extend(lookups.unless_empty());
    section.unless_empty()
}

fn domains(cx: &Context<'_>) -> Section {
    let mut section = Section::new("domain-types", "Domain types");
    let rows = cx.catalog().domains.values().map(|domain: &Domain| {
        let object = ObjectRef::named(Kind::Domain, &domain.definition.name);
        vec![
            code(cx.name(&domain.definition.name)),
            code(cx.statements(&object).unwrap_or_default()),
            text(cx.purpose(&object, domain.comment.as_ref()).unwrap_or_default()),
        ]
    });
    section.table(&["Domain", "Definition", "Description"], rows.collect());
    section
}

/// The columns that have a type.
fn users(cx: &Context<'_>, data_type: &str) -> Vec<Line> {
    let found = cx.of.columns.get(data_type).into_iter().flatten();
    found
        .map(|(table, column)| vec![cx.link(Kind::Table, table), Span::Code(format!(".{column}"))])
        .collect()
}

/// The table of these rows, when it is one that others look values up in: its key is no number that somebody hands out.
fn lookup<'a>(cx: &Context<'a>, seed: &Seed) -> Option<&'a Table> {
    let table = cx.catalog().tables.get(&ObjectId::named(seed.table.clone()))?;
    let key = table
        .constraints
        .iter()
        .find_map(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(key) => Some(&key.columns),
            ConstraintKind::Unique(_)
            | ConstraintKind::ForeignKey(_)
            | ConstraintKind::Check(_)
            | ConstraintKind::Exclude(_) => None,
        })?;
    let given = |name: &String| {
        let column = table.column(name);
        column.is_some_and(|column| column.default.is_none() && column.identity.is_none())
    };
    (*key == seed.key && key.iter().all(given)).then_some(table)
}

/// Required rows, as a table of the columns that any of them names.
pub(super) fn rows(table: &Table, seed: &Seed, section: &mut Section) {
    use schemadiff_sql::syntax::SeedValue;
    let named: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .filter(|name| seed.rows.iter().any(|row| row.contains_key(*name)))
        .collect();
    let lines = seed.rows.iter().take(ROWS).map(|row| {
        let values = named.iter().map(|name| match row.get(*name) {
            Some(SeedValue::Literal(value)) => code(value.clone()),
            Some(SeedValue::Null) => text("null"),
            None => Line::new(),
        });
        values.collect()
    });
    section.table(&named, lines.collect());
    if seed.rows.len() > ROWS {
        section.paragraph(format!("And {} more.", seed.rows.len() - ROWS));
    }
}

/// Views and materialized views.
pub(super) fn views(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("views", "Views and materialized views");
    let mut plain = Section::new("plain-views", "Views");
    for view in cx.catalog().views.values() {
        let object = ObjectRef::named(Kind::View, &view.name);
        let mut part = Section::new(cx.id(&object), cx.name(&view.name));
        if let Some(purpose) = cx.purpose(&object, view.comment.as_ref()) {
            part.paragraph(purpose);
        }
        part.blocks.extend(cx.statements(&object).map(Block::Sql));
        plain.sections.push(part);
    }
    section.sections.extend(plain.unless_empty());
    let mut kept = Section::new("materialized-views", "Materialized views");
    for view in cx.catalog().materialized_views.values() {
        let object = ObjectRef::named(Kind::MaterializedView, &view.name);
        let mut part = Section::new(cx.id(&object), cx.name(&view.name));
        if let Some(purpose) = cx.purpose(&object, view.comment.as_ref()) {
            part.paragraph(purpose);
        }
        let refresh = cx
            .input
            .schema
            .annotations
            .get(&object)
            .map(|annotation| &annotation.refresh);
        let said = |key: &str| refresh.and_then(|refresh| refresh.get(key));
        let mut notes: Vec<Line> = Vec::new();
        match said("every") {
            Some(every) => notes.push(text(format!("Refreshed every {every}"))),
            None => notes.push(text("Refreshed by hand: the model says nothing of `refresh`")),
        }
        notes.extend(said("max_staleness").map(|most| text(format!("May be out of date by up to {most}"))));
        part.blocks.push(Block::List(notes));
        part.blocks.extend(cx.statements(&object).map(Block::Sql));
        super::tables::indexes(cx, &view.name, &mut part);
        let concurrently = if said("concurrently").is_some_and(|flag| flag == "true") {
            "CONCURRENTLY "
        } else {
            ""
        };
        part.blocks.push(Block::Sql(format!(
            "REFRESH MATERIALIZED VIEW {concurrently}{};",
            view.name
        )));
        kept.sections.push(part);
    }
    section.sections.extend(kept.unless_empty());
    section.unless_empty()
}

/// Functions, procedures and what calls them.
pub(super) fn functions(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("functions", "Functions and triggers");
    for function in cx.catalog().functions.values() {
        let object = ObjectRef::new(Kind::Function, Function::id_of(&function.definition));
        let path = object.path();
        let mut part = Section::new(cx.id(&object), cx.short(&path).to_owned());
        if let Some(purpose) = cx.purpose(&object, function.comment.as_ref()) {
            part.paragraph(purpose);
        }
        part.blocks.extend(cx.statements(&object).map(Block::Sql));
        let callers = cx.of.callers.get(&function.definition.name).into_iter().flatten();
        let callers: Vec<Line> = callers.map(|table| vec![cx.link(Kind::Table, table)]).collect();
        if !callers.is_empty() {
            let mut line = text("Called by triggers of ");
            line.extend(joined(callers));
            part.blocks.push(Block::Paragraph(line));
        }
        section.sections.push(part);
    }
    let mut of_events = Section::new("event-triggers", "Event triggers");
    let rows = cx.catalog().event_triggers.values().map(|found| {
        let object = ObjectRef::new(Kind::EventTrigger, found.id());
        vec![
            code(object.path()),
            code(cx.statements(&object).unwrap_or_default()),
        ]
    });
    of_events.table(&["Event trigger", "Definition"], rows.collect());
    section.sections.extend(of_events.unless_empty());
    section.unless_empty()
}
