//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("text search dictionary", "text_search/create"),
    Attribute::new("TEMPLATE", "text_search/change_template"),
    Attribute::new("options", "text_search/change_options"),
    Attribute::new("comment", "text_search/change_comments"),
];
