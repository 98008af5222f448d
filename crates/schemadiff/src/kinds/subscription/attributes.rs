//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("subscription", "subscription/create"),
    Attribute::new("PUBLICATION", "subscription/change_publications"),
    Attribute::new("slot_name", "subscription/change_options"),
    Attribute::new("binary, streaming, synchronous_commit", "subscription/change_options"),
    Attribute::new("two_phase, disable_on_error", "subscription/options_of_15").since(15),
    Attribute::new("password_required, run_as_owner, origin", "subscription/options_of_16").since(16),
    Attribute::new("failover", "subscription/options_of_17").since(17),
    Attribute::new("comment", "subscription/change_options"),
];
