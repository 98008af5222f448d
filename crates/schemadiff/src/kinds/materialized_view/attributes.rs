//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("materialized view", "materialized_view/create"),
    Attribute::new("query", "materialized_view/change_query"),
    Attribute::new("WITH NO DATA", "materialized_view/create_without_rows"),
    Attribute::new("storage parameters", "materialized_view/set_storage_parameters"),
    Attribute::new("storage parameters of the TOAST table", "materialized_view/set_toast_parameters")
        .covers(&["TOAST parameters of a materialized view"]),
    Attribute::new("STORAGE, COMPRESSION, STATISTICS of columns", "materialized_view/set_on_columns"),
    Attribute::new("TABLESPACE, CLUSTER ON, REPLICA IDENTITY", "materialized_view/kept_otherwise"),
    Attribute::new("index", "materialized_view/add_index"),
    Attribute::new("comment", "comment/on_everything"),
];
