//! `policies` of a table.

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{CreatePolicy, ObjectName, PolicyCommand};

use super::Policy;
use crate::source::toml::{Entry, Reader, Value, comment};

const COMMANDS: &[(&str, PolicyCommand)] = &[
    ("all", PolicyCommand::All),
    ("select", PolicyCommand::Select),
    ("insert", PolicyCommand::Insert),
    ("update", PolicyCommand::Update),
    ("delete", PolicyCommand::Delete),
];

/// `[tables.T.policies]`.
pub(crate) fn read_all(policies: Value<'_>, table: &ObjectName, reader: &mut Reader<'_>) {
    for entry in policies.entries().unwrap_or_default() {
        if let Some(policy) = read(&entry, table) {
            reader.define(policy, &entry.origin());
        }
    }
}

fn read(entry: &Entry<'_>, on: &ObjectName) -> Option<Policy> {
    let name = entry.part_name();
    let table = entry.table("policy")?;
    let command = table.one_of("for", COMMANDS).unwrap_or_default();
    let mut roles: Vec<String> = table
        .get("to")
        .and_then(Value::one_or_more)
        .unwrap_or_default()
        .into_iter()
        .map(|(role, _)| role.to_owned())
        .collect();
    if roles.is_empty() {
        roles.push("public".to_owned());
    }
    roles.sort();
    roles.dedup();
    let using_key = table.get("using");
    let check_key = table.get("check");
    let using = using_key.and_then(|value| value.sql("an expression", Expr::parse));
    let check = check_key.and_then(|value| value.sql("an expression", Expr::parse));
    let permissive = !table.flag("restrictive").unwrap_or_default();
    let comment = comment(&table);
    // Source: `CreatePolicy` in `src/backend/commands/policy.c`.
    match (command, using_key, check_key) {
        (PolicyCommand::Insert, Some(using), _) => {
            using.bad(
                "a policy for insert takes only `check`",
                "rename `using` to `check`",
            );
        }
        (PolicyCommand::Select | PolicyCommand::Delete, _, Some(check)) => {
            check.bad(
                "a policy for select or delete takes only `using`",
                "rename `check` to `using`",
            );
        }
        _ => {}
    }
    table.finish();
    let definition = CreatePolicy {
        name: name?,
        table: on.clone(),
        permissive,
        command,
        roles,
        using,
        check,
    };
    Some(Policy { definition, comment })
}
