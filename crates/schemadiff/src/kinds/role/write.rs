//! `[roles]`.

use super::{Membership, Role, RoleAttribute};
use crate::render::toml::{Fields, Node, Writer, setting};

/// Writes all roles.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for role in writer.catalog().roles.values() {
        let fields = fields(role);
        writer.document.section_even_if_empty(&["roles", &role.name], &fields);
    }
}

fn fields(role: &Role) -> Fields {
    let mut fields = Fields::default();
    fields.put_true("absent", role.absent);
    fields.put_some("comment", role.comment.as_ref());
    for (attribute, word) in RoleAttribute::EVERY {
        let has = role.attributes.contains(attribute);
        if has != attribute.is_default() {
            fields.put(*word, has);
        }
    }
    fields.put_some("connection_limit", role.connection_limit);
    fields.put_some("valid_until", role.valid_until.as_ref());
    if !role.memberships.is_empty() {
        let groups = role.memberships.iter().map(|(group, membership)| membership_node(group, *membership));
        fields.put("member_of", Node::List(groups.collect()));
    }
    let mut settings = Fields::default();
    for (name, value) in &role.settings {
        settings.put(name, setting(value));
    }
    fields.put_table("set", settings);
    fields
}

fn membership_node(group: &str, membership: Membership) -> Node {
    if membership == Membership::default() {
        return Node::from(group);
    }
    let mut fields = Fields::default();
    fields.put("role", group);
    fields.put_true("admin", membership.admin);
    fields.put_some("inherit", membership.inherit);
    fields.put_some("set", membership.set);
    Node::Table(fields)
}
