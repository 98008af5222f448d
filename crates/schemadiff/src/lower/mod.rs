//! From changes to operations: the recipes' driver. Each kind brings its own recipes.

mod helper;
mod operation;
mod partitions;
mod plain;
mod reach;
mod types;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use helper::{helper_name, is_helper};
pub use operation::{Operation, Operations, Sql};
pub(crate) use partitions::{alone, rows_of};
pub(crate) use plain::{Plain, PlainKind, lower_plain};
use schemadiff_sql::quote;
use schemadiff_sql::syntax::ObjectName;
pub use types::TypeUses;

use crate::canon::{Canonical, Taken};
use crate::catalog::{Kind, ObjectRef, Pair, Size, refs};
use crate::diff::{ChangeSet, Delta, names};
use crate::facts::OpCode;
use crate::kinds::table::parting::{self, Parting};
use crate::kinds::table::shadow::{self, Shadows};
use crate::kinds::table::{ColumnChange, TableChange, heirs, partition, typed};
use crate::kinds::{self, InCatalog, KindVisitor, ObjectKind, operator_class};
use crate::transition::{self, Strategy};

/// What recipes may know: both sides, and what is being created or dropped beside them.
pub struct Lowering<'a> {
    /// Both sides.
    pub pair: Pair<&'a Canonical>,
    /// Sizes of what is there, under the names that it has once renames are done.
    pub sizes: &'a BTreeMap<ObjectName, Size>,
    changes: &'a ChangeSet,
    rebuilt: BTreeSet<ObjectName>,
    /// Columns that are dropped (true) or get another type (false), and functions that are created anew (false).
    disturbed: BTreeMap<ObjectRef, bool>,
    /// Types that are made anew under their names, and the columns of them.
    swapped: BTreeSet<ObjectRef>,
    /// Indexes that are there, by the relation they are on.
    indexes: BTreeMap<ObjectName, Vec<ObjectRef>>,
    /// The partitions that are there, by their parents.
    below: BTreeMap<&'a ObjectName, Vec<&'a crate::kinds::Table>>,
    strategy: Strategy,
    /// Columns that get another type by a second one.
    pub(crate) shadows: Shadows,
    /// Names that are taken, once somebody asks for one that is not.
    names: RefCell<Option<Taken>>,
}

impl Lowering<'_> {
    /// Whether a table is created by this plan: nobody else uses it yet, so nothing needs care.
    pub fn is_new_table(&self, table: &ObjectName) -> bool {
        let id = crate::catalog::ObjectId::named(table.clone());
        let old = &self.pair.old.catalog;
        !old.tables.contains(&id) && !old.materialized_views.contains(&id)
    }

    /// Whether an object is absent before the plan.
    pub fn is_new(&self, object: &ObjectRef) -> bool {
        match object.kind {
            Kind::Table => !self.pair.old.catalog.tables.contains(&object.id),
            Kind::MaterializedView => {
                !self.pair.old.catalog.materialized_views.contains(&object.id)
                    && self.pair.new.catalog.materialized_views.contains(&object.id)
            }
            _ => false,
        }
    }

    /// An object in the words of the model, where a server's may not hold any more; see [`Canonical`].
    pub fn as_written<K: InCatalog>(&self, new: &K) -> K {
        let written = self.pair.new.written.as_ref();
        let written = written.and_then(|catalog| K::store(catalog).get(&new.id()));
        written.unwrap_or(new).clone()
    }

    /// How a change of a table is made that an application notices.
    pub fn strategy(&self, table: &ObjectName) -> Strategy {
        let annotation = self
            .pair
            .new
            .annotations
            .get(&ObjectRef::named(Kind::Table, table));
        annotation
            .and_then(|annotation| annotation.strategy)
            .unwrap_or(self.strategy)
    }

    /// What is to be known of a table that becomes a partition under its own name.
    pub(crate) fn parting(&self, partition: &ObjectName) -> Option<&Parting> {
        self.changes
            .partings
            .iter()
            .find(|parting| parting.partition == *partition)
    }

    /// The changes as a whole.
    pub fn changes(&self) -> &ChangeSet {
        self.changes
    }
}

/// Turns changes into operations, kind by kind.
pub fn lower(changes: &ChangeSet, pair: Pair<&Canonical>, strategy: Strategy) -> Vec<Operation> {
    struct Each<'a, 'b>(&'a Lowering<'b>, &'a mut Operations);
    impl KindVisitor for Each<'_, '_> {
        fn visit<K: InCatalog>(&mut self) {
            for delta in K::deltas(self.0.changes) {
                K::lower(delta, self.0, self.1);
            }
        }
    }
    let sizes = pair.old.sizes.clone();
    let views = changes.kinds.views.iter().filter_map(|delta| match delta {
        Delta::Replace { new, .. } => Some(new.name.clone()),
        Delta::Create(_) | Delta::Drop(_) | Delta::Alter { .. } => None,
    });
    let materialized = changes
        .kinds
        .materialized_views
        .iter()
        .filter_map(|delta| match delta {
            Delta::Replace { new, .. } => Some(new.name.clone()),
            Delta::Create(_) | Delta::Drop(_) | Delta::Alter { .. } => None,
        });
    let passed = names::relations(changes, pair.new.catalog()).map(|object| object.id.name);
    let rebuilt = views.chain(materialized).chain(passed).collect();
    let mut indexes: BTreeMap<ObjectName, Vec<ObjectRef>> = BTreeMap::new();
    for index in pair.old.catalog.indexes.values() {
        indexes
            .entry(index.table.clone())
            .or_default()
            .push(ObjectRef::named(Kind::Index, &index.name));
    }
    let mut parents: BTreeMap<&ObjectName, Vec<&crate::kinds::Table>> = BTreeMap::new();
    for table in pair.old.catalog.tables.values() {
        if let Some(partition) = &table.partition_of {
            parents.entry(&partition.parent).or_default().push(table);
        }
    }
    let below = partitions::of(pair);
    let mut disturbed = disturbed_columns(changes);
    for (object, dropped) in disturbed.clone() {
        let columns = partitions::columns_below(&object, &below);
        disturbed.extend(columns.into_iter().map(|column| (column, dropped)));
    }
    let mut swapped = swapped(changes);
    for object in swapped.clone() {
        swapped.extend(partitions::columns_below(&object, &below));
    }
    let lowering = Lowering {
        pair,
        sizes: &sizes,
        changes,
        rebuilt,
        disturbed,
        swapped,
        indexes,
        below: parents,
        strategy,
        shadows: Shadows::default(),
        names: RefCell::new(None),
    };
    let shadows = Shadows::of(&lowering);
    let lowering = Lowering { shadows, ..lowering };
    let mut operations = Operations::default();
    parting::lower(&lowering, &mut operations);
    for rename in &changes.renames {
        rename.lower(&lowering, &mut operations);
    }
    transition::end(&lowering, &mut operations);
    shadow::lower(&lowering, &mut operations);
    kinds::for_each(&mut Each(&lowering, &mut operations));
    let operations = kinds::access::restore(&lowering, operations).into_list();
    let mut operations = partition::say_again(operations, &lowering);
    let catalogs = Pair {
        old: &pair.old.catalog,
        new: &pair.new.catalog,
    };
    heirs::reach_only(&mut operations, catalogs);
    typed::apart_meanwhile(&mut operations, catalogs);
    operator_class::around(&mut operations);
    partitions::spread(&mut operations, &below);
    partitions::bounds_need_keys(&mut operations, pair);
    partitions::alone_first(&mut operations, pair.old.catalog());
    let catalogs = Pair {
        old: pair.old.catalog(),
        new: pair.new.catalog(),
    };
    reach::partitions(&mut operations, catalogs);
    partitions::rows_go_first(&mut operations, pair);
    types::let_go(&mut operations, &lowering);
    parting::around(&mut operations, &changes.partings, pair.new.catalog());
    operations
}

/// `COMMENT ON subject IS …`; to be run where what it is on exists.
pub(crate) fn comment(code: OpCode, target: ObjectRef, subject: &str, text: Option<&str>) -> Operation {
    let literal = text.map_or_else(|| "NULL".to_owned(), quote::literal);
    Operation::new(code, target.clone(), format!("COMMENT ON {subject} IS {literal}"))
        .needs([target])
        .because(if text.is_some() {
            "comment"
        } else {
            "comment removed"
        })
}

impl Lowering<'_> {
    /// Whether a column goes away: by itself, with its table, or to come back as a generated one.
    pub fn drops_column(&self, owner: &schemadiff_sql::syntax::OwnedBy) -> bool {
        let id = crate::catalog::ObjectId::named(owner.table.clone());
        let wanted = self.pair.new.catalog.tables.get(&id);
        let wanted = wanted.and_then(|table| table.column(&owner.column));
        let there = self.pair.old.catalog.tables.get(&id);
        let there = there.and_then(|table| table.column(&owner.column));
        wanted.is_none_or(|column| {
            column.generated.is_some() && there.is_none_or(|old| old.generated.is_none())
        })
    }
}

/// A block that fails with a message and a hint when a table has rows of which a condition holds.
pub(crate) fn raise_if_any(table: &ObjectName, condition: &str, message: &str, hint: &str) -> String {
    let body = format!(
        "\nBEGIN\n  IF EXISTS (SELECT FROM {table} WHERE {condition}) THEN\n    RAISE EXCEPTION USING\n      \
         MESSAGE = {},\n      HINT = {};\n  END IF;\nEND\n",
        quote::literal(message),
        quote::literal(hint)
    );
    format!("DO {}", quote::dollar(&body))
}

/// `name = value, …` as `WITH (…)` and `SET (…)` take it.
pub(crate) fn option_list(options: &BTreeMap<String, String>) -> String {
    options
        .iter()
        .map(|(name, value)| format!("{name} = {}", option_value(value)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A value of a storage parameter: a word or number as it is, anything else as a string.
fn option_value(value: &str) -> String {
    let plain = !value.is_empty()
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    if plain {
        value.to_owned()
    } else {
        quote::literal(value)
    }
}

impl<'a> Lowering<'a> {
    /// A table as it is now, under the name that it has once renames are done.
    pub fn old_table(&self, name: &ObjectName) -> Option<&'a crate::kinds::Table> {
        self.pair
            .old
            .catalog
            .tables
            .get(&crate::catalog::ObjectId::named(name.clone()))
    }

    /// The columns that are there and have a type, or an array of it.
    pub fn columns_of_type(&self, name: &ObjectName) -> Vec<ObjectRef> {
        let tables = self.pair.old.catalog.tables.values();
        tables
            .flat_map(|table| table.columns.iter().map(move |column| (table, column)))
            .filter(|(_, column)| column.data_type.name == *name)
            .map(|(table, column)| ObjectRef::column(&table.name, &column.name))
            .collect()
    }

    /// What goes with a relation uses: its triggers, policies and indexes.
    pub fn used_by_belongings(&self, relation: &ObjectName) -> Vec<ObjectRef> {
        let catalog = &self.pair.old.catalog;
        let triggers = catalog
            .triggers
            .parts_of(relation)
            .flat_map(ObjectKind::references);
        let policies = catalog
            .policies
            .parts_of(relation)
            .flat_map(ObjectKind::references);
        let rules = catalog.rules.parts_of(relation).flat_map(ObjectKind::references);
        let indexes = self.old_indexes(relation).iter();
        let indexes = indexes
            .filter_map(|index| catalog.indexes.get(&index.id))
            .flat_map(ObjectKind::references);
        let used = triggers.chain(policies).chain(rules).chain(indexes);
        used.filter(|object| object.id.name != *relation).collect()
    }

    /// The indexes that a relation has now; they go with it.
    pub fn old_indexes(&self, relation: &ObjectName) -> &[ObjectRef] {
        self.indexes.get(relation).map_or(&[], Vec::as_slice)
    }

    /// The partitions that a table has now.
    pub fn old_partitions(&self, parent: &ObjectName) -> &[&'a crate::kinds::Table] {
        self.below.get(parent).map_or(&[], Vec::as_slice)
    }

    /// The indexes that a table is to have which it has not now.
    pub fn new_indexes(&self, table: &ObjectName) -> Vec<ObjectRef> {
        let created = self.changes.kinds.indexes.iter().filter_map(|delta| match delta {
            Delta::Create(index) | Delta::Replace { new: index, .. } => Some(index),
            Delta::Drop(_) | Delta::Alter { .. } => None,
        });
        let of_table = created.filter(|index| index.table == *table);
        of_table.map(ObjectKind::object_ref).collect()
    }

    /// The partitions of a table that this plan creates.
    pub fn new_partitions(&self, parent: &ObjectName) -> Vec<ObjectName> {
        let created = self.changes.kinds.tables.iter().filter_map(|delta| match delta {
            Delta::Create(table) => Some(table),
            Delta::Drop(_) | Delta::Replace { .. } | Delta::Alter { .. } => None,
        });
        let below = created.filter(|table| {
            table
                .partition_of
                .as_ref()
                .is_some_and(|partition| partition.parent == *parent)
        });
        below.map(|table| table.name.clone()).collect()
    }

    /// A name that nothing has, neither now nor afterwards, and that nobody else is given.
    pub(crate) fn free_name<T>(&self, choose: impl FnOnce(&mut Taken) -> T) -> T {
        let mut names = self.names.borrow_mut();
        choose(names.get_or_insert_with(|| {
            let mut taken = Taken::of(&self.pair.old.catalog);
            taken.extend(&self.pair.new.catalog);
            taken
        }))
    }

    /// The major version that the plan has to run on: the target's, or the oldest that the model names.
    pub fn server_major(&self) -> u32 {
        self.pair.server_major()
    }

    /// Whether any of these columns is dropped or gets another type: then what is built on it goes, or is rebuilt, with it.
    pub fn disturbs_column(&self, objects: &[ObjectRef]) -> bool {
        objects.iter().any(|object| self.disturbed.contains_key(object))
    }

    /// Whether any of these columns stays, and gets another type or expression.
    pub fn changes_column(&self, objects: &[ObjectRef]) -> bool {
        objects
            .iter()
            .any(|object| self.disturbed.get(object) == Some(&false))
    }

    /// Whether any of these columns is dropped: then what needs it cannot stay, and asks for no permission of its own.
    pub fn drops_any(&self, objects: &[ObjectRef]) -> bool {
        objects
            .iter()
            .any(|object| self.disturbed.get(object) == Some(&true))
    }

    /// Whether any of these is a type that is made anew under its name, or a column of such a type.
    pub fn swaps(&self, objects: &[ObjectRef]) -> bool {
        objects.iter().any(|object| self.swapped.contains(object))
    }

    /// Whether an object has its name from a rename of this plan.
    pub fn renames_to(&self, object: &ObjectRef) -> bool {
        self.changes.renames.iter().any(|rename| rename.to == *object)
    }

    /// A column under the names that it and its table have before renames.
    pub fn before_renames(&self, column: &ObjectRef) -> ObjectRef {
        let renames = &self.changes.renames;
        let own = renames.iter().find(|rename| rename.to == *column);
        let mut before = own.map_or(column, |rename| &rename.from).clone();
        let table = ObjectRef::named(Kind::Table, &column.id.name);
        if let Some(rename) = renames.iter().find(|rename| rename.to == table) {
            before.id.name = rename.from.id.name.clone();
        }
        before
    }

    /// A table that this plan renames, as something that a statement which names it needs.
    pub fn renamed_table(&self, table: &ObjectName) -> Option<ObjectRef> {
        let object = ObjectRef::named(Kind::Table, table);
        self.changes
            .renames
            .iter()
            .any(|rename| rename.to == object)
            .then_some(object)
    }

    /// Whether a relation is dropped by this plan, and with it everything that belongs to it.
    pub fn goes_away(&self, relation: &ObjectName) -> bool {
        let id = crate::catalog::ObjectId::named(relation.clone());
        let catalog = &self.pair.new.catalog;
        !(catalog.tables.contains(&id)
            || catalog.foreign_tables.contains(&id)
            || catalog.views.contains(&id)
            || catalog.materialized_views.contains(&id))
    }

    /// Whether a view or materialized view is dropped and created anew by this plan.
    pub fn is_rebuilt(&self, relation: &ObjectName) -> bool {
        self.rebuilt.contains(relation)
    }
}

fn swapped(changes: &ChangeSet) -> BTreeSet<ObjectRef> {
    let types = changes.kinds.enums.iter().filter_map(|delta| match delta {
        Delta::Replace { new, .. } => Some(ObjectRef::named(Kind::EnumType, &new.name)),
        Delta::Create(_) | Delta::Drop(_) | Delta::Alter { .. } => None,
    });
    let classes = changes
        .kinds
        .operator_classes
        .iter()
        .filter_map(|delta| match delta {
            Delta::Replace { new, .. } => Some(new.object_ref()),
            Delta::Create(_) | Delta::Drop(_) | Delta::Alter { .. } => None,
        });
    let mut swapped: BTreeSet<ObjectRef> = types.chain(classes).collect();
    for delta in &changes.kinds.tables {
        let Delta::Alter { id, changes, .. } = delta else {
            continue;
        };
        for change in changes {
            if let TableChange::AlterColumn { new, changes, .. } = change
                && changes.contains(&ColumnChange::Swap)
            {
                swapped.insert(ObjectRef::column(&id.name, &new.name));
            }
        }
    }
    swapped
}

fn disturbed_columns(changes: &ChangeSet) -> BTreeMap<ObjectRef, bool> {
    let disturbs = |change: &ColumnChange| {
        matches!(
            change,
            ColumnChange::Type | ColumnChange::Swap | ColumnChange::Remake | ColumnChange::Generated
        )
    };
    let mut columns = BTreeMap::new();
    for delta in &changes.kinds.functions {
        if let Delta::Replace { new, .. } = delta {
            columns.insert(refs::function(&new.definition.name), false);
        }
    }
    columns.extend(
        names::functions(changes)
            .iter()
            .map(|name| (refs::function(name), false)),
    );
    for delta in &changes.kinds.tables {
        let Delta::Alter { id, changes, .. } = delta else {
            continue;
        };
        for change in changes {
            match change {
                TableChange::DropColumn(column) => {
                    columns.insert(ObjectRef::column(&id.name, &column.name), true);
                }
                TableChange::AlterColumn { new, changes, .. } if changes.iter().any(disturbs) => {
                    columns.insert(ObjectRef::column(&id.name, &new.name), false);
                }
                _ => {}
            }
        }
    }
    columns
}
