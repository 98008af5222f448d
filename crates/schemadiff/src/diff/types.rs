//! Types that cannot be changed because something is of them that no statement makes anew.
//!
//! PostgreSQL drops no type that a column has, and there is no CASCADE here. So a type that has to be made anew must not
//! be used by what stays.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{ConstraintKind, IndexElement, ObjectName};

use super::{ChangeSet, Delta};
use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diag::{Diagnostic, code};
use crate::kinds::composite_type::CompositeTypeChange;
use crate::kinds::domain::DomainChange;
use crate::kinds::table::{ColumnChange, TableChange};
use crate::kinds::{self, InCatalog, KindVisitor, ObjectKind};
use crate::lower::TypeUses;

/// Reports what these changes ask of types that are in use and PostgreSQL refuses.
pub(super) fn refused(changes: &ChangeSet, pair: Pair<&Canonical>) -> Vec<Diagnostic> {
    let catalogs = Pair {
        old: &pair.old.catalog,
        new: &pair.new.catalog,
    };
    let mut found = held(changes, catalogs);
    found.extend(unreadable(changes, catalogs));
    found.extend(retyped(changes, catalogs));
    found.extend(classes_in_use(changes, catalogs));
    found.extend(defaults_in_use(changes, catalogs));
    found
        .into_iter()
        .map(
            |Refusal {
                 object,
                 message,
                 help,
             }| {
                Diagnostic::error(code::CANNOT_CHANGE, message)
                    .at_known(pair.new.origins.get(&object), "defined here")
                    .help(help)
            },
        )
        .collect()
}

struct Refusal {
    object: ObjectRef,
    message: String,
    help: String,
}

/// Types that are made anew while something that stays is of them.
fn held(changes: &ChangeSet, catalogs: Pair<&Catalog>) -> Vec<Refusal> {
    let mut replaced: BTreeMap<ObjectRef, &str> = BTreeMap::new();
    collect(&changes.kinds.domains, &mut replaced);
    collect(&changes.kinds.composite_types, &mut replaced);
    collect(&changes.kinds.collations, &mut replaced);
    collect(&changes.kinds.operators, &mut replaced);
    collect(&changes.kinds.range_types, &mut replaced);
    // A range's multirange is made anew with it.
    for delta in &changes.kinds.range_types {
        if let Delta::Replace { old, because, .. } = delta {
            replaced.insert(ObjectRef::named(Kind::RangeType, &old.multirange()), because);
        }
    }
    // Expressions name operators without their types.
    for delta in &changes.kinds.operators {
        if let Delta::Replace { new, because, .. } = delta {
            let any = refs::operator(&new.definition.name);
            replaced.extend(any.map(|any| (any, because.as_str())));
        }
    }
    // Columns of a domain over an enum go over to the new one.
    for data_type in converted(changes) {
        let foreign = catalogs
            .old
            .foreign_tables
            .values()
            .flat_map(|table| &table.columns);
        if foreign
            .map(|column| &column.data_type.name)
            .all(|name| name != data_type)
        {
            replaced.remove(&ObjectRef::named(Kind::Domain, data_type));
        }
    }
    if replaced.is_empty() {
        return Vec::new();
    }
    let mut users = Users {
        catalogs,
        replaced: &replaced,
        found: BTreeMap::new(),
    };
    kinds::for_each(&mut users);
    let mut found = users.found;
    checks(catalogs, &replaced, &mut found);
    found
        .into_iter()
        .map(|(object, users)| Refusal {
            message: format!(
                "{object} would have to be dropped and created anew ({}), and {} needs it",
                replaced[&object],
                named(&users)
            ),
            help: "define a type beside it under another name, and change what uses this one".to_owned(),
            object,
        })
        .collect()
}

/// Operator classes that are made anew while something is kept in order by them that is not: indexes are built anew with them.
fn classes_in_use(changes: &ChangeSet, catalogs: Pair<&Catalog>) -> Vec<Refusal> {
    let mut found = Vec::new();
    for delta in &changes.kinds.operator_classes {
        let Delta::Replace { new, because, .. } = delta else {
            continue;
        };
        let class = &new.definition.name;
        let mut users = Vec::new();
        for table in catalogs.old.tables.values() {
            if !catalogs.new.tables.contains(&ObjectId::named(table.name.clone())) {
                continue;
            }
            let in_key = table.partition_by.iter().flat_map(|key| &key.elements);
            if in_key
                .filter_map(|element| element.operator_class.as_ref())
                .any(|used| used == class)
            {
                users.push(table.object_ref());
            }
            for constraint in &table.constraints {
                if let ConstraintKind::Exclude(exclude) = &constraint.kind
                    && exclude
                        .elements
                        .iter()
                        .any(|(element, _)| element.operator_class.as_ref() == Some(class))
                {
                    users.push(ObjectRef::constraint(
                        &table.name,
                        constraint.name.as_deref().unwrap_or_default(),
                    ));
                }
            }
        }
        if !users.is_empty() {
            found.push(Refusal {
                object: new.object_ref(),
                message: format!(
                    "{} would have to be dropped and created anew ({because}), and {} needs it",
                    new.object_ref(),
                    named(&users)
                ),
                help: "define a class beside it under another name, and change what uses this one".to_owned(),
            });
        }
    }
    found
}

/// Default operator classes that go while an index that is kept by them stays: it would be built with them again.
fn defaults_in_use(changes: &ChangeSet, catalogs: Pair<&Catalog>) -> Vec<Refusal> {
    let mut found = Vec::new();
    for delta in &changes.kinds.operator_classes {
        let Delta::Drop(class) = delta else {
            continue;
        };
        if !class.definition.is_default {
            continue;
        }
        let users = catalogs.old.indexes.iter().filter(|(id, old)| {
            let is_by_default = |(old, new): (&IndexElement, &IndexElement)| {
                old.operator_class.as_ref() == Some(&class.definition.name) && new.operator_class.is_none()
            };
            let new = catalogs.new.indexes.get(id);
            let elements = new
                .into_iter()
                .flat_map(|new| old.definition.elements.iter().zip(&new.definition.elements));
            old.definition.method == class.definition.method && elements.into_iter().any(is_by_default)
        });
        let users: Vec<ObjectRef> = users.map(|(_, index)| index.object_ref()).collect();
        if !users.is_empty() {
            found.push(Refusal {
                object: users[0].clone(),
                message: format!(
                    "{} is not in the model, and without it {} has no class to be built with",
                    class.object_ref(),
                    named(&users)
                ),
                help: "name the operator class that the index is to have then".to_owned(),
            });
        }
    }
    found
}

/// The types of columns that take a new type of the same name.
fn converted(changes: &ChangeSet) -> impl Iterator<Item = &ObjectName> {
    let altered = changes.kinds.tables.iter().filter_map(|delta| match delta {
        Delta::Alter { changes, .. } => Some(changes),
        Delta::Create(_) | Delta::Drop(_) | Delta::Replace { .. } => None,
    });
    altered.flatten().filter_map(|change| match change {
        TableChange::AlterColumn { new, changes, .. } if changes.contains(&ColumnChange::Swap) => {
            Some(&new.data_type.name)
        }
        _ => None,
    })
}

fn collect<'a, K: ObjectKind>(deltas: &'a [Delta<K>], replaced: &mut BTreeMap<ObjectRef, &'a str>) {
    for delta in deltas {
        if let Delta::Replace { new, because, .. } = delta {
            replaced.insert(new.object_ref(), because);
        }
    }
}

/// Finds what is neither made anew nor dropped and needs a type that is.
struct Users<'a> {
    catalogs: Pair<&'a Catalog>,
    replaced: &'a BTreeMap<ObjectRef, &'a str>,
    found: BTreeMap<ObjectRef, Vec<ObjectRef>>,
}

impl KindVisitor for Users<'_> {
    fn visit<K: InCatalog>(&mut self) {
        // What can be made anew without loss is, wherever it uses a type that is.
        if K::REBUILDABLE && K::KIND != Kind::Index {
            return;
        }
        for (id, old) in K::store(self.catalogs.old) {
            let Some(new) = K::store(self.catalogs.new).get(id) else {
                continue;
            };
            let before: BTreeSet<ObjectRef> = old.references().into_iter().collect();
            for needed in new.references().into_iter().collect::<BTreeSet<_>>() {
                if before.contains(&needed) && self.replaced.contains_key(&needed) {
                    self.found.entry(needed).or_default().push(new.object_ref());
                }
            }
        }
    }
}

/// Checks of tables stand beside the references of their table.
fn checks(
    catalogs: Pair<&Catalog>,
    replaced: &BTreeMap<ObjectRef, &str>,
    found: &mut BTreeMap<ObjectRef, Vec<ObjectRef>>,
) {
    for table in catalogs.new.tables.values() {
        let id = ObjectId::named(table.name.clone());
        let Some(old) = catalogs.old.tables.get(&id) else {
            continue;
        };
        for constraint in &table.constraints {
            let ConstraintKind::Check(check) = &constraint.kind else {
                continue;
            };
            let name = constraint.name.as_deref().unwrap_or_default();
            if old.constraint(name) != Some(constraint) {
                continue;
            }
            for needed in refs::mentioned(&check.expression.references(), None) {
                if replaced.contains_key(&needed) {
                    let user = ObjectRef::constraint(&table.name, name);
                    found.entry(needed).or_default().push(user);
                }
            }
        }
    }
}

/// Domains whose new constraints PostgreSQL cannot check where values are inside of others.
fn unreadable(changes: &ChangeSet, catalogs: Pair<&Catalog>) -> Vec<Refusal> {
    let mut found = Vec::new();
    for delta in &changes.kinds.domains {
        let Delta::Alter { new, changes, .. } = delta else {
            continue;
        };
        let is_checked = |change: &DomainChange| match change {
            DomainChange::Add(constraint) | DomainChange::Replace { new: constraint, .. } => {
                constraint.validated
            }
            DomainChange::Validate(_) => true,
            _ => false,
        };
        if !changes.iter().any(is_checked) {
            continue;
        }
        let uses = TypeUses::of(catalogs.old, &new.definition.name);
        if uses.inside.is_empty() {
            continue;
        }
        let domain = new.object_ref();
        found.push(Refusal {
            message: format!(
                "the values of {domain} would have to be checked, which PostgreSQL cannot where they are inside of others: {}",
                named(&uses.inside)
            ),
            help: "leave the check not validated (`valid = false`, NOT VALID): it holds for new values".to_owned(),
            object: domain,
        });
    }
    found
}

/// Composite types with an attribute that changes its type while columns have values of it.
fn retyped(changes: &ChangeSet, catalogs: Pair<&Catalog>) -> Vec<Refusal> {
    let mut found = Vec::new();
    for delta in &changes.kinds.composite_types {
        let Delta::Alter { new, changes, .. } = delta else {
            continue;
        };
        let attribute = changes.iter().find_map(|change| match change {
            CompositeTypeChange::Type { new, .. } => Some(new),
            _ => None,
        });
        let Some(attribute) = attribute else { continue };
        let uses = TypeUses::of(catalogs.old, &new.definition.name);
        if !uses.is_empty() {
            let columns: Vec<ObjectRef> = uses.all().cloned().collect();
            found.push(Refusal {
                object: new.object_ref(),
                message: format!(
                    "{} would be of another type, which PostgreSQL refuses while a column has values of it: {}",
                    new.attribute_ref(&attribute.name),
                    named(&columns)
                ),
                help: "add an attribute under another name, and drop this one later".to_owned(),
            });
        }
    }
    found
}

/// The first few by name.
fn named(objects: &[ObjectRef]) -> String {
    const SHOWN: usize = 3;
    let names: Vec<String> = objects.iter().take(SHOWN).map(ToString::to_string).collect();
    match objects.len().saturating_sub(SHOWN) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}
