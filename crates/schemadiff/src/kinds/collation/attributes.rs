//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("collation", "collation/create"),
    Attribute::new("PROVIDER libc, icu", "collation/create"),
    Attribute::new("PROVIDER builtin", "collation/builtin").since(17),
    Attribute::new("LOCALE", "collation/change_unused"),
    Attribute::new("LC_COLLATE, LC_CTYPE", "collation/create"),
    Attribute::new("DETERMINISTIC", "collation/create"),
    Attribute::new("RULES", "collation/rules").since(16),
    Attribute::new("comment", "collation/comments"),
];
