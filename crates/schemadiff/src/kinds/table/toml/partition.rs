//! Partitions: one by one, on several levels, as tables of their own, or written out from a policy by time.

use schemadiff_sql::syntax::{BoundValue, ObjectName, PartitionBound, PartitionKey, PartitionStrategy};
use schemadiff_sql::{Expr, parse_partition_bound, parse_partition_key, quote};
use toml::de::DeValue;

use super::super::calendar::{self, Date, Every};
use super::super::{PartitionOf, Table};
use crate::catalog::{Kind, ObjectRef, PartitionPolicy, Retire};
use crate::diag::code;
use crate::source::toml::{Entry, LONGEST_NAME, Reader, Table as Node, Value, comment, duration};

/// More partitions than this are a mistake in a date rather than a wish.
pub(crate) const MOST_PARTITIONS: usize = 10_000;

/// `partition_of` and `bound` of a table that is a partition. `None` when it is none; otherwise whether both are right.
pub(super) fn read_own(node: &Node<'_>, table: &mut Table, reader: &Reader<'_>) -> Option<bool> {
    let parent = node.get("partition_of");
    let bound = node.get("bound");
    let Some(parent) = parent else {
        if let Some(bound) = bound {
            bound.bad("`bound` is for partitions", "add `partition_of = \"…\"`");
        }
        return None;
    };
    if bound.is_none() {
        node.missing(
            "bound",
            "say which rows it takes: `bound = \"from (…) to (…)\"`, or \"default\"",
        );
    }
    let bound = bound.and_then(|bound| bound.sql("the bound of a partition", parse_partition_bound));
    let (Some(parent), Some(bound)) = (parent.object_name(reader.default_schema()), bound) else {
        return Some(false);
    };
    table.partition_of = Some(PartitionOf::new(parent, bound));
    Some(true)
}

/// `partitions` of a table: a policy when it says `every`, otherwise partitions by name.
pub(super) fn read_all(table: &Node<'_>, parent: &Table, reader: &mut Reader<'_>) {
    let Some(value) = table.get("partitions") else {
        return;
    };
    let Some(node) = value.table("") else { return };
    let Some(key) = &parent.partition_by else {
        if table.has("partition_by") {
            // Its key could not be read, which is reported already.
            return;
        }
        let message = format!(
            "table `{}` has partitions but is not partitioned",
            parent.name.name
        );
        return value.report(
            value
                .error(code::MISPLACED, message, "")
                .help("add `partition_by = \"range (…)\"`, or remove `partitions`"),
        );
    };
    if node.has("every") {
        read_policy(node, key, &parent.name, reader);
    } else {
        for entry in value.entries().unwrap_or_default() {
            read_one(&entry, &parent.name, reader);
        }
    }
}

/// `name = "in ('a')"` or `name = { bound = "in ('a')", partition_by = "…", partitions = { … } }`.
fn read_one(entry: &Entry<'_>, parent: &ObjectName, reader: &mut Reader<'_>) {
    // A partition lives in the schema of its parent unless it says otherwise.
    let schema = parent.schema.as_deref().unwrap_or(reader.default_schema());
    let name = entry.object_name(schema);
    if entry.value.is_text() {
        let bound = entry.value.sql("the bound of a partition", parse_partition_bound);
        if let (Some(name), Some(bound)) = (name, bound) {
            reader.define(partition(name, parent, bound), &entry.origin());
        }
        return;
    }
    if !entry.value.is_table() {
        return entry
            .value
            .wrong_type("the bound of a partition as a string, or a table");
    }
    let Some(node) = entry.table("partition") else {
        return;
    };
    let bound = node
        .required("bound")
        .and_then(|value| value.sql("the bound of a partition", parse_partition_bound));
    let comment = comment(&node);
    let partition_by = node.sql("partition_by", "a partition key", parse_partition_key);
    let nameless = ObjectName::qualified(schema, entry.name);
    let complete = name.is_some() && bound.is_some();
    let bound = bound.unwrap_or(PartitionBound::Default);
    let table = Table {
        partition_by,
        comment,
        ..partition(name.unwrap_or(nameless), parent, bound)
    };
    read_all(&node, &table, reader);
    node.finish();
    if complete {
        reader.define(table, &entry.origin());
    }
}

fn partition(name: ObjectName, parent: &ObjectName, bound: PartitionBound) -> Table {
    Table {
        partition_of: Some(PartitionOf::new(parent.clone(), bound)),
        ..Table::new(name)
    }
}

/// `{ every = "month", from = "2024-01-01", until = "2024-04-01", … }`.
fn read_policy(node: Node<'_>, key: &PartitionKey, parent: &ObjectName, reader: &mut Reader<'_>) {
    let every = node.one_of("every", Every::WORDS);
    let start = node.required("from").and_then(|value| boundary(value, every));
    let until_key = node.get("until");
    let until = until_key.and_then(|value| boundary(value, every));
    let ahead = node.get("ahead").and_then(ahead);
    let retain = node.get("retain").and_then(retain).map(str::to_owned);
    let retire = node.one_of("retire", Retire::WORDS).unwrap_or_default();
    let default = node.flag("default").unwrap_or_default();
    if key.strategy != PartitionStrategy::Range || key.elements.len() != 1 {
        let message = "partitions by time need a range over one column";
        let value = node.value();
        value.report(
            value
                .error(code::MISPLACED, message, "")
                .help("write `partition_by = \"range (created_at)\"` on the table"),
        );
    }
    let place = node.value();
    let origin = node.origin();
    node.finish();
    let (Some(every), Some(start)) = (every, start) else {
        return;
    };
    if until_key.is_some() && until.is_none() {
        return;
    }
    if let (Some(value), Some(until)) = (until_key, until)
        && until <= start
    {
        return value.bad(
            "`until` is not after `from`",
            "write a later day; it is the end of the last partition",
        );
    }
    let policy = PartitionPolicy {
        every: every.word().to_owned(),
        from: start.to_string(),
        until: until.map(|until| until.to_string()),
        ahead,
        retain,
        retire,
    };
    let Some(partitions) = policy_partitions(&policy, parent, default) else {
        return until_key.unwrap_or(place).bad(
            format!(
                "`{}` partitions do not end with `until`, or are more than {MOST_PARTITIONS}",
                every.word()
            ),
            "write an `until` that is a whole number of partitions after `from`",
        );
    };
    for partition in partitions {
        if partition.name.name.len() > LONGEST_NAME {
            let message = format!(
                "the partition's name `{}` is longer than PostgreSQL keeps",
                partition.name.name
            );
            return place.bad(
                message,
                "choose a shorter name for the table, or name the partitions one by one",
            );
        }
        reader.define(partition, &origin);
    }
    reader
        .annotation(ObjectRef::named(Kind::Table, parent))
        .partitions = Some(policy);
}

/// The partitions that a policy writes out; `None` when they do not come to an end at `until`.
pub(crate) fn policy_partitions(
    policy: &PartitionPolicy,
    parent: &ObjectName,
    default: bool,
) -> Option<Vec<Table>> {
    let (_, every) = Every::WORDS.iter().find(|(word, _)| *word == policy.every)?;
    let mut start = Date::parse(&policy.from)?;
    let until = match &policy.until {
        Some(until) => Date::parse(until)?,
        None => every.next(start)?,
    };
    let mut partitions = Vec::new();
    while start < until {
        let end = every.next(start)?;
        partitions.push(policy_partition(*every, start, parent)?);
        if partitions.len() > MOST_PARTITIONS {
            return None;
        }
        start = end;
    }
    if default {
        let name = below(parent, "default");
        partitions.push(partition(name, parent, PartitionBound::Default));
    }
    (start == until).then_some(partitions)
}

/// The partition of a policy that begins at a day.
pub(crate) fn policy_partition(every: Every, start: Date, parent: &ObjectName) -> Option<Table> {
    let bound = PartitionBound::Range {
        from: vec![day(start)?],
        to: vec![day(every.next(start)?)?],
    };
    Some(partition(below(parent, &every.suffix(start)), parent, bound))
}

fn below(parent: &ObjectName, suffix: &str) -> ObjectName {
    ObjectName {
        schema: parent.schema.clone(),
        name: format!("{}_{suffix}", parent.name),
    }
}

fn day(date: Date) -> Option<BoundValue> {
    Expr::parse(&quote::literal(&date.to_string()))
        .ok()
        .map(BoundValue::Value)
}

/// A day that a partition can start at, as a string or a TOML date.
fn boundary(value: Value<'_>, every: Option<Every>) -> Option<Date> {
    let text = match value.raw() {
        DeValue::Datetime(date) => date.to_string(),
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => {
            value.wrong_type("a day, such as \"2024-01-01\"");
            return None;
        }
    };
    let Some(date) = Date::parse(&text) else {
        value.bad(
            format!("`{}` is no day: \"{text}\"", value.name()),
            "write a day that exists as \"YYYY-MM-DD\"",
        );
        return None;
    };
    let every = every?;
    let start = every.start(date);
    if start != date {
        value.bad(
            format!("no {} starts at {date}", every.word()),
            format!("write \"{start}\", the start of the {} it is in", every.word()),
        );
        return None;
    }
    Some(date)
}

/// How long partitions are kept: whole days at least.
fn retain(value: Value<'_>) -> Option<&str> {
    let text = duration::interval(value)?;
    if calendar::span(text).is_none() {
        value.bad(
            format!("`retain` is no number of days: \"{text}\""),
            "write a number of days, weeks, months, quarters or years, such as \"24 months\"",
        );
        return None;
    }
    Some(text)
}

fn ahead(value: Value<'_>) -> Option<u32> {
    let number = u32::try_from(value.integer()?).ok();
    if number.is_none() {
        value.bad(
            "`ahead` cannot be that number",
            "write how many partitions to keep ahead, such as 3",
        );
    }
    number
}
