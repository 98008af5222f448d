//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("text search parser", "text_search/create"),
    Attribute::new("START, GETTOKEN, END, HEADLINE, LEXTYPES", "text_search/change_parser"),
    Attribute::new("comment", "text_search/change_comments"),
];
