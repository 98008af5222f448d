//! Values of enums that get another name: PostgreSQL keeps values by OID, so whatever holds one speaks of it by the new
//! name at once.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{
    BoundValue, ConstraintKind, IndexElement, IndexValue, ObjectName, PartitionBound, SeedValue,
};
use schemadiff_sql::{EnumValueRename, Expr, rename_enum_value_in_body};

use super::Rename;
use crate::canon::columns_of;
use crate::catalog::{Catalog, ObjectId, ObjectRef};
use crate::facts::OpCode;
use crate::kinds::index::Index;
use crate::kinds::{EnumType, Kind};
use crate::lower::{Lowering, Operation};

/// The values of an enum, if there is one of this name.
pub(super) fn values<'a>(catalog: &'a Catalog, data_type: &ObjectName) -> Option<&'a Vec<String>> {
    let found = catalog.enums.get(&ObjectId::named(data_type.clone()));
    found.map(|found| &found.values)
}

/// Renames a value in everything that holds it.
///
/// What a server printed names the type of every literal. What a person wrote does not: there a literal is the value when
/// it stands beside a column of the type.
pub(super) fn rename(catalog: &mut Catalog, data_type: &ObjectName, from: &str, to: &str) {
    if let Some(found) = catalog.enums.get_mut(&ObjectId::named(data_type.clone())) {
        for value in found.values.iter_mut().filter(|value| *value == from) {
            to.clone_into(value);
        }
    }
    let renamer = Renamer {
        data_type: data_type.clone(),
        from: from.to_owned(),
        to: to.to_owned(),
    };
    renamer.tables(catalog);
    renamer.indexes(catalog);
    renamer.statistics(catalog);
    renamer.others(catalog);
}

struct Renamer {
    data_type: ObjectName,
    from: String,
    to: String,
}

impl Renamer {
    fn seen_from<'a>(&'a self, columns: &'a [String]) -> EnumValueRename<'a> {
        EnumValueRename {
            data_type: &self.data_type,
            from: &self.from,
            to: &self.to,
            columns,
        }
    }

    fn expression(&self, expression: &mut Expr, columns: &[String]) {
        *expression = expression.rename_enum_value(self.seen_from(columns));
    }

    fn element(&self, element: &mut IndexElement, columns: &[String]) {
        if let IndexValue::Expression(expression) = &mut element.value {
            self.expression(expression, columns);
        }
    }

    /// The columns of a table that are of the type.
    fn columns_in(&self, catalog: &Catalog, table: &ObjectName) -> Vec<String> {
        let columns = columns_of(catalog, table).unwrap_or_default();
        let of_type = columns
            .iter()
            .filter(|column| column.data_type.name == self.data_type);
        of_type.map(|column| column.name.clone()).collect()
    }

    /// Whether the bounds of a table's partitions are values of the type: a bound does not say what it is of.
    fn is_key(&self, catalog: &Catalog, parent: &ObjectName) -> bool {
        let parent = catalog.tables.get(&ObjectId::named(parent.clone()));
        let key = parent.and_then(|parent| Some((&parent.name, parent.partition_by.as_ref()?)));
        match key.map(|(name, key)| (name, key.elements.as_slice())) {
            Some((name, [only])) => match &only.value {
                IndexValue::Column(column) => self.columns_in(catalog, name).contains(column),
                IndexValue::Expression(_) => false,
            },
            _ => false,
        }
    }

    fn tables(&self, catalog: &mut Catalog) {
        let partitions = catalog.tables.values().filter_map(|table| {
            let parent = &table.partition_of.as_ref()?.parent;
            self.is_key(catalog, parent)
                .then(|| ObjectId::named(table.name.clone()))
        });
        for id in partitions.collect::<Vec<_>>() {
            if let Some(partition) = catalog
                .tables
                .get_mut(&id)
                .and_then(|table| table.partition_of.as_mut())
            {
                self.bound(&mut partition.bound);
            }
        }
        let own: Vec<(ObjectId, Vec<String>)> = catalog
            .tables
            .values()
            .map(|table| {
                (
                    ObjectId::named(table.name.clone()),
                    self.columns_in(catalog, &table.name),
                )
            })
            .collect();
        for (id, own) in &own {
            let Some(table) = catalog.tables.get_mut(id) else {
                continue;
            };
            for column in &mut table.columns {
                if let Some(default) = &mut column.default {
                    if column.data_type.name == self.data_type {
                        *default = default.rename_default_value(&self.from, &self.to, column.data_type.array);
                    }
                    self.expression(default, &[]);
                }
                if let Some(generated) = &mut column.generated {
                    self.expression(&mut generated.expression, own);
                }
            }
            for constraint in &mut table.constraints {
                match &mut constraint.kind {
                    ConstraintKind::Check(check) => self.expression(&mut check.expression, own),
                    ConstraintKind::Exclude(exclude) => {
                        exclude
                            .elements
                            .iter_mut()
                            .for_each(|(element, _)| self.element(element, own));
                        exclude
                            .predicate
                            .iter_mut()
                            .for_each(|predicate| self.expression(predicate, own));
                    }
                    ConstraintKind::PrimaryKey(_)
                    | ConstraintKind::Unique(_)
                    | ConstraintKind::ForeignKey(_) => {}
                }
            }
        }
    }

    fn bound(&self, bound: &mut PartitionBound) {
        let value = |value: &mut Expr| *value = value.rename_default_value(&self.from, &self.to, false);
        match bound {
            PartitionBound::List(values) => values.iter_mut().for_each(value),
            PartitionBound::Range { from, to } => {
                for bound in from.iter_mut().chain(to) {
                    if let BoundValue::Value(bound) = bound {
                        value(bound);
                    }
                }
            }
            PartitionBound::Default | PartitionBound::Hash { .. } => {}
        }
    }

    fn indexes(&self, catalog: &mut Catalog) {
        let own: Vec<(ObjectId, Vec<String>)> = catalog
            .indexes
            .values()
            .map(|index: &Index| {
                (
                    ObjectId::named(index.name.clone()),
                    self.columns_in(catalog, &index.table),
                )
            })
            .collect();
        for (id, own) in &own {
            let Some(index) = catalog.indexes.get_mut(id) else {
                continue;
            };
            index
                .definition
                .elements
                .iter_mut()
                .for_each(|element| self.element(element, own));
            index
                .definition
                .predicate
                .iter_mut()
                .for_each(|predicate| self.expression(predicate, own));
        }
    }

    fn statistics(&self, catalog: &mut Catalog) {
        let with_expressions = catalog
            .statistics
            .values()
            .filter(|statistics| !statistics.expressions.is_empty());
        let own: Vec<(ObjectId, Vec<String>)> = with_expressions
            .map(|statistics| {
                (
                    ObjectId::named(statistics.name.clone()),
                    self.columns_in(catalog, &statistics.table),
                )
            })
            .collect();
        for (id, own) in &own {
            let statistics = catalog.statistics.get_mut(id).into_iter();
            for expression in statistics.flat_map(|statistics| &mut statistics.expressions) {
                self.expression(expression, own);
            }
        }
    }

    fn others(&self, catalog: &mut Catalog) {
        for (_, view) in &mut catalog.views {
            view.query = view.query.rename_enum_value(self.seen_from(&[]));
        }
        for (_, view) in &mut catalog.materialized_views {
            view.query = view.query.rename_enum_value(self.seen_from(&[]));
        }
        for (_, function) in &mut catalog.functions {
            let definition = &mut function.definition;
            for argument in &mut definition.arguments {
                if let Some(default) = &mut argument.default {
                    if argument.data_type.name == self.data_type {
                        *default =
                            default.rename_default_value(&self.from, &self.to, argument.data_type.array);
                    }
                    self.expression(default, &[]);
                }
            }
            definition.body = rename_enum_value_in_body(&definition.body, self.seen_from(&[]));
        }
        let mut own = std::collections::BTreeMap::new();
        for table in catalog.tables.values() {
            own.insert(table.name.clone(), self.columns_in(catalog, &table.name));
        }
        let own = |table: &ObjectName| own.get(table).map_or(&[][..], Vec::as_slice);
        for (id, policy) in &mut catalog.policies {
            let definition = &mut policy.definition;
            for expression in definition.using.iter_mut().chain(&mut definition.check) {
                self.expression(expression, own(&id.name));
            }
        }
        for (_, rule) in &mut catalog.rules {
            let definition = &mut rule.definition;
            definition
                .condition
                .iter_mut()
                .for_each(|condition| self.expression(condition, &[]));
            for action in &mut definition.actions {
                *action = rename_enum_value_in_body(action, self.seen_from(&[]));
            }
        }
        for (id, trigger) in &mut catalog.triggers {
            if let Some(when) = &mut trigger.definition.when {
                self.expression(when, own(&id.name));
            }
        }
        for (_, seed) in &mut catalog.seeds {
            for row in &mut seed.rows {
                for column in own(&seed.table) {
                    if let Some(SeedValue::Literal(text)) = row.get_mut(column)
                        && *text == self.from
                    {
                        text.clone_from(&self.to);
                    }
                }
            }
        }
    }
}

/// `ALTER TYPE … RENAME VALUE`. What mentions a column of the type may mention the value, and comes after; values that are
/// added stand beside others by the names that these have before.
pub(super) fn operation(rename: &Rename, cx: &Lowering<'_>) -> Option<Operation> {
    let (from, to) = (rename.from.id.part.as_deref()?, rename.to.id.part.as_deref()?);
    if rename.to.kind != Kind::EnumValue {
        return None;
    }
    let data_type = &rename.to.id.name;
    let sql = statement(data_type, from, to);
    let wanted = cx
        .pair
        .new
        .catalog()
        .enums
        .get(&ObjectId::named(data_type.clone()));
    Some(
        Operation::new(OpCode::RenameEnumValue, rename.to.clone(), sql)
            .needs(
                wanted
                    .into_iter()
                    .flat_map(EnumType::value_refs)
                    .filter(|value| !cx.renames_to(value)),
            )
            .creates(rename.to.clone())
            .creates(ObjectRef::named(Kind::EnumType, data_type))
            .creates_all(cx.columns_of_type(data_type))
            .undo(statement(data_type, to, from)),
    )
}

/// The statement that renames a value.
pub(crate) fn statement(data_type: &ObjectName, from: &str, to: &str) -> String {
    format!(
        "ALTER TYPE {data_type} RENAME VALUE {} TO {}",
        quote::literal(from),
        quote::literal(to)
    )
}
