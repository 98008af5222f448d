//! The forms of the queries were compared with what PostgreSQL 14 to 18 print for views over them, and each form makes
//! a view that is printed like the one it came from.

use super::name_parts;
use crate::syntax::ObjectName;
use crate::{Expr, Query, Scope};

/// A catalog with two tables, a sequence, a type and two functions, all in `app`.
struct App;

impl Scope for App {
    fn relation(&self, name: &str) -> Option<String> {
        ["users", "orders", "users_id_seq", "We ird"]
            .contains(&name)
            .then(|| "app".to_owned())
    }

    fn columns(&self, relation: &ObjectName) -> Option<Vec<String>> {
        let columns: &[&str] = match (relation.schema.as_deref(), relation.name.as_str()) {
            (Some("app"), "users") => &["id", "name", "created"],
            (Some("app"), "orders") => &["id", "user_id", "total"],
            _ => return None,
        };
        Some(columns.iter().map(|column| (*column).to_owned()).collect())
    }

    fn type_name(&self, name: &str) -> Option<String> {
        (name == "role").then(|| "app".to_owned())
    }

    fn function(&self, name: &str) -> Option<String> {
        ["slug", "lower"].contains(&name).then(|| "app".to_owned())
    }
}

fn expression(text: &str) -> String {
    Expr::parse(text).unwrap().resolve(&App).sql().to_owned()
}

fn query(text: &str) -> String {
    let resolved = Query::parse(text).unwrap().resolve(&App);
    assert_eq!(resolved, resolved.resolve(&App), "{text}");
    assert_eq!(
        resolved,
        Query::parse(resolved.sql()).unwrap().resolve(&App),
        "{text}"
    );
    resolved.sql().to_owned()
}

#[test]
fn names_in_expressions_are_qualified() {
    for (text, resolved) in [
        ("slug(name)", "app.slug(name)"),
        ("upper(name)", "upper(name)"),
        ("pg_catalog.upper(name)", "upper(name)"),
        // There is another function of the name, so that it says something.
        ("pg_catalog.lower(name)", "pg_catalog.lower(name)"),
        ("other.slug(name)", "other.slug(name)"),
        ("a operator(pg_catalog.=) b", "a = b"),
        ("a operator(other.=) b", "a OPERATOR(other.=) b"),
        ("'x'::role", "'x'::app.role"),
        ("'{x}'::role[]", "'{x}'::app.role[]"),
        ("x::users", "x::app.users"),
        ("'x'::citext", "'x'::citext"),
        ("nextval('users_id_seq')", "nextval('app.users_id_seq'::regclass)"),
        (
            "nextval('\"users_id_seq\"'::regclass)",
            "nextval('app.users_id_seq'::regclass)",
        ),
        ("'\"We ird\"'::regclass", "'app.\"We ird\"'::regclass"),
        ("'other.users'::regclass", "'other.users'::regclass"),
        ("'nobody'::regclass", "'nobody'::regclass"),
        ("'1234'::regclass", "'1234'::regclass"),
        ("extract(year from created)", "extract ('year' FROM created)"),
        (
            "exists (select 1 from orders where user_id = users.id)",
            "EXISTS (SELECT 1 FROM app.orders WHERE orders.user_id = users.id)",
        ),
        (
            "id in (with o as (select 1) select * from o)",
            "id IN (WITH o AS (SELECT 1) SELECT o.\"?column?\" FROM o)",
        ),
    ] {
        assert_eq!(expression(text), resolved, "{text}");
    }
}

#[test]
fn one_relation_needs_no_qualifiers() {
    for (text, resolved) in [
        ("select * from users", "SELECT id, name, created FROM app.users"),
        (
            "select users.id, app.users.name from users",
            "SELECT id, name FROM app.users",
        ),
        (
            "select u.* from users u where u.id > 1",
            "SELECT id, name, created FROM app.users u WHERE id > 1",
        ),
        (
            "select * from users u(a)",
            "SELECT a, name, created FROM app.users u(a)",
        ),
        ("select users.ctid from users", "SELECT users.ctid FROM app.users"),
        ("select * from elsewhere", "SELECT * FROM elsewhere"),
        (
            "select elsewhere.a from elsewhere",
            "SELECT elsewhere.a FROM elsewhere",
        ),
    ] {
        assert_eq!(query(text), resolved, "{text}");
    }
}

#[test]
fn more_relations_need_them() {
    for (text, resolved) in [
        (
            "select name, total from users u join orders on user_id = u.id where total > 1",
            "SELECT u.name, orders.total FROM app.users u JOIN app.orders ON orders.user_id = u.id WHERE orders.total > 1",
        ),
        (
            "select u.*, o.total from users u, orders o",
            "SELECT u.id, u.name, u.created, o.total FROM app.users u, app.orders o",
        ),
        (
            "select id from users where exists (select 1 from orders where user_id = users.id and name = 'x')",
            "SELECT users.id FROM app.users WHERE EXISTS (SELECT 1 FROM app.orders WHERE orders.user_id = users.id AND users.name = 'x')",
        ),
        (
            "with o as (select user_id, count(*) as n from orders group by 1) select name, n from users join o on user_id = id",
            "WITH o AS (SELECT orders.user_id, count(*) AS n FROM app.orders GROUP BY orders.user_id) SELECT users.name, o.n FROM app.users JOIN o ON o.user_id = users.id",
        ),
        (
            "with users as (select 1 as id) select id from users",
            "WITH users AS (SELECT 1 AS id) SELECT users.id FROM users",
        ),
        (
            "with recursive r(n) as (select 1 union all select n + 1 from r) select n from r",
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT r.n + 1 FROM r) SELECT r.n FROM r",
        ),
        (
            "select name from (select * from users) s",
            "SELECT s.name FROM (SELECT users.id, users.name, users.created FROM app.users) s",
        ),
        (
            "select x.id, total from users x, lateral (select total from orders where user_id = x.id) l",
            "SELECT x.id, l.total FROM app.users x, LATERAL (SELECT orders.total FROM app.orders WHERE orders.user_id = x.id) l",
        ),
        // What a join merges belongs to neither side.
        (
            "select id, name from users join orders using (id)",
            "SELECT id, users.name FROM app.users JOIN app.orders USING (id)",
        ),
        (
            "select * from users natural join orders",
            "SELECT * FROM app.users NATURAL JOIN app.orders",
        ),
        // Nobody knows what else there may be.
        (
            "select name from users, elsewhere",
            "SELECT name FROM app.users, elsewhere",
        ),
        (
            "select * from users, elsewhere",
            "SELECT * FROM app.users, elsewhere",
        ),
        (
            "select id from users, orders",
            "SELECT id FROM app.users, app.orders",
        ),
        // The name of the whole row, and a function's result.
        (
            "select u from users u, orders",
            "SELECT u FROM app.users u, app.orders",
        ),
        (
            "select g, name from users, generate_series(1, id) g",
            "SELECT g, name FROM app.users, generate_series(1, users.id) g",
        ),
    ] {
        assert_eq!(query(text), resolved, "{text}");
    }
}

#[test]
fn output_columns_are_named_by_what_they_are() {
    for (text, resolved) in [
        (
            "select lower(name) as n from users order by n",
            "SELECT app.lower(name) AS n FROM app.users ORDER BY app.lower(name)",
        ),
        (
            "select name, count(*) from users group by 1 order by 2 desc",
            "SELECT name, count(*) FROM app.users GROUP BY name ORDER BY count(*) DESC",
        ),
        (
            "select id as name from users group by name",
            "SELECT id AS name FROM app.users GROUP BY name",
        ),
        (
            "select id as name from users order by name",
            "SELECT id AS name FROM app.users ORDER BY id",
        ),
        (
            "select id as name from users order by users.name",
            "SELECT id AS name FROM app.users ORDER BY users.name",
        ),
        (
            "select id as name, name as id from users order by name, users.id",
            "SELECT id AS name, name AS id FROM app.users ORDER BY users.id, users.id",
        ),
        (
            "select distinct on (x) id as x from users",
            "SELECT DISTINCT ON (id) id AS x FROM app.users",
        ),
        (
            "select 1 as x from users order by x",
            "SELECT 1 AS x FROM app.users ORDER BY x",
        ),
        (
            "select created::date from users group by 1",
            "SELECT created::date FROM app.users GROUP BY created::date",
        ),
        (
            "select *, 1 from elsewhere order by 1",
            "SELECT *, 1 FROM elsewhere ORDER BY 1",
        ),
        (
            "select id, name from users union select id, 'x' from orders order by name",
            "SELECT users.id, users.name FROM app.users UNION SELECT orders.id, 'x' FROM app.orders ORDER BY 2",
        ),
    ] {
        assert_eq!(query(text), resolved, "{text}");
    }
}

#[test]
fn references_are_collected() {
    let text = "with c as (select id from users) select slug(c.id), 'x'::role, o.\"Total\", nextval('users_id_seq') \
                from c join shop.orders o on true where exists (select 1 from c)";
    let found = Query::parse(text).unwrap().resolve(&App).references();
    let names = |names: &std::collections::BTreeSet<ObjectName>| {
        names.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        names(&found.relations),
        ["app.users", "app.users_id_seq", "shop.orders"]
    );
    assert_eq!(names(&found.functions), ["nextval", "app.slug"]);
    let catalog = Expr::parse("pg_catalog.now() > trim(a)::timestamptz")
        .unwrap()
        .references();
    assert!(catalog.functions.is_empty() && catalog.types.is_empty());
    assert_eq!(names(&found.types), ["app.role"]);
    assert_eq!(
        found.columns.iter().map(String::as_str).collect::<Vec<_>>(),
        ["Total", "id"]
    );
}

#[test]
fn columns_are_renamed_everywhere() {
    let text = "lower(old.name) <> lower(name) and exists (select 1 from t where t.name = x)";
    let renamed = Expr::parse(text).unwrap().rename_column("name", "Full");
    let expected = "lower(old.\"Full\") <> lower(\"Full\") AND EXISTS (SELECT 1 FROM t WHERE t.\"Full\" = x)";
    assert_eq!(renamed.sql(), expected);
}

#[test]
fn names_are_split_as_regclass_does() {
    for (text, parts) in [
        ("users", vec!["users"]),
        ("Public.Users", vec!["public", "users"]),
        ("\"Public\" . \"a.b\"\"c\"", vec!["Public", "a.b\"c"]),
    ] {
        assert_eq!(name_parts(text).unwrap(), parts);
    }
    for text in ["", ".", "a.", "\"a", "a b"] {
        assert_eq!(name_parts(text), None, "{text}");
    }
}
