//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("access method", "access_method/create"),
    Attribute::new("TYPE, HANDLER", "access_method/change"),
    Attribute::new("comment", "access_method/change"),
];
