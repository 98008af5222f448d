//! Tables by domain, each with its columns, constraints, indexes, policies and triggers.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{
    Column, Constraint, ConstraintKind, CreateTrigger, IndexDefinition, IndexValue, ReferentialAction,
    TriggerEvent, TriggerTiming,
};

use super::head::{capital, joined};
use super::{Block, Context, Line, Section, Span, code, foreign_keys, slug, text};
use crate::catalog::ObjectRef;
use crate::kinds::function::Function;
use crate::kinds::table::Table;
use crate::kinds::{Kind, index, table};

/// What tables are grouped under that belong to no domain, when others do.
pub(super) const OTHERS: &str = "Other tables";

/// The domains in the order they are shown: as the model lists them, then the others by name, then what has none.
pub(super) fn domain_names(cx: &Context<'_>) -> Vec<Option<String>> {
    let used: BTreeSet<&String> = cx
        .catalog()
        .tables
        .values()
        .filter(|table| table.partition_of.is_none())
        .filter_map(|table| cx.domains.get(&table.name))
        .collect();
    let listed = cx.settings.domains.iter().map(|domain| &domain.name);
    let mut names: Vec<Option<String>> = Vec::new();
    for name in listed
        .filter(|name| used.contains(name))
        .chain(used.iter().copied())
    {
        if !names.iter().flatten().any(|known| known == name) {
            names.push(Some(name.clone()));
        }
    }
    let is_left = |table: &Table| table.partition_of.is_none() && !cx.domains.contains_key(&table.name);
    if cx.catalog().tables.values().any(is_left) {
        names.push(None);
    }
    names
}

/// The section.
pub(super) fn section(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("tables", "Tables by domain");
    for name in domain_names(cx) {
        let title = name.clone().unwrap_or_else(|| OTHERS.to_owned());
        let mut part = Section::new(format!("domain-{}", slug(&title)), title);
        let said = cx
            .settings
            .domains
            .iter()
            .find(|domain| Some(&domain.name) == name.as_ref());
        if let Some(purpose) = said.and_then(|domain| domain.purpose.clone()) {
            part.paragraph(purpose);
        }
        let tables = cx.catalog().tables.values();
        for table in tables.filter(|table| table.partition_of.is_none()) {
            if cx.domains.get(&table.name) == name.as_ref() {
                part.sections.push(table_of(cx, table));
            }
        }
        section.sections.extend(part.unless_empty());
    }
    if let [only] = section.sections.as_mut_slice()
        && only.title == OTHERS
    {
        section.sections = std::mem::take(&mut only.sections);
        "Tables".clone_into(&mut section.title);
    }
    section.unless_empty()
}

fn table_of(cx: &Context<'_>, table: &Table) -> Section {
    let object = ObjectRef::named(Kind::Table, &table.name);
    let mut section = Section::new(cx.id(&object), cx.name(&table.name));
    if let Some(purpose) = cx.purpose(&object, table.comment.as_ref()) {
        section.paragraph(purpose);
    }
    notes(cx, table, &mut section);
    let rows = table.columns.iter().map(|column| column_row(cx, table, column));
    section.table(
        &["Column", "Type", "Null", "Default", "Keys", "Description"],
        rows.collect(),
    );
    constraints(cx, table, &mut section);
    indexes(cx, &table.name, &mut section);
    policies(cx, table, &mut section);
    triggers(cx, table, &mut section);
    referenced_by(cx, table, &mut section);
    section
}

/// What is special about the table, in a sentence each.
fn notes(cx: &Context<'_>, table: &Table, section: &mut Section) {
    let mut notes: Vec<Line> = Vec::new();
    if let Some(key) = &table.partition_by {
        notes.push(vec![
            Span::Text("Partitioned by ".to_owned()),
            Span::Code(table::partition_key(key)),
            Span::Text(", see ".to_owned()),
            Span::Link {
                id: "partitioning".to_owned(),
                text: "Partitioning".to_owned(),
            },
        ]);
    }
    if !table.inherits.is_empty() {
        let parents = table
            .inherits
            .iter()
            .map(|parent| vec![cx.link(Kind::Table, parent)]);
        let mut line = text("Inherits from ");
        line.extend(joined(parents.collect()));
        notes.push(line);
    }
    if table.row_security {
        notes.push(text(if table.force_row_security {
            "Row security is enabled, and forced on the owner"
        } else {
            "Row security is enabled; the owner is not bound by it"
        }));
    }
    let object = ObjectRef::named(Kind::Table, &table.name);
    if cx
        .input
        .schema
        .annotations
        .get(&object)
        .is_some_and(|annotation| annotation.protect)
    {
        notes.push(text("Protected: no plan drops it, whatever is allowed"));
    }
    if let Some(size) = cx
        .live()
        .and_then(|live| live.sizes.get(&table.name))
        .filter(|size| size.bytes > 0)
    {
        let rows = crate::render::words::rows(*size).map_or_else(String::new, |rows| format!("{rows}, "));
        notes.push(text(format!(
            "Holds {rows}{}",
            crate::render::words::bytes(size.bytes)
        )));
    }
    if !notes.is_empty() {
        section.blocks.push(Block::List(notes));
    }
}

fn column_row(cx: &Context<'_>, table: &Table, column: &Column) -> Vec<Line> {
    let data_type = column.data_type.to_string();
    let default = match (&column.generated, &column.identity, &column.default) {
        (Some(generated), ..) => vec![
            Span::Text("computed: ".to_owned()),
            Span::Code(generated.expression.sql().to_owned()),
        ],
        (_, Some(_), _) => text("numbered by the database"),
        (.., Some(default)) => code(default.sql()),
        _ => Line::new(),
    };
    let mut keys: Vec<Line> = Vec::new();
    for mark in cx.marks(table, &column.name) {
        if mark == "FK" {
            for key in foreign_keys(table).filter(|key| key.columns.contains(&column.name)) {
                keys.push(vec![
                    Span::Text("FK → ".to_owned()),
                    cx.link(Kind::Table, &key.table),
                ]);
            }
        } else {
            keys.push(text(mark));
        }
    }
    let type_line = match cx.of.enums.get(&data_type) {
        Some(name) => vec![cx.link(Kind::EnumType, name)],
        None => code(cx.data_type(&column.data_type)),
    };
    vec![
        code(column.name.clone()),
        type_line,
        text(if column.not_null { "no" } else { "yes" }),
        default,
        joined(keys),
        text(column.comment.clone().unwrap_or_default()),
    ]
}

fn constraints(cx: &Context<'_>, table: &Table, section: &mut Section) {
    let rows = table.constraints.iter().map(|constraint| {
        vec![
            code(constraint.name.clone().unwrap_or_default()),
            constraint_words(cx, constraint),
            text(constraint.comment.clone().unwrap_or_default()),
        ]
    });
    section.table(&["Constraint", "Says", "Description"], rows.collect());
}

fn constraint_words(cx: &Context<'_>, constraint: &Constraint) -> Line {
    let mut line = match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => vec![
            Span::Text("primary key ".to_owned()),
            Span::Code(key.columns.join(", ")),
        ],
        ConstraintKind::Unique(key) => vec![
            Span::Text("unique ".to_owned()),
            Span::Code(key.columns.join(", ")),
        ],
        ConstraintKind::Check(check) => vec![
            Span::Text("check ".to_owned()),
            Span::Code(check.expression.sql().to_owned()),
        ],
        ConstraintKind::Exclude(_) => vec![
            Span::Text("exclude ".to_owned()),
            Span::Code(table::constraint_body(constraint)),
        ],
        ConstraintKind::ForeignKey(key) => {
            let mut line = vec![
                Span::Text("foreign key ".to_owned()),
                Span::Code(key.columns.join(", ")),
                Span::Text(" → ".to_owned()),
                cx.link(Kind::Table, &key.table),
                Span::Text(" ".to_owned()),
                Span::Code(key.referenced_columns.join(", ")),
            ];
            for (what, action) in [("delete", key.on_delete), ("update", key.on_update)] {
                if action != ReferentialAction::NoAction {
                    line.push(Span::Text(format!(
                        "; on {what} {}",
                        action.as_sql().to_lowercase()
                    )));
                }
            }
            line
        }
    };
    let mut more = |words: &str| line.push(Span::Text(format!("; {words}")));
    if constraint.deferrable {
        more(if constraint.initially_deferred {
            "checked at the end of a transaction"
        } else {
            "deferrable"
        });
    }
    if !constraint.enforced {
        more("not enforced");
    } else if !constraint.validated {
        more("rows from before it were not checked");
    }
    line
}

/// The indexes of a table or materialized view.
pub(super) fn indexes(
    cx: &Context<'_>,
    relation: &schemadiff_sql::syntax::ObjectName,
    section: &mut Section,
) {
    let rows = cx.of.indexes.get(relation).into_iter().flatten().map(|index| {
        let object = ObjectRef::named(Kind::Index, &index.name);
        let definition = &index.definition;
        let purpose = cx.purpose(&object, index.comment.as_ref());
        vec![
            code(index.name.name.clone()),
            index_words(definition),
            text(purpose.unwrap_or_else(|| serves(cx, &index.name.name))),
        ]
    });
    section.table(&["Index", "Holds", "Purpose"], rows.collect());
}

fn index_words(definition: &IndexDefinition) -> Line {
    let elements: Vec<String> = definition.elements.iter().map(index::sql::element).collect();
    let mut line = Line::new();
    let mut words = Vec::new();
    if definition.unique {
        words.push("unique".to_owned());
    }
    if definition.method != "btree" {
        words.push(definition.method.clone());
    }
    if !words.is_empty() {
        line.push(Span::Text(format!("{} ", words.join(" "))));
    }
    line.push(Span::Code(elements.join(", ")));
    if !definition.include.is_empty() {
        line.push(Span::Text(" with ".to_owned()));
        line.push(Span::Code(definition.include.join(", ")));
    }
    if let Some(predicate) = &definition.predicate {
        line.push(Span::Text(" where ".to_owned()));
        line.push(Span::Code(predicate.sql().to_owned()));
    }
    line
}

/// Which queries of the model an index is for.
fn serves(cx: &Context<'_>, name: &str) -> String {
    let queries = cx.settings.queries.iter();
    let served = queries.filter(|query| query.served_by.as_deref() == Some(name));
    let names: Vec<String> = served.map(|query| query.name.replace('_', " ")).collect();
    if names.is_empty() {
        String::new()
    } else {
        capital(&format!("serves {}", names.join(", ")))
    }
}

fn policies(cx: &Context<'_>, table: &Table, section: &mut Section) {
    let rows = cx.catalog().policies.parts_of(&table.name).map(|policy| {
        let definition = &policy.definition;
        let mut says = Line::new();
        if let Some(using) = &definition.using {
            says.push(Span::Text("rows where ".to_owned()));
            says.push(Span::Code(using.sql().to_owned()));
        }
        if let Some(check) = &definition.check {
            says.push(Span::Text(
                if says.is_empty() {
                    "new rows where "
                } else {
                    "; new rows where "
                }
                .to_owned(),
            ));
            says.push(Span::Code(check.sql().to_owned()));
        }
        vec![
            code(definition.name.clone()),
            text(definition.roles.join(", ")),
            text(if definition.permissive {
                "permits"
            } else {
                "restricts to"
            }),
            says,
            text(policy.comment.clone().unwrap_or_default()),
        ]
    });
    section.table(&["Policy", "For", "", "Rows", "Description"], rows.collect());
}

fn triggers(cx: &Context<'_>, table: &Table, section: &mut Section) {
    let rows = cx.catalog().triggers.parts_of(&table.name).map(|found| {
        let definition = &found.definition;
        let id = cx.of.functions.get(&definition.function).map(|function| {
            cx.id(&ObjectRef::new(
                Kind::Function,
                Function::id_of(&function.definition),
            ))
        });
        let name = cx.name(&definition.function);
        let calls = match id.filter(|id| !id.is_empty()) {
            Some(id) => Span::Link { id, text: name },
            None => Span::Code(name),
        };
        vec![
            code(definition.name.clone()),
            text(fires(definition)),
            vec![calls],
            text(found.comment.clone().unwrap_or_default()),
        ]
    });
    section.table(&["Trigger", "Fires", "Calls", "Description"], rows.collect());
}

/// When a trigger fires, in words: `before update of name, for each row`.
fn fires(trigger: &CreateTrigger) -> String {
    let timing = match trigger.timing {
        TriggerTiming::Before => "before",
        TriggerTiming::After => "after",
        TriggerTiming::InsteadOf => "instead of",
    };
    let events = trigger.events.iter().map(|event| match event {
        TriggerEvent::Insert => "insert".to_owned(),
        TriggerEvent::Delete => "delete".to_owned(),
        TriggerEvent::Update(columns) if columns.is_empty() => "update".to_owned(),
        TriggerEvent::Update(columns) => format!("update of {}", columns.join(", ")),
        TriggerEvent::Truncate => "truncate".to_owned(),
    });
    let each = if trigger.for_each_row { "row" } else { "statement" };
    let events = events.collect::<Vec<_>>().join(" or ");
    let mut words = format!("{timing} {events}, for each {each}");
    if let Some(when) = &trigger.when {
        words.push_str(&format!(", when `{}`", when.sql()));
    }
    words
}

fn referenced_by(cx: &Context<'_>, table: &Table, section: &mut Section) {
    let children = cx.of.children.get(&table.name).into_iter().flatten();
    let found: Vec<Line> = children
        .filter(|name| **name != &table.name)
        .map(|name| vec![cx.link(Kind::Table, name)])
        .collect();
    if !found.is_empty() {
        let mut line = text("Referred to by ");
        line.extend(joined(found));
        section.blocks.push(Block::Paragraph(line));
    }
}

impl crate::kinds::Index {
    /// Its columns, when it holds nothing but columns.
    pub(super) fn plain_columns(&self) -> Option<Vec<String>> {
        let elements = self.definition.elements.iter();
        elements
            .map(|element| match &element.value {
                IndexValue::Column(name) => Some(name.clone()),
                IndexValue::Expression(_) => None,
            })
            .collect()
    }
}
