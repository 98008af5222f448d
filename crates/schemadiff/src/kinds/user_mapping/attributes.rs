//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("user mapping", "user_mapping/create"),
    Attribute::new("OPTIONS", "user_mapping/change_options"),
];
