//! The life of partitions by list: one for each value that a query gives.
//!
//! What is ours is told by name and bound, as with partitions by time: one that takes a single value and has the name that the
//! policy gives that value.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{ObjectName, PartitionBound};
use sha2::{Digest, Sha256};

use crate::catalog::{ListPolicy, ObjectId, Retire};
use crate::canon::{Canonical, columns_of};
use crate::catalog::Catalog;
use crate::diag::{Diagnostic, code};
use crate::kinds::Table;
use crate::kinds::table::toml::{MOST_PARTITIONS, list_partition};

/// What a name ends with that is not the value alone: so many digits of a checksum.
const DIGITS: usize = 10;

const LONGEST_NAME: usize = 63;

/// The name of the partition for a value: as the template says where that is the value itself or a UUID with `_` for `-`, and
/// fits; otherwise what fits of it, and a checksum of the value. No two values have the same name, unless their checksums are
/// the same.
pub(crate) fn list_name(template: &str, parent: &ObjectName, value: &str) -> ObjectName {
    let word: String =
        value.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let whole = template.replace("{table}", &parent.name).replace("{value}", &word);
    let says_all = is_uuid(value, '-') || (word == value && !value.is_empty() && !is_uuid(value, '_'));
    let name = if says_all && whole.len() <= LONGEST_NAME && !ends_in_checksum(&whole) {
        whole
    } else {
        let sum = checksum(value);
        let end = whole.floor_char_boundary(LONGEST_NAME - DIGITS - 1);
        format!("{}_{}", whole[..end].trim_end_matches('_'), sum)
    };
    ObjectName { schema: parent.schema.clone(), name }
}

/// The first forty bits of a SHA-256.
fn checksum(value: &str) -> String {
    let digest = Sha256::digest(value.as_bytes());
    let bits = digest.iter().take(DIGITS / 2).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    format!("{bits:0DIGITS$x}")
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_uuid(text: &str, separator: char) -> bool {
    let lengths: Vec<usize> = text.split(separator).map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.split(separator).all(is_hex)
}

fn ends_in_checksum(name: &str) -> bool {
    name.rsplit_once('_').is_some_and(|(_, end)| end.len() == DIGITS && is_hex(end))
}

/// What a template's names begin with, whatever the value.
pub(crate) fn list_prefix(template: &str, parent: &ObjectName) -> String {
    let before = template.split("{value}").next().unwrap_or_default();
    before.replace("{table}", &parent.name)
}

/// The values that a partition takes.
fn values(table: &Table) -> Vec<String> {
    match table.partition_of.as_ref().map(|of| &of.bound) {
        Some(PartitionBound::List(values)) => {
            values.iter().filter_map(Expr::literal).collect()
        }
        _ => Vec::new(),
    }
}

/// The value that a partition of the policy is for; `None` of somebody else's.
pub(super) fn own_value(policy: &ListPolicy, parent: &ObjectName, table: &Table) -> Option<String> {
    let Some(PartitionBound::List(all)) = table.partition_of.as_ref().map(|of| &of.bound) else { return None };
    let [value] = all.as_slice() else { return None };
    let value = value.literal()?;
    (list_name(&policy.name, parent, &value) == table.name).then_some(value)
}

/// Follows a policy: makes what is missing for the values that the query gave, and retires what is for others if it says so.
pub(super) fn keep(
    (policy, parent): (&ListPolicy, &ObjectName),
    wanted: &[String],
    children: &[&Table],
    due: &mut Canonical,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    if wanted.len() > MOST_PARTITIONS {
        let message = format!("table `{parent}` would have more than {MOST_PARTITIONS} partitions");
        return Err(Diagnostic::error(code::UPKEEP, message).help("have the query of `list_from` give fewer values"));
    }
    let mut found = Vec::new();
    let taken: BTreeSet<String> = children.iter().flat_map(|child| values(child)).collect();
    let values: BTreeSet<&String> = wanted.iter().collect();
    let mut named: BTreeMap<ObjectName, &String> = BTreeMap::new();
    for value in &values {
        let name = list_name(&policy.name, parent, value);
        if let Some(other) = named.insert(name.clone(), value) {
            let message = format!("the values \"{other}\" and \"{value}\" would both be in `{name}`");
            return Err(Diagnostic::error(code::UPKEEP, message).help("name the partition of one of them in the model"));
        }
        if taken.contains(*value) {
            continue;
        }
        if due.catalog.tables.contains(&ObjectId::named(name.clone())) {
            let message = format!("table `{name}` has the name of a partition that is due, and is none");
            found.push(Diagnostic::warning(code::UPKEEP, message).help("rename it, or attach it"));
            continue;
        }
        due.catalog.insert(list_partition(name, parent, value));
    }
    let gone: Vec<&&Table> = children
        .iter()
        .filter(|child| own_value(policy, parent, child).is_some_and(|value| !values.contains(&value)))
        .collect();
    if gone.is_empty() {
        return Ok(found);
    }
    if let (true, Some(_)) = (values.is_empty(), policy.retire) {
        let message = format!("the query of `list_from` gives no value, and every partition of `{parent}` would be retired");
        return Err(Diagnostic::error(code::UPKEEP, message)
            .help("look whether it asks the right database; retire the last ones by hand if it does"));
    }
    for child in gone {
        match policy.retire {
            Some(retire) => super::retire(&child.name, retire, due),
            None => {
                let message = format!("partition `{}` is for a value that is gone", child.name);
                found.push(
                    Diagnostic::warning(code::UPKEEP, message)
                        .help("it stays; `retire = \"detach\"` or `\"drop\"` would take it out"),
                );
            }
        }
    }
    Ok(found)
}

/// Tables that stand alone as the policy retired them: by name, and with the columns of the table that they were partitions of.
/// `alone` is sorted.
pub(super) fn retired<'a>(
    (policy, parent): (&ListPolicy, &ObjectName),
    catalog: &Catalog,
    alone: &[&'a ObjectName],
) -> Vec<&'a ObjectName> {
    if policy.retire != Some(Retire::Detach) {
        return Vec::new();
    }
    let columns = |table: &ObjectName| -> BTreeSet<(String, String)> {
        let columns = columns_of(catalog, table).unwrap_or_default();
        columns.iter().map(|column| (column.name.clone(), format!("{:?}", column.data_type))).collect()
    };
    let of_parent = columns(parent);
    let first = ObjectName { schema: parent.schema.clone(), name: list_prefix(&policy.name, parent) };
    let after = alone.partition_point(|name| **name < first);
    let named = alone[after..]
        .iter()
        .take_while(|name| name.schema == first.schema && name.name.starts_with(&first.name))
        .filter(|name| ***name != *parent && columns(name) == of_parent);
    named.copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(value: &str) -> String {
        list_name("{table}_{value}", &ObjectName::qualified("public", "log"), value).name
    }

    #[test]
    fn a_value_that_is_a_name_is_the_name() {
        assert_eq!(name("acme"), "log_acme");
        assert_eq!(name("42"), "log_42");
        assert_eq!(
            name("550e8400-e29b-41d4-a716-446655440000"),
            "log_550e8400_e29b_41d4_a716_446655440000"
        );
        let parent = ObjectName::qualified("app", "log");
        assert_eq!(list_name("{value}", &parent, "acme"), ObjectName::qualified("app", "acme"));
        assert_eq!(list_prefix("part_{table}_{value}_x", &parent), "part_log_");
    }

    #[test]
    fn no_two_values_have_one_name() {
        let long = "x".repeat(80);
        let values = [
            "", " ", "_", "a b", "a_b", "a-b", "A_b", "ä", "ö", "日本", "a\"b", "a'b", "a\nb", "-1", "1", "+1",
            "550e8400-e29b-41d4-a716-446655440000",
            "550e8400_e29b_41d4_a716_446655440000",
            "550E8400-E29B-41D4-A716-446655440000",
            &long, &format!("{long}y"), &format!("{long}z"), &"é".repeat(70), "0123456789", "a_0123456789",
        ];
        let mut names = BTreeMap::new();
        for value in values {
            let name = name(value);
            assert!(name.len() <= LONGEST_NAME && name.starts_with("log"), "{name}");
            assert_eq!(names.insert(name.clone(), value), None, "{name}");
        }
        // Neither does a value that is what the name of another one ends with.
        let other = name("a b");
        let tricky = other.strip_prefix("log_").unwrap();
        assert_ne!(name(tricky), other);
    }
}
