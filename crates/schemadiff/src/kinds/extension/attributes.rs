//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("extension", "extension/create"),
    Attribute::new("SCHEMA", "extension/move_to_schema"),
    Attribute::new("VERSION", "extension/update_version"),
    Attribute::new("comment", "comment/on_everything"),
];
