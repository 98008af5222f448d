//! Views and materialized views.

use pg_query::protobuf as pb;

use super::{Problem, Result, constraint, options, relation, table};
use crate::syntax::{CreateView, Statement};
use crate::{Query, tree};

/// Converts `CREATE VIEW`.
pub(super) fn create(node: &pb::ViewStmt) -> Result<Statement> {
    if node.view.as_ref().is_some_and(|view| view.relpersistence == "t") {
        return Ok(Statement::Other {
            what: "CREATE TEMPORARY VIEW".to_owned(),
        });
    }
    let mut view_options = options::parameters(&node.options);
    // DefineView() turns the clause into the option.
    let check = match pb::ViewCheckOption::try_from(node.with_check_option) {
        Ok(pb::ViewCheckOption::LocalCheckOption) => Some("local"),
        Ok(pb::ViewCheckOption::CascadedCheckOption) => Some("cascaded"),
        _ => None,
    };
    view_options.extend(check.map(|check| ("check_option".to_owned(), check.to_owned())));
    Ok(Statement::CreateView(CreateView {
        name: relation(node.view.as_ref())?,
        columns: tree::owned_strings(&node.aliases),
        query: query(node.query.as_deref())?,
        options: view_options,
        materialized: false,
        no_data: false,
        access_method: None,
        tablespace: None,
    }))
}

/// Converts `CREATE MATERIALIZED VIEW`; a table made of a query is not part of a schema's description.
pub(super) fn create_materialized(node: &pb::CreateTableAsStmt) -> Result<Statement> {
    if node.objtype != pb::ObjectType::ObjectMatview as i32 {
        return Ok(Statement::Other {
            what: "CREATE TABLE AS".to_owned(),
        });
    }
    let into = node
        .into
        .as_ref()
        .ok_or_else(|| Problem::new("the view's name is missing"))?;
    Ok(Statement::CreateView(CreateView {
        name: relation(into.rel.as_ref())?,
        columns: tree::owned_strings(&into.col_names),
        query: query(node.query.as_deref())?,
        options: options::parameters(&into.options),
        materialized: true,
        no_data: into.skip_data,
        access_method: table::access_method(&into.access_method),
        tablespace: constraint::tablespace(&into.table_space_name),
    }))
}

fn query(node: Option<&pb::Node>) -> Result<Query> {
    Query::read(node.ok_or_else(|| Problem::new("the query is missing"))?)
}
