//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("foreign server", "server/create"),
    Attribute::new("TYPE", "server/create"),
    Attribute::new("VERSION", "server/change_options"),
    Attribute::new("OPTIONS", "server/change_options"),
    Attribute::new("comment", "server/change_options"),
];
