//! Partitions with their sizes and boundaries, what queries may take, and connections.

use schemadiff_sql::syntax::{BoundValue, ObjectName, PartitionBound};

use super::head::{capital, facts};
use super::{Block, Context, Line, Section, Span, code, text};
use crate::catalog::{ListPolicy, ObjectRef, PartitionPolicy};
use crate::kinds::Kind;
use crate::kinds::table::{self, Table};

/// Partitions that are shown of a table; of more, the first and the last.
const SHOWN: usize = 40;

/// The section.
pub(super) fn performance(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("performance", "Performance");
    section.sections.extend(partitioning(cx));
    section.sections.extend(queries(cx));
    section.sections.extend(pooling(cx));
    section.unless_empty()
}

fn partitioning(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("partitioning", "Partitioning");
    let tables = cx.catalog().tables.values();
    let partitioned: Vec<&Table> = tables
        .filter(|table| table.partition_by.is_some() && table.partition_of.is_none())
        .collect();
    let rows = partitioned.iter().filter_map(|table| {
        let key = table.partition_by.as_ref()?;
        let policy = policy(cx, table);
        let list = list(cx, table);
        let every = policy.map_or_else(
            || match list {
                Some(policy) => format!("one for each value of {}", policy.query),
                None => "one by one".to_owned(),
            },
            |policy| {
                if is_by_number(policy) {
                    format!("every {} numbers", policy.every)
                } else {
                    format!("every {}", policy.every)
                }
            },
        );
        let kept = policy.and_then(|policy| {
            let retain = policy.retain.clone()?;
            Some(if retain.bytes().all(|byte| byte.is_ascii_digit()) {
                format!("{retain} numbers")
            } else {
                retain
            })
        });
        Some(vec![
            vec![cx.link(Kind::Table, &table.name)],
            code(table::partition_key(key)),
            text(every),
            text(kept.unwrap_or_else(|| "for ever".to_owned())),
            text(partitions(cx, &table.name).len().to_string()),
        ])
    });
    section.table(
        &["Table", "Partitioned by", "New ones", "Kept", "Partitions"],
        rows.collect(),
    );
    for table in partitioned {
        section.sections.push(table_of(cx, table));
    }
    section.unless_empty()
}

fn policy<'a>(cx: &Context<'a>, table: &Table) -> Option<&'a PartitionPolicy> {
    let object = ObjectRef::named(Kind::Table, &table.name);
    cx.input.schema.annotations.get(&object)?.partitions.as_ref()
}

fn is_by_number(policy: &PartitionPolicy) -> bool {
    policy.every.bytes().all(|byte| byte.is_ascii_digit())
}

fn list<'a>(cx: &Context<'a>, table: &Table) -> Option<&'a ListPolicy> {
    let object = ObjectRef::named(Kind::Table, &table.name);
    cx.input.schema.annotations.get(&object)?.list.as_ref()
}

/// The partitions right below a table, by their names.
fn partitions<'c>(cx: &'c Context<'_>, parent: &ObjectName) -> &'c [&'c Table] {
    cx.of.partitions.get(parent).map_or(&[], Vec::as_slice)
}

fn table_of(cx: &Context<'_>, table: &Table) -> Section {
    let id = cx.id(&ObjectRef::named(Kind::Table, &table.name));
    let mut section = Section::new(format!("partitions-{id}"), cx.name(&table.name));
    let parts = partitions(cx, &table.name);
    let mut notes: Vec<Line> = Vec::new();
    let default = parts.iter().any(|part| {
        part.partition_of
            .as_ref()
            .is_some_and(|of| of.bound == PartitionBound::Default)
    });
    let last = parts.iter().filter_map(|part| upper(part)).max();
    if let Some(last) = &last {
        notes.push(text(if default {
            format!("The last boundary is {last}; rows from then on are in the default partition")
        } else {
            format!(
                "The last boundary is {last}; a row from then on is refused until there is a partition for it"
            )
        }));
    }
    if let Some(policy) = policy(cx, table) {
        if let Some(ahead) = policy.ahead {
            let of = if is_by_number(policy) {
                "the highest number"
            } else {
                "today"
            };
            notes.push(text(format!("{ahead} partitions are kept ahead of {of}")));
        }
        let needed = cx.input.as_of.and_then(|day| {
            crate::kinds::table::toml::needed_until(
                &policy.every,
                &policy.from,
                day,
                policy.ahead.unwrap_or(0),
            )
        });
        if let (Some(day), Some(needed), Some(last)) = (cx.input.as_of, needed, &last) {
            notes.push(text(if *last >= needed {
                format!("On {day} that is far enough: boundaries up to {needed} are wanted")
            } else {
                format!("On {day} that is not far enough: boundaries up to {needed} are wanted")
            }));
        }
    }
    if !notes.is_empty() {
        section.blocks.push(Block::List(notes));
    }
    let live = cx.live();
    let row = |part: &&Table| {
        let of = part.partition_of.as_ref();
        let mut row = vec![
            code(cx.name(&part.name)),
            code(of.map(|of| table::partition_bound(&of.bound)).unwrap_or_default()),
        ];
        if let Some(live) = live {
            row.push(text(live.sizes.get(&part.name).map_or_else(
                String::new,
                |size| {
                    let rows = crate::render::words::rows(*size)
                        .map_or_else(String::new, |rows| format!("{rows}, "));
                    format!("{rows}{}", crate::render::words::bytes(size.bytes))
                },
            )));
        }
        row
    };
    let head: &[&str] = if live.is_some() {
        &["Partition", "Rows", "Size"]
    } else {
        &["Partition", "Rows"]
    };
    if parts.len() <= SHOWN {
        section.table(head, parts.iter().map(row).collect());
    } else {
        let ends = parts[..SHOWN / 2].iter().chain(&parts[parts.len() - SHOWN / 2..]);
        section.table(head, ends.map(row).collect());
        section.paragraph(format!(
            "The first and the last {} of {}.",
            SHOWN / 2,
            parts.len()
        ));
    }
    section
}

/// Up to which day a partition by time goes.
fn upper(part: &Table) -> Option<String> {
    match &part.partition_of.as_ref()?.bound {
        PartitionBound::Range { to, .. } => match to.as_slice() {
            [BoundValue::Value(value)] => {
                let day = value.sql().split('\'').nth(1)?.get(..10)?.to_owned();
                table::toml::is_date(&day).then_some(day)
            }
            _ => None,
        },
        PartitionBound::Default | PartitionBound::List(_) | PartitionBound::Hash { .. } => None,
    }
}

fn queries(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("queries", "Query standards");
    let rows = cx.settings.queries.iter().map(|query| {
        let mut name = text(capital(&query.name.replace('_', " ")));
        if let Some(comment) = &query.comment {
            name.push(Span::Text(format!(": {comment}")));
        }
        vec![
            name,
            text(
                query
                    .p99
                    .map_or_else(String::new, |most| format!("< {}", crate::render::duration(most))),
            ),
            text(query.served_by.clone().unwrap_or_default()),
        ]
    });
    section.table(&["Query", "p99", "Served by"], rows.collect());
    for query in &cx.settings.queries {
        if let Some(sql) = &query.sql {
            let mut part = Section::new(
                format!("query-{}", super::slug(&query.name)),
                capital(&query.name.replace('_', " ")),
            );
            part.blocks.push(Block::Sql(format!("{sql};")));
            section.sections.push(part);
        }
    }
    section.unless_empty()
}

fn pooling(cx: &Context<'_>) -> Option<Section> {
    let mut section = Section::new("pooling", "Connection pooling");
    let stated = &cx.settings.pooling;
    section.table(&["Property", "Value"], facts(stated));
    if let Some(connections) = cx.settings.connections() {
        section.paragraph(format!(
            "Connections of the database, at most: {connections}. `max_connections` has to be at least that."
        ));
    }
    section.unless_empty()
}
