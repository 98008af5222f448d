//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("materialized view", "materialized_view/create"),
    Attribute::new("query", "materialized_view/change_query"),
    Attribute::new("WITH NO DATA", "materialized_view/create_without_rows"),
    Attribute::new("storage parameters", "materialized_view/set_storage_parameters"),
    Attribute::new("index", "materialized_view/add_index"),
    Attribute::new("comment", "comment/on_everything"),
];
