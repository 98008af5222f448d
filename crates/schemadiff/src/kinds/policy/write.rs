//! `policies` of a table.

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{ObjectName, PolicyCommand};

use super::Policy;
use crate::render::toml::{Fields, Writer};

/// Writes the policies of a table, each as a section under `path`.
pub(crate) fn write_all(path: &[&str], table: &ObjectName, writer: &mut Writer<'_>) {
    for policy in writer.belongings.policies(table) {
        let path: Vec<&str> = path
            .iter()
            .copied()
            .chain(["policies", &policy.definition.name])
            .collect();
        writer.document.section_even_if_empty(&path, &write(policy));
    }
}

fn write(policy: &Policy) -> Fields {
    let definition = &policy.definition;
    let mut fields = Fields::default();
    fields.put_some(
        "for",
        match definition.command {
            PolicyCommand::All => None,
            PolicyCommand::Select => Some("select"),
            PolicyCommand::Insert => Some("insert"),
            PolicyCommand::Update => Some("update"),
            PolicyCommand::Delete => Some("delete"),
        },
    );
    match definition.roles.as_slice() {
        [role] if role == "public" => {}
        [role] => fields.put("to", role),
        roles => fields.put("to", roles),
    }
    fields.put_some("using", definition.using.as_ref().map(Expr::sql));
    fields.put_some("check", definition.check.as_ref().map(Expr::sql));
    fields.put_true("restrictive", !definition.permissive);
    fields.put_some("comment", policy.comment.as_ref());
    fields
}
