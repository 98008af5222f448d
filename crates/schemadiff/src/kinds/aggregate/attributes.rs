//! What can be said about objects of this kind, with the cases that prove it.

use crate::kinds::Attribute;

pub(super) const ATTRIBUTES: &[Attribute] = &[
    Attribute::new("aggregate", "aggregate/create"),
    Attribute::new("SFUNC, STYPE, INITCOND, SSPACE", "aggregate/create"),
    Attribute::new("FINALFUNC, FINALFUNC_EXTRA, FINALFUNC_MODIFY", "aggregate/create"),
    Attribute::new("COMBINEFUNC, SERIALFUNC, DESERIALFUNC", "aggregate/create"),
    Attribute::new("MSFUNC, MINVFUNC, MSTYPE and the like", "aggregate/create"),
    Attribute::new("SORTOP", "aggregate/create"),
    Attribute::new("PARALLEL", "aggregate/change_in_place"),
    Attribute::new("ORDER BY of the arguments", "aggregate/ordered_set"),
    Attribute::new("HYPOTHETICAL", "aggregate/ordered_set"),
    Attribute::new("comment", "aggregate/change_in_place"),
];
