//! `schemadiff inspect`: a schema in another form.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use schemadiff::canon::Canonical;
use schemadiff::catalog::{ObjectRef, Pair};
use schemadiff::plan::{Allow, Plan};
use schemadiff::transition::Strategy;
use schemadiff::{Policy, render};
use serde::Serialize;

use super::comparison::ScopeArguments;
use super::unmanaged;
use crate::failure::{Exit, Failure};
use crate::state::{Place, Server, Session, State, live};
use crate::terminal;

/// Print a schema in another form
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The schema
    #[arg(value_name = "S")]
    state: String,

    /// The form
    #[arg(long, value_enum, default_value_t = Format::Sql, value_name = "F")]
    format: Format,

    #[command(flatten)]
    scope: ScopeArguments,

    /// Refuse what is not understood or not managed, and treat warnings as errors
    #[arg(long)]
    strict: bool,

    /// List what the database has that is not managed
    #[arg(long)]
    show_unmanaged: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A model in TOML
    Toml,
    /// The statements that make it, in order
    Sql,
    /// Every object with the statements that make it, for programs
    Json,
    /// A recording of a database's catalog, which can be used wherever a schema can
    Snapshot,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut session = Session::about(arguments.scope.scope()?);
    let spec = session.spec(&arguments.state)?;
    let place = Place::of(&spec).transpose()?;
    if arguments.format == Format::Snapshot {
        if !session.scope.is_everything() {
            return Err(Failure::user("a recording is of the whole catalog")
                .hint("leave --include and --exclude to the command that reads it"));
        }
        let place = place.ok_or_else(|| {
            Failure::user(format!("`{}` is not a database", arguments.state))
                .hint("only a database has a catalog to record; use --format sql")
        })?;
        let snapshot = Server::open(place)?.snapshot()?;
        let recorded = live::canonical(&snapshot)?;
        let survey = recorded.live().and_then(|live| live.survey.as_ref());
        if arguments.strict {
            unmanaged::refuse(survey, "nothing was printed")?;
        }
        if arguments.show_unmanaged {
            terminal::say(unmanaged::listing(survey).trim_end());
        }
        terminal::print(&json(&snapshot)?)?;
        return Ok(Exit::Done);
    }
    let mut state = match place {
        Some(place) => Server::open(place)?.state()?,
        None => session.offline(&spec)?,
    };
    session.settle(arguments.strict, "nothing was printed")?;
    state.canonical.narrow(&session.scope);
    state.canonical.restrict();
    let survey = state.canonical.live().map(|live| live.survey.as_ref());
    if let Some(survey) = survey {
        if arguments.strict {
            unmanaged::refuse(survey, "nothing was printed")?;
        }
        // What is printed is the schema; what it lacks is said beside it.
        if let Some(counts) = survey.and_then(render::unmanaged::counts) {
            terminal::say(&format!(
                "Not managed and not printed: {counts} (schemadiff inspect --show-unmanaged)"
            ));
        }
        if arguments.show_unmanaged {
            terminal::say(unmanaged::listing(survey).trim_end());
        }
    }
    if arguments.format == Format::Toml {
        terminal::print(&render::toml::write(&state.canonical))?;
        return Ok(Exit::Done);
    }
    let plan = from_nothing(&mut session, &state.canonical)?;
    match arguments.format {
        Format::Json => terminal::print(&json(&Listing::of(&state.canonical, &plan))?)?,
        _ => terminal::print_script(&render::script(&plan))?,
    }
    Ok(Exit::Done)
}

/// A schema as the statements that make it: what `--format sql` prints.
pub(crate) fn script(session: &mut Session, state: &mut State) -> Result<String, Failure> {
    state.canonical.narrow(&session.scope);
    state.canonical.restrict();
    let plan = from_nothing(session, &state.canonical)?;
    Ok(render::script(&plan))
}

/// The way there from nothing.
fn from_nothing(session: &mut Session, canonical: &Canonical) -> Result<Plan, Failure> {
    let pair = Pair {
        old: &Canonical::empty(),
        new: canonical,
    };
    let (plan, found) = schemadiff::plan(
        pair,
        &Policy {
            allow: Allow::all(),
            strategy: Some(Strategy::Direct),
        },
    );
    session.diagnostics.extend(found);
    session.settle(false, "nothing was printed")?;
    Ok(plan)
}

fn json(value: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::internal("the schema cannot be written as JSON").because(&error))?;
    Ok(text + "\n")
}

/// A schema as JSON.
#[derive(Serialize)]
struct Listing {
    /// Of this file format.
    format: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    server_version: Option<u32>,
    /// In the order in which they can be made.
    objects: Vec<Object>,
    /// What is there and not modelled; absent where no database was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_managed: Option<Vec<NotManaged>>,
    /// How many objects each extension owns.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    members_of_extensions: BTreeMap<String, u64>,
}

/// What is there and not modelled.
#[derive(Serialize)]
struct NotManaged {
    class: String,
    name: String,
}

/// An object, or a part of one that has statements of its own.
#[derive(Serialize)]
struct Object {
    kind: &'static str,
    name: String,
    sql: Vec<String>,
}

impl Listing {
    fn of(canonical: &Canonical, plan: &Plan) -> Self {
        let mut objects: Vec<Object> = Vec::new();
        let mut places: BTreeMap<&ObjectRef, usize> = BTreeMap::new();
        for statement in plan.statements() {
            let place = *places.entry(&statement.target).or_insert_with(|| {
                let target = &statement.target;
                objects.push(Object {
                    kind: target.kind.words(),
                    name: target.path(),
                    sql: Vec::new(),
                });
                objects.len() - 1
            });
            objects[place].sql.push(statement.sql.clone());
        }
        let live = canonical.live();
        let survey = live.and_then(|live| live.survey.as_ref());
        Self {
            format: 1,
            database: live.map(|live| live.database.clone()),
            server_version: live.map(|live| live.server_version),
            objects,
            not_managed: survey.map(|survey| {
                let found = survey.unmanaged.iter().map(|found| NotManaged {
                    class: found.class.clone(),
                    name: found.name.clone(),
                });
                found.collect()
            }),
            members_of_extensions: survey.map(|survey| survey.left_out.clone()).unwrap_or_default(),
        }
    }
}
