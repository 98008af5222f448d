//! What can be said about default privileges, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("default privileges", "default_privilege/change"),
    Attribute::new("FOR ROLE, IN SCHEMA", "default_privilege/change"),
    Attribute::new("WITH GRANT OPTION", "default_privilege/change"),
    Attribute::new("LARGE OBJECTS", "default_privilege/large_objects").since(18),
];
