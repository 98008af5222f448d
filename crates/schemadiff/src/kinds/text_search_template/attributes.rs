//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("text search template", "text_search_configuration/create"),
    Attribute::new("INIT, LEXIZE", "text_search_template/change_functions"),
    Attribute::new("comment", "text_search_configuration/change_comments"),
];
