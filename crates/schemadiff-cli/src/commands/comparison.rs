//! Two schemas side by side and the plan between them: what `plan` and `apply` have in common.

use std::collections::BTreeSet;
use std::time::Instant;

use clap::{Args, ValueEnum};
use schemadiff::Policy;
use schemadiff::canon::Canonical;
use schemadiff::catalog::{Pair, Pattern, Scope};
use schemadiff::plan::{Allow, Plan};
use schemadiff::settle::Answer;
use schemadiff::transition::Strategy;

use super::check::counted;
use super::unmanaged;
use crate::failure::Failure;
use crate::state::{Place, Reading, Server, Session, State, Upkeep, stand_in};
use crate::terminal::say;

/// Where a plan is applied and what is wanted there.
#[derive(Debug, Args)]
pub(crate) struct TargetArguments {
    /// The database: a postgres:// URL, or a name of the model's `[targets]`. Default: `DATABASE_URL` or the PG*
    /// variables, else a private server kept in .schemadiff/ beside the model
    #[arg(long, value_name = "T")]
    pub(crate) target: Option<String>,

    /// The wanted schema [default: schema.toml]
    #[arg(long, value_name = "S")]
    pub(crate) to: Option<String>,
}

/// How a plan is made.
#[derive(Debug, Default, Args)]
pub(crate) struct StrategyArguments {
    /// How changes are made that an application notices: so that the old and the new one both work until the contract
    /// phase, or in as few statements as there are [default: the model's `policy.strategy`, else expand-contract]
    #[arg(long, value_enum, value_name = "S")]
    strategy: Option<StrategyArgument>,
}

/// The strategies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum StrategyArgument {
    ExpandContract,
    Direct,
}

impl StrategyArguments {
    fn strategy(&self) -> Option<Strategy> {
        self.strategy.map(|strategy| match strategy {
            StrategyArgument::ExpandContract => Strategy::ExpandContract,
            StrategyArgument::Direct => Strategy::Direct,
        })
    }
}

/// Which objects a command is about.
#[derive(Debug, Args)]
pub(crate) struct ScopeArguments {
    /// Only compare these objects, and leave all others as they are: `billing.*`, `table:public.log_*`, `extension:*`
    #[arg(long, value_name = "[KIND:]SCHEMA.NAME")]
    pub(crate) include: Vec<String>,

    /// Leave these objects as they are, also when they are included: `audit.*`, `trigger:*.trg_audit`
    #[arg(long, value_name = "[KIND:]SCHEMA.NAME")]
    pub(crate) exclude: Vec<String>,

    /// Leave owners as they are, whatever the model says of them
    #[arg(long)]
    pub(crate) no_owner: bool,

    /// Leave privileges as they are, whatever the model says of them
    #[arg(long)]
    pub(crate) no_privileges: bool,
}

impl ScopeArguments {
    /// What the flags say.
    pub(crate) fn scope(&self) -> Result<Scope, Failure> {
        let patterns = |flag: &str, texts: &[String]| {
            texts
                .iter()
                .map(|text| {
                    Pattern::parse(text)
                        .map_err(|problem| Failure::user(format!("`--{flag} {text}`: {problem}")))
                })
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(Scope {
            include: patterns("include", &self.include)?,
            exclude: patterns("exclude", &self.exclude)?,
            without_owners: self.no_owner,
            without_privileges: self.no_privileges,
            ..Scope::default()
        })
    }

    /// The flags again, for a command to go on with.
    pub(crate) fn again(&self) -> String {
        let include = self.include.iter().map(|text| ("include", text));
        let exclude = self.exclude.iter().map(|text| ("exclude", text));
        let mut flags = String::new();
        for (flag, text) in include.chain(exclude) {
            flags.push_str(&format!(" --{flag} {}", shell(text)));
        }
        for (flag, given) in [("no-owner", self.no_owner), ("no-privileges", self.no_privileges)] {
            if given {
                flags.push_str(&format!(" --{flag}"));
            }
        }
        flags
    }
}

/// What may be lost.
#[derive(Debug, Default, Args)]
pub(crate) struct AllowArguments {
    /// Permit what loses data: `drop_column:users.legacy`, a kind such as `drop_column`, or `all`
    #[arg(long, value_name = "KIND[:OBJECT]")]
    pub(crate) allow: Vec<String>,
}

impl AllowArguments {
    /// What the flags permit.
    pub(crate) fn permissions(&self) -> Result<Allow, Failure> {
        let mut allow = Allow::default();
        for text in &self.allow {
            allow
                .add(text)
                .map_err(|problem| Failure::user(format!("`--allow {text}`: {problem}")))?;
        }
        Ok(allow)
    }
}

/// Two schemas, and the plan from one to the other.
pub(crate) struct Comparison {
    pub(crate) plan: Plan,
    /// Both sides as they were compared.
    pub(crate) settled: Pair<Canonical>,
    pub(crate) to: State,
    /// What may be lost.
    pub(crate) policy: Policy,
    /// The server that the plan starts from, still connected.
    pub(crate) server: Option<Server>,
}

impl Comparison {
    /// Reads both sides and plans. What is wrong with files is said first: a model with errors is not worth more than a look at
    /// the database, which is read meanwhile where it is known without the model.
    pub(crate) fn read(
        session: &mut Session,
        target: &TargetArguments,
        from: Option<&str>,
        (allow, strategy): (&AllowArguments, &StrategyArguments),
        strict: bool,
    ) -> Result<Self, Failure> {
        let started = Instant::now();
        let policy = Policy {
            allow: allow.permissions()?,
            strategy: strategy.strategy(),
        };
        // What is wrong with the place is said when its turn comes.
        let place = Place::known(from, target.target.as_deref()).and_then(Result::ok);
        let reading = place.map(Reading::begin);
        let wanted = session.wanted(target.to.as_deref())?;
        let new = if wanted.is_offline() {
            Some(session.offline(&wanted)?)
        } else {
            None
        };
        let from = from.map(|text| session.spec(text)).transpose()?;
        let old = match &from {
            Some(spec) if spec.is_offline() => Some(session.offline(spec)?),
            _ => None,
        };
        session.settle(strict, "nothing was compared")?;

        let (old, mut server) = if let Some(state) = old {
            (state, None)
        } else if let Some(reading) = reading {
            let (state, server) = reading.end()?;
            (state, Some(server))
        } else {
            let place = match from.as_ref().and_then(Place::of) {
                Some(place) => place?,
                None => session.place(target.target.as_deref(), &wanted)?,
            };
            let mut server = Server::open(place)?;
            (server.state()?, Some(server))
        };
        let mut new = match new {
            Some(state) => state,
            None => Server::read_state(&wanted)?,
        };
        // A model has heard of it already; a database or a recording has not.
        new.canonical.narrow(&session.scope);
        let (plan, settled) = match (&mut server, &target.target) {
            // A plan that starts from files has a server to ask when one is named.
            (None, Some(name)) if has_doubts(&old, &new) => {
                let mut judge = Server::open(session.place(Some(name), &wanted)?)?;
                between(session, &old, &new, &policy, Some(&mut judge), strict)?
            }
            (server, _) => between(session, &old, &new, &policy, server.as_mut(), strict)?,
        };
        let seconds = started.elapsed().as_secs_f64();
        say(&format!(
            "Comparing {} with {} … {seconds:.2} s\n",
            old.words, new.words
        ));
        Ok(Self {
            plan,
            settled,
            to: new,
            policy,
            server,
        })
    }
}

fn has_doubts(old: &State, new: &State) -> bool {
    let pair = Pair {
        old: &old.canonical,
        new: &new.canonical,
    };
    !schemadiff::doubts(pair).is_empty()
}

/// Plans the way from one schema to another. Texts that look different and may mean the same are put to the server that
/// the plan starts from. The second value is both sides as they were compared.
pub(crate) fn between(
    session: &mut Session,
    old: &State,
    new: &State,
    policy: &Policy,
    server: Option<&mut Server>,
    strict: bool,
) -> Result<(Plan, Pair<Canonical>), Failure> {
    let pair = Pair {
        old: &old.canonical,
        new: &new.canonical,
    };
    let mut server = server;
    let due = Upkeep::due(session, pair, server.as_deref_mut())?;
    session.settle(strict, "there is no plan")?;
    let pair = Pair {
        old: pair.old,
        new: due.as_ref().unwrap_or(pair.new),
    };
    let questions = schemadiff::doubts(pair);
    let (mut answers, open) = match server {
        _ if questions.is_empty() => (Vec::new(), Vec::new()),
        Some(server) => server.ask(&questions),
        None => (
            vec![Answer::Refused("no server was asked".to_owned()); questions.len()],
            (0..questions.len()).collect(),
        ),
    };
    stand_in::answer(&old.canonical, &questions, &mut answers, &open);
    let (settled, unsettled) = schemadiff::settle_answers(pair, answers);
    let (mut plan, found) = schemadiff::plan(
        Pair {
            old: &settled.old,
            new: &settled.new,
        },
        policy,
    );
    session.diagnostics.extend(found);
    session.settle(strict, "there is no plan")?;
    plan.doubts = unsettled
        .iter()
        .map(|(about, why)| format!("{about} could not be compared exactly: {why}"))
        .collect();
    if strict && let Some(doubt) = plan.doubts.first() {
        let many = counted(plan.doubts.len(), "expression");
        return Err(Failure::safety(format!("{many} could not be compared exactly")).cause(doubt));
    }
    if strict {
        unmanaged::refuse(plan.survey.as_ref(), "there is no plan")?;
    }
    Ok((plan, settled))
}

/// Refuses a plan that lacks permissions, with the flags that would give them.
pub(crate) fn refuse_without_permission(plan: &Plan, consequence: &str) -> Result<(), Failure> {
    let missing = plan.missing_permissions();
    if missing.is_empty() {
        return Ok(());
    }
    let flags: BTreeSet<_> = missing
        .iter()
        .map(|permission| format!("--allow {}", shell(&permission.to_string())))
        .collect();
    let steps = if flags.len() == 1 {
        "1 change needs".to_owned()
    } else {
        format!("{} changes need", flags.len())
    };
    Err(
        Failure::safety(format!("{steps} permission; {consequence}")).hint(format!(
            "if that is meant, add {}",
            Vec::from_iter(flags).join(" ")
        )),
    )
}

/// A word as a shell takes it: names can hold blanks, and functions have parentheses.
pub(crate) fn shell(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '=' | ',' | '@');
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
