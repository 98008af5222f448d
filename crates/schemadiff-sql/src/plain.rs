//! Queries so plain that running one runs nothing that whoever wrote it could choose.
//!
//! A model may be text that nobody has reviewed, and a transaction that is read-only keeps no function from ending other sessions,
//! reading files or waiting for ever. So a query of a model that is run is held to a list of what it may be made of; what else is
//! wanted can be made a view, which is there because somebody applied it.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::{SqlError, grammar, tree, type_name};

/// Reads a query that gives values: one SELECT of one column, of tables and views that are named and joined, with conditions made of
/// columns, literals and operators. Returns it as it is printed, without comments and semicolon.
///
/// ```
/// use schemadiff_sql::plain_query;
/// assert!(plain_query("select id from tenants where deleted_at is null and plan <> 'trial'").is_ok());
/// assert!(plain_query("select pg_terminate_backend(pid) from pg_stat_activity").is_err());
/// assert!(plain_query("delete from tenants returning id").is_err());
/// ```
///
/// # Errors
/// When it cannot be parsed, and when there is something else in it; the message says what.
pub fn plain_query(text: &str) -> Result<String, SqlError> {
    let refuse = |what: &str| {
        Err(SqlError {
            message: format!("{what} is more than a query that is run may have"),
            range: 0..text.len(),
            help: Some(
                "write one SELECT of one column, from tables and views, with conditions of columns, literals and operators, and make \
                 a view of the rest"
                    .to_owned(),
            ),
        })
    };
    let statements = grammar::parse(text)?;
    let [statement] = statements.as_slice() else {
        return refuse("more or less than one statement");
    };
    let NodeEnum::SelectStmt(select) = &statement.node else {
        return refuse("a statement that is no SELECT");
    };
    if let Err(what) = select_is_plain(select) {
        return refuse(what);
    }
    let node = tree::node(statement.node.clone());
    match tree::statement_sql(&node, pg_query::DeparseOptions::default()) {
        Some(printed) => Ok(printed),
        None => refuse("what cannot be printed"),
    }
}

type Plain = Result<(), &'static str>;

fn select_is_plain(select: &pb::SelectStmt) -> Plain {
    let pb::SelectStmt {
        distinct_clause,
        into_clause,
        target_list,
        from_clause,
        where_clause,
        group_clause,
        group_distinct: _,
        having_clause,
        window_clause,
        values_lists,
        sort_clause,
        limit_offset,
        limit_count,
        limit_option: _,
        locking_clause,
        with_clause,
        op: _,
        all: _,
        larg,
        rarg,
    } = select;
    if into_clause.is_some() {
        return Err("INTO");
    }
    if !locking_clause.is_empty() {
        return Err("a lock on rows");
    }
    if with_clause.is_some() {
        return Err("WITH");
    }
    if larg.is_some() || rarg.is_some() || !values_lists.is_empty() {
        return Err("a set of several queries, or VALUES");
    }
    if !window_clause.is_empty() || having_clause.is_some() || !group_clause.is_empty() {
        return Err("GROUP BY, HAVING or WINDOW");
    }
    if limit_offset.is_some() || limit_count.is_some() {
        return Err("LIMIT or OFFSET");
    }
    // `DISTINCT` alone is a list with an empty node.
    if distinct_clause.iter().any(|node| node.node.is_some()) {
        return Err("DISTINCT ON");
    }
    let [target] = target_list.as_slice() else {
        return Err("more or less than one column");
    };
    match &target.node {
        Some(NodeEnum::ResTarget(target)) if target.indirection.is_empty() => {
            value_is_plain(target.val.as_deref())?;
        }
        _ => return Err("what is selected"),
    }
    if from_clause.is_empty() {
        return Err("a query without FROM");
    }
    from_clause.iter().try_for_each(from_is_plain)?;
    sort_clause.iter().try_for_each(|node| match &node.node {
        Some(NodeEnum::SortBy(sort)) if sort.use_op.is_empty() => value_is_plain(sort.node.as_deref()),
        _ => Err("ORDER BY with an operator of its own"),
    })?;
    where_clause
        .as_deref()
        .map_or(Ok(()), |node| value_is_plain(Some(node)))
}

fn from_is_plain(node: &pb::Node) -> Plain {
    match &node.node {
        Some(NodeEnum::RangeVar(relation)) => {
            let schema = relation.schemaname.as_str();
            let is_catalog = |name: &str| name.starts_with("pg_") || name == "information_schema";
            if is_catalog(schema) || (schema.is_empty() && is_catalog(&relation.relname)) {
                return Err("a catalog");
            }
            Ok(())
        }
        Some(NodeEnum::JoinExpr(join)) => {
            for side in [&join.larg, &join.rarg] {
                side.as_deref().map_or(Err("a join"), from_is_plain)?;
            }
            join.quals
                .as_deref()
                .map_or(Ok(()), |node| value_is_plain(Some(node)))
        }
        Some(NodeEnum::RangeFunction(_)) => Err("a function in FROM"),
        Some(NodeEnum::RangeSubselect(_)) => Err("a query in FROM"),
        _ => Err("what is selected from"),
    }
}

fn value_is_plain(node: Option<&pb::Node>) -> Plain {
    let Some(node) = node.and_then(|node| node.node.as_ref()) else {
        return Err("an expression");
    };
    match node {
        NodeEnum::AConst(_) | NodeEnum::ColumnRef(_) => Ok(()),
        NodeEnum::List(list) => list.items.iter().try_for_each(|node| value_is_plain(Some(node))),
        NodeEnum::BoolExpr(of) => of.args.iter().try_for_each(|node| value_is_plain(Some(node))),
        NodeEnum::NullTest(test) => value_is_plain(test.arg.as_deref()),
        NodeEnum::BooleanTest(test) => value_is_plain(test.arg.as_deref()),
        NodeEnum::AArrayExpr(array) => array
            .elements
            .iter()
            .try_for_each(|node| value_is_plain(Some(node))),
        NodeEnum::AExpr(operator) => {
            if operator.name.len() > 1 {
                return Err("an operator of a schema");
            }
            match operator.lexpr.as_deref() {
                Some(left) => value_is_plain(Some(left))?,
                None if operator.rexpr.is_some() => {}
                None => return Err("an operator"),
            }
            value_is_plain(operator.rexpr.as_deref())
        }
        NodeEnum::TypeCast(cast) => {
            let to = cast.type_name.as_ref().map(type_name::convert);
            match to {
                Some(Ok(to)) if to.is_known_builtin() => value_is_plain(cast.arg.as_deref()),
                _ => Err("a cast to a type that is not built in"),
            }
        }
        NodeEnum::FuncCall(_) => Err("a function"),
        NodeEnum::SubLink(_) => Err("a query inside of it"),
        _ => Err("an expression"),
    }
}

#[cfg(test)]
mod tests {
    use super::plain_query;

    #[test]
    fn columns_literals_and_operators_are_plain() {
        for text in [
            "select id from tenants",
            "SELECT DISTINCT t.region::text FROM billing.tenants AS t ORDER BY t.region DESC;",
            "select id from tenants where deleted_at is null and (size > 5 or not trial) and kind in ('a', 'b')",
            "select t.id from tenants t join plans p on p.id = t.plan where p.is_paid is true",
            "select id from tenants where created_at < '2024-01-01'::date and -size < -3 and name like 'a%'",
            "select id from tenants where kind = any (array['a', 'b'])",
        ] {
            assert!(plain_query(text).is_ok(), "{text}: {:?}", plain_query(text));
        }
    }

    #[test]
    fn whatever_runs_something_is_refused() {
        for text in [
            "select pg_sleep(10)",
            "select id from tenants where pg_sleep(10) is null",
            "select id from tenants order by pg_sleep(10)",
            "select id from tenants, pg_ls_dir('/') d",
            "select id from tenants join lateral (select pg_sleep(1)) x on true",
            "select (select pg_sleep(1)) from tenants",
            "select id from tenants where id in (select pg_sleep(1)::text)",
            "select id from tenants where exists (select 1 from t where pg_sleep(1) is null)",
            "with x as (delete from tenants returning id) select id from x",
            "with x as (select pg_sleep(1)) select id from tenants",
            "select id into copied from tenants",
            "select id from tenants for update",
            "select id from tenants tablesample evil(1)",
            "select id from tenants group by id having pg_sleep(1) is null",
            "select row_number() over () from tenants",
            "select id from tenants limit pg_sleep(1)::int",
            "select id from tenants union select pg_sleep(1)::text",
            "select id operator(public.!!) 3 from tenants",
            "select id::public.evil from tenants",
            "select 'x'::regclass::public.evil from tenants",
            "select coalesce(id, pg_sleep(1)::text) from tenants",
            "select case when pg_sleep(1) is null then id end from tenants",
            "select id, name from tenants",
            "select distinct on (pg_sleep(1)) id from tenants",
            "select xmlelement(name x, pg_sleep(1)) from tenants",
            "select id from tenants; drop table tenants",
            "values ('a')",
            "select 1",
            "select rolpassword from pg_authid",
            "select usename from pg_catalog.pg_shadow",
            "delete from tenants returning id",
            "copy tenants to program 'sh'",
            "explain analyze select id from tenants",
            "do $$ begin end $$",
            "select from where",
            "",
        ] {
            assert!(plain_query(text).is_err(), "{text}");
        }
    }
}
