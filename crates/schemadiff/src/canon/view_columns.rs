//! Which columns views have, as far as their queries tell: those over others come after them.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::Query;
use schemadiff_sql::syntax::ObjectName;

use super::Names;
use crate::catalog::Catalog;

/// A view, as far as its columns go.
struct Shape<'a> {
    columns: &'a [String],
    query: &'a Query,
}

/// Adds the columns of views to what is known of names.
///
/// Most queries tell their columns by themselves. Where a star is among them, what it stands for has to be known before.
pub(super) fn learn(names: &mut Names, catalog: &Catalog) {
    let views = catalog.views.values().map(|view| {
        let shape = Shape {
            columns: &view.columns,
            query: &view.query,
        };
        (&view.name, shape)
    });
    let materialized = catalog.materialized_views.values().map(|view| {
        let shape = Shape {
            columns: &view.columns,
            query: &view.query,
        };
        (&view.name, shape)
    });
    let mut with_stars: BTreeMap<&ObjectName, Shape<'_>> = BTreeMap::new();
    for (name, shape) in views.chain(materialized) {
        match shape.query.columns() {
            Some(columns) => names.know_columns(name, renamed(columns, shape.columns)),
            None => {
                with_stars.insert(name, shape);
            }
        }
    }
    for name in in_order(names, &with_stars) {
        let Some(shape) = with_stars.get(name) else {
            continue;
        };
        if let Some(columns) = shape.query.resolve(names).columns() {
            names.know_columns(name, renamed(columns, shape.columns));
        }
    }
}

/// Views, each after those that it selects from; of views in a circle, which a model can write, some come too early and have no
/// columns that are known.
fn in_order<'a>(names: &Names, views: &BTreeMap<&'a ObjectName, Shape<'_>>) -> Vec<&'a ObjectName> {
    let used = |name: &ObjectName| -> Vec<&'a ObjectName> {
        let Some(shape) = views.get(name) else {
            return Vec::new();
        };
        let relations = shape.query.references().relations.into_iter();
        relations
            .filter_map(|mut relation| {
                names.qualify_relation(&mut relation);
                views.get_key_value(&relation).map(|(name, _)| *name)
            })
            .collect()
    };
    let mut order = Vec::with_capacity(views.len());
    let mut seen: BTreeSet<&ObjectName> = BTreeSet::new();
    for first in views.keys() {
        // A view is met twice: once before and once after what it uses.
        let mut left = vec![(*first, false)];
        while let Some((name, is_after)) = left.pop() {
            if is_after {
                order.push(name);
            } else if seen.insert(name) {
                left.push((name, true));
                left.extend(used(name).into_iter().map(|used| (used, false)));
            }
        }
    }
    order
}

/// The columns of a query after those names that a list beside it gives.
fn renamed(mut columns: Vec<String>, list: &[String]) -> Vec<String> {
    for (column, given) in columns.iter_mut().zip(list) {
        column.clone_from(given);
    }
    columns
}
