//! Which columns can be changed by a second one, and which of them change together.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{Column, ConstraintKind, ObjectName};

use super::{Retyped, Shadows, both, uses_column, writes_rows};
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::kinds::table::{ColumnChange, Table, TableChange};
use crate::kinds::{ObjectKind, Publication};
use crate::lower::Lowering;
use crate::transition::Strategy;

/// Columns that may be changed so, and those that are known not to.
pub(super) struct Candidates {
    columns: BTreeMap<ObjectRef, Retyped>,
    refused: BTreeMap<ObjectRef, String>,
    /// Columns that the plan changes in another way.
    others: BTreeSet<ObjectRef>,
}

impl Candidates {
    /// Looks at each column by itself.
    pub(super) fn of(cx: &Lowering<'_>) -> Self {
        let mut found = Self { columns: BTreeMap::new(), refused: BTreeMap::new(), others: BTreeSet::new() };
        for delta in &cx.changes().kinds.tables {
            let Delta::Alter { id, old, new, changes } = delta else { continue };
            for change in changes {
                if let TableChange::AlterColumn { old: before, new: after, changes: of_column } = change {
                    found.column(Pair { old, new }, Pair { old: before, new: after }, (changes, of_column), cx, &id.name);
                }
            }
        }
        found
    }

    fn column(
        &mut self,
        tables: Pair<&Table>,
        columns: Pair<&Column>,
        (changes, of_column): (&[TableChange], &[ColumnChange]),
        cx: &Lowering<'_>,
        table: &ObjectName,
    ) {
        let about = ObjectRef::column(table, &columns.new.name);
        let another_way = [ColumnChange::Swap, ColumnChange::Remake, ColumnChange::Generated];
        if of_column.iter().any(|change| another_way.contains(change)) {
            self.others.insert(about);
            return;
        }
        if !of_column.contains(&ColumnChange::Type) {
            return;
        }
        let written = cx.as_written(tables.new);
        let wanted = written.column(&columns.new.name).unwrap_or(columns.new);
        let retyped = Retyped::of(table, columns.old, wanted, cx);
        if !writes_rows(columns.old, columns.new, retyped.using.as_ref()) {
            self.others.insert(about);
            return;
        }
        if cx.strategy(table) != Strategy::ExpandContract {
            self.others.insert(about);
            return;
        }
        let reason = alone(tables, columns, of_column, cx)
            .or_else(|| with_dependents(tables, changes, &about, cx));
        match reason {
            Some(reason) => {
                self.refused.insert(about, reason);
            }
            None => {
                self.columns.insert(about, retyped);
            }
        }
    }

    /// Takes out what a foreign key ties to something that cannot go along, and puts the rest in groups.
    pub(super) fn settled(mut self, cx: &Lowering<'_>) -> Shadows {
        let mut carried = BTreeSet::new();
        if self.columns.is_empty() {
            return Shadows { refused: self.refused, ..Shadows::default() };
        }
        let mut ties = self.ties(cx);
        loop {
            let is_out = |column: &ObjectRef| self.refused.contains_key(column) || self.others.contains(column);
            let bad: Vec<(ObjectRef, String)> = ties
                .iter()
                .filter_map(|tie| {
                    let other = tie.columns.iter().find(|column| is_out(column));
                    let reason = match (&tie.reason, other) {
                        (Some(reason), _) => reason.clone(),
                        (None, Some(other)) => format!("{other}, which foreign key `{}` ties to it, cannot", tie.name),
                        (None, None) => return None,
                    };
                    Some(tie.columns.iter().map(move |column| (column.clone(), reason.clone())))
                })
                .flatten()
                .filter(|(column, _)| self.columns.contains_key(column))
                .collect();
            if bad.is_empty() {
                break;
            }
            for (column, reason) in bad {
                self.columns.remove(&column);
                self.refused.insert(column, reason);
            }
            ties.retain(|tie| tie.columns.iter().any(|column| self.columns.contains_key(column)));
        }
        for tie in &ties {
            carried.insert(ObjectRef::constraint(&tie.table, &tie.name));
        }
        for column in self.columns.keys() {
            for constraint in both(cx, &column.id.name).iter().flat_map(|tables| {
                let is_kept = |name: &Option<String>| tables.new.constraint(name.as_deref().unwrap_or_default()).is_some();
                tables.old.constraints.iter().filter(move |constraint| {
                    is_kept(&constraint.name) && uses_column(tables.old, constraint, column)
                })
            }) {
                carried.insert(ObjectRef::constraint(&column.id.name, constraint.name.as_deref().unwrap_or_default()));
            }
        }
        let groups = groups(&self.columns, &ties);
        Shadows { groups, columns: self.columns.into_keys().collect(), carried, refused: self.refused }
    }

    /// The foreign keys over candidates that stay.
    fn ties(&self, cx: &Lowering<'_>) -> Vec<Tie> {
        let mut ties = Vec::new();
        for table in cx.pair.old.catalog().tables.values() {
            for constraint in &table.constraints {
                let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
                let own = key.columns.iter().map(|column| ObjectRef::column(&table.name, column));
                let referenced = key.referenced_columns.iter().map(|column| ObjectRef::column(&key.table, column));
                let columns: Vec<ObjectRef> = own.chain(referenced).collect();
                if !columns.iter().any(|column| self.columns.contains_key(column)) {
                    continue;
                }
                let name = constraint.name.clone().unwrap_or_default();
                let Some(after) = both(cx, &table.name) else { continue };
                // One that the model has no longer is gone by then.
                let Some(kept) = after.new.constraint(&name) else { continue };
                let is_partition = |name: &ObjectName| {
                    let table = cx.old_table(name);
                    table.is_some_and(|table| table.partition_by.is_some() || table.partition_of.is_some())
                };
                let reason = if kept != constraint {
                    Some(format!("foreign key `{name}` changes too"))
                } else if is_partition(&table.name) || is_partition(&key.table) {
                    Some(format!("foreign key `{name}` is one of a partitioned table"))
                } else if key.period || !constraint.enforced {
                    Some(format!("foreign key `{name}` cannot be added beside itself"))
                } else {
                    None
                };
                ties.push(Tie { table: table.name.clone(), name, columns, reason });
            }
        }
        ties
    }
}

/// A foreign key that ties columns together.
struct Tie {
    table: ObjectName,
    name: String,
    columns: Vec<ObjectRef>,
    /// Why it cannot be had twice.
    reason: Option<String>,
}

/// Why a column cannot be changed so, for what it and its table are.
fn alone(tables: Pair<&Table>, columns: Pair<&Column>, changes: &[ColumnChange], cx: &Lowering<'_>) -> Option<String> {
    let table = tables.old;
    let name = &table.name;
    let about = ObjectRef::column(name, &columns.new.name);
    let catalogs = [cx.pair.old.catalog(), cx.pair.new.catalog()];
    let heirs = || catalogs.iter().any(|catalog| catalog.tables.values().any(|other| other.inherits.contains(name)));
    let is_part = [tables.old, tables.new]
        .iter()
        .any(|table| table.partition_by.is_some() || table.partition_of.is_some() || !table.inherits.is_empty());
    if is_part || heirs() {
        return Some("its table is partitioned or inherits".to_owned());
    }
    if tables.old.of_type.is_some() || tables.new.of_type.is_some() {
        return Some("its table has its columns in the order of its composite type".to_owned());
    }
    if columns.old.generated.is_some() || columns.new.generated.is_some() {
        return Some("it is generated".to_owned());
    }
    let generated = [tables.old, tables.new].into_iter().flat_map(|table| &table.columns).find(|other| {
        let generated = other.generated.as_ref();
        generated.is_some_and(|generated| generated.expression.references().columns.contains(&columns.new.name))
    });
    if let Some(generated) = generated {
        return Some(format!("`{}` is computed from it, which nothing but writing every row can do anew", generated.name));
    }
    if cx.is_constrained(&columns.new.data_type) {
        return Some("its new type is a domain that checks every row".to_owned());
    }
    let types = [&columns.old.data_type, &columns.new.data_type].map(refs::data_type);
    if types.into_iter().flatten().any(|data_type| cx.swaps(&[data_type])) {
        return Some("its type is made anew too".to_owned());
    }
    if cx.renames_to(&about) || cx.renamed_table(name).is_some() {
        return Some("it or its table gets another name too".to_owned());
    }
    if changes.contains(&ColumnChange::DefaultAnew) {
        return Some("what its default uses is made anew too".to_owned());
    }
    let required = columns.new.required();
    if columns.new.not_null && (!required.validated || required.comment.is_some()) {
        return Some("its NOT NULL says more than that it is not null".to_owned());
    }
    if catalogs.iter().any(|catalog| catalog.publications.values().any(|publication| publishes(publication, name))) {
        return Some("its table is published, and subscribers do not know a second column".to_owned());
    }
    None
}

fn publishes(publication: &Publication, table: &ObjectName) -> bool {
    publication.all_tables
        || publication.tables.contains_key(table)
        || table.schema.as_ref().is_some_and(|schema| publication.schemas.contains(schema))
}

/// Why a column cannot be changed so, for what is built on it.
fn with_dependents(tables: Pair<&Table>, changes: &[TableChange], about: &ObjectRef, cx: &Lowering<'_>) -> Option<String> {
    let table = tables.old;
    let column = about.id.part.as_deref().unwrap_or_default();
    for constraint in table.constraints.iter().filter(|constraint| uses_column(table, constraint, about)) {
        let name = constraint.name.as_deref().unwrap_or_default();
        match &constraint.kind {
            ConstraintKind::Exclude(_) => return Some(format!("exclusion `{name}` cannot be built beside itself")),
            ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) if key.without_overlaps => {
                return Some(format!("key `{name}` cannot be built beside itself"));
            }
            ConstraintKind::Check(_) if !constraint.enforced => {
                return Some(format!("check `{name}` is not enforced"));
            }
            _ => {}
        }
    }
    let touched = changes.iter().find_map(|change| match change {
        TableChange::ReplaceConstraint { old, new } => {
            let steps_aside = old == new && matches!(old.kind, ConstraintKind::ForeignKey(_));
            (!steps_aside && uses_column(table, old, about)).then_some(old.as_ref())
        }
        TableChange::RenameConstraint { old, .. }
        | TableChange::AlterConstraint { old, .. }
        | TableChange::KeyStorage { old, .. } => uses_column(table, old, about).then_some(old.as_ref()),
        TableChange::ValidateConstraint(constraint)
        | TableChange::ConstraintComment(constraint)
        | TableChange::IndexComment(constraint) => uses_column(table, constraint, about).then_some(constraint),
        _ => None,
    });
    if let Some(constraint) = touched {
        return Some(format!("constraint `{}` changes too", constraint.name.as_deref().unwrap_or_default()));
    }
    let replaced = cx.changes().kinds.indexes.iter().find_map(|delta| match delta {
        Delta::Replace { old, .. } | Delta::Alter { old, .. } => {
            (old.table == table.name && old.reads(column)).then_some(&old.name.name)
        }
        Delta::Create(_) | Delta::Drop(_) => None,
    });
    let renamed = cx.changes().renames.iter().find(|rename| {
        let index = cx.pair.old.catalog().indexes.get(&rename.to.id);
        rename.to.kind == Kind::Index && index.is_some_and(|index| index.table == table.name && index.reads(column))
    });
    if let Some(name) = replaced.or(renamed.map(|rename| &rename.to.id.name.name)) {
        return Some(format!("index `{name}` changes too"));
    }
    let statistics = cx.changes().kinds.statistics.iter().find_map(|delta| match delta {
        Delta::Replace { old, .. } | Delta::Alter { old, .. } => old.references().contains(about).then_some(&old.name.name),
        Delta::Create(_) | Delta::Drop(_) => None,
    });
    if let Some(name) = statistics {
        return Some(format!("statistics `{name}` change too"));
    }
    if let Some(name) = filled_with(&table.name, cx) {
        return Some(format!("materialized view `{name}` is filled anew while nobody can use the table"));
    }
    let catalogs = [cx.pair.old.catalog(), cx.pair.new.catalog()];
    let [before, after] = catalogs.map(|catalog| {
        let owned = catalog.sequences.iter().filter(|(_, sequence)| {
            let owner = sequence.options.owned_by.as_ref();
            owner.is_some_and(|owner| owner.table == table.name && owner.column == column)
        });
        owned.map(|(id, _)| id.clone()).collect::<BTreeSet<ObjectId>>()
    });
    if let Some(sequence) = before.difference(&after).next() {
        return Some(format!("sequence `{}` does not stay with it", sequence.name.name));
    }
    None
}

/// A materialized view that is made anew and reads a table, itself or through views: it would be filled in the transaction of the
/// swap, which has to be short.
fn filled_with(table: &ObjectName, cx: &Lowering<'_>) -> Option<String> {
    let views = &cx.pair.old.catalog().views;
    cx.changes().kinds.materialized_views.iter().find_map(|delta| {
        let Delta::Replace { old, .. } = delta else { return None };
        let mut left: Vec<ObjectName> = old.references().into_iter().map(|used| used.id.name).collect();
        let mut seen = BTreeSet::new();
        while let Some(name) = left.pop() {
            if name == *table {
                return Some(old.name.name.clone());
            }
            if let Some(view) = views.get(&ObjectId::named(name.clone()))
                && seen.insert(name)
            {
                left.extend(view.references().into_iter().map(|used| used.id.name));
            }
        }
        None
    })
}

/// Puts columns together whose tables are tied, and those of one table.
fn groups(columns: &BTreeMap<ObjectRef, Retyped>, ties: &[Tie]) -> Vec<Vec<Retyped>> {
    let mut group_of: BTreeMap<&ObjectName, usize> = BTreeMap::new();
    for (number, column) in columns.keys().enumerate() {
        group_of.entry(&column.id.name).or_insert(number);
    }
    for tie in ties {
        let tied: BTreeSet<usize> =
            tie.columns.iter().filter_map(|column| group_of.get(&column.id.name).copied()).collect();
        let Some(first) = tied.first().copied() else { continue };
        group_of.values_mut().filter(|number| tied.contains(number)).for_each(|number| *number = first);
    }
    let mut groups: BTreeMap<usize, Vec<Retyped>> = BTreeMap::new();
    for (column, retyped) in columns {
        groups.entry(group_of[&column.id.name]).or_default().push(retyped.clone());
    }
    groups.into_values().collect()
}
