//! `schemadiff apply`: runs a plan, a saved one or one that it makes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::{Args, ValueEnum};
use schemadiff::plan::{Allow, Phase, Plan, Step};
use schemadiff::render;
use schemadiff_pg::execute::{ApplyError, ApplyOptions, apply};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::check::counted;
use super::comparison::{
    AllowArguments, Comparison, ScopeArguments, StrategyArguments, TargetArguments, between,
    refuse_without_permission, shell,
};
use super::{inspect, unmanaged};
use crate::failure::{Exit, Failure};
use crate::state::{MODEL, Server, Session, Spec, State, Upkeep, beside};
use crate::terminal::progress::Steps;
use crate::{terminal, written};

/// How often one command goes on after its connection was lost or something changed under its hands.
const LOSSES: u32 = 10;

/// What messages call the file with the schema.
const DUMP: &str = "the schema";

/// How long a server may take to come back.
const COMING_BACK: Duration = Duration::from_mins(1);

/// Apply a saved plan, or plan and apply
///
/// Ctrl-C or SIGTERM stops after the current statement, which is cancelled if it takes longer than a few seconds. Nothing is
/// half-done then: plan and apply again to go on. When the connection is lost, a run without a saved plan connects again, looks
/// at what is done and goes on.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A plan saved with `schemadiff plan --out`; without one, a plan is made and printed first
    #[arg(value_name = "PLAN", conflicts_with_all = ["to", "include", "exclude", "strategy"])]
    plan: Option<PathBuf>,

    #[command(flatten)]
    target: TargetArguments,

    #[command(flatten)]
    scope: ScopeArguments,

    /// Run only a part: `expand` before the new application is deployed, with the backfill that belongs to it, `contract`
    /// after the old one is gone
    #[arg(long, value_enum, default_value_t = PhaseArgument::All, value_name = "PHASE")]
    phase: PhaseArgument,

    #[command(flatten)]
    allow: AllowArguments,

    #[command(flatten)]
    strategy: StrategyArguments,

    /// Refuse what is not understood or not managed, and treat warnings as errors
    #[arg(long)]
    strict: bool,

    /// How many seconds to wait for another run in the same database to end
    #[arg(long, default_value_t = 15, value_name = "SECONDS")]
    wait: u32,

    /// Fill at most so many rows a second
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..), value_name = "ROWS")]
    max_rate: Option<u32>,

    /// Pause filling rows while a standby or subscriber is further behind than this; 0 does not look
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    max_lag: u32,

    /// Keep no history of the run in the database's schema `schemadiff`
    #[arg(long)]
    no_ledger: bool,

    /// Write the schema that a successful run ends with to this file, as SQL, for the repository [default: the model's
    /// `document.backup.schema_only.file`]
    #[arg(long, value_name = "FILE")]
    dump_schema: Option<PathBuf>,
}

/// The phases to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PhaseArgument {
    Expand,
    Contract,
    All,
}

impl PhaseArgument {
    fn phases(self) -> &'static [Phase] {
        match self {
            Self::Expand => &[Phase::Expand, Phase::Backfill],
            Self::Contract => &[Phase::Contract],
            Self::All => Phase::ALL,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Expand => "phase expand, ",
            Self::Contract => "phase contract, ",
            Self::All => "",
        }
    }

    fn runs(self, step: &Step) -> bool {
        self.phases().contains(&step.phase)
    }
}

/// Runs a saved plan, or what the model or the upkeep of partitions asks for.
pub(crate) fn run(arguments: &Arguments, upkeep: Option<Upkeep>) -> Result<Exit, Failure> {
    match &arguments.plan {
        Some(file) => saved(arguments, file),
        None => planned(arguments, upkeep),
    }
}

/// Runs a saved plan, if it was made for this database as it is now.
fn saved(arguments: &Arguments, file: &Path) -> Result<Exit, Failure> {
    let permitted = arguments.allow.permissions()?;
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::user(format!("`{shown}` cannot be read")).because(&error))?;
    let mut plan = render::json::read(&text).map_err(|problem| {
        Failure::user(format!("`{shown}` cannot be applied"))
            .cause(problem)
            .hint("`schemadiff plan --out FILE` saves a plan")
    })?;
    give(&mut plan, &permitted);
    if arguments.strict {
        unmanaged::refuse(plan.survey.as_ref(), "nothing was applied")?;
    }
    refuse(&plan, arguments.phase)?;
    if let Some(file) = &arguments.dump_schema {
        written::has_place(file, DUMP)?;
    }

    let mut session = Session::default();
    let place = session.place(arguments.target.target.as_deref(), &Spec::File(MODEL.into()))?;
    let mut server = Server::open(place)?;
    refuse_foreign(&plan, &server)?;
    let stop = Stop::listen(&server);
    let go_on = "plan again and apply that: what is done is not repeated";
    execute(&mut server, &plan, arguments, &stop, go_on).map_err(Ended::into_failure)?;
    if let Some(file) = &arguments.dump_schema {
        let now = server.state()?;
        dump(&mut session, now, file)?;
    }
    Ok(Exit::Done)
}

/// Where the schema is written to: where the command line says, or for a run of the whole model where that says, beside itself.
fn dump_file(session: &mut Session, arguments: &Arguments, to: &State) -> Result<Option<PathBuf>, Failure> {
    let file = match &arguments.dump_schema {
        Some(file) => Some(file.clone()),
        None if session.upkeep.is_some() => None,
        None => match to.canonical.settings().document.schema_dump() {
            Some(said) => match session.wanted(arguments.target.to.as_deref())? {
                model @ (Spec::File(_) | Spec::Folder(_)) => Some(beside(&model).join(said)),
                _ => None,
            },
            None => None,
        },
    };
    if let Some(file) = &file {
        written::has_place(file, DUMP)?;
    }
    Ok(file)
}

/// Writes the schema that is there.
fn dump(session: &mut Session, mut now: State, file: &Path) -> Result<(), Failure> {
    let script = inspect::script(session, &mut now)?;
    written::replace(file, script.as_bytes(), DUMP)?;
    terminal::say(&format!("The schema is in {}", file.display()));
    Ok(())
}

/// Plans, applies, and looks at what is left.
fn planned(arguments: &Arguments, upkeep: Option<Upkeep>) -> Result<Exit, Failure> {
    let mut session = Session::about(arguments.scope.scope()?);
    session.upkeep = upkeep;
    let comparison = Comparison::read(
        &mut session,
        &arguments.target,
        None,
        (&arguments.allow, &arguments.strategy),
        arguments.strict,
    )?;
    let Comparison {
        mut plan,
        to,
        policy,
        server,
        settled: _,
    } = comparison;
    let file = dump_file(&mut session, arguments, &to)?;
    terminal::print(&terminal::plan::text(&plan))?;
    let mut server = server.ok_or_else(|| Failure::internal("a plan without a server was to be applied"))?;
    if plan.is_empty() {
        if let Some(file) = &file {
            dump(&mut session, server.state()?, file)?;
        }
        return Ok(Exit::Done);
    }
    refuse(&plan, arguments.phase)?;
    let stop = Stop::listen(&server);
    let again: Vec<_> = std::env::args()
        .skip(1)
        .map(|argument| shell(&argument))
        .collect();
    let go_on = format!("go on with: schemadiff {}", again.join(" "));
    let mut losses = 0;
    loop {
        match execute(&mut server, &plan, arguments, &stop, &go_on) {
            Ok(()) => break,
            Err(Ended::Lost(failure)) if losses < LOSSES && !stop.is_asked() => {
                losses += 1;
                terminal::say(&format!(
                    "{failure}\nThe connection was lost; looking at what is done, to go on from there"
                ));
                if !server.reconnect(COMING_BACK, &|| stop.is_asked()) {
                    return Err(failure.hint(go_on));
                }
            }
            // Another run, or somebody, has changed something since we looked.
            Err(Ended::Drifted(failure)) if losses < LOSSES && !stop.is_asked() => {
                losses += 1;
                terminal::say(&format!("{failure}\nPlanning again"));
            }
            Err(ended) => return Err(ended.into_failure()),
        }
        plan = loop {
            let now = server.state();
            let planned = now.and_then(|now| {
                between(
                    &mut session,
                    &now,
                    &to,
                    &policy,
                    Some(&mut server),
                    arguments.strict,
                )
            });
            match planned {
                Ok((plan, _)) => break plan,
                // A server that restarts may end the session that found it back, too.
                Err(failure) if server.connection.is_closed() && losses < LOSSES && !stop.is_asked() => {
                    losses += 1;
                    if !server.reconnect(COMING_BACK, &|| stop.is_asked()) {
                        return Err(failure.hint(go_on));
                    }
                }
                Err(failure) => return Err(failure),
            }
        };
        if plan.is_empty() {
            break;
        }
        terminal::print(&format!("\n{}", terminal::plan::text(&plan)))?;
        refuse(&plan, arguments.phase)?;
    }

    let now = server.state()?;
    let (left, _) = between(&mut session, &now, &to, &policy, Some(&mut server), false)?;
    terminal::print(&format!("\n{}", terminal::plan::text(&left)))?;
    let exit = refuse_leftovers(&left, arguments.phase, &now)?;
    if let Some(file) = &file {
        dump(&mut session, now, file)?;
    }
    Ok(exit)
}

/// After everything was run there must be nothing to do; after one phase the other may be left.
fn refuse_leftovers(left: &Plan, phase: PhaseArgument, now: &State) -> Result<Exit, Failure> {
    if left.steps.iter().any(|step| phase.runs(step)) {
        return Err(
            Failure::safety(format!("{} is not what was wanted yet", now.words)).hint(
                "what is printed above is left; if applying again does not change that, please report it",
            ),
        );
    }
    Ok(Exit::Done)
}

/// Marks what the flags of this run permit.
fn give(plan: &mut Plan, permitted: &Allow) {
    for statement in plan.steps.iter_mut().flat_map(|step| &mut step.statements) {
        if let Some(permission) = &mut statement.permission {
            permission.given |= permitted.permits(permission.kind, &statement.target);
        }
    }
}

/// Refuses what may not run, or not yet.
fn refuse(plan: &Plan, phase: PhaseArgument) -> Result<(), Failure> {
    let mut chosen = plan.clone();
    chosen.steps.retain(|step| phase.runs(step));
    refuse_without_permission(&chosen, "nothing was applied")?;
    let first = plan
        .steps
        .iter()
        .filter(|step| step.phase < Phase::Contract)
        .count();
    if phase == PhaseArgument::Contract && first > 0 {
        let steps = counted(first, "step");
        return Err(Failure::safety(format!(
            "{steps} of phase expand must run first; nothing was applied"
        ))
        .hint("apply with --phase expand, deploy the new application, then apply with --phase contract"));
    }
    Ok(())
}

fn refuse_foreign(plan: &Plan, server: &Server) -> Result<(), Failure> {
    match &plan.database {
        Some(database) if database != server.connection.database() => {
            let here = server.connection.database();
            Err(Failure::safety(format!(
                "the plan was made for database `{database}`, and this is `{here}`; nothing was applied"
            ))
            .hint("name the database of the plan with --target, or plan for this one"))
        }
        _ => Ok(()),
    }
}

/// How a run ended that did not come to its end.
enum Ended {
    /// The connection is gone.
    Lost(Failure),
    /// What the plan is about has changed.
    Drifted(Failure),
    /// Anything else.
    Failed(Failure),
}

impl Ended {
    fn into_failure(self) -> Failure {
        match self {
            Self::Lost(failure) | Self::Drifted(failure) | Self::Failed(failure) => failure,
        }
    }
}

fn execute(
    server: &mut Server,
    plan: &Plan,
    arguments: &Arguments,
    stop: &Stop,
    go_on: &str,
) -> Result<(), Ended> {
    let phase = arguments.phase;
    let steps = plan.steps.iter().filter(|step| phase.runs(step)).count();
    if steps == 0 {
        terminal::say("nothing to apply in this phase");
        return Ok(());
    }
    terminal::say(&format!(
        "Applying to {}, {}{}",
        server.name(),
        phase.words(),
        counted(steps, "step")
    ));
    let options = ApplyOptions {
        phases: phase.phases().to_vec(),
        stop: Some(Arc::clone(&stop.0)),
        patience: Duration::from_secs(arguments.wait.into()),
        history: (!arguments.no_ledger).then(|| env!("CARGO_PKG_VERSION").to_owned()),
        max_rate: arguments.max_rate,
        max_lag: (arguments.max_lag > 0).then(|| Duration::from_secs(arguments.max_lag.into())),
        ..ApplyOptions::default()
    };
    let mut shown = Steps::new(steps);
    let name = server.name().to_owned();
    let Server {
        runtime, connection, ..
    } = server;
    let outcome = runtime.block_on(apply(connection, plan, &options, &mut |progress| {
        shown.show(&progress);
    }));
    drop(shown);
    match outcome {
        Ok(_) => Ok(()),
        Err(ApplyError::Stopped { done, of }) => Err(Ended::Failed(
            Failure::interrupted(format!(
                "Stopped after {} of {}; nothing is half-done",
                done.steps,
                counted(of, "step")
            ))
            .hint(go_on),
        )),
        Err(ApplyError::Busy { .. }) if stop.is_asked() => Err(Ended::Failed(
            Failure::interrupted("Stopped while another run was at work; nothing was applied").hint(go_on),
        )),
        Err(ApplyError::Drifted(found)) => {
            let failure = Failure::safety(format!(
                "{name} has changed since the plan was made; nothing was applied"
            ));
            let failure = found.into_iter().fold(failure, Failure::cause);
            Err(Ended::Drifted(
                failure.hint("plan again: what is done already is not planned again"),
            ))
        }
        Err(error @ ApplyError::Changed { .. }) => {
            let failure = Failure::safety(error.to_string());
            Err(Ended::Drifted(failure.hint(go_on)))
        }
        Err(error) => {
            let failure = Failure::database(error.to_string());
            let failure = match error.hint() {
                Some(hint) => failure.hint(hint),
                None => failure,
            };
            Err(if error.is_lost() {
                Ended::Lost(failure)
            } else {
                Ended::Failed(failure)
            })
        }
    }
}

/// Set when Ctrl-C or SIGTERM asks to stop.
struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens from now on, whenever the server is waited for. Whoever asks twice does not want to wait: the server notices that
    /// we are gone, and rolls the running statement back.
    fn listen(server: &Server) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        // Asked for here and not in the task: that begins to run when the server is first waited for, and until then a signal would
        // end the program.
        let within = server.runtime.enter();
        if let (Ok(interrupt), Ok(terminate)) =
            (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        {
            server
                .runtime
                .spawn(listen(interrupt, terminate, Arc::clone(&stop)));
        }
        drop(within);
        Self(stop)
    }

    fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

async fn listen(mut interrupt: Signal, mut terminate: Signal, stop: Arc<AtomicBool>) {
    loop {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        terminal::say("stopping after this statement");
    }
}
