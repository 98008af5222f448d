//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("foreign table", "foreign_table/create"),
    Attribute::new("SERVER", "foreign_table/change_server"),
    Attribute::new("OPTIONS", "foreign_table/change_options"),
    Attribute::new("OPTIONS of a column", "foreign_table/change_options"),
    Attribute::new("columns", "foreign_table/change_columns"),
    Attribute::new("STORAGE, STATISTICS and options of a column", "foreign_table/change_column_settings"),
    Attribute::new("CHECK", "foreign_table/change_checks"),
    Attribute::new("comment", "foreign_table/change_comments"),
];
