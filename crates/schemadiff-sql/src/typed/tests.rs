//! What servers print beside what people write; the expressions were read off PostgreSQL 18.

use super::ColumnTypes;
use crate::syntax::{ObjectName, TypeName};
use crate::{Expr, Query, parse_type};

struct Columns(Vec<(String, Option<TypeName>)>);

impl Columns {
    fn new() -> Self {
        let columns = [
            ("t", "text"),
            ("v", "varchar(20)"),
            ("i", "integer"),
            ("s", "smallint"),
            ("b", "bigint"),
            ("n", "numeric(10,2)"),
            ("f", "double precision"),
            ("u", "uuid"),
            ("d", "date"),
            ("ok", "boolean"),
            ("k", "app.kind"),
            ("j", "jsonb"),
        ];
        let mut columns: Vec<_> = columns
            .into_iter()
            .map(|(name, data_type)| {
                (
                    name.to_owned(),
                    Some(parse_type(data_type).unwrap().without_modifiers()),
                )
            })
            .collect();
        columns.push(("unknown".to_owned(), None));
        Self(columns)
    }
}

impl ColumnTypes for Columns {
    fn columns(&self, relation: &ObjectName) -> Option<&[(String, Option<TypeName>)]> {
        (relation.name != "elsewhere").then_some(&self.0)
    }
}

fn expression(text: &str) -> Expr {
    Expr::parse(text)
        .unwrap()
        .with_casts(&ObjectName::qualified("app", "r"), &Columns::new())
}

#[test]
fn what_is_written_is_what_is_printed() {
    for (written, printed) in [
        (
            "case when i < 10 then 'early' else 'late' end = t",
            "(CASE WHEN (i < 10) THEN 'early'::text ELSE 'late'::text END = t)",
        ),
        (
            "case when i < 10 then k else 'open' end is not null",
            "(CASE WHEN (i < 10) THEN k ELSE 'open'::app.kind END IS NOT NULL)",
        ),
        ("n >= 0", "(n >= (0)::numeric)"),
        ("n > i", "(n > (i)::numeric)"),
        ("i > 0.5", "((i)::numeric > 0.5)"),
        ("f > 0", "(f > (0)::double precision)"),
        (
            "f * 2 > 0.5",
            "((f * (2)::double precision) > (0.5)::double precision)",
        ),
        ("n * 2 > i + 1", "((n * (2)::numeric) > ((i + 1))::numeric)"),
        ("i > 0 and s > 0 and b > 0", "((i > 0) AND (s > 0) AND (b > 0))"),
        ("t = 'x'", "(t = 'x'::text)"),
        ("v <> 'x'", "((v)::text <> 'x'::text)"),
        ("'x' = v", "('x'::text = (v)::text)"),
        ("t = v", "(t = (v)::text)"),
        ("v like 'x%'", "((v)::text ~~ 'x%'::text)"),
        ("v ~* '^x'", "((v)::text ~* '^x'::text)"),
        ("v || ' ' || t", "((((v)::text || ' '::text)) || t)"),
        ("lower(v) = t", "(lower((v)::text) = t)"),
        (
            "char_length(v) between 1 and 9",
            "((char_length((v)::text) >= 1) AND (char_length((v)::text) <= 9))",
        ),
        ("k = 'open'", "(k = 'open'::app.kind)"),
        (
            "k in ('open', 'done')",
            "(k = ANY (ARRAY['open'::app.kind, 'done'::app.kind]))",
        ),
        (
            "k not in ('open', 'done')",
            "(k <> ALL (ARRAY['open'::app.kind, 'done'::app.kind]))",
        ),
        ("t in ('a', 'b')", "(t = ANY (ARRAY['a'::text, 'b'::text]))"),
        (
            "v in ('a', 'b')",
            "((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
        ),
        (
            "v = any (array['a', 'b'])",
            "((v)::text = ANY (ARRAY['a'::text, 'b'::text]))",
        ),
        ("i in (1, 2)", "(i = ANY (ARRAY[1, 2]))"),
        ("s in (1, 2)", "(s = ANY (ARRAY[1, 2]))"),
        ("b in (1, 2)", "(b = ANY (ARRAY[(1)::bigint, (2)::bigint]))"),
        ("n in (1, 2)", "(n = ANY (ARRAY[(1)::numeric, (2)::numeric]))"),
        ("n in (0.5, 1.5)", "(n = ANY (ARRAY[0.5, 1.5]))"),
        ("d > '2026-01-31'", "(d > '2026-01-31'::date)"),
        ("ok = 'true'", "(ok = true)"),
        ("i = '5'", "(i = 5)"),
        ("j ->> 'a' = 'b'", "((j ->> 'a'::text) = 'b'::text)"),
        (
            "j -> 'a' ->> 'b' in ('x')",
            "(((j -> 'a'::text) ->> 'b'::text) = 'x'::text)",
        ),
        ("j -> 'a' = '1'", "((j -> 'a'::text) = '1'::jsonb)"),
        (
            "j ? 'a' and j @> '{}'",
            "((j ? 'a'::text) AND (j @> '{}'::jsonb))",
        ),
        ("jsonb_typeof(j) = 'object'", "(jsonb_typeof(j) = 'object'::text)"),
        (
            "coalesce(v, '') <> ''",
            "((COALESCE(v, ''::character varying))::text <> ''::text)",
        ),
        (
            "coalesce(n, 0) >= 0",
            "(COALESCE(n, (0)::numeric) >= (0)::numeric)",
        ),
        ("coalesce(b, 0) > 0", "(COALESCE(b, (0)::bigint) > 0)"),
        ("coalesce(i, 0) > 0", "(COALESCE(i, 0) > 0)"),
        (
            "coalesce(k, 'open') = 'done'",
            "(COALESCE(k, 'open'::app.kind) = 'done'::app.kind)",
        ),
        (
            "u <> '00000000-0000-0000-0000-000000000000'",
            "(u <> '00000000-0000-0000-0000-000000000000'::uuid)",
        ),
    ] {
        assert_eq!(expression(written), expression(printed), "{written}");
    }
}

#[test]
fn what_is_not_known_stays() {
    for text in [
        "unknown = 'x'",
        "other > 0",
        "r.unknown > 0.5",
        "coalesce(unknown, 'x') = lower(unknown)",
        "coalesce(s, 0) > 0",
        "lower(unknown) = 'x'",
    ] {
        assert_eq!(expression(text), Expr::parse(text).unwrap(), "{text}");
    }
    assert_ne!(
        expression("v in ('a', 'b')"),
        expression("v = any (array['a', 'b'])")
    );
    assert_ne!(expression("n > 1"), expression("n > 1.0"));
}

#[test]
fn queries_know_their_relations() {
    let query = |text: &str| Query::parse(text).unwrap().with_casts(&Columns::new());
    let same = |written: &str, printed: &str| assert_eq!(query(written), query(printed), "{written}");
    same(
        "select i from app.r where k = 'open'",
        "SELECT i FROM app.r WHERE (k = 'open'::app.kind)",
    );
    same(
        "select x.i from app.r x join app.r y on x.n > y.i where x.v = 'a'",
        "SELECT x.i FROM (app.r x JOIN app.r y ON ((x.n > (y.i)::numeric))) WHERE ((x.v)::text = 'a'::text)",
    );
    same(
        "select i from app.r where exists (select from app.r z where z.v = r.t and z.k = 'open')",
        "SELECT i FROM app.r WHERE EXISTS (SELECT FROM app.r z WHERE (((z.v)::text = r.t) AND (z.k = 'open'::app.kind)))",
    );
    for text in [
        "select from app.r, app.elsewhere where v = 'a'",
        "select from app.r a, app.r b where v = 'a'",
        "select from app.r a (x) where v = 'a'",
        "select from app.r, (select 'b' as v) s where v = 'a'",
        "with c as (select 1 as v) select from c, app.elsewhere where v = 'a'",
    ] {
        assert_eq!(query(text), Query::parse(text).unwrap(), "{text}");
    }
}
