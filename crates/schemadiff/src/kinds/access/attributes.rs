//! What can be said about the access to objects, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("OWNER TO", "access/change_owner").covers(&["owner"]),
    Attribute::new("GRANT on tables, views and sequences", "access/grant_on_relations").covers(&["privileges"]),
    Attribute::new("GRANT on columns", "access/grant_on_columns").covers(&["column privileges"]),
    Attribute::new("GRANT on functions, types and schemas", "access/grant_on_others"),
    Attribute::new("WITH GRANT OPTION", "access/grant_option"),
    Attribute::new("MAINTAIN", "access/maintain").since(17),
];
