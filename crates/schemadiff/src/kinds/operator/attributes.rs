//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("operator", "operator/create"),
    Attribute::new("prefix operator", "operator/create"),
    Attribute::new("FUNCTION", "operator/change_function"),
    Attribute::new("COMMUTATOR, NEGATOR", "operator/create"),
    Attribute::new("RESTRICT, JOIN", "operator/change_estimators"),
    Attribute::new("HASHES, MERGES", "operator/create"),
    Attribute::new("comment", "operator/change_estimators"),
];
