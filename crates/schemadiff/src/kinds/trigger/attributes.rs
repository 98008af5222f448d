//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("trigger", "trigger/create"),
    Attribute::new("BEFORE, AFTER, events, UPDATE OF", "trigger/change_timing"),
    Attribute::new("INSTEAD OF", "trigger/instead_of_on_view"),
    Attribute::new("FOR EACH STATEMENT, REFERENCING", "trigger/create_for_statements"),
    Attribute::new("CONSTRAINT, DEFERRABLE", "trigger/change_constraint_trigger"),
    Attribute::new("ENABLE, DISABLE", "trigger/disable_and_enable"),
    Attribute::new("on a partitioned table", "partition/trigger_on_parent"),
    Attribute::new("comment", "comment/on_everything"),
];
