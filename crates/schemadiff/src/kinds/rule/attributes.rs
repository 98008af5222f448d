//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("rule", "rule/create"),
    Attribute::new("ON INSERT, UPDATE, DELETE", "rule/create"),
    Attribute::new("WHERE, DO ALSO, DO INSTEAD", "rule/change"),
    Attribute::new("on a view", "rule/on_view_made_anew"),
    Attribute::new("ENABLE, DISABLE", "rule/disable_and_enable"),
    Attribute::new("comment", "rule/create"),
];
