//! `policies` of a table.

use schemadiff_sql::syntax::{Column, CreatePolicy, ObjectName, PolicyCommand};
use schemadiff_sql::{Expr, quote};

use super::Policy;
use crate::catalog::ident;
use crate::diag::code;
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

/// The policy that `tenant` stands for.
const TENANT: &str = "tenant_isolation";

/// The setting that says whose rows a transaction wants.
const TENANT_SETTING: &str = "app.tenant_id";

/// `tenant = "tenant_id"` or `tenant = { column = "tenant_id", setting = "app.tenant_id", to = ["app"] }`: rows are seen and written
/// by transactions that say their tenant. Once one that did is over the setting is an empty string, and not unset.
pub(crate) fn read_tenant(tenant: Value<'_>, on: &ObjectName, columns: &[Column], reader: &mut Reader<'_>) {
    let (column, setting, roles);
    if tenant.is_table() {
        let Some(table) = tenant.table("") else { return };
        column = table.required("column");
        setting = table.string("setting");
        roles = read_roles(table.get("to"));
        table.finish();
    } else {
        (column, setting, roles) = (Some(tenant), None, read_roles(None));
    }
    let Some((value, name)) = column.and_then(|value| Some((value, value.part_name()?))) else {
        return;
    };
    let Some(known) = columns.iter().find(|known| known.name == name) else {
        let message = format!("column `{name}` of table `{on}` does not exist");
        return value.report(
            value
                .error(code::MISSING_COLUMN, message, "")
                .help("name the column that tells whose a row is"),
        );
    };
    let setting = quote::literal(setting.as_deref().unwrap_or(TENANT_SETTING));
    let using = format!(
        "{} = nullif(current_setting({setting}, true), '')::{}",
        ident(&name),
        known.data_type
    );
    let definition = CreatePolicy {
        name: TENANT.to_owned(),
        table: on.clone(),
        permissive: true,
        command: PolicyCommand::All,
        roles,
        using: Expr::parse(&using).ok(),
        check: None,
    };
    let comment = None;
    reader.define(Policy { definition, comment }, &tenant.origin());
}

fn read_roles(value: Option<Value<'_>>) -> Vec<String> {
    let named = value.and_then(Value::one_or_more).unwrap_or_default();
    let mut roles: Vec<String> = named.into_iter().map(|(role, _)| role.to_owned()).collect();
    if roles.is_empty() {
        roles.push("public".to_owned());
    }
    roles.sort();
    roles.dedup();
    roles
}

fn read(entry: &Entry<'_>, on: &ObjectName) -> Option<Policy> {
    let name = entry.part_name();
    let table = entry.table("policy")?;
    let command = table.one_of("for", COMMANDS).unwrap_or_default();
    let roles = read_roles(table.get("to"));
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
