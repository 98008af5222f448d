//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("text search dictionary", "text_search_configuration/create"),
    Attribute::new("TEMPLATE", "text_search_template/change_functions"),
    Attribute::new("options", "text_search_dictionary/change_options"),
    Attribute::new("comment", "text_search_configuration/change_comments"),
];
