//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("enum", "enum/create"),
    Attribute::new("values", "enum/add_several_values"),
    Attribute::new("place of a new value", "enum/add_value_at_start"),
    Attribute::new("renamed value", "enum/rename_value"),
    Attribute::new("comment", "enum/create_with_comment"),
];
