//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("language", "language/create"),
    Attribute::new("TRUSTED, HANDLER, INLINE, VALIDATOR", "language/change_functions"),
    Attribute::new("comment", "language/change_functions"),
];
