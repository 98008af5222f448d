//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("foreign server", "foreign_server/create"),
    Attribute::new("TYPE", "foreign_server/create"),
    Attribute::new("VERSION", "foreign_server/change_options"),
    Attribute::new("OPTIONS", "foreign_server/change_options"),
    Attribute::new("comment", "foreign_server/change_options"),
];
