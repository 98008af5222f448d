//! `schemadiff export`: a plan as the files of another migration tool.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use schemadiff::plan::Phase;
use schemadiff::render::export::{File, Moment, Request, Tool, export, slug};

use super::check::counted;
use super::comparison::{
    AllowArguments, Comparison, ScopeArguments, StrategyArguments, TargetArguments, refuse_without_permission,
};
use crate::failure::{Exit, Failure};
use crate::state::Session;
use crate::terminal::{print, say};

/// Write a plan as the files of another migration tool
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    target: TargetArguments,

    #[command(flatten)]
    scope: ScopeArguments,

    /// Start from this schema instead of the target
    #[arg(long, value_name = "S")]
    from: Option<String>,

    #[command(flatten)]
    allow: AllowArguments,

    #[command(flatten)]
    strategy: StrategyArguments,

    /// The tool
    #[arg(long, value_enum, value_name = "F")]
    format: Format,

    /// The folder of migrations; of sqitch the one with sqitch.plan
    #[arg(long, value_name = "DIR", default_value = "db/migrations")]
    out: PathBuf,

    /// What the migration is called in the names of files
    #[arg(long, value_name = "NAME", default_value = "schema")]
    name: String,

    /// The phases to write; without it, all
    #[arg(long, value_enum, value_name = "PHASE")]
    phase: Option<PhaseArgument>,

    /// When it is, for the names of files: 2026-11-28 or 2026-11-28T02:00:00Z [default: now]
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,

    /// Refuse what is not understood or not managed, and treat warnings as errors
    #[arg(long)]
    strict: bool,
}

/// The tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// `V{timestamp}__{description}.sql`
    Flyway,
    /// `{NNN}_{description}.{up|down}.sql`
    GolangMigrate,
    /// `{timestamp}_{description}.sql`
    Dbmate,
    /// Changes in deploy/ and revert/, listed in sqitch.plan
    Sqitch,
    /// As golang-migrate, for psql
    Plain,
}

/// The phases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PhaseArgument {
    /// What comes before the new application, backfills included
    Expand,
    /// What comes after the last old one
    Contract,
    /// Both
    All,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    if slug(&arguments.name).is_empty() {
        return Err(
            Failure::user(format!("`--name {}` has no letter or digit", arguments.name))
                .hint("call it after what it is for, such as add_invoices"),
        );
    }
    let as_of = arguments.moment()?;
    let mut session = Session::about(arguments.scope.scope()?);
    let comparison = Comparison::read(
        &mut session,
        &arguments.target,
        arguments.from.as_deref(),
        (&arguments.allow, &arguments.strategy),
        arguments.strict,
    )?;
    let plan = &comparison.plan;
    refuse_without_permission(plan, "nothing was written")?;
    let there = There::read(&arguments.out, arguments.format)?;
    let phases: &[Phase] = match arguments.phase {
        Some(PhaseArgument::Expand) => &[Phase::Expand, Phase::Backfill],
        Some(PhaseArgument::Contract) => &[Phase::Contract],
        Some(PhaseArgument::All) | None => Phase::ALL,
    };
    let request = Request {
        tool: match arguments.format {
            Format::Flyway => Tool::Flyway,
            Format::GolangMigrate => Tool::GolangMigrate,
            Format::Dbmate => Tool::Dbmate,
            Format::Sqitch => Tool::Sqitch,
            Format::Plain => Tool::Plain,
        },
        name: &arguments.name,
        phases,
        as_of,
        last: there.last,
        sqitch_plan: there.sqitch_plan.as_deref(),
    };
    let files = export(plan, &request);
    if files.is_empty() {
        say("No changes; nothing was written");
        return Ok(Exit::Done);
    }
    arguments.write(&files, there.sqitch_plan.is_none())?;
    let paths = files
        .iter()
        .map(|file| arguments.out.join(&file.path).display().to_string());
    print(
        &(paths.collect::<Vec<_>>().join(
            "
",
        ) + "
"),
    )?;
    say(&format!("Wrote {}", counted(files.len(), "file")));
    Ok(Exit::Done)
}

impl Arguments {
    fn moment(&self) -> Result<Moment, Failure> {
        match &self.as_of {
            Some(text) => {
                Moment::parse(text).map_err(|problem| Failure::user(format!("`--as-of`: {problem}")))
            }
            None => {
                let seconds = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .map(|now| now.as_secs());
                let seconds = seconds.ok().and_then(|seconds| i64::try_from(seconds).ok());
                seconds
                    .map(Moment)
                    .ok_or_else(|| Failure::user("the clock is wrong").hint("say --as-of"))
            }
        }
    }

    /// Writes the files. Nothing that is there is written over, but the list of changes of sqitch, which grows.
    fn write(&self, files: &[File], first: bool) -> Result<(), Failure> {
        let is_list = |file: &File| file.path == "sqitch.plan";
        let taken = files
            .iter()
            .find(|file| !is_list(file) && self.out.join(&file.path).exists());
        if let Some(taken) = taken {
            let path = self.out.join(&taken.path);
            return Err(Failure::user(format!("`{}` is there already", path.display()))
                .hint("give the migration another --name; nothing was written"));
        }
        let write = |path: &Path, text: &str| {
            let folder = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder)
                .and_then(|()| fs::write(path, text))
                .map_err(|error| {
                    Failure::user(format!("`{}` cannot be written", path.display())).because(&error)
                })
        };
        // The list comes last: a change that it names is there.
        let (list, scripts): (Vec<_>, Vec<_>) = files.iter().partition(|file| is_list(file));
        for file in scripts.into_iter().chain(list) {
            write(&self.out.join(&file.path), &file.text)?;
        }
        let configuration = self.out.join("sqitch.conf");
        if self.format == Format::Sqitch && first && !configuration.exists() {
            write(&configuration, "[core]\n\tengine = pg\n")?;
        }
        Ok(())
    }
}

/// What is in the folder already.
struct There {
    /// The last version.
    last: Option<u64>,
    sqitch_plan: Option<String>,
}

impl There {
    fn read(folder: &Path, format: Format) -> Result<Self, Failure> {
        let failure = |error: &std::io::Error| {
            Failure::user(format!("`{}` cannot be read", folder.display())).because(error)
        };
        if format == Format::Sqitch {
            let plan = folder.join("sqitch.plan");
            let sqitch_plan = match fs::read_to_string(&plan) {
                Ok(text) => Some(text),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
                Err(error) => return Err(failure(&error)),
            };
            return Ok(Self {
                last: None,
                sqitch_plan,
            });
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self {
                    last: None,
                    sqitch_plan: None,
                });
            }
            Err(error) => return Err(failure(&error)),
        };
        let mut last = None;
        for entry in entries {
            let name = entry.map_err(|error| failure(&error))?.file_name();
            let name = name.to_string_lossy();
            let digits: String = name
                .trim_start_matches(['V', 'U'])
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            if name.ends_with(".sql") {
                last = last.max(digits.parse().ok());
            }
        }
        Ok(Self {
            last,
            sqitch_plan: None,
        })
    }
}
