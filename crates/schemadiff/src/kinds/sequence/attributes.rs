//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("sequence", "sequence/create"),
    Attribute::new("AS", "sequence/change_type"),
    Attribute::new("INCREMENT, MINVALUE, MAXVALUE, START, CACHE, CYCLE", "sequence/change_options"),
    Attribute::new("OWNED BY", "sequence/become_owned"),
    Attribute::new("UNLOGGED", "sequence/set_unlogged").since(15).covers(&["unlogged sequence"]),
    Attribute::new("comment", "comment/on_everything"),
];
