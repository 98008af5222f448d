//! What can be said about roles, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("role", "role/create"),
    Attribute::new("SUPERUSER, CREATEDB, CREATEROLE, INHERIT, LOGIN, REPLICATION, BYPASSRLS", "role/change_attributes"),
    Attribute::new("CONNECTION LIMIT, VALID UNTIL", "role/change_attributes"),
    Attribute::new("membership, ADMIN OPTION", "role/change_memberships"),
    Attribute::new("INHERIT and SET of a membership", "role/options_of_memberships").since(16),
    Attribute::new("SET", "role/change_settings"),
    Attribute::new("comment", "role/create"),
];
