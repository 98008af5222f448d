//! `[tables]`: the keys of a table. Columns, constraints and partitions have files of their own.

mod column;
mod constraint;
mod partition;

use schemadiff_sql::parse_partition_key;
use schemadiff_sql::syntax::{ObjectName, Persistence};

pub(crate) use column::{KnownColumns, StandardColumns, read_standard};
pub(crate) use partition::{MOST_PARTITIONS, list_partition, policy_partition, policy_partitions};

use super::{Table, calendar, physical};
use crate::catalog::{Kind, ObjectRef};
use crate::diag::code;
use crate::kinds::{index, policy, rule, statistics, trigger};
use crate::source::toml::{Entry, Reader, Table as Node, Value, comment, storage, strategy};

/// `[tables.T]`.
pub(crate) fn read<'a>(entry: &Entry<'a>, reader: &mut Reader<'a>) {
    let name = reader.name(entry);
    let Some(node) = entry.table("table") else { return };
    // A table whose name is no name is still read, so that everything else in it is checked.
    let nameless = ObjectName::qualified(reader.default_schema(), entry.name);
    let known = name.is_some();
    let mut table = Table::new(name.unwrap_or(nameless));
    if known && reader.is_duplicate(&table.name, &entry.origin()) {
        return;
    }
    table.comment = comment(&node);
    if node.flag("unlogged").unwrap_or_default() {
        table.persistence = Persistence::Unlogged;
    }
    table.parameters = storage(node.get("storage"));
    table.physical = physical::toml::read(&node);
    table.partition_by = node.sql("partition_by", "a partition key", parse_partition_key);
    if let Some(value) = node.get("inherits") {
        let parents = value.one_or_more().unwrap_or_default().into_iter();
        table.inherits = parents.filter_map(|(_, parent)| parent.object_name(reader.default_schema())).collect();
    }
    table.of_type = node.get("of").and_then(|value| value.object_name(reader.default_schema()));
    let asks = partition::read_own(&node, &mut table, reader);
    annotate(&node, &table, reader);

    let asked_columns = column::read_all(&node, &mut table, reader);
    constraint::read_all(&node, &mut table, reader);
    let policies = node.get("policies");
    let tenant = node.get("tenant");
    (table.row_security, table.force_row_security) =
        row_security(node.get("row_security"), policies.is_some_and(has_entries) || tenant.is_some());
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    if let Some(indexes) = node.get("indexes") {
        index::toml::read_all(indexes, &table.name, &columns, reader);
    }
    rule::toml::read_all(&node, &table.name, false, reader);
    statistics::toml::read_all(&node, &table.name, &columns, reader);
    if let Some(triggers) = node.get("triggers") {
        trigger::toml::read_all(triggers, &table.name, reader);
    }
    for (template, value, origin) in asked_columns.triggers {
        trigger::toml::apply(template, value, &origin, &table.name, reader);
    }
    if let Some(tenant) = tenant {
        policy::toml::read_tenant(tenant, &table.name, &table.columns, reader);
    }
    if let Some(policies) = policies {
        policy::toml::read_all(policies, &table.name, reader);
    }
    partition::read_all(&node, &table, reader);
    node.finish_with("remove it, or use one of these; columns belong under `columns`");
    // A partition without a bound that can be read would be created as a table of its own.
    if known && asks.is_none_or(|understood| understood) {
        reader.define(table, &entry.origin());
    }
}

/// The columns and constraints of something that is written like a table.
pub(in crate::kinds) fn read_columns_and_constraints<'a>(
    node: &Node<'a>,
    table: &mut Table,
    reader: &mut Reader<'a>,
) {
    for (template, value, origin) in column::read_all(node, table, reader).triggers {
        trigger::toml::apply(template, value, &origin, &table.name, reader);
    }
    constraint::read_all(node, table, reader);
}

fn has_entries(value: Value<'_>) -> bool {
    value.raw().as_table().is_some_and(|table| !table.is_empty())
}

/// What is said about a table and kept beside it.
fn annotate(node: &Node<'_>, table: &Table, reader: &mut Reader<'_>) {
    let domain = node.string("domain");
    let protect = node.flag("protect").unwrap_or_default();
    let renamed_from = node.get("renamed_from").and_then(Value::part_name);
    let unmanaged_partitions = node.flag("unmanaged_partitions").unwrap_or_default();
    let strategy = node.get("strategy").and_then(strategy);
    let says_nothing = domain.is_none() && !protect && renamed_from.is_none() && strategy.is_none();
    if !says_nothing || unmanaged_partitions {
        let annotation = reader.annotation(ObjectRef::named(Kind::Table, &table.name));
        annotation.domain = domain;
        annotation.protect = protect;
        annotation.renamed_from = renamed_from;
        annotation.strategy = strategy;
        annotation.unmanaged_partitions = unmanaged_partitions;
    }
}

/// `true`, `false`, `"force"`, or `{ enabled = false, force = true }`; policies switch it on unless it says otherwise.
fn row_security(value: Option<Value<'_>>, has_policies: bool) -> (bool, bool) {
    let Some(value) = value else {
        return (has_policies, false);
    };
    if value.is_table() {
        let Some(table) = value.table("") else {
            return (has_policies, false);
        };
        let enabled = table.flag("enabled").unwrap_or(true);
        let force = table.flag("force").unwrap_or_default();
        table.finish();
        return (enabled, force);
    }
    if value.is_text() {
        return (true, value.one_of(&[("force", true)]).unwrap_or_default());
    }
    let enabled = value.raw().as_bool();
    if enabled.is_none() {
        value.wrong_type("`true`, `false` or \"force\"");
    }
    (enabled.unwrap_or(has_policies), false)
}

/// Reports a key that a partition leaves to its parent.
fn misplaced(value: Value<'_>, what: &str) {
    let message = format!("a partition cannot define {what}: it has those of its parent");
    value.report(
        value
            .error(code::MISPLACED, message, "")
            .help(format!("move `{}` to the parent", value.name())),
    );
}

/// Whether a text is a day, `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    calendar::Date::parse(text).is_some()
}

/// The boundary that partitions of a table have to reach on a day for so many to be ahead of it; `None` for those by number.
pub(crate) fn needed_until(every: &str, from: &str, day: &str, ahead: u32) -> Option<String> {
    let every = calendar::Every::from_word(every)?;
    let day = calendar::Date::parse(day)?;
    let mut boundary = every.start(calendar::Date::parse(from)?);
    // The end of the period that holds the day.
    while boundary <= day {
        boundary = every.next(boundary)?;
    }
    for _ in 0..ahead {
        boundary = every.next(boundary)?;
    }
    Some(boundary.to_string())
}
