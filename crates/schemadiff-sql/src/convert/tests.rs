//! Tests of `convert`: pieces of SQL in, values out; apart for their length.

use super::*;
use crate::parse_script;
use crate::syntax::{AlterTableAction, CommentTarget, ConstraintKind, Persistence, SeedValue};

/// The only statement of a script.
fn read(text: &str) -> Statement {
    let (mut statements, errors) = parse_script(text);
    assert!(errors.is_empty(), "{text}: {errors:?}");
    assert_eq!(statements.len(), 1, "{text}");
    statements.remove(0).statement
}

fn other(text: &str) -> String {
    match read(text) {
        Statement::Other { what } => what,
        statement => panic!("{text} is {statement:?}"),
    }
}

/// The error of a script and the part of it that is wrong.
fn failure(text: &str) -> String {
    let (_, mut errors) = parse_script(text);
    let error = errors.pop().unwrap_or_else(|| panic!("{text} has no error"));
    format!("{} <{}>", error.message, &text[error.range])
}

#[test]
fn what_cannot_be_held_is_an_error_with_a_place() {
    for (text, expected) in [
        (
            "create table t (a int, not null b)",
            "NOT NULL names the column \"b\", which is not written here <not>",
        ),
        (
            "create schema s create table t ()",
            "a statement inside CREATE SCHEMA is not modelled yet",
        ),
        (
            "create function f() returns int language sql set x from current as ''",
            "SET … FROM CURRENT is not modelled yet <set>",
        ),
        (
            "create function f(a t.b%type) returns int language sql as ''",
            "%TYPE is not modelled yet; write the type itself <t>",
        ),
        ("create function f() returns int as ''", "no language specified"),
        (
            "insert into t (a, b) values (1)",
            "a row has 1 values for 2 columns <1>",
        ),
        (
            "\\i other.sql",
            "psql's \\i is not followed; name the files it would read instead",
        ),
    ] {
        let found = failure(text);
        let whole = format!("{expected} <{text}>");
        assert!(found == expected || found == whole, "{text}: {found}");
    }
}

#[test]
fn what_is_not_modelled_is_named() {
    for (text, words) in [
        ("create type t", "CREATE TYPE"),
        ("alter type t add value 'x'", "ALTER TYPE"),
        ("alter type t add attribute a int", "ALTER TYPE"),
        ("drop table if exists t", "DROP TABLE"),
        (
            "alter table t rename column a to b",
            "ALTER column of a table … RENAME",
        ),
        ("alter table t rename to u", "ALTER TABLE … RENAME"),
        ("alter table t set schema s", "ALTER TABLE … SET SCHEMA"),
        ("alter collation c owner to x", "ALTER COLLATION … OWNER TO"),
        ("alter sequence s restart", "ALTER SEQUENCE"),
        ("create temporary table t ()", "CREATE TEMPORARY TABLE"),
        ("create temp view v as select 1", "CREATE TEMPORARY VIEW"),
        ("create table t as select 1", "CREATE TABLE AS"),
        ("select cron.schedule('x', 'y')", "SELECT"),
        ("update t set a = 1", "UPDATE"),
        ("do $$ begin end $$", "DO"),
        ("insert into t select 1", "INSERT with a query"),
        ("insert into t default values", "INSERT with DEFAULT VALUES"),
        ("insert into t (a) values (now())", "INSERT with expressions"),
        (
            "insert into t (a) values ('t'::boolean)",
            "INSERT with expressions",
        ),
        (
            "insert into t (a) values (1) returning a",
            "INSERT with WITH or RETURNING",
        ),
        (
            "insert into t (a) values (1) on conflict (a) do update set b = 2",
            "INSERT with an ON CONFLICT clause of its own",
        ),
        (
            "insert into t (a) values (1) on conflict (lower(a)) do nothing",
            "INSERT with an ON CONFLICT clause of its own",
        ),
    ] {
        assert_eq!(other(text), words, "{text}");
    }
}

#[test]
fn statements_about_the_session_say_nothing() {
    for text in [
        "set statement_timeout = 0",
        "begin",
        "commit",
        "select pg_catalog.setval('s', 1, true)",
        "analyze t",
        "\\connect db",
        "reset all",
        "set constraints all deferred",
        "refresh materialized view v",
    ] {
        assert!(matches!(read(text), Statement::Session), "{text}");
    }
    for (text, path) in [
        ("set search_path = app, public", vec!["app", "public"]),
        ("select pg_catalog.set_config('search_path', '', false)", vec![]),
        ("set search_path to \"$user\", 'public'", vec!["public"]),
    ] {
        assert!(
            matches!(read(text), Statement::SearchPath(found) if found == path),
            "{text}"
        );
    }
}

#[test]
fn tables() {
    let text = "create unlogged table app.t (a int not null, b serial, c text, primary key (a, c)) partition by list (c) with (fillfactor = 70, toast.autovacuum_enabled = off)";
    let Statement::CreateTable(table) = read(text) else {
        panic!("a table")
    };
    assert_eq!(table.persistence, Persistence::Unlogged);
    assert_eq!(table.parameters["fillfactor"], "70");
    assert_eq!(table.parameters["toast.autovacuum_enabled"], "off");
    let not_null: Vec<bool> = table
        .columns
        .iter()
        .map(|definition| definition.column.not_null)
        .collect();
    assert_eq!(not_null, [true, true, true]);
    let Statement::CreateTable(table) = read("create table t (a int, constraint x not null a)") else {
        panic!("a table")
    };
    assert!(table.columns[0].column.not_null && table.constraints.is_empty());
    let Statement::CreateTable(table) =
        read("create table p partition of app.t (primary key (a)) for values in ('x')")
    else {
        panic!("a partition")
    };
    assert_eq!(table.partition_of.unwrap().0.to_string(), "app.t");
}

#[test]
fn actions_on_tables() {
    let Statement::AlterTable { name, actions } = read(
        "alter table only app.t add column c int default 5, add constraint x unique using index i deferrable, \
         alter c set default nextval('s'), alter c drop not null, alter c type text using c::text, \
         alter c add generated by default as identity (sequence name app.s start 3), \
         enable row level security, no force row level security, validate constraint x, set (fillfactor = 10), \
         add constraint n not null d, alter c set storage external, owner to x, disable trigger all",
    ) else {
        panic!("ALTER TABLE")
    };
    assert_eq!(name.to_string(), "app.t");
    insta::assert_debug_snapshot!(actions);
}

#[test]
fn partitions_are_attached() {
    let text = "alter table only app.t attach partition p for values with (modulus 2, remainder 1)";
    let Statement::AlterTable { actions, .. } = read(text) else {
        panic!("ALTER TABLE")
    };
    assert!(matches!(actions.as_slice(), [AlterTableAction::AttachPartition(name, _)] if name.name == "p"));
    let Statement::AttachIndex { parent, child } = read("alter index app.i attach partition app.j") else {
        panic!("ALTER INDEX")
    };
    assert_eq!(
        (parent.to_string(), child.to_string()),
        ("app.i".to_owned(), "app.j".to_owned())
    );
}

#[test]
fn constraints_with_an_index() {
    let Statement::AlterTable { actions, .. } = read("alter table t add primary key using index i") else {
        panic!()
    };
    let [AlterTableAction::AddConstraint(constraint)] = actions.as_slice() else {
        panic!("a constraint")
    };
    assert!(
        matches!(&constraint.kind, ConstraintKind::PrimaryKey(key) if key.using_index.as_deref() == Some("i"))
    );
}

#[test]
fn functions() {
    let text = "create or replace function app.f(in a int default 1, variadic b text[]) returns setof record language 'SQL' \
                immutable leakproof strict security definer parallel restricted cost 100 rows 5 support s \
                set search_path to app, \"$user\", '' set work_mem = '4MB' as $x$ select 'it''s' $x$";
    let Statement::CreateFunction(function) = read(text) else {
        panic!("a function")
    };
    insta::assert_debug_snapshot!(function);
    let Statement::CreateFunction(function) =
        read("create function f(out a int, out b int) returns record language c as 'lib', 'sym'")
    else {
        panic!("a function")
    };
    assert_eq!((function.returns, function.cost), (None, None));
    assert!(matches!(function.body, crate::syntax::Body::Linked { .. }));
}

#[test]
fn views_and_policies() {
    let Statement::CreateView(view) =
        read("create view v (a, b) with (security_barrier) as select 1, 2 with check option")
    else {
        panic!("a view")
    };
    assert_eq!(view.columns, ["a", "b"]);
    assert_eq!(view.options["security_barrier"], "true");
    assert_eq!(view.options["check_option"], "cascaded");
    let Statement::CreateView(view) =
        read("create materialized view v with (fillfactor = 50) as select 1 with no data")
    else {
        panic!("a view")
    };
    assert!(view.materialized && view.no_data && view.options["fillfactor"] == "50");
    let Statement::CreatePolicy(policy) = read("create policy p on t to b, current_user, a using (true)")
    else {
        panic!("a policy")
    };
    assert!(policy.permissive && policy.check.is_none());
    assert_eq!(policy.roles, ["a", "b", "current_user"]);
}

#[test]
fn comments() {
    for (text, expected) in [
        (
            "comment on column a.t.c is 'x'",
            "Column(ObjectName { schema: Some(\"a\"), name: \"t\" }, \"c\")",
        ),
        (
            "comment on constraint c on t is 'x'",
            "Constraint(ObjectName { schema: None, name: \"t\" }, \"c\")",
        ),
        (
            "comment on domain d is 'x'",
            "Type(ObjectName { schema: None, name: \"d\" })",
        ),
        ("comment on database d is 'x'", "Other(\"DATABASE\")"),
    ] {
        let Statement::Comment { on, text: comment } = read(text) else {
            panic!("a comment")
        };
        assert_eq!(format!("{on:?}"), expected);
        assert_eq!(comment.as_deref(), Some("x"));
    }
    let Statement::Comment { on, text } =
        read("comment on function a.f(int, out text, variadic numeric(3)[]) is ''")
    else {
        panic!("a comment")
    };
    let CommentTarget::Function(name, types) = on else {
        panic!("a function")
    };
    let types: Vec<String> = types.iter().map(ToString::to_string).collect();
    assert_eq!(
        (name.to_string().as_str(), types.join(", ").as_str(), text),
        ("a.f", "integer, numeric[]", None)
    );
}

#[test]
fn rows() {
    let text = "insert into t (a, \"B\") values (-1, null), ('it''s', true), ('{}'::jsonb, 1.50) on conflict (a) do update set \"B\" = excluded.\"B\"";
    let Statement::Insert(insert) = read(text) else {
        panic!("rows")
    };
    let literal = |text: &str| SeedValue::Literal(text.to_owned());
    assert_eq!(insert.columns, ["a", "B"]);
    assert_eq!(insert.rows[0], [literal("-1"), SeedValue::Null]);
    assert_eq!(insert.rows[1], [literal("it's"), literal("true")]);
    assert_eq!(insert.rows[2], [literal("{}"), literal("1.50")]);
    assert!(insert.update && insert.conflict_columns == ["a"]);
}

#[test]
fn one_error_costs_one_statement() {
    let text = "create schema a;\n\\restrict x\ncreate table t (a int;\ncreate schema b;\ncopy t from stdin;\nit's\t;\n\\.\n\
                create schema c; select 'open";
    let (statements, errors) = parse_script(text);
    let found: Vec<&str> = statements
        .iter()
        .map(|parsed| &text[parsed.range.clone()])
        .collect();
    assert_eq!(
        found,
        [
            "create schema a",
            "\\restrict x",
            "create schema b",
            "copy t from stdin",
            "create schema c"
        ]
    );
    let places: Vec<&str> = errors.iter().map(|error| &text[error.range.clone()]).collect();
    assert_eq!(places, ["", "'open"]);
    assert_eq!(errors[0].message, "syntax error at end of input");
}
