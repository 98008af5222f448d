//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("conversion", "conversion/create"),
    Attribute::new("FOR, TO, FROM, DEFAULT", "conversion/change_everything"),
    Attribute::new("comment", "conversion/change_comment"),
];
