//! How two domains of one name can differ.

use schemadiff_sql::syntax::DomainConstraint;

use super::Domain;
use crate::catalog::Pair;

/// One way in which two domains of one name differ.
#[derive(Clone, Debug)]
pub enum DomainChange {
    /// The type that it is over, or the collation: no statement changes them.
    Base,
    /// The default.
    Default,
    /// A constraint is new.
    Add(DomainConstraint),
    /// A constraint is not wanted.
    Drop(DomainConstraint),
    /// A constraint says something else under the same name.
    Replace {
        /// What is there.
        old: DomainConstraint,
        /// What is wanted.
        new: DomainConstraint,
    },
    /// A constraint says the same under another name.
    Rename {
        /// What is there.
        old: DomainConstraint,
        /// What is wanted.
        new: DomainConstraint,
    },
    /// A constraint was added `NOT VALID` and is to hold for all values.
    Validate(DomainConstraint),
    /// The comment on a constraint.
    ConstraintComment(DomainConstraint),
    /// The comment.
    Comment,
}

/// Compares two domains.
pub(super) fn compare(pair: Pair<&Domain>) -> Vec<DomainChange> {
    let (old, new) = (&pair.old.definition, &pair.new.definition);
    let mut changes = Vec::new();
    if old.data_type != new.data_type || old.collation != new.collation {
        changes.push(DomainChange::Base);
    }
    if old.default != new.default {
        changes.push(DomainChange::Default);
    }
    match (pair.old.not_null(), pair.new.not_null()) {
        (None, Some(new)) => changes.push(DomainChange::Add(new.clone())),
        (Some(old), None) => changes.push(DomainChange::Drop(old.clone())),
        (Some(old), Some(new)) => same_thing(old, new, &mut changes),
        (None, None) => {}
    }
    checks(pair, &mut changes);
    if pair.old.comment != pair.new.comment {
        changes.push(DomainChange::Comment);
    }
    changes
}

/// Checks match by name, and by what they say where a name is gone.
fn checks(pair: Pair<&Domain>, changes: &mut Vec<DomainChange>) {
    let named = |domain: &Domain, name: &Option<String>| domain.checks().any(|check| check.name == *name);
    let mut dropped: Vec<&DomainConstraint> =
        pair.old.checks().filter(|check| !named(pair.new, &check.name)).collect();
    for new in pair.new.checks() {
        match pair.old.checks().find(|old| old.name == new.name) {
            Some(old) if old.kind != new.kind || (old.validated && !new.validated) => {
                changes.push(DomainChange::Replace { old: old.clone(), new: new.clone() });
            }
            Some(old) => same_thing(old, new, changes),
            None => match dropped.iter().position(|old| old.kind == new.kind && old.validated >= new.validated) {
                Some(index) => same_thing(dropped.remove(index), new, changes),
                None => changes.push(DomainChange::Add(new.clone())),
            },
        }
    }
    changes.extend(dropped.into_iter().cloned().map(DomainChange::Drop));
}

/// Two constraints that say the same.
fn same_thing(old: &DomainConstraint, new: &DomainConstraint, changes: &mut Vec<DomainChange>) {
    if old.name != new.name {
        changes.push(DomainChange::Rename { old: old.clone(), new: new.clone() });
    }
    if !old.validated && new.validated {
        changes.push(DomainChange::Validate(new.clone()));
    }
    if old.comment != new.comment {
        changes.push(DomainChange::ConstraintComment(new.clone()));
    }
}

/// The changes in words.
pub(super) fn details(changes: &[DomainChange]) -> Vec<String> {
    let number = |wanted: fn(&DomainChange) -> bool| changes.iter().filter(|change| wanted(change)).count();
    let constraints = [
        (number(|change| matches!(change, DomainChange::Add(_))), "added"),
        (number(|change| matches!(change, DomainChange::Drop(_))), "dropped"),
        (number(|change| matches!(change, DomainChange::Replace { .. })), "changed"),
        (number(|change| matches!(change, DomainChange::Rename { .. })), "renamed"),
        (number(|change| matches!(change, DomainChange::Validate(_))), "validated"),
    ];
    let default = number(|change| matches!(change, DomainChange::Default)) > 0;
    default
        .then(|| "other default".to_owned())
        .into_iter()
        .chain(constraints.into_iter().filter_map(|(number, verb)| crate::diff::count(number, "constraint", verb)))
        .collect()
}
