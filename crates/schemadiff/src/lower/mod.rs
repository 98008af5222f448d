//! From changes to operations: the recipes' driver. Each kind brings its own recipes.

mod operation;

use std::collections::BTreeMap;

pub use operation::{Operation, Operations, Sql};
use schemadiff_sql::syntax::ObjectName;

use crate::canon::Canonical;
use crate::catalog::{Kind, ObjectRef, Pair, Size};
use crate::diff::ChangeSet;
use crate::kinds::{self, InCatalog, KindVisitor};

/// What recipes may know: both sides, and what is being created or dropped beside them.
pub struct Lowering<'a> {
    /// Both sides.
    pub pair: Pair<&'a Canonical>,
    /// Sizes of what is there, under the names that it has once renames are done.
    pub sizes: &'a BTreeMap<ObjectName, Size>,
    changes: &'a ChangeSet,
}

impl Lowering<'_> {
    /// Whether a table is created by this plan: nobody else uses it yet, so nothing needs care.
    pub fn is_new_table(&self, table: &ObjectName) -> bool {
        self.is_new(&ObjectRef::named(Kind::Table, table)) || self.is_new(&ObjectRef::named(Kind::MaterializedView, table))
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

    /// The changes as a whole.
    pub fn changes(&self) -> &ChangeSet {
        self.changes
    }
}

/// Turns changes into operations, kind by kind.
pub fn lower(changes: &ChangeSet, pair: Pair<&Canonical>) -> Vec<Operation> {
    struct Each<'a, 'b>(&'a Lowering<'b>, &'a mut Operations);
    impl KindVisitor for Each<'_, '_> {
        fn visit<K: InCatalog>(&mut self) {
            for delta in K::deltas(self.0.changes) {
                K::lower(delta, self.0, self.1);
            }
        }
    }
    let sizes = pair.old.sizes.clone();
    let lowering = Lowering { pair, sizes: &sizes, changes };
    let mut operations = Operations::default();
    for rename in &changes.renames {
        rename.lower(&mut operations);
    }
    kinds::for_each(&mut Each(&lowering, &mut operations));
    operations.into_list()
}
