//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("text search configuration", "text_search_configuration/create"),
    Attribute::new("PARSER", "text_search_parser/change_functions"),
    Attribute::new("MAPPING", "text_search_configuration/change_mappings"),
    Attribute::new("COPY", "text_search_configuration/copy"),
    Attribute::new("comment", "text_search_configuration/change_comments"),
];
