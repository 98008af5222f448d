//! Views and materialized views as SQL statements write them.

use std::collections::BTreeMap;

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{CreateView, ObjectName};

use super::View;
use crate::catalog::ObjectId;
use crate::kinds::MaterializedView;
use crate::kinds::table::Physical;
use crate::source::Script;

/// `CREATE VIEW` or `CREATE MATERIALIZED VIEW`.
pub(crate) fn create(script: &mut Script<'_>, create: CreateView) {
    let CreateView {
        name,
        columns,
        mut query,
        options,
        materialized,
        no_data,
        access_method,
        tablespace,
    } = create;
    let name = script.own_name(name);
    script.mention_in_query(&mut query);
    if materialized {
        let column_comments = BTreeMap::new();
        let view = MaterializedView {
            name,
            columns,
            query,
            parameters: options,
            physical: Physical {
                tablespace,
                access_method,
                ..Physical::default()
            },
            column_settings: BTreeMap::new(),
            no_data,
            comment: None,
            column_comments,
        };
        return script.define(view);
    }
    let id = ObjectId::named(name.clone());
    if script.into.catalog.views.get(&id).is_some_and(stands_in) {
        script.remove::<View>(&id);
    }
    script.define(View {
        name,
        columns,
        query,
        options,
        column_defaults: BTreeMap::new(),
        comment: None,
        column_comments: BTreeMap::new(),
    });
}

/// `ALTER VIEW … ALTER COLUMN … SET DEFAULT`, and `DROP DEFAULT`.
pub(crate) fn set_default(script: &mut Script<'_>, view: &ObjectName, column: String, mut default: Option<Expr>) {
    script.mention_in(&mut default);
    if let Some(view) = script.into.catalog.views.get_mut(&ObjectId::named(view.clone())) {
        match default {
            Some(default) => drop(view.column_defaults.insert(column, default)),
            None => drop(view.column_defaults.remove(&column)),
        }
    }
}

/// Whether a view only holds the place of the real one: `pg_dump` first makes a view of nulls where the query needs a
/// key that comes later (`createDummyViewAsClause` in `src/bin/pg_dump/pg_dump.c`).
fn stands_in(view: &View) -> bool {
    let sql = view.query.sql();
    let mut columns = sql
        .strip_prefix("SELECT ")
        .into_iter()
        .flat_map(|columns| columns.split(", "));
    view.query.references().relations.is_empty() && columns.all(|column| column.starts_with("NULL::"))
}
