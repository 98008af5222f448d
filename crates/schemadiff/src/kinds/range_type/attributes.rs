//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("range type", "range_type/create"),
    Attribute::new("SUBTYPE", "range_type/create"),
    Attribute::new("SUBTYPE_OPCLASS", "range_type/create"),
    Attribute::new("COLLATION", "range_type/create"),
    Attribute::new("SUBTYPE_DIFF", "range_type/change_unused"),
    Attribute::new("MULTIRANGE_TYPE_NAME", "range_type/create"),
    Attribute::new("comment", "range_type/comments"),
];
