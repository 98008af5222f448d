//! What PostgreSQL adds by itself: NOT NULL of keys, names that nobody wrote, the columns that a foreign key leaves out.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{
    Constraint, ConstraintKind, IndexDefinition, IndexValue, ObjectName, Persistence, SequenceOptions,
    TypeName,
};

use super::columns_of;
use crate::catalog::Catalog;
use crate::kinds::Table;
use crate::kinds::table::{inherit, typed};
use crate::kinds::{ObjectKind, Schema};

/// The longest name in bytes: `NAMEDATALEN - 1`.
pub(crate) const LONGEST_NAME: usize = 63;

/// Sets what follows from what is written, before names are resolved.
pub(super) fn imply(catalog: &mut Catalog) {
    // Every database has it, and a model that does not speak of it does not want it dropped.
    let public = Schema {
        name: "public".to_owned(),
        comment: None,
    };
    if !catalog.schemas.contains(&public.id()) {
        catalog.insert(public);
    }
    typed::complete(catalog);
    for (_, table) in &mut catalog.tables {
        let keys: BTreeSet<String> = table
            .constraints
            .iter()
            .filter_map(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey(key) => Some(key.columns.clone()),
                _ => None,
            })
            .flatten()
            .collect();
        for column in &mut table.columns {
            column.not_null |= keys.contains(&column.name) || column.identity.is_some();
        }
    }
    inherit::complete(catalog);
}

/// A sequence is as the table is that it serves, unless it says otherwise. Names of tables are resolved by now.
pub(super) fn sequences(catalog: &mut Catalog) {
    let unlogged = |table: &Table| table.persistence == Persistence::Unlogged;
    let tables = catalog.tables.values().filter(|table| unlogged(table));
    let unlogged_tables: BTreeSet<ObjectName> = tables.map(|table| table.name.clone()).collect();
    let settle = |persistence: &mut Option<Persistence>, table: Option<&ObjectName>| {
        let follows = if table.is_some_and(|table| unlogged_tables.contains(table)) {
            Persistence::Unlogged
        } else {
            Persistence::Permanent
        };
        *persistence = persistence.filter(|own| *own != follows);
    };
    for (_, sequence) in &mut catalog.sequences {
        let SequenceOptions {
            persistence,
            owned_by,
            ..
        } = &mut sequence.options;
        settle(persistence, owned_by.as_ref().map(|owner| &owner.table));
    }
    for (_, table) in &mut catalog.tables {
        let name = table.name.clone();
        for identity in table
            .columns
            .iter_mut()
            .filter_map(|column| column.identity.as_mut())
        {
            settle(&mut identity.options.persistence, Some(&name));
        }
    }
}

/// Names constraints that have no name, completes foreign keys, and puts constraints in the order of their names. Names
/// of tables are resolved by now.
pub(super) fn name_everything(catalog: &mut Catalog) {
    let mut taken = Taken::of(catalog);
    domains(catalog, &mut taken);
    let primary_keys: BTreeMap<ObjectName, Vec<String>> = catalog
        .tables
        .values()
        .filter_map(|table| {
            table
                .constraints
                .iter()
                .find_map(|constraint| match &constraint.kind {
                    ConstraintKind::PrimaryKey(key) => Some((table.name.clone(), key.columns.clone())),
                    _ => None,
                })
        })
        .collect();
    let columns: BTreeMap<ObjectName, Vec<String>> = catalog
        .tables
        .values()
        .map(|table| {
            let columns = columns_of(catalog, &table.name).unwrap_or_default();
            (
                table.name.clone(),
                columns.iter().map(|column| column.name.clone()).collect(),
            )
        })
        .collect();
    for (id, table) in &mut catalog.tables {
        for constraint in &mut table.constraints {
            if let ConstraintKind::ForeignKey(key) = &mut constraint.kind
                && key.referenced_columns.is_empty()
            {
                key.referenced_columns = primary_keys.get(&key.table).cloned().unwrap_or_default();
            }
            if constraint.name.is_none() {
                let (addition, label) = constraint_name_parts(constraint, &columns[&id.name]);
                constraint.name = Some(taken.choose(&id.name, addition.as_deref(), label));
            }
        }
        table.constraints.sort_by(|a, b| a.name.cmp(&b.name));
    }
    inherit::merge_checks(catalog);
}

/// Names the checks of domains, and gives a domain over another one the default of that one.
///
/// Source: `DefineDomain` and `domainAddCheckConstraint` in `src/backend/commands/typecmds.c`. `DEFAULT NULL` is none.
fn domains(catalog: &mut Catalog, taken: &mut Taken) {
    for (id, domain) in &mut catalog.domains {
        for constraint in &mut domain.definition.constraints {
            if constraint.name.is_none() && !constraint.is_not_null() {
                constraint.name = Some(taken.choose(&id.name, None, "check"));
            }
        }
        domain.definition.constraints.sort_by(|a, b| a.name.cmp(&b.name));
    }
    let written: BTreeMap<ObjectName, (TypeName, Option<Expr>)> = catalog
        .domains
        .values()
        .map(|domain| &domain.definition)
        .map(|domain| {
            (
                domain.name.clone(),
                (domain.data_type.clone(), domain.default.clone()),
            )
        })
        .collect();
    for (id, domain) in &mut catalog.domains {
        let mut name = &id.name;
        // A chain longer than the number of domains is a circle, which no server has.
        for _ in 0..written.len() {
            let Some((base, default)) = written.get(name) else {
                break;
            };
            domain.definition.default.clone_from(default);
            if default.is_some() || base.array {
                break;
            }
            name = &base.name;
        }
        domain.definition.default = domain
            .definition
            .default
            .take()
            .filter(|default| !default.is_null());
    }
}

/// What stands between the table's name and the label.
///
/// Source: `ChooseIndexName` in `indexcmds.c`, `ChooseForeignKeyConstraintNameAddition` in `tablecmds.c`,
/// `AddRelationNewConstraints` in `heap.c` (a check on exactly one column is named after it).
fn constraint_name_parts(constraint: &Constraint, columns: &[String]) -> (Option<String>, &'static str) {
    match &constraint.kind {
        ConstraintKind::PrimaryKey(_) => (None, "pkey"),
        ConstraintKind::Unique(key) => (Some(addition(key.columns.iter().chain(&key.include))), "key"),
        ConstraintKind::ForeignKey(key) => (Some(addition(&key.columns)), "fkey"),
        ConstraintKind::Check(check) => {
            let used = check.expression.references().columns;
            let mut used = columns.iter().filter(|column| used.contains(*column));
            match (used.next(), used.next()) {
                (Some(only), None) => (Some(only.clone()), "check"),
                _ => (None, "check"),
            }
        }
        ConstraintKind::Exclude(exclude) => {
            let elements = exclude.elements.iter().map(|(element, _)| &element.value);
            (Some(addition(&element_names(elements, &exclude.include))), "excl")
        }
    }
}

fn addition<'a>(columns: impl IntoIterator<Item = &'a String>) -> String {
    let joined = columns
        .into_iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("_");
    clip(&joined, LONGEST_NAME).to_owned()
}

/// Names of index elements as `ChooseIndexColumnNames` gives them: an expression is named like a column of a query,
/// or `expr`, and a name that repeats gets a number.
fn element_names<'a>(elements: impl Iterator<Item = &'a IndexValue>, include: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let own = elements.map(|value| match value {
        IndexValue::Column(name) => name.clone(),
        IndexValue::Expression(expression) => expression.index_column_name(),
    });
    for name in own.chain(include.iter().cloned()) {
        let mut chosen = name.clone();
        let mut number = 0;
        while names.contains(&chosen) {
            number += 1;
            chosen = format!("{}{number}", clip(&name, LONGEST_NAME - number.to_string().len()));
        }
        names.push(chosen);
    }
    names
}

/// Names the indexes that partitions have because their parents have them, as PostgreSQL does: one after the other.
pub(super) fn parts(catalog: &mut Catalog) {
    let mut below: BTreeMap<&ObjectName, Vec<&ObjectName>> = BTreeMap::new();
    for table in catalog.tables.values() {
        if let Some(partition) = &table.partition_of {
            below.entry(&partition.parent).or_default().push(&table.name);
        }
    }
    if below.is_empty() {
        return;
    }
    let mut taken = Taken::of(catalog);
    let mut parts: Vec<(ObjectName, String, String)> = Vec::new();
    let mut name_below = |top: &ObjectName, name: &str, choose: &mut dyn FnMut(&ObjectName) -> String| {
        let mut left: Vec<(&ObjectName, String)> = vec![(top, name.to_owned())];
        while let Some((table, name)) = left.pop() {
            for partition in below.get(table).into_iter().flatten().rev() {
                let own = choose(partition);
                parts.push(((*partition).clone(), name.clone(), own.clone()));
                left.push((partition, own));
            }
        }
    };
    for table in catalog
        .tables
        .values()
        .filter(|table| below.contains_key(&table.name))
    {
        let columns: Vec<String> = columns_of(catalog, &table.name)
            .unwrap_or_default()
            .iter()
            .map(|column| column.name.clone())
            .collect();
        for constraint in table
            .constraints
            .iter()
            .filter(|constraint| constraint.has_index())
        {
            let name = constraint.name.as_deref().unwrap_or_default();
            name_below(&table.name, name, &mut |partition| {
                taken.choose_constraint(partition, constraint, &columns)
            });
        }
    }
    for index in catalog
        .indexes
        .values()
        .filter(|index| below.contains_key(&index.table))
    {
        name_below(&index.table, &index.name.name, &mut |partition| {
            taken.choose_index(partition, &index.definition).name
        });
    }
    for (table, above, name) in parts {
        let table = catalog.tables.get_mut(&crate::catalog::ObjectId::named(table));
        if let Some(partition) = table.and_then(|table| table.partition_of.as_mut()) {
            partition.parts.insert(above, name);
        }
    }
}

/// The name that `CREATE INDEX` without a name chooses, given what the catalog has.
pub(crate) fn index_name(catalog: &Catalog, table: &ObjectName, definition: &IndexDefinition) -> ObjectName {
    Taken::of(catalog).choose_index(table, definition)
}

/// The name that an unnamed constraint gets when nothing is in its way.
pub(crate) fn implied_name(table: &Table, constraint: &Constraint) -> String {
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let (addition, label) = constraint_name_parts(constraint, &columns);
    object_name(&table.name.name, addition.as_deref(), label)
}

/// The name of the sequence behind a `serial` column that is called `column`, when so many others are taken.
pub(crate) fn serial_sequence_name(table: &ObjectName, column: &str, taken: usize) -> ObjectName {
    let label = match taken {
        0 => "seq".to_owned(),
        number => format!("seq{number}"),
    };
    ObjectName {
        schema: table.schema.clone(),
        name: object_name(&table.name, Some(column), &label),
    }
}

/// Joins the parts of an implied name, clipped to the longest that PostgreSQL keeps.
///
/// Source: `makeObjectName` in `src/backend/commands/indexcmds.c`.
pub(crate) fn object_name(first: &str, second: Option<&str>, label: &str) -> String {
    let overhead = label.len() + 1 + usize::from(second.is_some());
    let available = LONGEST_NAME - overhead;
    let mut first_length = first.len();
    let mut second_length = second.map_or(0, str::len);
    while first_length + second_length > available {
        if first_length > second_length {
            first_length -= 1;
        } else {
            second_length -= 1;
        }
    }
    let first = clip(first, first_length);
    match second {
        Some(second) => format!("{first}_{}_{label}", clip(second, second_length)),
        None => format!("{first}_{label}"),
    }
}

/// The longest prefix of whole characters in `bytes` bytes.
fn clip(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes.min(text.len()))]
}

/// Names that are in use, by schema: relations and constraints, which must not repeat when PostgreSQL chooses.
#[derive(Default)]
pub(crate) struct Taken(BTreeSet<(Option<String>, String)>);

impl Taken {
    /// The names of everything in a catalog.
    pub(crate) fn of(catalog: &Catalog) -> Self {
        let mut taken = Self(BTreeSet::new());
        taken.extend(catalog);
        for table in catalog.tables.values() {
            let schema = &table.name.schema;
            let parts = table
                .partition_of
                .iter()
                .flat_map(|partition| partition.parts.values());
            taken.0.extend(parts.map(|name| (schema.clone(), name.clone())));
        }
        taken
    }

    /// Takes those of another one too, but for the names that nobody wrote.
    pub(crate) fn extend(&mut self, catalog: &Catalog) {
        let taken = &mut self.0;
        let mut add = |name: &ObjectName| {
            taken.insert((name.schema.clone(), name.name.clone()));
        };
        catalog
            .sequences
            .values()
            .for_each(|sequence| add(&sequence.name));
        catalog.indexes.values().for_each(|index| add(&index.name));
        catalog.views.values().for_each(|view| add(&view.name));
        catalog
            .materialized_views
            .values()
            .for_each(|view| add(&view.name));
        let composites = catalog.composite_types.values();
        composites.for_each(|composite| add(&composite.definition.name));
        for domain in catalog.domains.values() {
            let names = domain.definition.constraints.iter();
            for name in names.filter_map(|constraint| constraint.name.as_ref()) {
                add(&ObjectName {
                    schema: domain.definition.name.schema.clone(),
                    name: name.clone(),
                });
            }
        }
        for table in catalog.tables.values() {
            add(&table.name);
            for name in table
                .constraints
                .iter()
                .filter_map(|constraint| constraint.name.as_ref())
            {
                add(&ObjectName {
                    schema: table.name.schema.clone(),
                    name: name.clone(),
                });
            }
        }
    }

    /// The name that an index without one gets.
    pub(crate) fn choose_index(&mut self, table: &ObjectName, definition: &IndexDefinition) -> ObjectName {
        let elements = definition.elements.iter().map(|element| &element.value);
        let names = element_names(elements, &definition.include);
        ObjectName {
            schema: table.schema.clone(),
            name: self.choose(table, Some(&addition(&names)), "idx"),
        }
    }

    /// The name that a constraint without one gets, in a table with these columns.
    pub(crate) fn choose_constraint(
        &mut self,
        table: &ObjectName,
        constraint: &Constraint,
        columns: &[String],
    ) -> String {
        let (addition, label) = constraint_name_parts(constraint, columns);
        self.choose(table, addition.as_deref(), label)
    }

    /// The first name of its kind that is free, which is taken then.
    pub(crate) fn choose(&mut self, table: &ObjectName, addition: Option<&str>, label: &str) -> String {
        let mut name = object_name(&table.name, addition, label);
        let mut number = 0;
        while !self.0.insert((table.schema.clone(), name.clone())) {
            number += 1;
            name = object_name(&table.name, addition, &format!("{label}{number}"));
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_clipped_as_postgresql_does() {
        let long = "a".repeat(60);
        assert_eq!(
            object_name(&long, Some("column_name"), "fkey"),
            format!("{}_column_name_fkey", "a".repeat(46))
        );
        assert_eq!(object_name("users", Some("email"), "key"), "users_email_key");
        assert_eq!(object_name("users", None, "pkey"), "users_pkey");
        assert_eq!(
            object_name(&"ü".repeat(40), None, "pkey"),
            format!("{}_pkey", "ü".repeat(29))
        );
    }
}
