//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("foreign data wrapper", "foreign_data_wrapper/create"),
    Attribute::new("HANDLER, VALIDATOR", "foreign_data_wrapper/change_functions"),
    Attribute::new("OPTIONS", "foreign_data_wrapper/change_options"),
    Attribute::new("comment", "foreign_data_wrapper/change_options"),
];
