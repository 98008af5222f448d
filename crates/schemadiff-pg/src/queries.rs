//! What serves a query: the plan that PostgreSQL makes of it for any values of its parameters.
//!
//! Nothing is run. The plan is the generic one (`plan_cache_mode`, manual section 20.7.5), which is what an application gets that
//! prepares its statements, and it is made twice: as it is, and as it would be if no table were read whole (`enable_seqscan`), since
//! a table of few rows is always read whole, whatever index it has.

use std::collections::BTreeSet;

use schemadiff_sql::quote;
use serde::{Deserialize, Serialize};

use crate::connection::{Connection, PgError};

/// Limits of a look that reads catalogs only, and that nobody shall wait for.
const BEGIN: &str = "BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = '10s'; SET LOCAL lock_timeout = '2s'; \
                     SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL jit = off;";

/// A query that something is said to serve.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The query as SQL, with parameters as `$1`: one statement, as whoever read it has made sure.
    pub sql: &'a str,
    /// The index or relation that is to serve it, with its schema unless that is in the search path.
    pub served_by: Option<&'a str>,
}

/// What serves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
pub enum Verdict {
    /// What is said to, in the plan as it is.
    Served {
        /// Everything that the plan reads.
        reads: Vec<Read>,
    },
    /// What is said to, as soon as reading the table whole costs more.
    WouldServe {
        /// Everything that the plan reads as it is.
        reads: Vec<Read>,
    },
    /// Something else.
    NotServed {
        /// Everything that the plan reads.
        reads: Vec<Read>,
    },
    /// What is said to is neither an index nor a relation of this database.
    Unknown {
        /// Everything that the plan reads.
        reads: Vec<Read>,
    },
}

impl Verdict {
    /// Everything that the plan reads as it is.
    pub fn reads(&self) -> &[Read] {
        match self {
            Self::Served { reads }
            | Self::WouldServe { reads }
            | Self::NotServed { reads }
            | Self::Unknown { reads } => reads,
        }
    }
}

/// A node of a plan that reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Read {
    /// How: `Seq Scan`, `Index Only Scan`.
    pub how: String,
    /// The table or materialized view; a bitmap's index has none.
    pub relation: Option<String>,
    /// The index.
    pub index: Option<String>,
}

/// Asks what serves a query. `search_path` is where names without a schema are looked for.
///
/// Takes ACCESS SHARE on what the query reads, for as long as planning takes, and leaves nothing behind.
///
/// # Errors
/// When the server refuses the query, as it does when something is not there.
pub async fn explain(
    connection: &Connection,
    asked: Asked<'_>,
    search_path: &[&str],
) -> Result<Verdict, PgError> {
    let path: Vec<_> = search_path
        .iter()
        .map(|schema| quote::identifier(schema))
        .collect();
    connection
        .batch(&format!("{BEGIN} SET LOCAL search_path = {}", path.join(", ")))
        .await?;
    let verdict = judge(connection, asked).await;
    // A prepared statement outlives its transaction.
    connection.batch("ROLLBACK; DEALLOCATE ALL").await?;
    verdict
}

async fn judge(connection: &Connection, asked: Asked<'_>) -> Result<Verdict, PgError> {
    connection
        .batch(&format!("PREPARE schemadiff_query AS {}", asked.sql))
        .await?;
    let many = connection
        .value(
            "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = 'schemadiff_query'",
        )
        .await?;
    let many: usize = many.and_then(|many| many.parse().ok()).unwrap_or_default();
    let values = if many == 0 {
        String::new()
    } else {
        format!("({})", vec!["NULL"; many].join(", "))
    };
    let explain = format!("EXPLAIN (FORMAT JSON) EXECUTE schemadiff_query{values}");
    let reads = reads(connection, &explain).await?;
    let wanted = match asked.served_by {
        Some(name) => parts(connection, name).await?,
        None => BTreeSet::new(),
    };
    if wanted.is_empty() {
        return Ok(Verdict::Unknown { reads });
    }
    let serves = |reads: &[Read]| {
        let names = reads.iter().flat_map(|read| [&read.index, &read.relation]);
        names.flatten().any(|name| wanted.contains(name))
    };
    if serves(&reads) {
        return Ok(Verdict::Served { reads });
    }
    let without_scans =
        self::reads(connection, &format!("SET LOCAL enable_seqscan = off; {explain}")).await?;
    Ok(if serves(&without_scans) {
        Verdict::WouldServe { reads }
    } else {
        Verdict::NotServed { reads }
    })
}

/// The names of an index or relation and of its parts in partitions: plans speak of those.
async fn parts(connection: &Connection, name: &str) -> Result<BTreeSet<String>, PgError> {
    let name = quote::literal(name);
    let sql = format!(
        "SELECT c.relname FROM pg_class c WHERE c.oid = to_regclass({name}) AND c.relkind IN ('r', 'p', 'm', 'i', 'I', 'f')
         UNION SELECT c.relname FROM pg_partition_tree(to_regclass({name})) t JOIN pg_class c ON c.oid = t.relid"
    );
    let rows = connection.rows(&sql).await?.rows;
    Ok(rows.into_iter().flatten().flatten().collect())
}

#[derive(Deserialize)]
struct Explained {
    #[serde(rename = "Plan")]
    plan: Node,
}

#[derive(Deserialize)]
struct Node {
    #[serde(rename = "Node Type")]
    how: String,
    #[serde(rename = "Relation Name")]
    relation: Option<String>,
    #[serde(rename = "Index Name")]
    index: Option<String>,
    #[serde(rename = "Plans", default)]
    plans: Vec<Node>,
}

async fn reads(connection: &Connection, explain: &str) -> Result<Vec<Read>, PgError> {
    let json = connection.value(explain).await?.unwrap_or_default();
    // Read as nothing, a plan would be judged as one that nothing serves.
    let explained: Vec<Explained> = serde_json::from_str(&json)
        .map_err(|error| PgError::unfit(format!("the plan of the query cannot be read: {error}")))?;
    let mut found = BTreeSet::new();
    let mut left: Vec<Node> = explained.into_iter().map(|explained| explained.plan).collect();
    while let Some(node) = left.pop() {
        left.extend(node.plans);
        if node.relation.is_some() || node.index.is_some() {
            found.insert(Read {
                how: node.how,
                relation: node.relation,
                index: node.index,
            });
        }
    }
    Ok(found.into_iter().collect())
}
