//! Which texts are one expression and which are not. Each line was proved on PostgreSQL 14 to 18: a view over either
//! text is printed alike there, and one made of the normal form too.

use crate::{Expr, Query};

fn normal(text: &str) -> String {
    Expr::parse(text)
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .sql()
        .to_owned()
}

#[test]
fn expressions_that_are_one() {
    for (form, texts) in [
        (
            "-1",
            &[
                "- 1",
                "-(1)",
                "'-1'::integer",
                "CAST('-1' AS int)",
                "(-1)::int4",
                "-1::integer",
            ][..],
        ),
        ("5", &["'5'::int", "5::integer", "(5)"]),
        ("5000000000", &["'5000000000'::bigint", "5000000000::bigint"]),
        ("-2147483648", &["'-2147483648'::integer", "(-2147483648)"]),
        ("1.5", &["'1.5'::numeric", "1.5::numeric", "01.5", "15e-1"]),
        ("-0.5", &["-.5", "'-0.5'::numeric"]),
        ("'1000'::numeric", &["1e3", "1.000e3"]),
        ("true", &["'t'::boolean", "'true'::bool", "TRUE", "true::boolean"]),
        (
            "a >= 1 AND a <= 2",
            &["a between 1 and 2", "((a >= 1) AND (a <= 2))"],
        ),
        ("a < 1 OR a > 2", &["a not between 1 and 2"]),
        ("b > 0 AND (a >= 1 AND a <= 2)", &["b > 0 and a between 1 and 2"]),
        (
            "(a >= 2 AND a <= 1) OR (a >= 1 AND a <= 2)",
            &["a between symmetric 2 and 1"],
        ),
        ("a = 1", &["a in (1)", "((a = 1))", "a /* x */ = -- y\n 1"]),
        ("a <> 1", &["a != 1", "a not in (1)"]),
        ("t ~~ 'x%'", &["t like 'x%'"]),
        ("t !~~* 'x%'", &["t not ilike 'x%'"]),
        ("a = 1 AND b = 1 AND c = 1", &["(a = 1 and b = 1) and c = 1"]),
        ("a IS NULL", &["a isnull"]),
        ("ROW(a, b) = ROW(1, 2)", &["(a, b) = (1, 2)"]),
        ("a IN (SELECT 1)", &["a = any (select 1)"]),
        (
            "x::int",
            &[
                "cast(x as int4)",
                "x::integer",
                "x::pg_catalog.int4",
                "x::\"int4\"",
            ],
        ),
        ("x::varchar(3)", &["x::character varying(3)"]),
        ("x::numeric(10, 0)", &["x::decimal(10)", "x::numeric(10,0)"]),
        (
            "x::int[]",
            &["x::integer[3]", "x::int4 array", "x::_int4", "x::int[][]"],
        ),
        ("x::text", &["x::pg_catalog.text"]),
        ("'2024-01-01'::date", &["date '2024-01-01'"]),
        ("nextval('s'::regclass)", &["nextval('s')"]),
        ("t COLLATE \"C\"", &["t collate pg_catalog.\"C\""]),
    ] {
        for text in texts {
            assert_eq!(normal(text), form, "{text}");
            assert_eq!(Expr::parse(text).unwrap(), Expr::parse(form).unwrap(), "{text}");
        }
    }
}

#[test]
fn expressions_that_are_not() {
    for (one, other) in [
        ("-1::bigint", "'-1'::bigint"),
        ("(-2147483648)::bigint", "'-2147483648'::bigint"),
        ("'5'::bigint", "5"),
        ("5::bigint", "'5'::bigint"),
        ("5::numeric", "5.0"),
        ("1.5", "1.50"),
        ("1e3", "1000"),
        ("'x'::text", "'x'"),
        ("'x'::varchar", "'x'::text"),
        ("now()", "current_timestamp"),
        ("current_timestamp", "current_timestamp(3)"),
        ("('now'::text)::date", "'now'::date"),
        ("a in (1, 2)", "a = any (array[1, 2])"),
        ("not a = 1", "a <> 1"),
        ("x::char", "x::\"char\""),
        ("x::bpchar", "x::char(1)"),
        ("x::timestamp", "x::timestamptz"),
        ("a = 1 and (b = 1 or c = 1)", "a = 1 and b = 1 or c = 1"),
        ("-a ^ 2", "-(a ^ 2)"),
        ("a - (b - c)", "a - b - c"),
        ("lower(t)", "other.lower(t)"),
        ("t = 'a'", "t operator(public.=) 'a'"),
        ("trim(t)", "btrim(t)"),
        ("extract(year from ts)", "date_part('year', ts)"),
    ] {
        assert_ne!(
            Expr::parse(one).unwrap(),
            Expr::parse(other).unwrap(),
            "{one} and {other}"
        );
    }
}

#[test]
fn queries_that_are_one() {
    for (form, text) in [
        (
            "SELECT a, count(*) FROM t",
            "select a as a, count(*) as count from t",
        ),
        ("SELECT 1", "select 1 as \"?column?\""),
        ("SELECT 5 AS int4", "select '5'::integer"),
        (
            "SELECT a FROM t ORDER BY a, b DESC",
            "select a from t order by a asc nulls last, b desc nulls first",
        ),
        (
            "SELECT a FROM t UNION SELECT b FROM t",
            "select a from t union select b as x from t",
        ),
        (
            "SELECT a, b FROM t GROUP BY a, b",
            "select a, b from t group by (a, b)",
        ),
        (
            "SELECT a FROM t JOIN u ON t.id = u.id",
            "select a from (t inner join u on (t.id = u.id))",
        ),
        (
            "SELECT a FROM t ORDER BY '1'::int",
            "select a from t order by '1'::integer",
        ),
    ] {
        assert_eq!(Query::parse(text).unwrap().sql(), form, "{text}");
    }
}

/// The names were read from `pg_attribute` of views over the queries.
#[test]
fn columns_have_the_names_that_postgres_gives() {
    for (text, names) in [
        (
            "select a, t.b, (c).d, 1, 'x', a + 1 from t",
            "a b d ?column? ?column? ?column?",
        ),
        (
            "select count(*), app.f(), a::text, '1'::int, now()::date from t",
            "count f a int4 now",
        ),
        (
            "select case when a then b end, case a when 1 then 2 else c end from t",
            "case c",
        ),
        (
            "select coalesce(a, b), nullif(a, b), greatest(a, b), least(a, b) from t",
            "coalesce nullif greatest least",
        ),
        (
            "select array[1], row(1), (1, 2), array(select 1), exists (select 1)",
            "array row row array exists",
        ),
        (
            "select (select a from t), (select 1), (select 1 as x)",
            "a ?column? x",
        ),
        (
            "select current_date, current_user, localtime(2), extract(year from a) from t",
            "current_date current_user localtime extract",
        ),
        (
            "select trim(a), position('x' in a), a at time zone 'utc', a collate \"C\" from t",
            "btrim position timezone a",
        ),
        ("select a[1], (f(a)).b, (f(a))[2] from t", "a b f"),
        ("values (1, 'a'), (2, 'b')", "column1 column2"),
        ("select a from t union select b from t", "a"),
        ("with x as (select 1 as y) select y from x", "y"),
    ] {
        assert_eq!(
            Query::parse(text).unwrap().columns().unwrap().join(" "),
            names,
            "{text}"
        );
    }
    assert_eq!(Query::parse("select * from t").unwrap().columns(), None);
    assert_eq!(Query::parse("select t.* from t").unwrap().columns(), None);
}

/// What is printed reads back as itself; otherwise a normal form would not be one.
#[test]
fn normal_forms_are_stable() {
    for text in [
        "a || ('x' || b)",
        "(a || 'x') || b",
        "(-1) ^ a",
        "- a ^ 2",
        "(a + 1)::text",
        "-(-a)",
        "(a = 1) = true",
        "a = 1 is null",
        "(a = 1) is not true",
        "not a = 1 and not b",
        "(a, b) in ((1, 2), (3, 4))",
        "array[a, b]",
        "(array[a, b])[1:2]",
        "arr[1][2]",
        "(cp).x",
        "((cp).x)::text",
        "j -> 'a' ->> 'b'",
        "(j ->> 'a')::integer",
        "a operator(other.+) b * c",
        "interval '1' day",
        "'1 2:3'::interval day to minute",
        "interval(3) '1 s'",
        "extract(year from ts)",
        "ts at time zone 'utc'",
        "overlay(t placing 'x' from 1 for 2)",
        "substring(t from 'x')",
        "position('x' in t)",
        "trim(leading 'x' from t)",
        "normalize(t, nfc)",
        "t is normalized",
        "concat(variadic array['x'])",
        "make_interval(days => 3)",
        "f(distinct a order by b desc)",
        "count(*) filter (where a > 1)",
        "percentile_cont(0.5) within group (order by a)",
        "rank() over (partition by a order by b rows 1 preceding)",
        "case a when 1 then 'x' else 'y' end",
        "(select max(a) from t where t.b = x.b)",
        "exists (select 1 from t)",
        "a <> all (select 1)",
        "xmlelement(name foo, a)",
        "json_object('a': 1)",
        "t is json object",
        "E'a\\nb'",
        "'a\\b'",
        "U&'\\0061'",
        "B'101'",
        "X'1F'",
        "current_timestamp(3)",
        "a is distinct from b",
        "t similar to 'x' escape '!'",
        "t like 'x' escape '!'",
        "\"Mixed\".\"a b\"",
        "a::\"We ird\".\"T\"",
        "'x'::char(3)",
        "'x'::\"char\"",
        "x::bit(3)",
        "x::bit varying",
        "x::timestamp(3) with time zone",
    ] {
        let parsed = Expr::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let again =
            Expr::parse(parsed.sql()).unwrap_or_else(|error| panic!("{text} is {}: {error}", parsed.sql()));
        assert_eq!(parsed, again, "{text}");
        assert_eq!(parsed.sql(), again.sql(), "{text}");
    }
}
