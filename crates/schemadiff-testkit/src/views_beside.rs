//! The two canonicalisers beside each other over views: those of our schemas and cases, and of the corpus.
//!
//! Each view is made on a server, and beside it variants of its query that mean something else, or the same in other words. Whatever
//! two queries are told to be one without a server, a server must have printed alike: that is soundness. How many of the queries
//! that people wrote are one with what is printed of them is completeness.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemadiff::canon::Canonical;
use schemadiff::catalog::Pair;
use schemadiff::settle::ScratchTables;
use schemadiff_pg::{Connection, Target, snapshot};
use schemadiff_sql::syntax::ObjectName;
use schemadiff_sql::{Query, quote};

use crate::case::Case;
use crate::clients::Clients;
use crate::introspect::observed;
use crate::live::{ensure_role, found};
use crate::place::{cases, entries, shown};
use crate::round_trip::Schema;
use crate::servers::{Server, batch, block_on, open};
use crate::state;

/// What is replaced, once in each variant, and by what.
const CHANGES: [(&str, &str); 26] = [
    (" = ", " <> "),
    (" < ", " <= "),
    (" > ", " >= "),
    (" >= ", " > "),
    (" AND ", " OR "),
    ("LEFT JOIN", "JOIN"),
    (" JOIN ", " LEFT JOIN "),
    (" DESC", ""),
    (" ASC", " DESC"),
    ("DISTINCT ", ""),
    ("SELECT ", "SELECT DISTINCT "),
    ("count(", "max("),
    ("sum(", "avg("),
    ("lower(", "upper("),
    ("UNION ALL", "UNION"),
    ("UNION ", "UNION ALL "),
    ("NOT ", ""),
    ("IS NULL", "IS NOT NULL"),
    ("IS NOT NULL", "IS NULL"),
    (" IN (", " NOT IN ("),
    ("NULLS LAST", "NULLS FIRST"),
    ("FILTER (WHERE ", "FILTER (WHERE NOT "),
    ("1", "2"),
    ("0", "0.0"),
    ("'", "' "),
    (" || ", " || '' || "),
];

/// What is wrapped around a query, which keeps its columns and may or may not keep its meaning.
const FRAMES: [(&str, &str); 4] = [
    ("SELECT * FROM (", ") q"),
    ("(", ") LIMIT 5"),
    ("WITH q AS (", ") SELECT * FROM q"),
    ("WITH q AS MATERIALIZED (", ") SELECT * FROM q"),
];

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Views as people wrote them.
    pub written: usize,
    /// Those of them that need no server to be told equal to what it prints.
    pub settled: usize,
    /// Queries made of them that the server accepts too.
    pub variants: usize,
}

/// Set to anything, it has every view shown that is left to a server, with what the server prints.
const SHOW: &str = "SCHEMADIFF_SHOW_UNSETTLED";

#[expect(clippy::print_stdout, reason = "it is for whoever asked for it")]
fn show(forms: &[String; 2]) {
    println!("{}\n{}\n", forms[0], forms[1]);
}

/// What a server's prints are read as: by where a view is written and its query.
pub type Read = BTreeMap<(String, String), String>;

/// Of the views that two servers print, how many are read alike, and how many are not: a recording of one server that is
/// compared with a database of another asks about these. They are views over views, whose columns nobody knows without a
/// server, so that `recent.id` of PostgreSQL 14 and `id` of a newer one may be two things.
///
/// # Errors
/// When more than one in ten is not read alike, with the first of them, or when there are too few for this to mean much.
pub fn alike(one: &Read, other: &Read) -> Result<(usize, usize), String> {
    let both = one
        .iter()
        .filter_map(|(view, read)| Some((view, read, other.get(view)?)));
    let (same, unlike): (Vec<_>, Vec<_>) = both.partition(|(_, read, there)| read == there);
    if let Some((view, read, there)) = unlike.first()
        && unlike.len() * 10 > same.len() + unlike.len()
    {
        return Err(format!(
            "{} of {} views are not read alike, such as {}: {}\nis read as\n{read}\nand as\n{there}",
            unlike.len(),
            same.len() + unlike.len(),
            view.0,
            view.1
        ));
    }
    if same.len() < 1_000 {
        return Err(format!("only {} views are read alike on both", same.len()));
    }
    Ok((same.len(), unlike.len()))
}

/// Where views are written.
struct Source {
    name: String,
    state: PathBuf,
    roles: Vec<String>,
}

/// Holds the views to it on one server.
///
/// # Errors
/// With the first queries that are told equal and are not, or when there are too few for this to mean much.
pub fn check(server: &Server, clients: &Clients) -> Result<(Found, Read), String> {
    let (mut sum, mut read) = (Found::default(), Read::new());
    for source in sources(server.major())? {
        let model = state::load(&source.state)?;
        if model.catalog().views.is_empty() && model.catalog().materialized_views.is_empty() {
            continue;
        }
        let found = block_on(server.with_databases(async |[database]: [Target; 1]| {
            let mut connection = open(&database).await?;
            for role in &source.roles {
                batch(&connection, &ensure_role(role)).await?;
            }
            if state::is(&source.state, "sql") {
                clients.run_file(server, &database, &source.state)?;
            } else {
                found(&mut connection, &model, server.major()).await?;
            }
            let made = make(&mut connection, &model).await?;
            let known = beside(&made, &model)?;
            Ok((known, made))
        }))
        .map_err(|error| format!("{}: {error}", source.name))?;
        let (found, made) = found;
        read.extend(made.into_iter().map(|view| {
            let place = (source.name.clone(), view.given.sql().to_owned());
            (place, view.read.sql().to_owned())
        }));
        sum.written += found.written;
        sum.settled += found.settled;
        sum.variants += found.variants;
    }
    if sum.written < 300 || sum.variants < 1_000 {
        return Err(format!(
            "only {} views and {} variants are accepted",
            sum.written, sum.variants
        ));
    }
    // What is not known of types is mostly literals in branches, and arguments of functions.
    if sum.settled * 100 < sum.written * 88 {
        return Err(format!(
            "only {} of {} views need no server",
            sum.settled, sum.written
        ));
    }
    Ok((sum, read))
}

/// Every state of a case, every schema of ours, and those of the corpus.
fn sources(major: u32) -> Result<Vec<Source>, String> {
    let mut sources = Vec::new();
    for schema in Schema::own()?.into_iter().chain(Schema::corpus()?) {
        if schema.since <= major {
            sources.push(Source {
                name: shown(&schema.path),
                state: schema.path,
                roles: Vec::new(),
            });
        }
    }
    for kind in entries(&cases())? {
        for folder in entries(&kind)? {
            let case = Case::load(&folder)?;
            if case.refused.is_some() || !case.postgres.contains(major) {
                continue;
            }
            // What is wanted of a part of a database makes no database by itself.
            let new = case.arrives.as_ref().unwrap_or(&case.new);
            let states = case.old.iter().chain([new]);
            sources.extend(states.filter(|path| mentions_views(path)).map(|path| Source {
                name: shown(path),
                state: path.clone(),
                roles: case.roles.clone(),
            }));
        }
    }
    Ok(sources)
}

/// Whether it is worth reading: most cases have no view.
fn mentions_views(path: &Path) -> bool {
    std::fs::read_to_string(path).is_ok_and(|text| text.to_lowercase().contains("view"))
}

/// A view on the server: the query that was given, and the texts that came back.
struct Made {
    given: Query,
    is_written: bool,
    /// As it is read from a catalog.
    read: Query,
    /// As the server prints it.
    printed: String,
}

fn beside(made: &[Made], model: &Canonical) -> Result<Found, String> {
    let tables = ScratchTables::of(Pair {
        old: model,
        new: model,
    });
    let mut found = Found::default();
    // What each form has been printed as, and of which text that is known.
    let mut known: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    for view in made {
        let forms = [&view.given, &view.read].map(|query| query.with_casts(&tables).sql().to_owned());
        if view.is_written {
            found.written += 1;
            found.settled += usize::from(forms[0] == forms[1]);
            if forms[0] != forms[1] && std::env::var_os(SHOW).is_some() {
                show(&forms);
            }
        } else {
            found.variants += 1;
        }
        for form in forms {
            let text = view.given.sql();
            let (other, print) = *known.entry(form).or_insert((text, &view.printed));
            if print != view.printed {
                return Err(format!(
                    "two queries are told to be one:\n{text}\n{other}\nand the server prints\n{}\n{print}",
                    view.printed
                ));
            }
        }
    }
    Ok(found)
}

/// Makes every view and its variants anew in a schema of their own, by the columns that the query gives itself.
async fn make(connection: &mut Connection, model: &Canonical) -> Result<Vec<Made>, String> {
    let catalog = model.catalog();
    let views = catalog.views.values().map(|view| &view.query);
    let materialized = catalog.materialized_views.values().map(|view| &view.query);
    let mut given: Vec<(Query, bool)> = Vec::new();
    for query in views.chain(materialized) {
        given.push((query.clone(), true));
        given.extend(variants(query).into_iter().map(|variant| (variant, false)));
    }
    let path: Vec<_> = model
        .search_path()
        .iter()
        .map(|schema| quote::identifier(schema))
        .collect();
    let mut messages = vec![format!(
        "CREATE SCHEMA beside; SET search_path = {}; SET client_min_messages = error",
        path.join(", ")
    )];
    let create = |(number, (query, _)): (usize, &(Query, bool))| {
        format!("CREATE VIEW beside.v{number} AS {}", query.sql())
    };
    messages.extend(given.iter().enumerate().map(create));
    messages.push("SET search_path = pg_catalog".to_owned());
    let outcomes = connection.pipeline(&messages).await;
    let refused = given
        .iter()
        .zip(&outcomes[1..])
        .find_map(|((query, is_written), outcome)| {
            let error = outcome.as_ref().err().filter(|_| *is_written)?;
            Some(format!("{error}: {}", query.sql()))
        });
    if let Some(error) = refused {
        return Err(error);
    }

    let printed = connection
        .rows("SELECT relname, pg_get_viewdef(oid) FROM pg_class WHERE relnamespace = 'beside'::regnamespace")
        .await
        .map_err(|error| error.to_string())?;
    let printed: BTreeMap<String, String> = printed
        .rows
        .into_iter()
        .filter_map(|row| <[Option<String>; 2]>::try_from(row).ok())
        .filter_map(|[name, text]| Some((name?, text?)))
        .collect();
    let read = snapshot::read(connection)
        .await
        .map_err(|error| error.to_string())?;
    let live = observed(&read)?;
    let mut made = Vec::new();
    for (number, (given, is_written)) in given.into_iter().enumerate() {
        let name = format!("v{number}");
        let Some(printed) = printed.get(&name) else {
            continue;
        };
        let wanted = ObjectName::qualified("beside", name.as_str());
        let read = live.catalog().views.values().find(|view| view.name == wanted);
        let read = read.ok_or_else(|| format!("beside.{name} was made and is not read"))?;
        made.push(Made {
            given,
            is_written,
            read: read.query.clone(),
            printed: printed.clone(),
        });
    }
    Ok(made)
}

/// Queries like this one.
fn variants(query: &Query) -> Vec<Query> {
    let text = query.sql();
    let changed = CHANGES.iter().filter_map(|(from, to)| {
        let at = text.find(from)?;
        Some(format!("{}{to}{}", &text[..at], &text[at + from.len()..]))
    });
    let last = CHANGES.iter().filter_map(|(from, to)| {
        let at = text.rfind(from).filter(|at| text.find(from) != Some(*at))?;
        Some(format!("{}{to}{}", &text[..at], &text[at + from.len()..]))
    });
    let framed = FRAMES
        .iter()
        .map(|(before, after)| format!("{before}{text}{after}"));
    let mut variants: Vec<Query> = changed
        .chain(last)
        .chain(framed)
        .filter_map(|text| Query::parse(&text).ok())
        .filter(|variant| variant != query)
        .collect();
    variants.sort();
    variants.dedup();
    variants
}
