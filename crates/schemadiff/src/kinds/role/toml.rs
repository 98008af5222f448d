//! `[roles]`.

use std::collections::BTreeMap;

use super::{Membership, Role, RoleAttribute};
use crate::source::toml::{Entry, Reader, Table, Value, comment, scalar};

/// `[roles.app_reader] login = true, member_of = ["reader"]`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = entry.part_name();
    let Some(table) = entry.table("role") else { return };
    let mut role = Role::new(name.clone().unwrap_or_default());
    role.absent = table.flag("absent").unwrap_or_default();
    for (attribute, word) in RoleAttribute::EVERY {
        match table.flag(word) {
            Some(true) => drop(role.attributes.insert(*attribute)),
            Some(false) => drop(role.attributes.remove(attribute)),
            None => {}
        }
    }
    role.connection_limit = table.get("connection_limit").and_then(limit);
    role.valid_until = table.get("valid_until").and_then(moment);
    role.memberships = table.get("member_of").map(memberships).unwrap_or_default();
    role.settings = settings(&table);
    role.comment = comment(&table);
    if let Some(password) = table.get("password") {
        password.bad(
            "a password is no part of a model",
            "set it where secrets are kept: `ALTER ROLE … PASSWORD` or `\\password` in psql",
        );
    }
    table.finish();
    if name.is_some() {
        reader.define(role, &entry.origin());
    }
}

fn limit(value: Value<'_>) -> Option<i64> {
    let limit = value.integer()?;
    if limit < 0 {
        value.bad("a limit is not negative", "leave it out where there is none");
        return None;
    }
    Some(limit)
}

/// A moment as PostgreSQL prints it in UTC; of a day its beginning.
fn moment(value: Value<'_>) -> Option<String> {
    let text = value.text()?;
    let Ok(moment) = moment_of(text) else {
        value.bad(
            format!("\"{text}\" is no moment in UTC"),
            "write \"2030-01-31\", \"2030-01-31 12:00:00+00\" or \"infinity\"",
        );
        return None;
    };
    moment
}

/// A text that is no moment.
pub(super) struct NoMoment;

/// The same of a text; none where there is no end.
pub(super) fn moment_of(text: &str) -> Result<Option<String>, NoMoment> {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    match shape.as_str() {
        "infinity" => Ok(None),
        "0000-00-00 00:00:00+00" => Ok(Some(text.to_owned())),
        "0000-00-00" => Ok(Some(format!("{text} 00:00:00+00"))),
        _ => Err(NoMoment),
    }
}

/// `["reader", { role = "writer", admin = true, inherit = false, set = false }]`.
fn memberships(value: Value<'_>) -> BTreeMap<String, Membership> {
    let mut memberships = BTreeMap::new();
    for value in value.list().unwrap_or_default() {
        if value.is_text() {
            memberships.extend(value.part_name().map(|role| (role, Membership::default())));
            continue;
        }
        let Some(table) = value.table("") else { continue };
        let role = table.required("role").and_then(Value::part_name);
        let membership = Membership {
            admin: table.flag("admin").unwrap_or_default(),
            inherit: table.flag("inherit"),
            set: table.flag("set"),
        };
        table.finish();
        memberships.extend(role.map(|role| (role, membership)));
    }
    memberships
}

fn settings(table: &Table<'_>) -> BTreeMap<String, String> {
    let entries = table.entries("set");
    entries.filter_map(|entry| Some((entry.name.to_owned(), scalar(entry.value)?))).collect()
}
