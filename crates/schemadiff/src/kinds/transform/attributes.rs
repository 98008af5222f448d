//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("transform", "transform/create"),
    Attribute::new("FROM SQL, TO SQL", "transform/change_functions"),
    Attribute::new("comment", "transform/change_functions"),
];
