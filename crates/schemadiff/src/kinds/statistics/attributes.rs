//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("statistics", "statistics/create"),
    Attribute::new("ndistinct, dependencies, mcv", "statistics/change_kinds"),
    Attribute::new("columns", "statistics/change_columns"),
    Attribute::new("expressions", "statistics/change_expression"),
    Attribute::new("SET STATISTICS", "statistics/set_target"),
    Attribute::new("schema other than the table's", "statistics/in_another_schema"),
    Attribute::new("of materialized views and foreign tables", "statistics/of_views_and_foreign_tables"),
    Attribute::new("renamed", "statistics/rename"),
    Attribute::new("comment", "statistics/set_target"),
];
