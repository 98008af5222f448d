//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("cast", "cast/create"),
    Attribute::new("WITH FUNCTION", "cast/create"),
    Attribute::new("WITH INOUT", "cast/create"),
    Attribute::new("WITHOUT FUNCTION", "cast/create"),
    Attribute::new("AS ASSIGNMENT, AS IMPLICIT", "cast/change"),
    Attribute::new("comment", "cast/change"),
];
