//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("enum", "enum/create"),
    Attribute::new("values", "enum/add_several_values"),
    Attribute::new("place of a new value", "enum/add_value_at_start"),
    Attribute::new("renamed value", "enum/rename_value"),
    Attribute::new("removed value", "enum/remove_value_used_everywhere"),
    Attribute::new("removed value, with what rows get", "enum/remove_value_and_map_its_rows"),
    Attribute::new("order of values", "enum/reorder_values"),
    Attribute::new("comment", "enum/create_with_comment"),
];
