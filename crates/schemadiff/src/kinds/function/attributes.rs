//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("function", "function/create_in_sql_and_plpgsql"),
    Attribute::new("procedure", "procedure/create"),
    Attribute::new("arguments", "function/overloads"),
    Attribute::new("defaults of arguments", "function/add_default_of_argument"),
    Attribute::new("RETURNS", "function/change_return_type"),
    Attribute::new("RETURNS TABLE, SETOF", "function/create_that_returns_rows"),
    Attribute::new("body", "function/change_body"),
    Attribute::new("body in standard SQL", "function/create_with_sql_standard_body"),
    Attribute::new("volatility, STRICT, SECURITY, LEAKPROOF, PARALLEL, COST, ROWS, SET", "function/change_attributes"),
    Attribute::new("comment", "comment/on_everything"),
];
