//! A recorded catalog: the rows of the catalog queries, as text, so that a bug report can attach its catalog.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::kinds::{self, InCatalog, KindVisitor};

/// The rows of every catalog query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Of this file format.
    pub format: u32,
    /// `server_version_num`, such as 160004.
    pub server_version: u32,
    /// The database's name.
    pub database: String,
    /// Rows by the name of their query.
    pub sections: BTreeMap<String, Section>,
}

/// The rows of one query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, in the order the query asks for.
    pub rows: Vec<Vec<Option<String>>>,
}

/// Every catalog query, for a server version, with the section its rows belong to.
///
/// They are meant to run in one read-only, repeatable-read transaction with `search_path` set to `pg_catalog` alone, so
/// that PostgreSQL qualifies every name of a user's object; with the settings that change how it prints constants at
/// their defaults and the time zone UTC; and all in one message, so that the number of round trips does not depend on
/// the database. Catalogs are often never analyzed, and a nested loop planned for one row then runs ten thousand times
/// ten thousand: `enable_nestloop = off` leaves hash and merge joins, which cannot go wrong like that.
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
        vec![("sizes", query(include_str!("sizes.sql"), server_version))],
    );
    kinds::for_each(&mut collect);
    collect.1
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
