//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("domain", "domain/create"),
    Attribute::new("base type", "domain/change_base_type_unused"),
    Attribute::new("COLLATE", "domain/create"),
    Attribute::new("DEFAULT", "domain/change_default"),
    Attribute::new("NOT NULL", "domain/set_not_null"),
    Attribute::new("named NOT NULL", "domain/named_not_null").since(17),
    Attribute::new("CHECK", "domain/add_check"),
    Attribute::new("NOT VALID", "domain/validate_check"),
    Attribute::new("constraint renamed", "domain/rename_check"),
    Attribute::new("constraint comment", "domain/comments"),
    Attribute::new("comment", "domain/comments"),
];
