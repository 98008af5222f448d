//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("schema", "schema/create"),
    Attribute::new("comment", "schema/change_comment"),
];
