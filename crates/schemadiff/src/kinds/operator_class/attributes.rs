//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("operator class", "operator_class/create"),
    Attribute::new("DEFAULT", "operator_class/default_of_an_index"),
    Attribute::new("FAMILY", "operator_class/create"),
    Attribute::new("STORAGE", "operator_class/create"),
    Attribute::new("OPERATOR, FUNCTION", "operator_class/change_members"),
    Attribute::new("comment", "operator_class/change_members"),
];
