//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("range type", "range/create"),
    Attribute::new("SUBTYPE", "range/create"),
    Attribute::new("SUBTYPE_OPCLASS", "range/create"),
    Attribute::new("COLLATION", "range/create"),
    Attribute::new("SUBTYPE_DIFF", "range/change_unused"),
    Attribute::new("MULTIRANGE_TYPE_NAME", "range/create"),
    Attribute::new("comment", "range/comments"),
];
