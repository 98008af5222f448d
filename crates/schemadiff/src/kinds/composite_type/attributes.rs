//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("composite type", "composite/create"),
    Attribute::new("attribute", "composite/add_and_drop_attributes"),
    Attribute::new("order of attributes", "composite/reorder_unused"),
    Attribute::new("attribute type", "composite/change_attribute_type"),
    Attribute::new("attribute COLLATE", "composite/change_attribute_type"),
    Attribute::new("attribute renamed", "composite/rename_attribute"),
    Attribute::new("attribute comment", "composite/comments"),
    Attribute::new("comment", "composite/comments"),
];
