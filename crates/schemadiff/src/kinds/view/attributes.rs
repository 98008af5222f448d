//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("view", "view/create"),
    Attribute::new("column names", "view/column_list"),
    Attribute::new("query", "view/change_condition"),
    Attribute::new("security_barrier, check_option", "view/options"),
    Attribute::new("security_invoker", "view/security_invoker").since(15),
    Attribute::new("column DEFAULT", "view/column_defaults").covers(&["view column default"]),
    Attribute::new("comment", "comment/on_everything"),
    Attribute::new("column comment", "comment/on_everything"),
];
