//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("event trigger", "event_trigger/create"),
    Attribute::new("ON", "event_trigger/change_event"),
    Attribute::new("ON login", "event_trigger/on_login").since(17),
    Attribute::new("WHEN TAG IN", "event_trigger/change_tags"),
    Attribute::new("ENABLE, DISABLE", "event_trigger/disable_and_enable"),
    Attribute::new("comment", "event_trigger/change_comment"),
];
