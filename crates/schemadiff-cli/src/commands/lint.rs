//! `schemadiff lint`: what of a schema does not keep to its conventions.

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::{Args, ValueEnum};
use schemadiff::catalog::Sources;
use schemadiff::diag::nearest;
use schemadiff::lint::{self, Conventions, Edit, Finding, Level, Preset, Rule, lint};
use schemadiff::render;

use super::check::counted;
use super::comparison::ScopeArguments;
use crate::failure::{Exit, Failure};
use crate::state::{MODEL, Place, Server, Session, State};
use crate::terminal::{diagnostics, print, print_exactly, say};

/// A model that was mended, read again.
type Mended = (Session, State, Conventions);

/// Report what does not keep to the conventions of the schema
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The schema; one that states no conventions is held to those of schema.toml in this folder
    #[arg(value_name = "S", default_value = MODEL)]
    state: String,

    /// How to print what is found
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "F")]
    format: Format,

    /// The rules to begin with, whatever the model says
    #[arg(long, value_enum, value_name = "PRESET")]
    preset: Option<PresetArgument>,

    /// How grave what a rule finds is: off, note, warning, error
    #[arg(long, value_name = "NAME=LEVEL")]
    rule: Vec<String>,

    /// Mend in the model what is mechanical
    #[arg(long)]
    fix: bool,

    /// List the rules with how grave they are here, and look at nothing
    #[arg(long)]
    list: bool,

    #[command(flatten)]
    scope: ScopeArguments,

    /// Fail for warnings too
    #[arg(long)]
    strict: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// A preset as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PresetArgument {
    /// What is wrong in any schema
    Minimal,
    /// All of the schema document
    Document,
    /// Nothing but what --rule says
    Off,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut session = Session::about(arguments.scope.scope()?);
    if arguments.list && arguments.state == MODEL && !Path::new(MODEL).is_file() {
        let conventions = arguments.conventions(Conventions::default())?;
        print(&list(&conventions))?;
        return Ok(Exit::Done);
    }
    let (mut state, mut conventions) = arguments.read(&mut session)?;
    if arguments.list {
        print(&list(&conventions))?;
        return Ok(Exit::Done);
    }
    let mut found = lint(&state.canonical, &conventions);
    if arguments.fix
        && let Some(mended) = arguments.fix(&session.sources, &found)?
    {
        // What is left is that of the model as it is now.
        (session, state, conventions) = mended;
        found = lint(&state.canonical, &conventions);
    }
    match arguments.format {
        Format::Text => print(&text(&session.sources, &found)),
        Format::Json => print_exactly(&render::lint::json(&session.sources, &found)),
        Format::Sarif => print_exactly(&render::lint::sarif(&session.sources, &found)),
        Format::Github => print_exactly(&render::lint::github(&session.sources, &found)),
    }?;
    arguments.end(&state, &found)
}

impl Arguments {
    /// Reads the schema, and what it is held to.
    fn read(&self, session: &mut Session) -> Result<(State, Conventions), Failure> {
        let spec = session.wanted((self.state != MODEL).then_some(&self.state))?;
        let mut state = match Place::of(&spec).transpose()? {
            Some(place) => Server::open(place)?.state()?,
            None => session.offline(&spec)?,
        };
        session.settle(self.strict, "nothing was looked at")?;
        state.canonical.narrow(&session.scope);
        state.canonical.restrict();
        let mut conventions = state.canonical.settings().conventions.clone();
        // A database or a folder of SQL has none of its own.
        if conventions == Conventions::default() && Path::new(MODEL).is_file() && self.state != MODEL {
            let spec = session.wanted(None)?;
            let model = session.offline(&spec)?;
            session.settle(self.strict, "nothing was looked at")?;
            conventions = model.canonical.settings().conventions.clone();
        }
        Ok((state, self.conventions(conventions)?))
    }

    /// What the flags say beyond the model.
    fn conventions(&self, mut conventions: Conventions) -> Result<Conventions, Failure> {
        if let Some(preset) = self.preset {
            conventions.preset = Some(match preset {
                PresetArgument::Minimal => Preset::Minimal,
                PresetArgument::Document => Preset::Document,
                PresetArgument::Off => Preset::Off,
            });
        }
        for text in &self.rule {
            let wrong = |message: String| Failure::user(format!("`--rule {text}`: {message}"));
            let (name, word) = text
                .split_once('=')
                .ok_or_else(|| wrong("there is no level".to_owned()).hint("write --rule NAME=error"))?;
            let rule = Rule::find(name).ok_or_else(|| {
                let failure = wrong(format!("there is no rule `{name}`"));
                match nearest(name, Rule::ALL.iter().map(|rule| rule.name)) {
                    Some(near) => failure.hint(format!("did you mean `{near}`?")),
                    None => failure.hint("`schemadiff lint --list` lists all rules"),
                }
            })?;
            let level = Level::from_word(word).ok_or_else(|| {
                wrong(format!("there is no level `{word}`")).hint("write off, note, warning or error")
            })?;
            conventions.levels.insert(rule.name, level);
        }
        Ok(conventions)
    }

    /// Mends what is mechanical in the files that were read, and reads them again, when there was anything. A model that
    /// cannot be read any more is put back as it was.
    fn fix(&self, sources: &Sources, found: &[Finding]) -> Result<Option<Mended>, Failure> {
        if self.state.starts_with("git:") {
            return Err(
                Failure::user(format!("`{}` is a commit, and cannot be mended", self.state))
                    .hint("name the file or the folder itself"),
            );
        }
        let fixes: Vec<&[Edit]> = found.iter().map(|finding| finding.fix.as_slice()).collect();
        let mut before = Vec::new();
        let mut sum = 0;
        for (file, source) in sources.iter() {
            let (text, made) = lint::apply(sources, file, &fixes);
            if made > 0 && text != source.text {
                let path = Path::new(&source.path);
                replace(path, &text)?;
                before.push((path, &source.text));
                sum += made;
            }
        }
        if before.is_empty() {
            return Ok(None);
        }
        let mut session = Session::about(self.scope.scope()?);
        match self.read(&mut session) {
            Ok((state, conventions)) => {
                let files: Vec<_> = before
                    .iter()
                    .map(|(path, _)| path.display().to_string())
                    .collect();
                say(&format!(
                    "Mended {} in {}\n",
                    counted(sum, "finding"),
                    files.join(", ")
                ));
                Ok(Some((session, state, conventions)))
            }
            Err(failure) => {
                for (path, text) in before {
                    replace(path, text)?;
                }
                Err(
                    Failure::internal("the mended model cannot be read; it was put back as it was")
                        .cause(failure.message),
                )
            }
        }
    }

    /// Says what was found, and fails when something has to be mended.
    fn end(&self, state: &State, found: &[Finding]) -> Result<Exit, Failure> {
        let count = |level: Level| found.iter().filter(|finding| finding.level == level).count();
        let levels = [
            (Level::Error, "error"),
            (Level::Warning, "warning"),
            (Level::Note, "note"),
        ];
        let counts: Vec<_> = levels
            .into_iter()
            .filter(|(level, _)| count(*level) > 0)
            .map(|(level, word)| counted(count(level), word))
            .collect();
        if counts.is_empty() {
            say(&format!("{}: keeps to its conventions", state.words));
            return Ok(Exit::Done);
        }
        let sum = format!("{}: {}", state.words, counts.join(", "));
        if count(Level::Error) > 0 || (self.strict && count(Level::Warning) > 0) {
            return Err(Failure::input(sum));
        }
        say(&sum);
        Ok(Exit::Done)
    }
}

/// Writes a file beside its place and moves it there, so that nobody ever reads half of one.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let failure = || Failure::user(format!("`{}` cannot be written", path.display()));
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let write = || {
        let mut temporary = tempfile::Builder::new().prefix(".lint").tempfile_in(folder)?;
        temporary.write_all(text.as_bytes())?;
        temporary
            .as_file()
            .set_permissions(fs::metadata(path)?.permissions())?;
        temporary.persist(path).map_err(|error| error.error)?;
        Ok::<(), std::io::Error>(())
    };
    write().map_err(|error| failure().because(&error))
}

fn text(sources: &Sources, found: &[Finding]) -> String {
    let messages: Vec<_> = found.iter().map(Finding::diagnostic).collect();
    diagnostics::text(sources, &messages)
}

/// The rules with their levels.
fn list(conventions: &Conventions) -> String {
    let lines = Rule::ALL.iter().map(|rule| {
        let level = conventions.level(rule).word();
        let fixes = if rule.fixes { " (--fix)" } else { "" };
        format!(
            "{}  {level:<8} {:<30} {}{fixes}\n",
            rule.code, rule.name, rule.wants
        )
    });
    lines.collect()
}
