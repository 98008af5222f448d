//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("text search parser", "text_search_configuration/create"),
    Attribute::new("START, GETTOKEN, END, HEADLINE, LEXTYPES", "text_search_parser/change_functions"),
    Attribute::new("comment", "text_search_configuration/change_comments"),
];
