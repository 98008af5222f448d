//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("publication", "publication/create"),
    Attribute::new("FOR ALL TABLES", "publication/all_tables"),
    Attribute::new("FOR TABLE", "publication/change_tables"),
    Attribute::new("column list", "publication/columns_and_filters").since(15),
    Attribute::new("WHERE", "publication/columns_and_filters").since(15),
    Attribute::new("FOR TABLES IN SCHEMA", "publication/schemas").since(15),
    Attribute::new("publish, publish_via_partition_root", "publication/change_options"),
    Attribute::new("publish_generated_columns", "publication/generated_columns").since(18),
    Attribute::new("comment", "publication/change_comment"),
];
