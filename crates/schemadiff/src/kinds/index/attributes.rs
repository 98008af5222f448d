//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("index", "index/create_on_filled_table"),
    Attribute::new("UNIQUE", "index/make_unique"),
    Attribute::new("NULLS NOT DISTINCT", "index/nulls_not_distinct").since(15),
    Attribute::new("method", "index/change_method"),
    Attribute::new("columns and expressions", "index/change_columns"),
    Attribute::new("operator classes", "index/methods"),
    Attribute::new("COLLATE, ASC, DESC, NULLS FIRST, NULLS LAST", "index/orders_nulls_and_collation"),
    Attribute::new("INCLUDE", "index/include_columns"),
    Attribute::new("WHERE", "index/change_predicate"),
    Attribute::new("storage parameters", "index/change_storage_parameters"),
    Attribute::new("TABLESPACE", "index/set_tablespace"),
    Attribute::new("STATISTICS of an expression", "index/set_statistics").covers(&["index column statistics target"]),
    Attribute::new("on a partitioned table", "index/add_to_partitioned_table"),
    Attribute::new("on one partition", "index/of_one_partition"),
    Attribute::new("comment", "comment/on_everything"),
    Attribute::new("renamed", "rename/index"),
];
