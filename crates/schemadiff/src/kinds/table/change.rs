//! How two tables of one name can differ.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, Identity, ObjectName};

use super::{OwnColumn, PartitionOf, Physical, PhysicalChange, Table, heirs, not_null, typed};
use crate::catalog::Pair;
use crate::diff::count;
use crate::facts::{TypeChange, classify_type_change};

/// One way in which two tables of one name differ.
#[derive(Clone, Debug)]
pub enum TableChange {
    /// A column is new.
    AddColumn(Column),
    /// A column is not wanted.
    DropColumn(Column),
    /// A column differs.
    AlterColumn {
        /// What is there.
        old: Box<Column>,
        /// What is wanted.
        new: Box<Column>,
        /// In what ways.
        changes: Vec<ColumnChange>,
    },
    /// A constraint is new.
    AddConstraint(Constraint),
    /// A constraint is not wanted.
    DropConstraint(Constraint),
    /// A constraint says something else under the same name.
    ReplaceConstraint {
        /// What is there.
        old: Box<Constraint>,
        /// What is wanted.
        new: Box<Constraint>,
    },
    /// A constraint says the same under another name.
    RenameConstraint {
        /// What is there.
        old: Box<Constraint>,
        /// What is wanted.
        new: Box<Constraint>,
    },
    /// A foreign key is checked at another time, or no longer.
    AlterConstraint {
        /// What is there.
        old: Box<Constraint>,
        /// What is wanted.
        new: Box<Constraint>,
    },
    /// A constraint was added `NOT VALID` and is to hold for all rows.
    ValidateConstraint(Constraint),
    /// The comment on a constraint.
    ConstraintComment(Constraint),
    /// Logged or not.
    Persistence,
    /// Storage parameters.
    Parameters,
    /// How it is kept.
    Physical(PhysicalChange),
    /// Storage parameters or tablespace of a constraint's index.
    KeyStorage {
        /// What is there.
        old: Box<Constraint>,
        /// What is wanted.
        new: Box<Constraint>,
    },
    /// The comment on the index behind a constraint.
    IndexComment(Constraint),
    /// Row security is enabled or disabled.
    RowSecurity,
    /// Row security holds for the owner too, or not.
    ForceRowSecurity,
    /// It becomes a partition.
    Attach(PartitionOf),
    /// It is a partition no longer.
    Detach(PartitionOf),
    /// It inherits from a table.
    Inherit(ObjectName),
    /// It inherits from a table no longer.
    NoInherit(ObjectName),
    /// It becomes a table of a composite type.
    OfType(ObjectName),
    /// It is of a composite type no longer, or while it is altered.
    NotOfType(ObjectName),
    /// It takes other rows.
    Bound {
        /// What it takes.
        old: PartitionOf,
        /// What it is to take.
        new: PartitionOf,
    },
    /// What a partition says of a column by itself.
    OwnColumn {
        /// The column.
        name: String,
        /// What is there.
        old: OwnColumn,
        /// What is wanted.
        new: OwnColumn,
    },
    /// It is partitioned in another way, or becomes partitioned.
    PartitionKey,
    /// The comment.
    Comment,
}

/// One way in which two columns of one name differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnChange {
    /// The type or collation.
    Type,
    /// Whether it takes null.
    NotNull,
    /// What is said of the constraint behind NOT NULL.
    NotNullConstraint,
    /// The default.
    Default,
    /// The identity.
    Identity,
    /// The expression it is generated from.
    Generated,
    /// Nothing of its own, but its type is made anew under the same name.
    Swap,
    /// Nothing of its own, but something that its default uses is made anew.
    DefaultAnew,
    /// Nothing of its own, but a column that it is generated from gets another type, which PostgreSQL refuses meanwhile.
    Remake,
    /// How it is stored, and what `ANALYZE` gathers about it.
    Settings,
    /// The comment.
    Comment,
}

/// Compares two tables.
pub(super) fn compare(pair: Pair<&Table>) -> Vec<TableChange> {
    let Pair { old, new } = pair;
    let mut changes = Vec::new();
    // The columns of a partition are its parent's; what differs about them differs there.
    // One that becomes a table, or was one, is spelled out (see `crate::standing`).
    let parent = |table: &Table| table.partition_of.as_ref().map(|partition| partition.parent.clone());
    if parent(old).is_none() || parent(old) != parent(new) {
        compare_columns(pair, &mut changes);
        remake_generated(pair, &mut changes);
    }
    compare_constraints(pair, &mut changes);
    typed::compare(pair, &mut changes);
    changes.extend(heirs::compare(pair));
    match (&old.partition_of, &new.partition_of) {
        (None, Some(partition)) => changes.push(TableChange::Attach(partition.clone())),
        (Some(partition), None) => changes.push(TableChange::Detach(partition.clone())),
        (Some(before), Some(after)) if before.parent != after.parent => {
            changes.push(TableChange::Detach(before.clone()));
            changes.push(TableChange::Attach(after.clone()));
        }
        (Some(before), Some(after)) if before.bound != after.bound || before.detaching => {
            changes.push(TableChange::Bound { old: before.clone(), new: after.clone() });
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
    if let (Some(before), Some(after)) = (&old.partition_of, &new.partition_of)
        && before.parent == after.parent
    {
        let names: BTreeSet<&String> = before.columns.keys().chain(after.columns.keys()).collect();
        for name in names {
            let of = |side: &PartitionOf| side.columns.get(name).cloned().unwrap_or_default();
            if of(before) != of(after) {
                let (old, new) = (of(before), of(after));
                changes.push(TableChange::OwnColumn { name: name.clone(), old, new });
            }
        }
    }
    let mut note = |differs: bool, change: TableChange| {
        if differs {
            changes.push(change);
        }
    };
    note(old.partition_by != new.partition_by, TableChange::PartitionKey);
    note(old.persistence != new.persistence, TableChange::Persistence);
    note(old.parameters != new.parameters, TableChange::Parameters);
    let physical = Physical::compare(Pair { old: &old.physical, new: &new.physical });
    for change in physical {
        note(true, TableChange::Physical(change));
    }
    note(old.row_security != new.row_security, TableChange::RowSecurity);
    note(old.force_row_security != new.force_row_security, TableChange::ForceRowSecurity);
    note(old.comment != new.comment, TableChange::Comment);
    changes
}

/// Matches columns by name. Their order is not compared: PostgreSQL has no statement that changes it.
fn compare_columns(pair: Pair<&Table>, changes: &mut Vec<TableChange>) {
    let Pair { old, new } = pair;
    for column in &old.columns {
        if new.column(&column.name).is_none() {
            changes.push(TableChange::DropColumn(column.clone()));
        }
    }
    for column in &new.columns {
        match old.column(&column.name) {
            None => changes.push(TableChange::AddColumn(column.clone())),
            Some(before) => {
                let differences = column_changes(before, column);
                if !differences.is_empty() {
                    let (old, new) = (Box::new(before.clone()), Box::new(column.clone()));
                    changes.push(TableChange::AlterColumn { old, new, changes: differences });
                }
            }
        }
    }
}

/// Generated columns step aside while a column that they use changes its type.
fn remake_generated(pair: Pair<&Table>, changes: &mut Vec<TableChange>) {
    let retyped: Vec<String> = changes
        .iter()
        .filter_map(|change| match change {
            TableChange::AlterColumn { new, changes, .. } => changes.contains(&ColumnChange::Type).then(|| new.name.clone()),
            _ => None,
        })
        .collect();
    if retyped.is_empty() {
        return;
    }
    for column in &pair.new.columns {
        let (Some(generated), Some(before)) = (&column.generated, pair.old.column(&column.name)) else { continue };
        let used = generated.expression.references().columns;
        if before.generated.is_none() || !retyped.iter().any(|column| used.contains(column)) {
            continue;
        }
        let existing = changes.iter_mut().find_map(|change| match change {
            TableChange::AlterColumn { new, changes, .. } if new.name == column.name => Some(changes),
            _ => None,
        });
        match existing {
            Some(existing) => {
                // The column is made anew as it is wanted.
                existing.clear();
                existing.push(ColumnChange::Remake);
            }
            None => changes.push(TableChange::AlterColumn {
                old: Box::new(before.clone()),
                new: Box::new(column.clone()),
                changes: vec![ColumnChange::Remake],
            }),
        }
    }
}

/// Whether a column that holds values of its own is to hold computed ones.
pub(super) fn becomes_generated(old: &Column, new: &Column) -> bool {
    old.generated.is_none() && new.generated.is_some()
}

pub(super) fn column_changes(old: &Column, new: &Column) -> Vec<ColumnChange> {
    // No statement makes a column generated that is there: it is added again as it is wanted.
    if becomes_generated(old, new) {
        return vec![ColumnChange::Generated];
    }
    let mut changes = Vec::new();
    let mut note = |differs: bool, change: ColumnChange| {
        if differs {
            changes.push(change);
        }
    };
    note(old.data_type != new.data_type || old.collation != new.collation, ColumnChange::Type);
    note(old.generated != new.generated, ColumnChange::Generated);
    note(old.default != new.default, ColumnChange::Default);
    note(identity_differs(old, new), ColumnChange::Identity);
    note(old.not_null != new.not_null, ColumnChange::NotNull);
    note(old.not_null && new.not_null && not_null::differs(old, new), ColumnChange::NotNullConstraint);
    note(old.settings != new.settings, ColumnChange::Settings);
    note(old.comment != new.comment, ColumnChange::Comment);
    changes
}

/// Whether the identities differ. A model that does not say what the sequence is called leaves it at what it is called: it
/// keeps its name when the table gets another one.
fn identity_differs(old: &Column, new: &Column) -> bool {
    match (&old.identity, &new.identity) {
        (Some(before), Some(after)) => {
            sequence_renamed(before, after).is_some() || !same_numbers(before, after)
        }
        (before, after) => before != after,
    }
}

/// Whether two identities are the same but for the name of the sequence.
pub(super) fn same_numbers(old: &Identity, new: &Identity) -> bool {
    let mut old = old.clone();
    old.options.name.clone_from(&new.options.name);
    old == *new
}

/// The wanted name of the sequence behind an identity, when it has another one.
pub(super) fn sequence_renamed<'a>(old: &Identity, new: &'a Identity) -> Option<&'a ObjectName> {
    new.options.name.as_ref().filter(|_| old.options.name != new.options.name)
}

fn compare_constraints(pair: Pair<&Table>, changes: &mut Vec<TableChange>) {
    let Pair { old, new } = pair;
    let name = |constraint: &Constraint| constraint.name.clone().unwrap_or_default();
    let mut dropped: Vec<&Constraint> =
        old.constraints.iter().filter(|constraint| new.constraint(&name(constraint)).is_none()).collect();
    for constraint in &new.constraints {
        match old.constraint(&name(constraint)) {
            Some(before) => compare_constraint(before, constraint, changes),
            None => match dropped.iter().position(|before| says_the_same(before, constraint)) {
                Some(index) => {
                    let before = dropped.remove(index);
                    let (old, new) = (Box::new(before.clone()), Box::new(constraint.clone()));
                    changes.push(TableChange::RenameConstraint { old, new });
                }
                None => changes.push(TableChange::AddConstraint(constraint.clone())),
            },
        }
    }
    changes.extend(dropped.into_iter().map(|constraint| TableChange::DropConstraint(constraint.clone())));
}

/// Whether two constraints differ in nothing but their names.
fn says_the_same(old: &Constraint, new: &Constraint) -> bool {
    Constraint { name: None, ..old.clone() } == Constraint { name: None, ..new.clone() }
}

fn compare_constraint(old: &Constraint, new: &Constraint, changes: &mut Vec<TableChange>) {
    use schemadiff_sql::syntax::ConstraintKind::ForeignKey;
    let same_time = old.deferrable == new.deferrable && old.initially_deferred == new.initially_deferred;
    let boxed = || (Box::new(old.clone()), Box::new(new.clone()));
    // A foreign key that is to be enforced would be checked under the lock of the statement that says so, and a check can
    // only be made anew: both come back NOT VALID and are validated by themselves.
    let again = match (old.enforced, new.enforced) {
        (true, false) => !matches!(old.kind, ForeignKey(_)),
        (before, after) => before != after,
    };
    if index_apart(&old.kind) != index_apart(&new.kind) || again || (old.validated && !new.validated && new.enforced) {
        let (old, new) = boxed();
        changes.push(TableChange::ReplaceConstraint { old, new });
        return;
    }
    if !same_time || old.enforced != new.enforced {
        let (old, new) = boxed();
        if matches!(old.kind, ForeignKey(_)) {
            changes.push(TableChange::AlterConstraint { old, new });
        } else {
            changes.push(TableChange::ReplaceConstraint { old, new });
            return;
        }
    }
    if !old.validated && new.validated && new.enforced {
        changes.push(TableChange::ValidateConstraint(new.clone()));
    }
    if old.kind != new.kind {
        let (old, new) = boxed();
        changes.push(TableChange::KeyStorage { old, new });
    }
    if old.comment != new.comment {
        changes.push(TableChange::ConstraintComment(new.clone()));
    }
    if old.index_comment != new.index_comment {
        changes.push(TableChange::IndexComment(new.clone()));
    }
}

/// What a constraint says, without how its index is kept, which can be altered.
fn index_apart(kind: &ConstraintKind) -> ConstraintKind {
    let mut bare = kind.clone();
    match &mut bare {
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => {
            key.parameters.clear();
            key.tablespace = None;
        }
        ConstraintKind::Exclude(exclude) => {
            exclude.parameters.clear();
            exclude.tablespace = None;
        }
        ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) => {}
    }
    bare
}

/// Whether changing the column's type leaves table and indexes as they are.
pub(crate) fn is_free(old: &Column, new: &Column) -> bool {
    cost(old, new) == TypeChange::Free
}

/// What changing the column's type costs. Another collation is another order of the same values.
pub(super) fn cost(old: &Column, new: &Column) -> TypeChange {
    match classify_type_change(&old.data_type, &new.data_type) {
        TypeChange::Free if old.collation != new.collation => TypeChange::Indexes,
        cost => cost,
    }
}

/// The changes in words.
pub(super) fn details(changes: &[TableChange]) -> Vec<String> {
    let number = |wanted: fn(&TableChange) -> bool| changes.iter().filter(|change| wanted(change)).count();
    [
        count(number(|change| matches!(change, TableChange::AddColumn(_))), "column", "added"),
        count(number(|change| matches!(change, TableChange::DropColumn(_))), "column", "dropped"),
        count(number(|change| matches!(change, TableChange::AlterColumn { .. })), "column", "changed"),
        count(number(|change| matches!(change, TableChange::AddConstraint(_))), "constraint", "added"),
        count(number(|change| matches!(change, TableChange::DropConstraint(_))), "constraint", "dropped"),
        count(
            number(|change| {
                matches!(
                    change,
                    TableChange::ReplaceConstraint { .. }
                        | TableChange::AlterConstraint { .. }
                )
            }),
            "constraint",
            "changed",
        ),
        count(number(|change| matches!(change, TableChange::RenameConstraint { .. })), "constraint", "renamed"),
        count(number(|change| matches!(change, TableChange::ValidateConstraint(_))), "constraint", "validated"),
        once(number(|change| matches!(change, TableChange::Attach(_))), "attached as a partition"),
        once(number(|change| matches!(change, TableChange::Detach(_))), "detached"),
        once(number(|change| matches!(change, TableChange::Inherit(_) | TableChange::NoInherit(_))), "other parents"),
        once(number(|change| matches!(change, TableChange::OfType(_))), "of a composite type"),
        once(number(|change| matches!(change, TableChange::NotOfType(_))), "apart from its composite type"),
        once(number(|change| matches!(change, TableChange::Bound { .. })), "other partition bound"),
        count(number(|change| matches!(change, TableChange::OwnColumn { .. })), "column", "changed"),
        once(number(|change| matches!(change, TableChange::Persistence)), "other persistence"),
        once(number(|change| matches!(change, TableChange::Parameters)), "other storage parameters"),
        once(number(|change| matches!(change, TableChange::Physical(_))), "kept in another way"),
        once(
            number(|change| matches!(change, TableChange::RowSecurity | TableChange::ForceRowSecurity)),
            "row security changed",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn once(number: usize, words: &str) -> Option<String> {
    (number > 0).then(|| words.to_owned())
}
