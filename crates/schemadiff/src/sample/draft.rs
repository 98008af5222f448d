//! What the catalog says of a table, as far as filling it needs to know.

use std::collections::BTreeMap;

use schemadiff_sql::Formula;
use schemadiff_sql::syntax::{
    BoundValue, Column, ConstraintKind, ForeignKey, IndexValue, ObjectName, PartitionBound,
};

use super::kind::{Kind, known};
use super::make::Maker;
use super::rules::{Makers, as_of, hints, keys, narrow};
use super::table::Part;
use super::value::{Form, Value};
use crate::catalog::{Catalog, ObjectId};
use crate::kinds::index::Index;
use crate::kinds::table::Table;

/// A table before it is known what is referred to.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) name: ObjectName,
    pub(super) columns: Vec<DraftColumn>,
    pub(super) makers: Makers,
    pub(super) checks: Vec<Formula>,
    pub(super) keys: Vec<Key>,
    pub(super) links: Vec<ForeignKey>,
    /// Of each whether it is checked at the end of the transaction if asked for.
    pub(super) deferrable: Vec<bool>,
    pub(super) boxes: Vec<Vec<(usize, Part)>>,
    /// What keeps rows from being made at all.
    pub(super) problems: Vec<String>,
}

/// A column before it is known where its values come from.
#[derive(Debug)]
pub(super) struct DraftColumn {
    pub(super) name: String,
    pub(super) not_null: bool,
    /// Whether the server computes it, whatever we say.
    pub(super) generated: bool,
    /// Whether there is a value when none is given.
    pub(super) has_default: bool,
    /// The default, when it is a literal.
    pub(super) usual: Option<String>,
    /// Whether a sequence counts it, and which, when a default says so.
    pub(super) counted: Option<Counted>,
    pub(super) hints: Vec<Value>,
}

/// A sequence that counts a column.
#[derive(Clone, Debug)]
pub(super) enum Counted {
    /// The column's own.
    Own,
    /// The one that a default names.
    Named(String),
}

impl Counted {
    /// The sequence, where a default names it.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Own => None,
            Self::Named(name) => Some(name),
        }
    }
}

/// Something that no two rows have alike.
#[derive(Debug)]
pub(super) struct Key {
    /// The columns of each element.
    pub(super) elements: Vec<Element>,
    pub(super) predicate: Option<Formula>,
    /// Whether what overlaps is alike, so that only stretches that are apart will do.
    pub(super) overlaps: bool,
}

/// An element of a key.
#[derive(Debug)]
pub(super) enum Element {
    Column(usize),
    /// An expression that keeps different texts different.
    Folded(usize),
    /// A stretch made of two columns.
    Stretch(usize, usize),
    /// Another expression.
    Other,
}

/// What a partition's bound leaves of a column.
enum Place {
    /// It says this.
    Of(Part),
    /// It says nothing.
    Any,
    /// Nothing that can be made.
    Nowhere,
}

/// The unique indexes by their tables.
pub(super) fn unique_indexes(catalog: &Catalog) -> BTreeMap<&ObjectName, Vec<&Index>> {
    let mut found: BTreeMap<&ObjectName, Vec<&Index>> = BTreeMap::new();
    for index in catalog.indexes.values().filter(|index| index.definition.unique) {
        found.entry(&index.table).or_default().push(index);
    }
    found
}

/// The partitions by their parents.
pub(super) fn partitions(catalog: &Catalog) -> BTreeMap<&ObjectName, Vec<&Table>> {
    let mut found: BTreeMap<&ObjectName, Vec<&Table>> = BTreeMap::new();
    for table in catalog.tables.values() {
        if let Some(of) = table.partition_of.as_ref().filter(|of| !of.detaching) {
            found.entry(&of.parent).or_default().push(table);
        }
    }
    found
}

/// What is known of all tables, made once.
pub(super) struct Known<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) indexes: BTreeMap<&'a ObjectName, Vec<&'a Index>>,
    pub(super) partitions: BTreeMap<&'a ObjectName, Vec<&'a Table>>,
}

impl Draft {
    pub(super) fn new(table: &Table, known_of: &Known<'_>) -> Self {
        let catalog = known_of.catalog;
        let mut draft = Self {
            name: table.name.clone(),
            columns: Vec::new(),
            makers: Makers::new(),
            checks: Vec::new(),
            keys: Vec::new(),
            links: Vec::new(),
            deferrable: Vec::new(),
            boxes: Vec::new(),
            problems: Vec::new(),
        };
        draft.read_columns(table, catalog);
        draft.read_constraints(table, catalog);
        for index in known_of.indexes.get(&table.name).into_iter().flatten() {
            let elements = index
                .definition
                .elements
                .iter()
                .map(|element| draft.element(&element.value));
            let elements = elements.collect();
            draft.keys.push(Key {
                elements,
                predicate: index
                    .definition
                    .predicate
                    .as_ref()
                    .map(schemadiff_sql::Expr::formula),
                overlaps: false,
            });
        }
        for check in &draft.checks {
            narrow(check, &mut draft.makers);
            let makers = &mut draft.makers;
            keys(check, &mut |column, key| {
                if let Some(maker) = makers.get_mut(column)
                    && !maker.limits.keys.iter().any(|known| known == key)
                {
                    maker.limits.keys.push(key.to_owned());
                }
            });
            let columns = &mut draft.columns;
            hints(check, &mut |name, value| {
                if let Some(column) = columns.iter_mut().find(|column| column.name == name)
                    && !column.hints.contains(value)
                {
                    column.hints.push(value.clone());
                }
            });
        }
        draft.read_partitions(table, known_of);
        draft.read_links_below(table, known_of);
        draft
    }

    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    fn read_columns(&mut self, table: &Table, catalog: &Catalog) {
        let typed = table
            .of_type
            .as_ref()
            .and_then(|of| catalog.composite_types.get(&ObjectId::named(of.clone())));
        let mut columns: Vec<Column> = table.columns.clone();
        if let Some(composite) = typed {
            let said = std::mem::take(&mut columns);
            columns = composite
                .definition
                .attributes
                .iter()
                .map(|attribute| {
                    let mut column = said
                        .iter()
                        .find(|column| column.name == attribute.name)
                        .cloned()
                        .unwrap_or_else(|| Column::new(&attribute.name, attribute.data_type.clone()));
                    column.data_type = attribute.data_type.clone();
                    column
                })
                .collect();
        }
        for column in &columns {
            let generated = column.generated.is_some();
            let has_default = column.default.is_some() || column.identity.is_some();
            let mut not_null = column.not_null;
            let found = known(catalog, &column.data_type);
            match found {
                Some(found) if !generated => {
                    not_null |= found.not_null;
                    let named = |check: &Formula| renamed(check, &column.name);
                    self.checks.extend(found.checks.iter().map(named));
                    let maker = Maker::new(&table.name.name, &column.name, found.kind);
                    self.makers.insert(column.name.clone(), maker);
                }
                _ => {
                    if not_null && !generated && !has_default {
                        self.problems.push(format!(
                            "column `{}`: no values of type {} are known",
                            column.name, column.data_type
                        ));
                    }
                }
            }
            let counted = match (&column.identity, &column.default) {
                (Some(_), _) => Some(Counted::Own),
                (None, Some(default)) => match default.formula() {
                    Formula::Call(name, operands) if name == "nextval" => operands
                        .first()
                        .and_then(super::rules::constant)
                        .and_then(|value| value.literal())
                        .map(Counted::Named),
                    _ => None,
                },
                (None, None) => None,
            };
            self.columns.push(DraftColumn {
                name: column.name.clone(),
                not_null,
                generated,
                has_default,
                usual: column.default.as_ref().and_then(schemadiff_sql::Expr::literal),
                counted,
                hints: Vec::new(),
            });
        }
    }

    fn read_constraints(&mut self, table: &Table, catalog: &Catalog) {
        for constraint in table.constraints.iter().filter(|constraint| constraint.enforced) {
            match &constraint.kind {
                ConstraintKind::Check(check) => self.checks.push(check.expression.formula()),
                ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => {
                    let primary = matches!(constraint.kind, ConstraintKind::PrimaryKey(_));
                    let places: Vec<usize> =
                        key.columns.iter().filter_map(|name| self.column(name)).collect();
                    if primary {
                        for place in &places {
                            self.columns[*place].not_null = true;
                        }
                    }
                    self.keys.push(Key {
                        elements: places.into_iter().map(Element::Column).collect(),
                        predicate: None,
                        overlaps: key.without_overlaps,
                    });
                }
                ConstraintKind::ForeignKey(key) => {
                    self.links.push(key.clone());
                    self.deferrable.push(constraint.deferrable);
                }
                ConstraintKind::Exclude(exclude) => {
                    let overlaps = exclude
                        .elements
                        .iter()
                        .any(|(_, operator)| operator.ends_with("&&"));
                    let elements = exclude.elements.iter();
                    let elements = elements
                        .map(|(element, _)| self.element(&element.value))
                        .collect();
                    self.keys.push(Key {
                        elements,
                        predicate: exclude.predicate.as_ref().map(schemadiff_sql::Expr::formula),
                        overlaps,
                    });
                }
            }
        }
        // Checks come down from the tables that are inherited from; keys do not.
        let mut above: Vec<&ObjectName> = table.inherits.iter().collect();
        let mut seen = 0;
        while let Some(name) = above.pop() {
            seen += 1;
            let Some(parent) = catalog.tables.get(&ObjectId::named(name.clone())) else {
                continue;
            };
            if seen > catalog.tables.len() {
                break;
            }
            for constraint in &parent.constraints {
                if let ConstraintKind::Check(check) = &constraint.kind
                    && constraint.enforced
                    && !check.no_inherit
                {
                    self.checks.push(check.expression.formula());
                }
            }
            above.extend(&parent.inherits);
        }
        self.checks.dedup();
    }

    fn element(&self, value: &IndexValue) -> Element {
        let expression = match value {
            IndexValue::Column(name) => return self.column(name).map_or(Element::Other, Element::Column),
            IndexValue::Expression(expression) => expression.formula(),
        };
        let column = |formula: &Formula| match formula {
            Formula::Column(name) => self.column(name),
            Formula::Cast(inner, _) => match &**inner {
                Formula::Column(name) => self.column(name),
                _ => None,
            },
            _ => None,
        };
        match &expression {
            Formula::Call(name, operands) => match (name.as_str(), operands.as_slice()) {
                ("lower" | "upper" | "btrim" | "trim" | "coalesce" | "md5" | "unaccent", [first, ..]) => {
                    match first {
                        Formula::Call(_, inner) => inner.first().and_then(column),
                        first => column(first),
                    }
                    .map_or(Element::Other, Element::Folded)
                }
                (name, [from, to, ..]) if name.ends_with("range") => match (column(from), column(to)) {
                    (Some(from), Some(to)) => Element::Stretch(from, to),
                    _ => Element::Other,
                },
                _ => Element::Other,
            },
            other => column(other).map_or(Element::Other, Element::Folded),
        }
    }

    /// What each of the lowest partitions says of columns; nothing where rows of all kinds find their place.
    fn read_partitions(&mut self, table: &Table, known_of: &Known<'_>) {
        if table.partition_by.is_none() {
            return;
        }
        let mut boxes = Vec::new();
        self.descend(table, known_of, &[], &mut boxes);
        if boxes.is_empty() {
            self.problems
                .push("it has no partition to put rows into".to_owned());
        }
        if !boxes.iter().any(Vec::is_empty) {
            self.boxes = boxes;
        }
        // Numbers that are counted off have to lie within partitions too.
        for column in 0..self.columns.len() {
            let parts = self
                .boxes
                .iter()
                .map(|found| found.iter().find(|(of, _)| *of == column));
            let segments: Option<Vec<(i64, i64)>> = parts
                .map(|part| match part {
                    Some((_, Part::Between(low, high))) => Some((*low, *high)),
                    _ => None,
                })
                .collect();
            if let Some(mut segments) = segments
                && let Some(maker) = self.makers.get_mut(&self.columns[column].name)
            {
                segments.sort_unstable();
                segments.dedup();
                maker.segments = segments;
            }
        }
    }

    /// References that only partitions have hold for rows of the table too.
    fn read_links_below(&mut self, table: &Table, known_of: &Known<'_>) {
        let mut below: Vec<&Table> = known_of.partitions.get(&table.name).cloned().unwrap_or_default();
        while let Some(partition) = below.pop() {
            for constraint in partition
                .constraints
                .iter()
                .filter(|constraint| constraint.enforced)
            {
                if let ConstraintKind::ForeignKey(key) = &constraint.kind
                    && !self
                        .links
                        .iter()
                        .any(|known| known.table == key.table && known.columns == key.columns)
                {
                    self.links.push(key.clone());
                    self.deferrable.push(constraint.deferrable);
                }
            }
            below.extend(known_of.partitions.get(&partition.name).into_iter().flatten());
        }
    }

    fn descend(
        &self,
        table: &Table,
        known_of: &Known<'_>,
        so_far: &[(usize, Part)],
        boxes: &mut Vec<Vec<(usize, Part)>>,
    ) {
        /// Partitions beyond these get no rows.
        const MOST: usize = 2000;
        let Some(key) = &table.partition_by else {
            if boxes.len() < MOST {
                boxes.push(so_far.to_vec());
            }
            return;
        };
        let partitions = known_of
            .partitions
            .get(&table.name)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let by = key.elements.first().and_then(|element| match &element.value {
            IndexValue::Column(name) => self.column(name),
            IndexValue::Expression(_) => None,
        });
        let linked = by.is_some_and(|by| {
            self.links
                .iter()
                .any(|link| link.columns.contains(&self.columns[by].name))
        });
        let default = partitions
            .iter()
            .any(|partition| matches!(bound(partition), Some(PartitionBound::Default)));
        for partition in partitions {
            let mut parts = so_far.to_vec();
            match (bound(partition), by) {
                (Some(PartitionBound::Default), _) if partitions.len() > 1 => continue,
                // What another table's rows decide goes where it goes.
                (Some(_), Some(_)) if linked && default => {}
                (Some(bound), Some(by)) => match self.part(by, bound) {
                    Place::Of(part) => parts.push((by, part)),
                    Place::Any => {}
                    Place::Nowhere => continue,
                },
                _ => {}
            }
            self.descend(partition, known_of, &parts, boxes);
        }
    }

    /// What a bound says of a column.
    fn part(&self, column: usize, bound: &PartitionBound) -> Place {
        let Some(maker) = self.makers.get(&self.columns[column].name) else {
            return Place::Any;
        };
        let value = |expression: &schemadiff_sql::Expr| {
            super::rules::constant(&expression.formula()).and_then(|value| as_of(&maker.kind, &value))
        };
        match bound {
            PartitionBound::List(values) => {
                let values: Vec<Value> = values.iter().filter_map(value).collect();
                if values.is_empty() {
                    Place::Nowhere
                } else {
                    Place::Of(Part::OneOf(values))
                }
            }
            PartitionBound::Range { from, to } => {
                let (Some(from), Some(to)) = (from.first(), to.first()) else {
                    return Place::Any;
                };
                if let Kind::Scalar { form, low, high } = maker.kind {
                    // Where nothing bounds it, it is as far away as people go.
                    let reach = match form {
                        Form::Date => 365,
                        Form::Stamp { .. } => 365 * super::value::DAY,
                        _ => 1_000_000,
                    };
                    let units = |end: &BoundValue| match end {
                        BoundValue::Value(expression) => match value(expression) {
                            Some(Value::Scalar(units, _)) => Some(units),
                            _ => None,
                        },
                        BoundValue::Min | BoundValue::Max => None,
                    };
                    let part = match (units(from), units(to)) {
                        (Some(from), Some(to)) => (from, to.saturating_sub(1)),
                        (Some(from), None) => (from, high.min(from.saturating_add(reach))),
                        (None, Some(to)) => (low.max(to.saturating_sub(reach)), to.saturating_sub(1)),
                        (None, None) => return Place::Any,
                    };
                    return Place::Of(Part::Between(part.0, part.1.max(part.0)));
                }
                match from {
                    BoundValue::Value(expression) => match value(expression) {
                        Some(Value::Text(prefix)) if matches!(maker.kind, Kind::Text { .. }) => {
                            Place::Of(Part::Prefix(prefix))
                        }
                        Some(found) => Place::Of(Part::OneOf(vec![found])),
                        None => Place::Any,
                    },
                    BoundValue::Min | BoundValue::Max => Place::Any,
                }
            }
            PartitionBound::Hash { .. } | PartitionBound::Default => Place::Any,
        }
    }
}

fn bound(partition: &Table) -> Option<&PartitionBound> {
    partition.partition_of.as_ref().map(|of| &of.bound)
}

/// The check of a domain, about a column.
fn renamed(check: &Formula, column: &str) -> Formula {
    let inner = |formula: &Formula| renamed(formula, column);
    let all = |list: &[Formula]| list.iter().map(inner).collect();
    match check {
        Formula::Column(name) if name == "value" => Formula::Column(column.to_owned()),
        Formula::And(list) => Formula::And(all(list)),
        Formula::Or(list) => Formula::Or(all(list)),
        Formula::Array(list) => Formula::Array(all(list)),
        Formula::Call(name, list) => Formula::Call(name.clone(), all(list)),
        Formula::Not(of) => Formula::Not(Box::new(inner(of))),
        Formula::IsNull(of) => Formula::IsNull(Box::new(inner(of))),
        Formula::Is(of, wanted) => Formula::Is(Box::new(inner(of)), *wanted),
        Formula::Cast(of, to) => Formula::Cast(Box::new(inner(of)), to.clone()),
        Formula::Case(arms, otherwise) => Formula::Case(
            arms.iter()
                .map(|(condition, result)| (inner(condition), inner(result)))
                .collect(),
            otherwise.as_ref().map(|of| Box::new(inner(of))),
        ),
        Formula::Column(_)
        | Formula::Null
        | Formula::Flag(_)
        | Formula::Number(_)
        | Formula::Text(_)
        | Formula::Now
        | Formula::Unknown => check.clone(),
    }
}
