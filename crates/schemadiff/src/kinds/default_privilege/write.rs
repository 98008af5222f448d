//! `default_privileges`.

use super::DefaultPrivilege;
use crate::kinds::access::write::grant_fields;
use crate::render::toml::{Fields, Node, Writer};

/// All of them, as a list.
pub(crate) fn list(writer: &Writer<'_>) -> Option<Node> {
    let all: Vec<Node> = writer.catalog().default_privileges.values().map(fields).collect();
    (!all.is_empty()).then_some(Node::List(all))
}

fn fields(defaults: &DefaultPrivilege) -> Node {
    let mut fields = Fields::default();
    fields.put_some("role", defaults.role.as_ref());
    fields.put_some("schema", defaults.schema.as_ref());
    fields.put("on", defaults.on.as_sql().to_ascii_lowercase());
    fields.put("grants", grant_fields(&defaults.as_grants()));
    Node::Table(fields)
}
