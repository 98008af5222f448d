//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("text search configuration", "text_search/create"),
    Attribute::new("PARSER", "text_search/change_parser"),
    Attribute::new("MAPPING", "text_search/change_mappings"),
    Attribute::new("COPY", "text_search/copy"),
    Attribute::new("comment", "text_search/change_comments"),
];
