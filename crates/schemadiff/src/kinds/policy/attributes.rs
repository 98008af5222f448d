//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("policy", "policy/one_for_each_command"),
    Attribute::new("AS RESTRICTIVE", "policy/restrictive"),
    Attribute::new("FOR", "policy/change_command"),
    Attribute::new("TO", "policy/change_roles"),
    Attribute::new("USING, WITH CHECK", "policy/change_expressions"),
    Attribute::new("comment", "comment/on_everything"),
];
