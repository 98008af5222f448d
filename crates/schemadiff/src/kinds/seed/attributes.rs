//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("rows", "seed/insert"),
    Attribute::new("changed rows", "seed/conflict_updates"),
    Attribute::new("rows not listed", "seed/delete_rows_not_listed"),
];
