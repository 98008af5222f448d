//! Names that pass from one object to another: a view becomes a table, a function takes other arguments. Whoever used the one
//! uses the other, and says so in the same words; still it holds on to the one that goes.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::ObjectName;

use super::{ChangeSet, Delta};
use crate::catalog::{Catalog, ObjectId, ObjectRef, refs};
use crate::kinds::{InCatalog, ObjectKind};

/// What goes and leaves its name to another relation, or to a function with other arguments.
pub(super) fn passed_on(changes: &ChangeSet, new: &Catalog) -> Vec<ObjectRef> {
    let mut passed: Vec<ObjectRef> = relations(changes, new).collect();
    passed.extend(functions(changes).iter().map(refs::function));
    passed
}

/// Relations that go and leave their names to others.
pub(crate) fn relations<'a>(
    changes: &'a ChangeSet,
    new: &'a Catalog,
) -> impl Iterator<Item = ObjectRef> + 'a {
    let kinds = &changes.kinds;
    let is_taken = |id: &ObjectId| {
        new.tables.contains(id)
            || new.views.contains(id)
            || new.materialized_views.contains(id)
            || new.sequences.contains(id)
    };
    dropped(&kinds.tables)
        .chain(dropped(&kinds.views))
        .chain(dropped(&kinds.materialized_views))
        .filter(move |object| is_taken(&object.id))
}

/// The names of functions of which one goes and another comes.
pub(crate) fn functions(changes: &ChangeSet) -> BTreeSet<ObjectName> {
    let name = |object: ObjectRef| object.id.name;
    let dropped: BTreeSet<ObjectName> = dropped(&changes.kinds.functions).map(name).collect();
    let created = changes.kinds.functions.iter().filter_map(|delta| match delta {
        Delta::Create(function) => Some(&function.definition.name),
        Delta::Drop(_) | Delta::Alter { .. } | Delta::Replace { .. } => None,
    });
    let replaced = changes.kinds.functions.iter().filter_map(|delta| match delta {
        Delta::Replace { old, new, .. } if old.id() != new.id() => Some(&new.definition.name),
        Delta::Create(_) | Delta::Drop(_) | Delta::Alter { .. } | Delta::Replace { .. } => None,
    });
    created
        .filter(|name| dropped.contains(*name))
        .chain(replaced)
        .cloned()
        .collect()
}

fn dropped<K: InCatalog>(deltas: &[Delta<K>]) -> impl Iterator<Item = ObjectRef> {
    deltas.iter().filter_map(|delta| match delta {
        Delta::Drop(old) => Some(old.object_ref()),
        Delta::Create(_) | Delta::Alter { .. } | Delta::Replace { .. } => None,
    })
}
