//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("composite type", "composite_type/create"),
    Attribute::new("attribute", "composite_type/add_and_drop_attributes"),
    Attribute::new("order of attributes", "composite_type/reorder_unused"),
    Attribute::new("attribute type", "composite_type/change_attribute_type"),
    Attribute::new("attribute COLLATE", "composite_type/change_attribute_type"),
    Attribute::new("attribute renamed", "composite_type/rename_attribute"),
    Attribute::new("attribute comment", "composite_type/comments"),
    Attribute::new("comment", "composite_type/comments"),
];
