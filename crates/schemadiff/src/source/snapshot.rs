//! A recorded catalog: the rows of the catalog queries, as text, so that a bug report can attach its catalog.

use std::collections::BTreeMap;

use schemadiff_sql::quote;
use serde::{Deserialize, Serialize};

use crate::catalog::LEDGER;
use crate::kinds::{self, InCatalog, KindVisitor};
use crate::survey;

/// The format of recordings: 2 has owners, privileges and roles.
pub const FORMAT: u32 = 2;

/// The rows of every catalog query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Of this file format.
    pub format: u32,
    /// `server_version_num`, such as 160004.
    pub server_version: u32,
    /// The database's name.
    pub database: String,
    /// The role that looked at it; not in older recordings.
    #[serde(default)]
    pub role: String,
    /// The role that the database belongs to; not in older recordings.
    #[serde(default)]
    pub owner: String,
    /// Rows by the name of their query.
    pub sections: BTreeMap<String, Section>,
}

impl Snapshot {
    /// The sections that a recording made now would have and this one has not: it is older than the queries.
    pub fn missing(&self) -> Vec<&'static str> {
        let names = queries(self.server_version).into_iter().map(|(name, _)| name);
        names.filter(|name| !self.sections.contains_key(*name)).collect()
    }
}

/// The rows of one query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, in the order the query asks for.
    pub rows: Vec<Vec<Option<String>>>,
}

/// What the catalog queries expect of the transaction that they run in, as statements to run first.
///
/// With `pg_catalog` alone in the search path PostgreSQL qualifies every name of a user's object. The next ones pin how
/// `pg_get_expr` and its kind print constants. The catalogs are often never analyzed, and a nested loop planned for one
/// row then runs ten thousand times ten thousand: hash and merge joins cannot go wrong like that. Compiling a query
/// costs more than it takes.
pub const SETTINGS: &str = "\
    SET LOCAL search_path = pg_catalog; SET LOCAL quote_all_identifiers = off; SET LOCAL timezone = 'UTC'; \
    SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 1; \
    SET LOCAL bytea_output = 'hex'; SET LOCAL standard_conforming_strings = on; \
    SET LOCAL enable_nestloop = off; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0;";

/// Every catalog query, for a server version, with the section its rows belong to.
///
/// They are meant to run in one read-only, repeatable-read transaction after [`SETTINGS`], and all in one message, so
/// that the number of round trips does not depend on the database.
pub fn queries(server_version: u32) -> Vec<(&'static str, String)> {
    struct Collect(u32, Vec<(&'static str, String)>);
    impl KindVisitor for Collect {
        fn visit<K: InCatalog>(&mut self) {
            self.1.extend(
                K::QUERIES
                    .iter()
                    .map(|(section, sql)| (*section, query(sql, self.0))),
            );
        }
    }
    let mut collect = Collect(
        server_version,
        vec![
            ("sizes", query(include_str!("sizes.sql"), server_version)),
            (survey::SECTION, survey::query(server_version)),
            (survey::LEFT_OUT, survey::left_out().to_owned()),
            (survey::OWNERS, survey::schema_owners().to_owned()),
        ],
    );
    kinds::for_each(&mut collect);
    collect.1
}

/// The queries of [`queries`] for a database whose history of runs is kept in a schema of another name: both are left out.
pub fn queries_beside(server_version: u32, ledger: &str) -> Vec<(&'static str, String)> {
    let mut queries = queries(server_version);
    if ledger != LEDGER {
        let both = format!("'{LEDGER}', {})", quote::literal(ledger));
        for (_, query) in &mut queries {
            *query = query.replace(&format!("'{LEDGER}')"), &both);
        }
    }
    queries
}

/// Keeps the lines of a query that are meant for a server version: a line that ends in `-- since 15` is for 15 and
/// later, one that ends in `-- before 15` for what came earlier; every other line is for all.
pub fn query(sql: &str, server_version: u32) -> String {
    let major = server_version / 10_000;
    let mut out = String::with_capacity(sql.len());
    for line in sql.lines() {
        let (text, mark) = line.rsplit_once("-- ").unwrap_or((line, ""));
        let keep = match mark.split_once(' ') {
            Some(("since", version)) => version
                .trim()
                .parse::<u32>()
                .is_ok_and(|version| major >= version),
            Some(("before", version)) => version.trim().parse::<u32>().is_ok_and(|version| major < version),
            _ => !text.trim().is_empty(),
        };
        if keep {
            out.push_str(text.trim_end());
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::queries_beside;

    #[test]
    fn no_query_forgets_a_history_of_another_name() {
        for version in [140_000, 180_000] {
            for (section, query) in queries_beside(version, "it's") {
                let mentions = query.matches("'schemadiff'").count();
                assert_eq!(
                    mentions,
                    query.matches("'schemadiff', 'it''s')").count(),
                    "{section}: {query}"
                );
            }
        }
    }
}
