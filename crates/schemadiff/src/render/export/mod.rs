//! A plan as the files of tools that run migrations: names, transaction markers and ways back as each of them wants them.
//!
//! What the tools do is from their manuals and their source: Flyway (script configuration files, `executeInTransaction`),
//! golang-migrate (`database/postgres`: a file is one simple query), dbmate (`-- migrate:up transaction:false`, a block is one
//! simple query), sqitch (scripts are run by `psql`, in no transaction of sqitch's own). Several statements of one simple query
//! are one transaction (manual, "Multiple Statements in a Simple Query"), so where a tool sends files that way, a statement
//! that PostgreSQL refuses in a transaction has a file of its own, without settings before it.

mod moment;
mod unit;

use std::fmt::Write as _;

pub use moment::Moment;

use self::unit::{Back, Unit, units};
use super::sql::{comment, phase_words, session, statement_text};
use crate::plan::{Phase, Plan, Statement, Transaction};

/// A tool that runs migrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `V{timestamp}__{description}.sql`, `U…` for the way back.
    Flyway,
    /// `{NNN}_{description}.{up|down}.sql`.
    GolangMigrate,
    /// `{timestamp}_{description}.sql` with both ways in one file.
    Dbmate,
    /// `deploy/{change}.sql`, `revert/{change}.sql` and `sqitch.plan`.
    Sqitch,
    /// As golang-migrate, for `psql -v ON_ERROR_STOP=1 -f`.
    Plain,
}

/// How a plan is written out.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// For which tool.
    pub tool: Tool,
    /// What the migration is called; see [`slug`].
    pub name: &'a str,
    /// The phases that are written.
    pub phases: &'a [Phase],
    /// When; the versions of files count from here.
    pub as_of: Moment,
    /// The last version that is there already, as the digits in front of a file.
    pub last: Option<u64>,
    /// `sqitch.plan`, when it is there already.
    pub sqitch_plan: Option<&'a str>,
}

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of migrations.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A name as all tools take it: lower case, digits and underscores.
pub fn slug(name: &str) -> String {
    let plain = |character: char| {
        if character.is_ascii_alphanumeric() {
            character.to_ascii_lowercase()
        } else {
            ' '
        }
    };
    let text: String = name.chars().map(plain).collect();
    text.split_whitespace().collect::<Vec<_>>().join("_")
}

/// Writes a plan as the files of a tool, in the order in which it runs them.
pub fn export(plan: &Plan, request: &Request<'_>) -> Vec<File> {
    let units = units(plan, request.phases);
    let mut files = Vec::new();
    let mut changes = Vec::new();
    let mut numbers = [0_usize; 3];
    let mut version = Version::after(request);
    for unit in &units {
        let number = &mut numbers[unit.phase as usize];
        *number += 1;
        let name = format!("{}_{}_{number:02}", slug(request.name), unit.phase.word());
        let file = Writer {
            plan,
            tool: request.tool,
            unit,
        };
        match request.tool {
            Tool::Flyway => file.flyway(&format!("{version}__{name}"), &mut files),
            Tool::GolangMigrate | Tool::Plain => file.up_and_down(&format!("{version}_{name}"), &mut files),
            Tool::Dbmate => files.push(file.dbmate(&format!("{version}_{name}"))),
            Tool::Sqitch => {
                file.sqitch(&name, &mut files);
                changes.push((name, unit.phase));
            }
        }
        version.step();
    }
    if request.tool == Tool::Sqitch && !changes.is_empty() {
        files.push(sqitch_plan(request, &changes));
    }
    files
}

/// The digits in front of a file.
#[derive(Clone, Copy, Debug)]
enum Version {
    /// A moment: one second for each file.
    Moment(Moment),
    /// A number, with at least three digits.
    Number(u64),
}

/// The least number that is a moment and no count.
const MOMENTS: u64 = 1_000_000_000_000;

impl Version {
    /// The first one behind those that are there.
    fn after(request: &Request<'_>) -> Self {
        let counts = matches!(request.tool, Tool::GolangMigrate | Tool::Plain);
        let last = request.last.unwrap_or_default();
        if counts && last < MOMENTS {
            return Self::Number(last + 1);
        }
        let after = Moment::of_version(last).map(Moment::next);
        Self::Moment(after.map_or(request.as_of, |after| after.max(request.as_of)))
    }

    fn step(&mut self) {
        match self {
            Self::Moment(moment) => *moment = moment.next(),
            Self::Number(number) => *number += 1,
        }
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Moment(moment) => write!(f, "{}", moment.version()),
            Self::Number(number) => write!(f, "{number:03}"),
        }
    }
}

/// Writes one unit for one tool.
struct Writer<'a> {
    plan: &'a Plan,
    tool: Tool,
    unit: &'a Unit<'a>,
}

impl Writer<'_> {
    /// Whether files are sent as one simple query, so that nothing may stand beside a statement without a transaction.
    fn sends_whole_files(&self) -> bool {
        matches!(self.tool, Tool::GolangMigrate | Tool::Dbmate)
    }

    /// Whether the tool begins and ends the transaction itself.
    fn frames(&self) -> bool {
        matches!(self.tool, Tool::Flyway | Tool::Dbmate)
    }

    fn head(&self) -> String {
        let mut text = format!(
            "-- Written by schemadiff. {}: {}.\n",
            capitalized(self.unit.phase.word()),
            phase_words(self.unit.phase)
        );
        if self.unit.transaction != Transaction::One && self.tool == Tool::Flyway {
            text.push_str(
                "-- Run it with flyway.postgresql.transactional.lock=false: Flyway's own transaction would be waited for.\n",
            );
        }
        text
    }

    /// The settings that the statements rely on, and the timeouts.
    fn settings(&self, in_transaction: bool) -> String {
        let words = if in_transaction { "SET LOCAL " } else { "SET " };
        let mut settings = session(self.plan);
        settings.push(format!("SET lock_timeout = {}", self.unit.lock_timeout));
        settings.push(format!("SET statement_timeout = {}", self.unit.statement_timeout));
        let lines = settings
            .iter()
            .filter_map(|setting| Some(format!("{words}{};\n", setting.strip_prefix("SET ")?)));
        lines.collect()
    }

    /// Statements with what they rely on and the transaction that they run in, as the tool wants both.
    fn frame(&self, in_transaction: bool, statements: &str) -> String {
        if !in_transaction {
            let settings = if self.sends_whole_files() {
                String::new()
            } else {
                self.settings(false)
            };
            return format!("{settings}{statements}");
        }
        let settings = self.settings(true);
        if self.frames() {
            format!("{settings}{statements}{}", self.leave())
        } else {
            format!("BEGIN;\n{settings}{statements}COMMIT;\n")
        }
    }

    /// dbmate looks for its own table by the search path, in the same transaction.
    fn leave(&self) -> &'static str {
        if self.tool == Tool::Dbmate {
            "RESET search_path;\n"
        } else {
            ""
        }
    }

    fn up(&self) -> String {
        let mut statements = String::new();
        for statement in &self.unit.statements {
            let _ = writeln!(
                statements,
                "-- {}\n{}",
                comment(statement),
                statement_text(statement)
            );
        }
        self.frame(self.unit.transaction == Transaction::One, &statements)
    }

    fn down(&self) -> String {
        let (in_transaction, statements) = match self.unit.back() {
            Back::Statements(statements) => {
                let statements = statements.join(";\n") + ";\n";
                (self.unit.transaction == Transaction::One, statements)
            }
            Back::Loses(why) => (true, refusal(&why)),
        };
        self.frame(in_transaction, &statements)
    }

    /// Whether the way back runs in a transaction.
    fn back_is_framed(&self) -> bool {
        self.unit.transaction == Transaction::One || matches!(self.unit.back(), Back::Loses(_))
    }

    fn flyway(&self, name: &str, files: &mut Vec<File>) {
        let ways = [
            ("V", self.up(), self.unit.transaction == Transaction::One),
            ("U", self.down(), self.back_is_framed()),
        ];
        for (letter, text, in_transaction) in ways {
            let path = format!("{letter}{name}.sql");
            let text = self.head() + &text;
            let mut configuration = String::new();
            if !in_transaction {
                configuration.push_str("executeInTransaction=false\n");
            }
            if text.contains("${") {
                configuration.push_str("placeholderReplacement=false\n");
            }
            if !configuration.is_empty() {
                files.push(File {
                    path: format!("{path}.conf"),
                    text: configuration,
                });
            }
            files.push(File { path, text });
        }
    }

    fn up_and_down(&self, name: &str, files: &mut Vec<File>) {
        for (way, text) in [("up", self.up()), ("down", self.down())] {
            files.push(File {
                path: format!("{name}.{way}.sql"),
                text: self.head() + &text,
            });
        }
    }

    fn dbmate(&self, name: &str) -> File {
        let marker = |in_transaction: bool| if in_transaction { "" } else { " transaction:false" };
        let text = format!(
            "-- migrate:up{}\n{}{}\n-- migrate:down{}\n{}",
            marker(self.unit.transaction == Transaction::One),
            self.head(),
            self.up(),
            marker(self.back_is_framed()),
            self.down()
        );
        File {
            path: format!("{name}.sql"),
            text,
        }
    }

    fn sqitch(&self, name: &str, files: &mut Vec<File>) {
        for (folder, text) in [("deploy", self.up()), ("revert", self.down())] {
            files.push(File {
                path: format!("{folder}/{name}.sql"),
                text: self.head() + &text,
            });
        }
    }
}

/// A statement that says why there is no way back, and fails.
fn refusal(why: &[String]) -> String {
    let message = format!(
        "nothing is taken back here, because something would be lost: {}",
        why.join("; ")
    );
    let hint = "let schemadiff plan the way back from the database as it is: schemadiff plan --to the model as it was";
    let body = format!(
        "\nBEGIN\n    RAISE EXCEPTION USING MESSAGE = {}, HINT = {};\nEND\n",
        schemadiff_sql::quote::literal(&message),
        schemadiff_sql::quote::literal(hint)
    );
    let lines = format!("-- {}\n", why.join("\n-- "));
    format!(
        "-- Nothing is taken back here, because something would be lost:\n{lines}DO {};\n",
        schemadiff_sql::quote::dollar(&body)
    )
}

/// `sqitch.plan` with the new changes behind those that are there.
fn sqitch_plan(request: &Request<'_>, changes: &[(String, Phase)]) -> File {
    let mut text = match request.sqitch_plan {
        Some(text) => text.trim_end().to_owned() + "\n",
        None => "%syntax-version=1.0.0\n%project=schemadiff\n\n".to_owned(),
    };
    let mut moment = request.as_of;
    for (name, phase) in changes {
        let _ = writeln!(
            text,
            "{name} {} schemadiff <schemadiff@localhost> # {}: {}",
            moment.iso(),
            capitalized(phase.word()),
            phase_words(*phase)
        );
        moment = moment.next();
    }
    File {
        path: "sqitch.plan".to_owned(),
        text,
    }
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// The comment line of a statement, without what would end it.
fn words(statement: &Statement) -> String {
    format!("{}: {}", statement.code.name(), statement.reason).replace(['\n', '\r'], " ")
}
