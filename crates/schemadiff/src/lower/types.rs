//! Who uses a type: what an alteration of the type reads, and what stands in its way.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{ObjectName, TypeName};

use super::{Lowering, Operation};
use crate::canon::columns_of;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, refs};
use crate::kinds::Domain;

/// The columns of tables that are of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeUses {
    /// Columns of the type itself, or of a domain over it.
    pub directly: Vec<ObjectRef>,
    /// Columns of something that has values of the type inside: an array, a composite type, a range, a table's rows.
    pub inside: Vec<ObjectRef>,
}

impl TypeUses {
    /// Finds them.
    ///
    /// PostgreSQL follows the same ways: `get_rels_with_domain()` in `src/backend/commands/typecmds.c` for domains,
    /// `find_composite_type_dependencies()` in `tablecmds.c` for what has values inside.
    pub fn of(catalog: &Catalog, name: &ObjectName) -> Self {
        let users = Users::of(catalog);
        let mut uses = Self::default();
        // A type may be reached both ways; each way is followed once.
        let mut seen = BTreeSet::from([(name.clone(), true)]);
        let mut queue = vec![(name.clone(), true)];
        while let Some((name, direct)) = queue.pop() {
            for (user, data_type) in users.0.get(&name).into_iter().flatten() {
                let direct = direct && !data_type.array;
                let next = match user {
                    User::Column(column) => {
                        let columns = if direct {
                            &mut uses.directly
                        } else {
                            &mut uses.inside
                        };
                        columns.push(column.clone());
                        // The rows of its table are a type too.
                        (column.id.name.clone(), false)
                    }
                    User::Domain(name) => (name.clone(), direct),
                    User::Inside(name) => (name.clone(), false),
                };
                if seen.insert(next.clone()) {
                    queue.push(next);
                }
            }
        }
        uses.directly.sort();
        uses.inside.sort();
        uses.directly.dedup();
        uses.inside.dedup();
        uses
    }

    /// Whether no column is of the type in any way.
    pub fn is_empty(&self) -> bool {
        self.directly.is_empty() && self.inside.is_empty()
    }

    /// All columns.
    pub fn all(&self) -> impl Iterator<Item = &ObjectRef> {
        self.directly.iter().chain(&self.inside)
    }
}

/// What goes before a column gets a type that is made anew was over the type's old form too, whether or not its text says so:
/// a server writes casts out that a model leaves to it, and one order has to come of both.
pub(super) fn let_go(operations: &mut [Operation], cx: &Lowering<'_>) {
    for operation in operations
        .iter_mut()
        .filter(|operation| !operation.drops.is_empty())
    {
        let columns = operation
            .releases
            .iter()
            .filter(|object| object.kind == Kind::Column);
        let types: Vec<ObjectRef> = columns
            .filter(|column| cx.swapped.contains(column))
            .filter_map(|column| {
                let columns = columns_of(cx.pair.old.catalog(), &column.id.name)?;
                columns
                    .iter()
                    .find(|known| Some(&known.name) == column.id.part.as_ref())
            })
            .flat_map(|column| refs::data_type(&column.data_type))
            .filter(|data_type| cx.swapped.contains(data_type))
            .collect();
        operation.releases.extend(types);
    }
}

/// What is of a type.
enum User {
    Column(ObjectRef),
    Domain(ObjectName),
    /// A type that has values of it inside.
    Inside(ObjectName),
}

/// By the name of the type, with the whole type as it is written.
struct Users<'a>(BTreeMap<ObjectName, Vec<(User, &'a TypeName)>>);

impl<'a> Users<'a> {
    fn of(catalog: &'a Catalog) -> Self {
        let mut users = Self(BTreeMap::new());
        for table in catalog.tables.values() {
            for column in &table.columns {
                let column_ref = ObjectRef::column(&table.name, &column.name);
                users.add(User::Column(column_ref), &column.data_type);
            }
        }
        for domain in catalog.domains.values() {
            let definition = &domain.definition;
            users.add(User::Domain(definition.name.clone()), &definition.data_type);
        }
        for composite in catalog.composite_types.values() {
            for attribute in &composite.definition.attributes {
                users.add(
                    User::Inside(composite.definition.name.clone()),
                    &attribute.data_type,
                );
            }
        }
        for range in catalog.range_types.values() {
            for name in [range.definition.name.clone(), range.multirange()] {
                users.add(User::Inside(name), &range.definition.subtype);
            }
        }
        users
    }

    fn add(&mut self, user: User, data_type: &'a TypeName) {
        // Nobody asks who uses a built-in type.
        if data_type.name.schema.is_some() {
            let users = self.0.entry(data_type.name.clone()).or_default();
            users.push((user, data_type));
        }
    }
}

impl<'a> Lowering<'a> {
    /// The columns that are there and of a type.
    pub fn uses_of_type(&self, name: &ObjectName) -> TypeUses {
        TypeUses::of(&self.pair.old.catalog, name)
    }

    /// The domain that a type is, as it is wanted.
    pub fn new_domain(&self, data_type: &TypeName) -> Option<&'a Domain> {
        let id = ObjectId::named(data_type.name.clone());
        let domain = self.pair.new.catalog.domains.get(&id);
        domain.filter(|_| !data_type.array)
    }

    /// Whether values of a type have to satisfy something: a column of it cannot be added without writing every row
    /// (`ATExecAddColumn()` in `src/backend/commands/tablecmds.c` asks `DomainHasConstraints()`).
    pub fn is_constrained(&self, data_type: &TypeName) -> bool {
        let mut data_type = data_type;
        // A chain longer than the number of domains is a circle, which no server has.
        for _ in 0..=self.pair.new.catalog.domains.len() {
            match self.new_domain(data_type) {
                Some(domain) if domain.definition.constraints.is_empty() => {
                    data_type = &domain.definition.data_type;
                }
                Some(_) => return true,
                None => return false,
            }
        }
        false
    }

    /// The tables that hold the rows of a table that is there: itself, or the partitions that have no partitions.
    pub fn with_rows(&self, table: &ObjectName) -> Vec<ObjectName> {
        match self.old_table(table) {
            Some(old) if old.partition_by.is_some() => self
                .old_partitions(table)
                .iter()
                .flat_map(|partition| self.with_rows(&partition.name))
                .collect(),
            Some(_) => vec![table.clone()],
            None => Vec::new(),
        }
    }
}
