//! `schemadiff queries`: whether what the model says of common queries holds in a database.

use clap::{Args, ValueEnum};
use schemadiff::catalog::{Connections, QueryStandard};
use schemadiff::render::visible;
use schemadiff_pg::queries::{Asked, Read, Verdict, explain};
use serde::Serialize;

use super::check::counted;
use super::comparison::TargetArguments;
use crate::failure::{Exit, Failure};
use crate::state::{Server, Session};
use crate::terminal;

/// Check that the queries of the model are served by what it says
///
/// Each query of `[queries]` that has `sql` is planned in the database, for any values of its parameters, and not run. Exits 1 when
/// one is not served by the index or relation that `served_by` names.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    target: TargetArguments,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "F")]
    format: Format,
}

/// How the findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// What was found of one query.
#[derive(Serialize)]
struct Finding<'a> {
    query: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    p99_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    served_by: Option<&'a str>,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Planned(Verdict),
    /// The server's words.
    Refused {
        refused: String,
    },
    /// The model has no SQL for it.
    Words {
        verdict: &'static str,
    },
}

impl Outcome {
    fn fails(&self) -> bool {
        match self {
            Self::Planned(verdict) => matches!(verdict, Verdict::NotServed { .. }),
            Self::Refused { .. } => true,
            Self::Words { .. } => false,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut session = Session::default();
    let wanted = session.wanted(arguments.target.to.as_deref())?;
    if !wanted.is_offline() {
        return Err(Failure::user("a database says nothing of queries").hint("--to takes a model"));
    }
    let model = session.offline(&wanted)?;
    session.settle(false, "no query was looked at")?;
    let settings = model.canonical.settings();
    let standards = &settings.document.queries;
    if standards.is_empty() {
        return Err(Failure::user(format!("{} has no queries", model.words))
            .hint("write `[queries.by_tenant]` with `sql` and `served_by`"));
    }
    let server = Server::open(session.place(arguments.target.target.as_deref(), &wanted)?)?;
    let mut findings = Vec::with_capacity(standards.len());
    for standard in standards {
        let outcome = outcome(&server, standard, &settings.default_schema)?;
        findings.push(Finding {
            query: &standard.name,
            p99_ms: standard.p99,
            served_by: standard.served_by.as_deref(),
            outcome,
        });
    }
    let room = room(&server, settings.document.connections())?;
    match arguments.format {
        Format::Text => terminal::print(&text(&findings, room.as_ref()))?,
        Format::Json => {
            let report = Report {
                queries: &findings,
                connections: room.as_ref(),
            };
            let json = serde_json::to_string_pretty(&report)
                .map_err(|error| Failure::internal("the findings cannot be written").because(&error))?;
            terminal::print(&format!("{json}\n"))?;
        }
    }
    if let Some(room) = room.filter(|room| room.max_connections < room.needed) {
        return Err(Failure::safety(format!(
            "the application may open {} connections and the server takes {}",
            room.needed, room.max_connections
        ))
        .hint("raise `max_connections`, or lower what `[document.pooling]` says and the pools with it"));
    }
    let failed = findings.iter().filter(|finding| finding.outcome.fails()).count();
    if failed > 0 {
        let many = if failed == 1 {
            "1 query is".to_owned()
        } else {
            format!("{failed} queries are")
        };
        return Err(Failure::safety(format!("{many} not served as the model says"))
            .hint("correct the query, the index or `served_by`; `schemadiff plan` shows whether the index is still to be made"));
    }
    Ok(Exit::Done)
}

/// What is printed for programs.
#[derive(Serialize)]
struct Report<'a> {
    queries: &'a [Finding<'a>],
    #[serde(skip_serializing_if = "Option::is_none")]
    connections: Option<&'a Room>,
}

/// The connections of the model beside those of the server.
#[derive(Serialize)]
struct Room {
    /// How the sum is reached.
    formula: String,
    needed: u64,
    max_connections: u64,
}

fn room(server: &Server, connections: Option<Connections>) -> Result<Option<Room>, Failure> {
    let Some(connections) = connections else {
        return Ok(None);
    };
    // Some of them are kept for superusers, whom the reserve of the model is for (`superuser_reserved_connections`).
    let asked = server
        .runtime
        .block_on(server.connection.value("SHOW max_connections"));
    let value = asked.map_err(|error| {
        Failure::database(format!("{} cannot be looked at", server.name())).because(&error)
    })?;
    Ok(value
        .and_then(|value| value.parse().ok())
        .map(|max_connections| Room {
            formula: connections.to_string(),
            needed: connections.sum(),
            max_connections,
        }))
}

fn outcome(server: &Server, standard: &QueryStandard, schema: &str) -> Result<Outcome, Failure> {
    let Some(sql) = &standard.sql else {
        return Ok(Outcome::Words {
            verdict: "not_checked",
        });
    };
    let asked = Asked {
        sql,
        served_by: standard.served_by.as_deref(),
    };
    match server
        .runtime
        .block_on(explain(&server.connection, asked, &[schema]))
    {
        Ok(verdict) => Ok(Outcome::Planned(verdict)),
        Err(error) if server.connection.is_closed() => {
            Err(Failure::database(format!("{} is gone", server.name())).because(&error))
        }
        Err(error) => Ok(Outcome::Refused {
            refused: error.to_string(),
        }),
    }
}

fn text(findings: &[Finding<'_>], room: Option<&Room>) -> String {
    let mut out = String::new();
    let width = findings
        .iter()
        .map(|finding| finding.query.chars().count())
        .max()
        .unwrap_or_default();
    for finding in findings {
        let served_by = finding.served_by.unwrap_or("nothing that the model names");
        let (mark, words) = match &finding.outcome {
            Outcome::Planned(Verdict::Served { .. }) => ("ok", format!("served by {served_by}")),
            Outcome::Planned(Verdict::WouldServe { reads }) => (
                "ok",
                format!(
                    "served by {served_by} once the table is large; so far {}",
                    ways(reads)
                ),
            ),
            Outcome::Planned(Verdict::NotServed { reads }) => {
                ("!!", format!("not served by {served_by}, but by {}", ways(reads)))
            }
            Outcome::Planned(Verdict::Unknown { reads }) => (
                "--",
                format!(
                    "`{served_by}` is no index or relation here; read by {}",
                    ways(reads)
                ),
            ),
            Outcome::Refused { refused } => ("!!", format!("the server refuses it: {refused}")),
            Outcome::Words { .. } => ("--", format!("no SQL in the model; {served_by}")),
        };
        let target = finding
            .p99_ms
            .map_or_else(String::new, |p99| format!(" (p99 {p99} ms)"));
        out.push_str(&visible(&format!(
            "{mark} {:width$}  {words}{target}",
            finding.query
        )));
        out.push('\n');
    }
    if let Some(room) = room {
        let (mark, words) = if room.max_connections < room.needed {
            ("!!", "more than")
        } else {
            ("ok", "within")
        };
        out.push_str(&format!(
            "\n{mark} connections: {}, {words} max_connections {}\n",
            room.formula, room.max_connections
        ));
    }
    let failed = findings.iter().filter(|finding| finding.outcome.fails()).count();
    let checked = findings
        .iter()
        .filter(|finding| !matches!(finding.outcome, Outcome::Words { .. }))
        .count();
    out.push_str(&format!(
        "\n{} checked, {failed} not as the model says\n",
        counted(checked, "query")
    ));
    out
}

/// What a plan reads, in words.
fn ways(reads: &[Read]) -> String {
    if reads.is_empty() {
        return "nothing that is stored".to_owned();
    }
    let way = |read: &Read| match (&read.index, &read.relation) {
        (Some(index), _) => format!("{index} ({})", read.how),
        (None, Some(relation)) => format!("{relation} ({})", read.how),
        (None, None) => read.how.clone(),
    };
    reads.iter().map(way).collect::<Vec<_>>().join(", ")
}
