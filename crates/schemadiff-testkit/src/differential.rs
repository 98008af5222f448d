//! The two canonicalisers beside each other: what is said to be one expression without a server has to be one for a server.
//!
//! Thousands of expressions over columns of many types: every column with every operator and with literals, other columns and
//! lists of every sort. A server says which of them it accepts, and prints those. Texts that are one in the form that needs no
//! server must all have been printed alike: that is soundness. How many of them are one with what was printed is completeness.

use std::collections::BTreeMap;

use schemadiff_pg::Target;
use schemadiff_sql::syntax::{ObjectName, TypeName};
use schemadiff_sql::{ColumnTypes, Expr, parse_type, quote};

use crate::servers::{Server, batch, block_on, open};

/// The columns: a name, its type, and whether operators on it are known to be those of the type.
const COLUMNS: [(&str, &str, bool); 22] = [
    ("t", "text", true),
    ("v", "character varying(20)", true),
    ("c", "character(5)", true),
    ("nm", "name", true),
    ("s", "smallint", true),
    ("i", "integer", true),
    ("b", "bigint", true),
    ("n", "numeric(10,2)", true),
    ("r", "real", true),
    ("f", "double precision", true),
    ("ok", "boolean", true),
    ("u", "uuid", true),
    ("d", "date", true),
    ("ts", "timestamp without time zone", true),
    ("tz", "timestamp with time zone", true),
    ("iv", "interval", true),
    ("j", "jsonb", true),
    ("js", "json", true),
    ("ip", "inet", true),
    ("k", "app.kind", true),
    ("dm", "app.cents", false),
    ("ta", "text[]", false),
];

const OPERATORS: [&str; 20] = [
    "=",
    "<>",
    "<",
    "<=",
    ">",
    ">=",
    "like",
    "not ilike",
    "~",
    "!~*",
    "||",
    "+",
    "-",
    "*",
    "/",
    "->",
    "->>",
    "?",
    "@>",
    "%",
];

const OPERANDS: [&str; 22] = [
    "'a'",
    "''",
    "'5'",
    "'open'",
    "'true'",
    "'2026-01-31'",
    "'00000000-0000-0000-0000-000000000001'",
    "'{\"a\": 1}'",
    "'10.0.0.1'",
    "'1 day'",
    "0",
    "-1",
    "2.50",
    "3000000000",
    "true",
    "null",
    "'a'::text",
    "'a'::varchar",
    "'5'::numeric",
    "now()",
    "i + 1",
    "lower(v)",
];

const LISTS: [&str; 12] = [
    "('a', 'b')",
    "('open', 'done')",
    "('1', '2')",
    "(1, 2)",
    "(1, 2.5)",
    "(0.5, 1.5)",
    "(1, 3000000000)",
    "('2026-01-31', '2026-02-28')",
    "('a'::text, 'b')",
    "(i, 5)",
    "(1, null)",
    "(true)",
];

const FUNCTIONS: [&str; 12] = [
    "lower",
    "upper",
    "length",
    "char_length",
    "initcap",
    "reverse",
    "md5",
    "ascii",
    "jsonb_typeof",
    "octet_length",
    "abs",
    "cardinality",
];

/// The expressions; each is a condition, or is made one.
fn expressions() -> Vec<String> {
    let mut all = Vec::new();
    let names = COLUMNS.map(|(name, ..)| name);
    let is_condition =
        |operator: &str| !matches!(operator, "||" | "+" | "-" | "*" | "/" | "->" | "->>" | "%");
    for name in names {
        for operator in OPERATORS {
            for operand in OPERANDS.iter().chain(&names) {
                let text = format!("{name} {operator} {operand}");
                if is_condition(operator) {
                    all.push(text);
                    all.push(format!("{operand} {operator} {name}"));
                } else {
                    all.push(format!("({text}) is not null"));
                    all.push(format!("({text}) = 'a'"));
                    all.push(format!("({text}) > 0"));
                }
            }
        }
        for list in LISTS {
            let elements = list.trim_start_matches('(').trim_end_matches(')');
            all.push(format!("{name} in {list}"));
            all.push(format!("{name} not in {list}"));
            all.push(format!("{name} = any (array[{elements}])"));
            all.push(format!("{name} <> all (array[{elements}])"));
            all.push(format!("coalesce({name}, {elements}) is not null"));
        }
        for function in FUNCTIONS {
            for rest in ["is not null", "= 'a'", "> 3", "in ('a', 'b')", "= t", "= v"] {
                all.push(format!("{function}({name}) {rest}"));
            }
        }
        for operand in OPERANDS.iter().chain(&names) {
            all.push(format!("coalesce({name}, {operand}) = 'a'"));
            all.push(format!("coalesce({name}, {operand}) > 0"));
            all.push(format!("{name} between {operand} and {operand}"));
            all.push(format!(
                "case when i > 0 then {name} else {operand} end is not null"
            ));
            all.push(format!(
                "case when i > 0 then {operand} when ok then {name} end = 'a'"
            ));
        }
    }
    for one in OPERANDS {
        for other in OPERANDS {
            all.push(format!("case when i > 0 then {one} else {other} end = 'a'"));
            all.push(format!(
                "case when i > 0 then {one} when ok then 'b' else {other} end is not null"
            ));
        }
    }
    all
}

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Expressions that the server accepts.
    pub accepted: usize,
    /// Those of them that need no server to be told equal to what it prints.
    pub settled: usize,
}

struct Columns(Vec<(String, Option<TypeName>)>);

impl ColumnTypes for Columns {
    fn columns(&self, _relation: &ObjectName) -> Option<&[(String, Option<TypeName>)]> {
        Some(&self.0)
    }
}

/// Holds the expressions to it on one server.
///
/// # Errors
/// With the first texts that are told equal and are not, or when too few expressions are accepted for this to mean much.
pub fn check(server: &Server) -> Result<Found, String> {
    let all = expressions();
    let printed =
        block_on(server.with_databases(async |[database]: [Target; 1]| print(&database, &all).await))?;
    let columns = COLUMNS.map(|(name, data_type, is_known)| {
        let data_type = parse_type(data_type).map_err(|error| format!("{data_type}: {}", error.message));
        data_type.map(|data_type| (name.to_owned(), is_known.then(|| data_type.without_modifiers())))
    });
    let columns = Columns(columns.into_iter().collect::<Result<_, _>>()?);
    let table = ObjectName::qualified("app", "r");
    let form = |text: &str| {
        let read = Expr::parse(text).map_err(|error| format!("{text}: {}", error.message))?;
        Ok::<_, String>(read.with_casts(&table, &columns).sql().to_owned())
    };
    let mut found = Found::default();
    // What each form has been printed as, and of which text that is known.
    let mut known: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    for (text, print) in &printed {
        let (ours, servers) = (form(text)?, form(print)?);
        found.accepted += 1;
        found.settled += usize::from(ours == servers);
        for one in [ours, servers] {
            let (other, other_print) = *known.entry(one).or_insert((text, print));
            if other_print != print {
                return Err(format!(
                    "`{text}` and `{other}` are told to be one expression, and the server prints\n{print}\n{other_print}"
                ));
            }
        }
    }
    if found.accepted < 3_000 {
        return Err(format!("only {} expressions are accepted", found.accepted));
    }
    Ok(found)
}

/// The expressions that a server accepts in a check, and how it prints them.
async fn print(database: &Target, all: &[String]) -> Result<Vec<(String, String)>, String> {
    let session = open(database).await?;
    let columns: Vec<_> = COLUMNS
        .iter()
        .map(|(name, data_type, _)| format!("{name} {data_type}"))
        .collect();
    batch(
        &session,
        &format!(
            "CREATE SCHEMA app; CREATE TYPE app.kind AS ENUM ('open', 'done'); CREATE DOMAIN app.cents AS integer;
             CREATE TABLE app.r ({}); CREATE TEMPORARY TABLE wanted (text text, print text)",
            columns.join(", ")
        ),
    )
    .await?;
    for some in all.chunks(1_000) {
        let values: Vec<_> = some
            .iter()
            .map(|text| format!("({})", quote::literal(text)))
            .collect();
        batch(
            &session,
            &format!("INSERT INTO wanted (text) VALUES {}", values.join(", ")),
        )
        .await?;
    }
    batch(
        &session,
        "SET search_path = pg_catalog; SET timezone = 'UTC'; SET client_min_messages = error;
         DO $$ DECLARE one record; printed text; BEGIN
           FOR one IN SELECT ctid, text FROM pg_temp.wanted LOOP
             BEGIN
               EXECUTE 'ALTER TABLE app.r ADD CONSTRAINT x CHECK (' || one.text || ')';
               SELECT pg_get_expr(conbin, conrelid) INTO printed FROM pg_constraint WHERE conname = 'x';
               ALTER TABLE app.r DROP CONSTRAINT x;
               UPDATE pg_temp.wanted SET print = printed WHERE ctid = one.ctid;
             EXCEPTION WHEN others THEN NULL;
             END;
           END LOOP;
         END $$",
    )
    .await?;
    let rows = session
        .rows("SELECT text, print FROM pg_temp.wanted WHERE print IS NOT NULL ORDER BY text")
        .await
        .map_err(|error| error.to_string())?;
    let mut printed = Vec::with_capacity(rows.rows.len());
    for row in rows.rows {
        if let [Some(text), Some(print)] = row.as_slice() {
            printed.push((text.clone(), print.clone()));
        }
    }
    printed.dedup();
    Ok(printed)
}
