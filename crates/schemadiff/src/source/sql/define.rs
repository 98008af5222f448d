//! Adding objects, and what happens when a name is taken.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Constraint, ConstraintKind, ObjectName};

use super::Script;
use super::names::has_row_type;
use crate::canon::implied_name;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Origin};
use crate::diag::{Diagnostic, code};
use crate::kinds::{InCatalog, ObjectKind, Table};

/// The names that tables, views, sequences and indexes share in a schema (the unique index of `pg_class`).
pub(super) fn relations(catalog: &Catalog) -> BTreeMap<ObjectName, ObjectRef> {
    fn add<K: InCatalog>(catalog: &Catalog, relations: &mut BTreeMap<ObjectName, ObjectRef>) {
        for (id, object) in K::store(catalog) {
            relations.insert(id.name.clone(), object.object_ref());
        }
    }
    let mut relations = BTreeMap::new();
    for table in catalog.tables.values() {
        for constraint in &table.constraints {
            if let Some((index, constraint)) = index_behind(table, constraint) {
                relations.insert(index, constraint);
            }
        }
    }
    add::<Table>(catalog, &mut relations);
    add::<crate::kinds::ForeignTable>(catalog, &mut relations);
    add::<crate::kinds::CompositeType>(catalog, &mut relations);
    add::<crate::kinds::View>(catalog, &mut relations);
    add::<crate::kinds::MaterializedView>(catalog, &mut relations);
    add::<crate::kinds::Sequence>(catalog, &mut relations);
    add::<crate::kinds::Index>(catalog, &mut relations);
    relations
}

/// The index that keeps a key or exclusion, which has the constraint's name.
fn index_behind(table: &Table, constraint: &Constraint) -> Option<(ObjectName, ObjectRef)> {
    match constraint.kind {
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclude(_) => {}
        ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) => return None,
    }
    let name = constraint_name(table, constraint);
    let index = ObjectName {
        schema: table.name.schema.clone(),
        name: name.clone(),
    };
    Some((index, ObjectRef::constraint(&table.name, &name)))
}

/// A constraint's name, or the one that PostgreSQL gives it when nothing is in the way.
pub(crate) fn constraint_name(table: &Table, constraint: &Constraint) -> String {
    constraint
        .name
        .clone()
        .unwrap_or_else(|| implied_name(table, constraint))
}

impl Script<'_> {
    /// Adds an object; one whose name is taken is reported and left out.
    pub(crate) fn define<K: InCatalog>(&mut self, object: K) {
        if self.claim(object.object_ref()) {
            self.into.catalog.insert(object);
        }
    }

    /// Takes a name for an object that is added later; false, with a report, when it is taken.
    pub(crate) fn claim(&mut self, about: ObjectRef) -> bool {
        if let Some(first) = self.holder(&about) {
            self.duplicate(&about, &first);
            return false;
        }
        if is_relation(about.kind) {
            self.relations.insert(about.id.name.clone(), about.clone());
        }
        self.into.origins.insert(about, self.origin());
        true
    }

    /// Whether a relation, or the index of a constraint, has this name.
    pub(crate) fn is_taken(&self, name: &ObjectName) -> bool {
        self.relations.contains_key(name)
    }

    /// Adds an object that several files may say they need, as long as they say the same.
    pub(crate) fn define_again<K: InCatalog>(&mut self, object: K) {
        if K::store(&self.into.catalog).get(&object.id()) != Some(&object) {
            self.define(object);
        }
    }

    /// Takes an object out and frees its name.
    pub(crate) fn remove<K: InCatalog>(&mut self, id: &ObjectId) -> Option<K> {
        let object = K::store_mut(&mut self.into.catalog).remove(id)?;
        self.into.origins.remove(&object.object_ref());
        self.relations.remove(&id.name);
        Some(object)
    }

    /// Frees the name of an index behind a constraint.
    pub(crate) fn free_index(&mut self, index: &ObjectName) {
        self.relations.remove(index);
    }

    /// Records where a part was written, and reports one that is written twice.
    pub(crate) fn define_part(&mut self, part: ObjectRef, origin: Origin, taken: bool) -> bool {
        if taken {
            self.duplicate(&part, &part);
            return false;
        }
        self.into.origins.insert(part, origin);
        true
    }

    /// Adds a constraint to a table that is not in the catalog, or has been taken out of it.
    pub(crate) fn add_constraint(&mut self, table: &mut Table, constraint: Constraint) {
        let name = constraint_name(table, &constraint);
        let part = ObjectRef::constraint(&table.name, &name);
        let origin = match &constraint.name {
            Some(name) => self.origin_of(name),
            None => self.origin(),
        };
        let is_key = |other: &Constraint| matches!(other.kind, ConstraintKind::PrimaryKey(_));
        if let Some(first) = table
            .constraints
            .iter()
            .find(|other| is_key(other) && is_key(&constraint))
        {
            let first = ObjectRef::constraint(&table.name, &constraint_name(table, first));
            let message = format!("table `{}` has two primary keys", table.name);
            self.twice(message, &first);
            return;
        }
        let taken = constraint.name.is_some() && table.constraint(&name).is_some();
        if let Some((index, _)) = index_behind(table, &constraint).filter(|_| !taken) {
            match self.relations.get(&index).cloned() {
                None => drop(self.relations.insert(index, part.clone())),
                Some(holder) if constraint.name.is_some() => return self.duplicate(&part, &holder),
                Some(_) => {}
            }
        }
        if self.define_part(part, origin, taken) {
            table.constraints.push(constraint);
        }
    }

    /// What holds the name of an object that is to be defined.
    fn holder(&self, about: &ObjectRef) -> Option<ObjectRef> {
        let catalog = &self.into.catalog;
        let id = ObjectId::named(about.id.name.clone());
        let relation = || self.relations.get(&id.name).cloned();
        // A table or view has a row type of its name (the unique index of pg_type).
        let data_type = || {
            let enum_type = catalog.enums.get(&id).map(ObjectKind::object_ref);
            enum_type
                .or_else(|| catalog.domains.get(&id).map(ObjectKind::object_ref))
                .or_else(|| catalog.range_types.get(&id).map(ObjectKind::object_ref))
        };
        let row_type = || relation().filter(|held| has_row_type(held.kind));
        match about.kind {
            Kind::Table | Kind::View | Kind::MaterializedView | Kind::CompositeType | Kind::ForeignTable => {
                relation().or_else(data_type)
            }
            Kind::Sequence | Kind::Index => relation(),
            Kind::EnumType | Kind::Domain | Kind::RangeType => data_type().or_else(row_type),
            Kind::Schema
            | Kind::Extension
            | Kind::Function
            | Kind::Trigger
            | Kind::Policy
            | Kind::Rule
            | Kind::EventTrigger
            | Kind::Publication
            | Kind::Conversion
            | Kind::ForeignDataWrapper
            | Kind::ForeignServer
            | Kind::Language
            | Kind::AccessMethod
            | Kind::Statistics
            | Kind::Subscription
            | Kind::TextSearchConfiguration
            | Kind::TextSearchDictionary
            | Kind::TextSearchParser
            | Kind::TextSearchTemplate
            | Kind::Transform
            | Kind::UserMapping
            | Kind::Access
            | Kind::DefaultPrivilege
            | Kind::Role
            | Kind::Seed
            | Kind::Column
            | Kind::Attribute
            | Kind::Aggregate
            | Kind::Cast
            | Kind::Operator
            | Kind::OperatorClass
            | Kind::OperatorFamily
            | Kind::Collation
            | Kind::Constraint
            | Kind::EnumValue => self.into.origins.contains_key(about).then(|| about.clone()),
        }
    }

    fn duplicate(&mut self, about: &ObjectRef, first: &ObjectRef) {
        let message = if about == first {
            format!("{about} is defined twice")
        } else {
            format!("{about} has the same name as {first}")
        };
        self.twice(message, first);
    }

    fn twice(&mut self, message: String, first: &ObjectRef) {
        let diagnostic = Diagnostic::error(code::DUPLICATE, message)
            .at_origin(self.origin(), "defined again here")
            .at_known(self.into.origins.get(first), "first defined here")
            .help("remove one of them, or rename it");
        self.report(diagnostic);
    }
}

fn is_relation(kind: Kind) -> bool {
    has_row_type(kind) || matches!(kind, Kind::Sequence | Kind::Index)
}
