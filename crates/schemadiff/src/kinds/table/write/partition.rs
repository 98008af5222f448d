//! `partitions` of a table: as the policy that wrote them out, or by name.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{ObjectName, PartitionBound, Persistence};

use super::super::{Physical, Table};
use super::super::toml::policy_partitions;
use super::super::upkeep::own_value;
use crate::catalog::{Kind, ListPolicy, ObjectRef, PartitionPolicy, Retire};
use crate::render::toml::{Fields, Node, Writer, sql};
use crate::source::toml::write_name;

/// The partitions that are written in the section of their parent: those that have nothing of their own which only a
/// table's section can say. Below a policy, those that it writes out.
pub(super) fn written_with_parent(writer: &Writer<'_>) -> BTreeSet<ObjectName> {
    let mut names = BTreeSet::new();
    for parent in writer.catalog().tables.values() {
        let annotation = writer.annotation(&ObjectRef::named(Kind::Table, &parent.name));
        let policy = annotation.and_then(|annotation| annotation.partitions.as_ref());
        let written_out: Option<BTreeMap<ObjectName, String>> = policy.map(|policy| {
            let partitions = policy_partitions(policy, &parent.name, false).unwrap_or_default();
            partitions
                .into_iter()
                .map(|table| (table.name.clone(), bound_of(&table)))
                .collect()
        });
        let list = annotation.and_then(|annotation| annotation.list.as_ref());
        for partition in writer.belongings.partitions(&parent.name) {
            if let Some(policy) = list {
                let is_listed = own_value(policy, &parent.name, partition).is_some()
                    && partition.partition_by.is_none()
                    && partition.comment.is_none();
                if (is_listed || is_default(partition, &parent.name)) && is_simple(partition, writer) {
                    names.insert(partition.name.clone());
                }
                continue;
            }
            let fits = written_out.as_ref().is_none_or(|written_out| {
                partition.partition_by.is_none()
                    && partition.comment.is_none()
                    && (is_default(partition, &parent.name)
                        || written_out.get(&partition.name) == Some(&bound_of(partition)))
            });
            if fits && is_simple(partition, writer) {
                names.insert(partition.name.clone());
            }
        }
    }
    names
}

fn bound_of(table: &Table) -> String {
    table
        .partition_of
        .as_ref()
        .map(|partition| sql::bound(&partition.bound))
        .unwrap_or_default()
}

fn is_default(table: &Table, parent: &ObjectName) -> bool {
    let name = ObjectName {
        schema: parent.schema.clone(),
        name: format!("{}_default", parent.name),
    };
    table.name == name
        && table
            .partition_of
            .as_ref()
            .is_some_and(|partition| partition.bound == PartitionBound::Default)
}

/// Whether there is nothing to say but bound, comment and partitions.
fn is_simple(table: &Table, writer: &Writer<'_>) -> bool {
    table.persistence == Persistence::Permanent
        && table.columns.is_empty()
        && table.partition_of.as_ref().is_none_or(|partition| partition.columns.is_empty())
        && table.constraints.is_empty()
        && !table.row_security
        && !table.force_row_security
        && table.parameters.is_empty()
        && table.physical == Physical::default()
        && writer.belongings.indexes(&table.name).is_empty()
        && writer.belongings.statistics(&table.name).is_empty()
        && writer.catalog().rules.parts_of(&table.name).next().is_none()
        && writer.belongings.triggers(&table.name).is_empty()
        && writer.belongings.policies(&table.name).is_empty()
        && writer
            .annotation(&ObjectRef::named(Kind::Table, &table.name))
            .is_none()
}

/// The section of a table's partitions.
pub(super) fn fields(table: &Table, with_parent: &BTreeSet<ObjectName>, writer: &Writer<'_>) -> Fields {
    let annotation = writer.annotation(&ObjectRef::named(Kind::Table, &table.name));
    if let Some(policy) = annotation.and_then(|annotation| annotation.list.as_ref()) {
        return list_fields(table, policy, with_parent, writer);
    }
    match annotation.and_then(|annotation| annotation.partitions.as_ref()) {
        Some(policy) => policy_fields(table, policy, with_parent),
        None => named_fields(table, with_parent, writer),
    }
}

fn policy_fields(table: &Table, policy: &PartitionPolicy, with_parent: &BTreeSet<ObjectName>) -> Fields {
    let mut fields = Fields::default();
    fields.put("every", number_or_word(&policy.every));
    fields.put("from", number_or_word(&policy.from));
    fields.put_some("until", policy.until.as_deref().map(number_or_word));
    fields.put_some("ahead", policy.ahead.map(i64::from));
    fields.put_some("retain", policy.retain.as_deref().map(number_or_word));
    if policy.retire != Retire::default() {
        let word = Retire::WORDS.iter().find(|(_, retire)| *retire == policy.retire);
        fields.put_some("retire", word.map(|(word, _)| *word));
    }
    let default = ObjectName {
        schema: table.name.schema.clone(),
        name: format!("{}_default", table.name.name),
    };
    fields.put_true("default", with_parent.contains(&default));
    fields
}

/// Of a policy by number all but `12 partitions` is numbers; of one by time nothing is.
fn number_or_word(text: &str) -> Node {
    text.parse::<i64>().map_or_else(|_| Node::from(text), Node::from)
}

fn list_fields(
    table: &Table,
    policy: &ListPolicy,
    with_parent: &BTreeSet<ObjectName>,
    writer: &Writer<'_>,
) -> Fields {
    let mut fields = Fields::default();
    let children = writer.belongings.partitions(&table.name).iter();
    let here: Vec<_> = children.filter(|child| with_parent.contains(&child.name)).collect();
    let values: Vec<String> = here.iter().filter_map(|child| own_value(policy, &table.name, child)).collect();
    fields.put_list("list", &values);
    fields.put("list_from", &policy.query);
    if policy.name != ListPolicy::NAME {
        fields.put("name", &policy.name);
    }
    let word = Retire::WORDS.iter().find(|(_, retire)| Some(*retire) == policy.retire);
    fields.put_some("retire", word.map(|(word, _)| *word));
    fields.put_true("default", here.iter().any(|child| is_default(child, &table.name)));
    fields
}

fn named_fields(table: &Table, with_parent: &BTreeSet<ObjectName>, writer: &Writer<'_>) -> Fields {
    let mut fields = Fields::default();
    let schema = table.name.schema.as_deref().unwrap_or_default();
    for child in writer.belongings.partitions(&table.name) {
        let Some(partition) = child
            .partition_of
            .as_ref()
            .filter(|_| with_parent.contains(&child.name))
        else {
            continue;
        };
        fields.put(
            write_name(&child.name, schema),
            partition_value(child, &partition.bound, with_parent, writer),
        );
    }
    fields
}

fn partition_value(
    table: &Table,
    bound: &PartitionBound,
    with_parent: &BTreeSet<ObjectName>,
    writer: &Writer<'_>,
) -> Node {
    let mut fields = Fields::default();
    fields.put("bound", sql::bound(bound));
    fields.put_some("comment", table.comment.as_ref());
    fields.put_some(
        "partition_by",
        table.partition_by.as_ref().map(sql::partition_key),
    );
    fields.put_table("partitions", named_fields(table, with_parent, writer));
    match fields.only("bound") {
        Some(bound) => bound.clone(),
        None => Node::Table(fields),
    }
}
