//! Partitions: one by one, on several levels, as tables of their own, or written out from a policy by time or number.

use schemadiff_sql::syntax::{BoundValue, ObjectName, PartitionBound, PartitionKey, PartitionStrategy};
use schemadiff_sql::{Expr, parse_partition_bound, parse_partition_key, plain_query, quote};
use toml::de::DeValue;

use super::super::calendar::Every;
use super::super::stride::{Point, Stride};
use super::super::{PartitionOf, Table};
use super::super::upkeep::{list_name, list_prefix};
use crate::catalog::{Kind, ListPolicy, ObjectRef, PartitionPolicy, Retire};
use crate::diag::code;
use crate::source::toml::{Entry, LONGEST_NAME, Reader, Table as Node, Value, comment, duration, scalar};

/// More partitions than this are a mistake in a date or number rather than a wish.
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
    let is_list = node.get("list").is_some_and(|value| matches!(value.raw(), DeValue::Array(_)));
    if node.has("every") {
        read_policy(node, key, &parent.name, reader);
    } else if is_list || node.has("list_from") {
        read_list(node, key, &parent.name, reader);
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
    let stride = node.get("every").and_then(stride);
    let start = node.required("from").and_then(|value| boundary(value, stride?));
    let until_key = node.get("until");
    let until = until_key.and_then(|value| boundary(value, stride?));
    let ahead = node.get("ahead").and_then(ahead);
    let retain = node.get("retain").and_then(|value| retain(value, stride?));
    let retire = node.one_of("retire", Retire::WORDS).unwrap_or_default();
    let default = node.flag("default").unwrap_or_default();
    if key.strategy != PartitionStrategy::Range || key.elements.len() != 1 {
        let (sort, column) = match stride {
            Some(Stride::Numbers(_)) => ("number", "id"),
            _ => ("time", "created_at"),
        };
        let value = node.value();
        value.report(
            value
                .error(code::MISPLACED, format!("partitions by {sort} need a range over one column"), "")
                .help(format!("write `partition_by = \"range ({column})\"` on the table")),
        );
    }
    let place = node.value();
    let origin = node.origin();
    node.finish();
    let (Some(stride), Some(start)) = (stride, start) else {
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
            match stride {
                Stride::Time(_) => "write a later day; it is the end of the last partition",
                Stride::Numbers(_) => "write a higher number; the last partition ends before it",
            },
        );
    }
    let policy = PartitionPolicy {
        every: stride.word(),
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
                stride.word()
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

/// What becomes of a partition whose value is gone.
const GONE: &[(&str, Option<Retire>)] =
    &[("keep", None), ("detach", Some(Retire::Detach)), ("drop", Some(Retire::Drop))];

/// `{ list = ["de", "fr"], list_from = "select …", name = "{table}_{value}", … }`.
fn read_list(node: Node<'_>, key: &PartitionKey, parent: &ObjectName, reader: &mut Reader<'_>) {
    let place = node.value();
    if key.strategy != PartitionStrategy::List || key.elements.len() != 1 {
        place.report(
            place
                .error(code::MISPLACED, "partitions by list need a list over one column", "")
                .help("write `partition_by = \"list (tenant_id)\"` on the table"),
        );
    }
    let template = node.get("name").and_then(template).unwrap_or(ListPolicy::NAME).to_owned();
    let mut partitions: Vec<Table> = Vec::new();
    for value in node.get("list").and_then(Value::list).unwrap_or_default() {
        let Some(text) = scalar(value) else { continue };
        let name = list_name(&template, parent, &text);
        if partitions.iter().any(|known| known.name == name) {
            value.bad(format!("\"{text}\" is listed twice"), "list it once");
            continue;
        }
        partitions.push(list_partition(name, parent, &text));
    }
    let query = node.get("list_from");
    let text = query.and_then(|value| {
        value.sql("a query of values", plain_query)?;
        value.text()
    });
    let retire = node.get("retire");
    if let (Some(value), None) = (retire, query) {
        value.bad("`retire` is for values that a query gives", "remove it, or write `list_from`");
    }
    let gone = retire.and_then(|value| value.one_of(GONE)).unwrap_or_default();
    if let (Some(value), Some(Retire::Detach)) = (retire, gone)
        && list_prefix(&template, parent).is_empty()
    {
        value.bad(
            "what is detached could not be told from other tables by its name",
            "have `name` begin with something, such as \"{table}_{value}\"",
        );
    }
    let default = node.flag("default").unwrap_or_default();
    let origin = node.origin();
    node.finish();
    if default {
        partitions.push(partition(below(parent, "default"), parent, PartitionBound::Default));
    }
    for partition in partitions {
        reader.define(partition, &origin);
    }
    if let Some(query) = text {
        let policy = ListPolicy { query: query.to_owned(), name: template, retire: gone };
        reader.annotation(ObjectRef::named(Kind::Table, parent)).list = Some(policy);
    }
}

/// `name` of partitions by list.
fn template(value: Value<'_>) -> Option<&str> {
    let text = value.text()?;
    let rest = text.replacen("{value}", "", 1).replacen("{table}", "", 1);
    if text.contains("{value}") && !rest.contains(['{', '}', '\0']) && rest.len() <= LONGEST_NAME / 2 {
        return Some(text);
    }
    value.bad(
        format!("`name` is no pattern of names: \"{text}\""),
        "write `{value}` once, and `{table}` once or not at all, such as \"{table}_{value}\"",
    );
    None
}

/// The partition for one value.
pub(crate) fn list_partition(name: ObjectName, parent: &ObjectName, value: &str) -> Table {
    let literal = Expr::parse(&quote::literal(value)).ok();
    partition(name, parent, PartitionBound::List(literal.into_iter().collect()))
}

/// The partitions that a policy writes out; `None` when they do not come to an end at `until`.
pub(crate) fn policy_partitions(
    policy: &PartitionPolicy,
    parent: &ObjectName,
    default: bool,
) -> Option<Vec<Table>> {
    let stride = Stride::parse(&policy.every)?;
    let mut start = stride.point(&policy.from)?;
    let until = match &policy.until {
        Some(until) => stride.point(until)?,
        None => stride.next(start)?,
    };
    let mut partitions = Vec::new();
    while start < until {
        let end = stride.next(start)?;
        partitions.push(policy_partition(stride, start, parent)?);
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

/// The partition of a policy that begins at a day or number.
pub(crate) fn policy_partition(stride: Stride, start: Point, parent: &ObjectName) -> Option<Table> {
    let bound = PartitionBound::Range {
        from: vec![literal(start)?],
        to: vec![literal(stride.next(start)?)?],
    };
    Some(partition(below(parent, &stride.suffix(start)), parent, bound))
}

fn below(parent: &ObjectName, suffix: &str) -> ObjectName {
    ObjectName {
        schema: parent.schema.clone(),
        name: format!("{}_{suffix}", parent.name),
    }
}

fn literal(point: Point) -> Option<BoundValue> {
    Expr::parse(&quote::literal(&point.to_string()))
        .ok()
        .map(BoundValue::Value)
}

/// `every`: a word of the calendar, or how many numbers a partition takes.
fn stride(value: Value<'_>) -> Option<Stride> {
    if !matches!(value.raw(), DeValue::Integer(_)) {
        return value.one_of(Every::WORDS).map(Stride::Time);
    }
    let numbers = value.integer()?;
    if numbers < 1 {
        value.bad(
            "partitions of no numbers",
            "write how many numbers a partition takes, such as 1000000",
        );
        return None;
    }
    Some(Stride::Numbers(numbers))
}

/// A day or number that a partition can start at; days as a string or a TOML date.
fn boundary(value: Value<'_>, stride: Stride) -> Option<Point> {
    let every = match stride {
        Stride::Time(every) => every,
        Stride::Numbers(_) => {
            let number = value.integer()?;
            if number < 0 {
                value.bad(
                    format!("`{}` is below 0", value.name()),
                    "write 0 or more; name partitions of negative numbers one by one, without `every`",
                );
                return None;
            }
            return Some(Point::Number(number));
        }
    };
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
    let Some(Point::Day(date)) = stride.point(&text) else {
        value.bad(
            format!("`{}` is no day: \"{text}\"", value.name()),
            "write a day that exists as \"YYYY-MM-DD\"",
        );
        return None;
    };
    let start = every.start(date);
    if start != date {
        value.bad(
            format!("no {} starts at {date}", every.word()),
            format!("write \"{start}\", the start of the {} it is in", every.word()),
        );
        return None;
    }
    Some(Point::Day(date))
}

/// How long partitions are kept: whole days at least, or numbers.
fn retain(value: Value<'_>, stride: Stride) -> Option<String> {
    let (text, help) = match stride {
        Stride::Time(_) => (
            duration::interval(value)?.to_owned(),
            "write a number of days, weeks, months, quarters or years, such as \"24 months\"",
        ),
        Stride::Numbers(_) => {
            let text = match value.raw() {
                DeValue::Integer(_) => value.integer()?.to_string(),
                _ => value.text()?.to_owned(),
            };
            (text, "write how many numbers below the highest are kept, such as 50000000, or \"12 partitions\"")
        }
    };
    if !stride.can_retain(&text) {
        let sort = match stride {
            Stride::Time(_) => "number of days",
            Stride::Numbers(_) => "distance and no number of partitions",
        };
        value.bad(format!("`retain` is no {sort}: \"{text}\""), help);
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
