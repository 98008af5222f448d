//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("operator family", "operator_family/create"),
    Attribute::new("OPERATOR, FUNCTION", "operator_family/add_and_drop_members"),
    Attribute::new("FOR ORDER BY", "operator_family/create"),
    Attribute::new("comment", "operator_family/add_and_drop_members"),
];
