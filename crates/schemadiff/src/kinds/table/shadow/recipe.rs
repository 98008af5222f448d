//! What comes before the swap: the second columns, their rows, and everything that is built on them.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, IndexDefinition, ObjectName};

use super::{Retyped, both, cast, swap, uses_column};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, ident, refs};
use crate::diff::rename_column;
use crate::facts::{Hazard, Lock, OpCode};
use crate::kinds::index::{build, drop_index, of_key};
use crate::kinds::table::{Table, settings, sql};
use crate::kinds::{Index, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, helper_name};
use crate::plan::{PermissionKind, Phase};
use crate::transition::{self, Making};

/// What ends the names of what is built on a second column.
const COPY: &str = "_schemadiff_copy";

/// What is built on the second columns, by what it takes the place of.
pub(super) struct Copies {
    /// Tables with their constraints as they are over the second columns.
    tables: BTreeMap<ObjectName, Table>,
    /// Indexes likewise.
    pub(super) indexes: Vec<Copied<Index>>,
    /// The constraints of each table that are taken along, but keys.
    pub(super) constraints: Vec<CopiedConstraint>,
    /// The keys of each table, with the index that is built for each.
    pub(super) keys: Vec<(ObjectName, Constraint, Index)>,
}

/// Something and what takes its place.
pub(super) struct Copied<T> {
    /// As it is wanted.
    pub(super) wanted: T,
    /// What is built meanwhile.
    pub(super) copy: T,
}

/// A check or foreign key, and what takes its place.
pub(super) struct CopiedConstraint {
    /// The table.
    pub(super) table: ObjectName,
    /// As it is wanted.
    pub(super) wanted: Constraint,
    /// What is added meanwhile.
    pub(super) copy: Constraint,
}

/// The name of what is built meanwhile.
pub(super) fn copy_name(name: &str) -> String {
    helper_name(name, COPY)
}

/// The check that proves that no value of a second column is null.
pub(super) fn proof_name(retyped: &Retyped) -> String {
    helper_name(&format!("{}_{}", retyped.table.name, retyped.new.name), "_schemadiff_not_null")
}

/// The operations for columns that change together.
pub(super) fn lower(group: &[Retyped], cx: &Lowering<'_>, out: &mut Operations) {
    let copies = Copies::of(group, cx);
    let tables: BTreeSet<&ObjectName> = group.iter().map(|retyped| &retyped.table).collect();
    let there = There::of(cx);
    for table in tables {
        let of_table = || group.iter().filter(|retyped| retyped.table == *table);
        let mut operations: Vec<Operation> = of_table().flat_map(|retyped| begin(retyped, cx)).collect();
        operations.extend(of_table().flat_map(fill));
        operations.extend(indexes(table, &copies, &there, group, cx));
        operations.extend(of_table().filter(|retyped| retyped.old.not_null).flat_map(|retyped| prove(retyped, &there)));
        for check in copies.constraints.iter().filter(|copied| copied.table == *table) {
            if !matches!(check.wanted.kind, ConstraintKind::ForeignKey(_)) {
                operations.extend(add(check, &there, group));
            }
        }
        // From here on others may rely on them.
        if let Some(last) = operations.last_mut() {
            last.creates.extend(of_table().map(|retyped| retyped.shadow.target()));
        }
        out.recipe(operations);
    }
    // The old application may still write null.
    for retyped in group.iter().filter(|retyped| !retyped.old.not_null) {
        let mut operations = prove(retyped, &there);
        for operation in &mut operations {
            operation.phase = Phase::Contract;
            operation.needs.push(retyped.shadow.target());
        }
        if let Some(last) = operations.last_mut() {
            last.creates.push(proof(retyped));
        }
        out.recipe(operations);
    }
    for key in &copies.constraints {
        if let ConstraintKind::ForeignKey(_) = &key.wanted.kind {
            let mut operations = add(key, &there, group);
            for operation in &mut operations {
                operation.needs.extend(group.iter().map(|retyped| retyped.shadow.target()));
            }
            if let Some(last) = operations.last_mut() {
                last.creates.push(constraint_copy(key));
            }
            out.recipe(operations);
        }
    }
    for table in group.iter().map(|retyped| &retyped.table).collect::<BTreeSet<_>>() {
        out.add(analyze(table, group));
    }
    out.atomic(swap::swap(group, &copies, cx));
}

/// Has the planner learn of the second columns of a table, with the indexes over them, before they take over: nobody has asked
/// about them so far, and without statistics the first queries after the swap may be planned as scans (manual, "ANALYZE").
fn analyze(table: &ObjectName, group: &[Retyped]) -> Operation {
    let columns = group.iter().filter(|retyped| retyped.table == *table);
    Operation::new(OpCode::Analyze, ObjectRef::named(Kind::Table, table), format!("ANALYZE {table}"))
        .on(table)
        .needs(columns.map(|retyped| retyped.shadow.target()))
        .creates(analyzed(table))
        .because("queries are planned by what is known of the new column")
}

/// That a table is analyzed, as something to be needed: no constraint has this name.
pub(super) fn analyzed(table: &ObjectName) -> ObjectRef {
    ObjectRef::constraint(table, "(analyzed)")
}

/// A constraint that is added meanwhile, as something to wait for.
pub(super) fn constraint_copy(copied: &CopiedConstraint) -> ObjectRef {
    ObjectRef::constraint(&copied.table, copied.copy.name.as_deref().unwrap_or_default())
}

/// The check that proves that no value is null, as something to wait for.
pub(super) fn proof(retyped: &Retyped) -> ObjectRef {
    ObjectRef::constraint(&retyped.table, &proof_name(retyped))
}

/// What is there of it all, from a plan before.
struct There<'a> {
    indexes: BTreeMap<&'a ObjectName, &'a Index>,
    constraints: BTreeMap<(&'a ObjectName, &'a str), &'a Constraint>,
}

impl<'a> There<'a> {
    fn of(cx: &Lowering<'a>) -> Self {
        let mut there = Self { indexes: BTreeMap::new(), constraints: BTreeMap::new() };
        for shadow in transition::shadows(cx).filter(|shadow| cx.shadows.goes_on(shadow)) {
            there.indexes.extend(shadow.indexes.iter().map(|index| (&index.name, index)));
            for (table, constraint) in &shadow.constraints {
                let name = constraint.name.as_deref().unwrap_or_default();
                there.constraints.insert((table, name), constraint);
            }
        }
        there
    }
}

impl Copies {
    fn of(group: &[Retyped], cx: &Lowering<'_>) -> Self {
        let mut apart = Catalog::default();
        let catalog = cx.pair.old.catalog();
        let over = |table: &Table, constraint: &Constraint| {
            cx.shadows.carries(&ObjectRef::constraint(&table.name, constraint.name.as_deref().unwrap_or_default()))
                && group.iter().any(|retyped| uses_column(table, constraint, &retyped.about()))
        };
        let own: BTreeSet<&ObjectName> = group.iter().map(|retyped| &retyped.table).collect();
        for table in catalog.tables.values() {
            let is_tied = table.constraints.iter().any(|constraint| over(table, constraint));
            if let Some(pair) = both(cx, &table.name).filter(|_| is_tied || own.contains(&table.name)) {
                apart.insert(cx.as_written(pair.new));
            }
        }
        let indexes: Vec<Index> = catalog
            .indexes
            .values()
            .filter(|index| group.iter().any(|retyped| index.table == retyped.table && index.reads(&retyped.new.name)))
            .filter_map(|index| cx.pair.new.catalog().indexes.get(&index.id()))
            .map(|index| cx.as_written(index))
            .collect();
        for index in &indexes {
            apart.insert(index.clone());
        }
        let wanted: BTreeMap<ObjectName, Table> =
            apart.tables.values().map(|table| (table.name.clone(), table.clone())).collect();
        for retyped in group {
            rename_column(&mut apart, &retyped.table, &retyped.new.name, &retyped.shadow.shadow);
        }
        let in_schema = |table: &ObjectName, name: String| ObjectName { schema: table.schema.clone(), name };
        let indexes = indexes
            .into_iter()
            .filter_map(|wanted| {
                let found = apart.indexes.get(&wanted.id())?.clone();
                let name = in_schema(&wanted.table, copy_name(&wanted.name.name));
                Some(Copied { copy: Index { name, statistics: BTreeMap::new(), comment: None, ..found }, wanted })
            })
            .collect();
        let (mut constraints, mut keys) = (Vec::new(), Vec::new());
        for (name, table) in &wanted {
            let Some(renamed) = apart.tables.get(&ObjectId::named(name.clone())) else { continue };
            for wanted in table.constraints.iter().filter(|constraint| over(table, constraint)) {
                let own = wanted.name.clone().unwrap_or_default();
                let Some(found) = renamed.constraint(&own) else { continue };
                match &found.kind {
                    ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => {
                        let index = Index {
                            name: in_schema(name, copy_name(&own)),
                            table: name.clone(),
                            definition: IndexDefinition { ..of_key(key) },
                            valid: true,
                            statistics: BTreeMap::new(),
                            comment: None,
                        };
                        keys.push((name.clone(), wanted.clone(), index));
                    }
                    _ => {
                        let copy = Constraint { name: Some(copy_name(&own)), ..found.clone() };
                        constraints.push(CopiedConstraint { table: name.clone(), wanted: wanted.clone(), copy });
                    }
                }
            }
        }
        let tables = wanted;
        Self { tables, indexes, constraints, keys }
    }

    /// A table as it is wanted.
    pub(super) fn table(&self, name: &ObjectName) -> Option<&Table> {
        self.tables.get(name)
    }
}

/// The second column, with the trigger that keeps it, in one transaction.
fn begin(retyped: &Retyped, cx: &Lowering<'_>) -> Vec<Operation> {
    let Retyped { table, new, shadow, .. } = retyped;
    if shadow.exists() {
        return Vec::new();
    }
    let name = ident(&shadow.shadow);
    let collation = new.collation.as_ref().map_or_else(String::new, |collation| format!(" COLLATE {collation}"));
    let add = Operation::clause(
        OpCode::AddColumn,
        shadow.target(),
        table,
        format!("ADD COLUMN {name} {}{collation}", new.data_type),
    )
    .needs(refs::data_type(&new.data_type))
    .creates(shadow.target())
    .because(format!("`{}` in its new type, beside the old one", new.name))
    .undo(format!("ALTER TABLE {table} DROP COLUMN {name}"));
    let like = Column { name: shadow.shadow.clone(), default: None, ..new.clone() };
    let settings = both(cx, table).map(|tables| settings::set_all(tables.new, &like, cx)).unwrap_or_default();
    let settings = settings.into_iter().map(|operation| Operation { needs: Vec::new(), ..operation });
    let value = match &retyped.using {
        Some(using) => format!("(SELECT ({using}) FROM (SELECT (NEW).*) AS {})", ident(&table.name)),
        None => cast(&format!("NEW.{}", ident(&new.name)), &retyped.old.data_type, &new.data_type),
    };
    let making = Making { value: &value, depends_on_session: !retyped.lossless };
    let [function, marker, mut trigger] = shadow.keep_up(&making, cx);
    if !retyped.lossless {
        trigger.permission = Some((PermissionKind::ChangeType, retyped.about()));
        trigger = trigger
            .hazard(Hazard::MayFail)
            .hazard(Hazard::BreaksOldApplication)
            .because("for every row that is written from here on: a value that the new type does not take is refused");
    }
    std::iter::once(add).chain(settings).chain([function, marker, trigger]).collect()
}

fn fill(retyped: &Retyped) -> Vec<Operation> {
    if retyped.shadow.exists() && retyped.shadow.filled {
        return Vec::new();
    }
    // A cast makes null of null only.
    let source = match &retyped.using {
        Some(_) => retyped.shadow.conversion.clone(),
        None => ident(&retyped.new.name),
    };
    let [mut fill, marker] = retyped.shadow.fill(&source);
    if !retyped.lossless {
        fill = fill.hazard(Hazard::MayFail);
    }
    vec![fill, marker]
}

/// What the column is indexed by, keys among it.
fn indexes(
    table: &ObjectName,
    copies: &Copies,
    there: &There<'_>,
    group: &[Retyped],
    cx: &Lowering<'_>,
) -> Vec<Operation> {
    let plain = copies.indexes.iter().map(|copied| (&copied.wanted.name.name, &copied.copy));
    let keys = copies.keys.iter().filter_map(|(_, wanted, index)| Some((wanted.name.as_ref()?, index)));
    let wanted: Vec<(&String, &Index)> = plain.chain(keys).filter(|(_, index)| index.table == *table).collect();
    let lossless = group.iter().filter(|retyped| retyped.table == *table).all(|retyped| retyped.lossless);
    let mut operations = Vec::new();
    let drop = |index: &Index, because: &str| Operation {
        drops: Vec::new(),
        releases: Vec::new(),
        ..drop_index(index, cx).in_phase(Phase::Backfill).because(because)
    };
    for index in there.indexes.values().filter(|index| index.table == *table) {
        if !wanted.iter().any(|(_, copy)| copy.name == index.name) {
            operations.push(drop(index, "nothing is to be indexed so any more"));
        }
    }
    for (name, copy) in wanted {
        match there.indexes.get(&copy.name) {
            Some(index) if index.valid => continue,
            Some(index) => operations.push(drop(index, "an interrupted build left it invalid")),
            None => {}
        }
        let reason = format!("as `{name}`, over the new type");
        operations.extend(build(copy, cx, &reason).into_iter().map(|mut operation| {
            if lossless {
                operation.hazards.retain(|hazard| *hazard != Hazard::MayFail);
            }
            // It is nothing that a model has a name for.
            Operation { creates: Vec::new(), needs: Vec::new(), phase: Phase::Backfill, ..operation }
        }));
    }
    operations
}

/// A check, validated while everybody works on, so that NOT NULL need not read the rows.
fn prove(retyped: &Retyped, there: &There<'_>) -> Vec<Operation> {
    if !retyped.new.not_null {
        return Vec::new();
    }
    let name = proof_name(retyped);
    let condition = format!("CHECK ({} IS NOT NULL)", ident(&retyped.shadow.shadow));
    let add = Operation::clause(
        OpCode::AddCheckNotValid,
        retyped.shadow.target(),
        &retyped.table,
        format!("ADD CONSTRAINT {} {condition} NOT VALID", ident(&name)),
    )
    .because("proves that no row is null, so that SET NOT NULL need not scan");
    let found = there.constraints.get(&(&retyped.table, name.as_str())).copied();
    proven(add, &retyped.table, &name, found, retyped.old.not_null && retyped.lossless)
}

/// Adds a check or foreign key over the second columns.
fn add(copied: &CopiedConstraint, there: &There<'_>, group: &[Retyped]) -> Vec<Operation> {
    let CopiedConstraint { table, wanted, copy } = copied;
    let name = copy.name.as_deref().unwrap_or_default();
    let found = there.constraints.get(&(table, name)).copied();
    let lossless = group.iter().all(|retyped| retyped.lossless);
    let target = constraint_copy(copied);
    let clause = format!("ADD {} NOT VALID", sql::constraint_with_name(copy));
    let because = format!("as `{}`, over the new type", wanted.name.as_deref().unwrap_or_default());
    let add = match &copy.kind {
        ConstraintKind::ForeignKey(key) => {
            let add = Operation::clause(OpCode::AddForeignKeyNotValid, target, table, clause);
            if key.table == *table { add } else { add.on(&key.table) }
        }
        _ => Operation::clause(OpCode::AddCheckNotValid, target, table, clause),
    };
    let mut operations = proven(add.because(because), table, name, found, lossless);
    if !wanted.validated {
        operations.retain(|operation| operation.code != OpCode::ValidateConstraint);
    }
    operations
}

/// Adds a constraint `NOT VALID` and validates it, as far as that is still to be done.
fn proven(
    add: Operation,
    table: &ObjectName,
    name: &str,
    found: Option<&Constraint>,
    holds: bool,
) -> Vec<Operation> {
    let target = add.target.clone();
    let validate = Operation::clause(
        OpCode::ValidateConstraint,
        target,
        table,
        format!("VALIDATE CONSTRAINT {}", ident(name)),
    )
    .because("reads the table while it is in use");
    let add = found.is_none().then_some(add);
    let validate = found.is_none_or(|found| !found.validated).then_some(validate);
    add.into_iter()
        .chain(validate)
        .map(|operation| {
            let operation = operation.in_phase(Phase::Backfill);
            if holds { operation.harmless() } else { operation }
        })
        .collect()
}

/// Takes away the foreign keys whose places are taken.
pub(super) fn drop_foreign_key(copied: &CopiedConstraint) -> Option<Operation> {
    let ConstraintKind::ForeignKey(key) = &copied.wanted.kind else { return None };
    let name = copied.wanted.name.as_deref().unwrap_or_default();
    let drop = Operation::clause(
        OpCode::DropForeignKey,
        ObjectRef::constraint(&copied.table, name),
        &copied.table,
        format!("DROP CONSTRAINT {}", ident(name)),
    )
    .because("makes room for the one over the new type");
    Some(if key.table == copied.table { drop } else { drop.also_on(&key.table, Lock::AccessExclusive) })
}

/// Nothing but what a plan makes besides can be waited for by a part of the swap.
pub(super) fn is_outside(object: &ObjectRef) -> bool {
    !matches!(object.kind, Kind::Column | Kind::Constraint | Kind::Index | Kind::Table | Kind::Statistics)
}
