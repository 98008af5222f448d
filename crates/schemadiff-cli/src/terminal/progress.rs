//! Something to look at while a server works: a line per step, and on a terminal what is going on right now.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use schemadiff::plan::{Statement, Step};
use schemadiff_pg::execute::{HowFar, Progress, Session};
use schemadiff_pg::seed::Filling;

use super::{colour, say};

/// How often a log is told that a statement still runs.
const PATIENCE: Duration = Duration::from_secs(15);

/// Columns for the text of a statement.
const WIDTH: usize = 52;

/// Something that turns until it is dropped.
pub(crate) struct Spinner(ProgressBar);

/// Starts to turn, on a terminal. In a pipeline there is nobody to look.
pub(crate) fn spinner(doing: &str) -> Spinner {
    let bar = if std::io::stderr().is_terminal() {
        ProgressBar::new_spinner()
    } else {
        ProgressBar::hidden()
    };
    bar.set_style(ProgressStyle::default_spinner());
    bar.set_message(format!("{doing} …"));
    bar.enable_steady_tick(Duration::from_millis(120));
    Spinner(bar)
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// The rows of one table after another: a bar on a terminal, a line for each table in either case.
pub(crate) struct Rows {
    bar: ProgressBar,
    of: usize,
    number: usize,
    width: usize,
    began: Instant,
}

impl Rows {
    /// Of so many tables, the longest name of which has so many characters.
    pub(crate) fn new(of: usize, width: usize) -> Self {
        let bar = if std::io::stderr().is_terminal() {
            ProgressBar::new(0)
        } else {
            ProgressBar::hidden()
        };
        let style = ProgressStyle::with_template("{msg} {bar:20} {percent:>3} %, {per_sec}, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self {
            bar,
            of,
            number: 0,
            width,
            began: Instant::now(),
        }
    }

    /// Shows what is going on.
    pub(crate) fn show(&mut self, filling: &Filling<'_>) {
        match filling {
            Filling::Table(table, rows) => {
                self.number += 1;
                self.began = Instant::now();
                self.bar.reset();
                self.bar.set_length(*rows);
                self.bar.set_message(self.line(&table.to_string()));
            }
            Filling::Sent(rows) => self.bar.set_position(*rows),
            Filling::Done(table, rows) => {
                let took = words(self.began.elapsed());
                let line = format!("{} {rows:>10} rows  {took}", self.line(&table.to_string()));
                self.bar.suspend(|| say(&line));
            }
            Filling::Analyzing => {
                self.bar.finish_and_clear();
                say("analyzing");
            }
        }
    }

    fn line(&self, table: &str) -> String {
        let digits = self.of.to_string().len();
        format!(
            "{:>digits$}/{} {table:<width$}",
            self.number,
            self.of,
            width = self.width
        )
    }
}

impl Drop for Rows {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// The steps of a run.
pub(crate) struct Steps {
    now: Spinner,
    of: usize,
    /// The step that runs: its number and what it is.
    number: usize,
    title: String,
    attempts: u32,
    /// How many statements of the step have run, and how many there are.
    done: usize,
    statements: usize,
    /// When a log was last told that a statement still runs.
    told: Duration,
    /// What the server is at in a statement, and since when.
    at: (String, Duration),
    /// When a log was last told that a backfill pauses.
    paused: Option<Instant>,
}

impl Steps {
    pub(crate) fn new(of: usize) -> Self {
        Self {
            now: spinner("Beginning"),
            of,
            number: 0,
            title: String::new(),
            attempts: 1,
            done: 0,
            statements: 0,
            told: Duration::ZERO,
            at: (String::new(), Duration::ZERO),
            paused: None,
        }
    }

    /// Shows what is going on.
    pub(crate) fn show(&mut self, progress: &Progress<'_>) {
        match progress {
            Progress::StepStarted { number, of, step } => {
                self.number = *number;
                self.of = *of;
                self.title = title(step);
                self.attempts = 1;
                self.done = 0;
                self.statements = step.statements.len();
                self.told = Duration::ZERO;
                self.at = (String::new(), Duration::ZERO);
                self.now.0.set_message(self.line(""));
            }
            Progress::StatementDone { .. } => {
                self.done += 1;
                self.told = Duration::ZERO;
                if self.statements > 1 {
                    self.now
                        .0
                        .set_message(self.line(&format!("{} of {} statements", self.done, self.statements)));
                }
            }
            Progress::StillRunning {
                statement,
                since,
                how_far,
            } => {
                let how_far = how_far.map_or_else(String::new, |how_far| {
                    if self.at.0 != how_far.phase {
                        self.at = (how_far.phase.clone(), *since);
                    }
                    format!(", {}", self::how_far(how_far, since.saturating_sub(self.at.1)))
                });
                self.now
                    .0
                    .set_message(format!("{} {}{how_far}", self.line("running"), words(*since)));
                if self.now.0.is_hidden() && since.saturating_sub(self.told) >= PATIENCE {
                    self.told = *since;
                    say(&self.line(&format!(
                        "still running after {}{how_far}: {}",
                        words(*since),
                        shortened(&statement.sql)
                    )));
                }
            }
            Progress::Busy { holder, patience } => {
                let holder = holder.map_or_else(String::new, |holder| format!(": {holder}"));
                self.print(&format!(
                    "waiting up to {} for another run of schemadiff in this database{holder}",
                    words(*patience)
                ));
            }
            Progress::NoHistory { why } => {
                self.print(&format!("no history is kept of this run: {why}"));
            }
            Progress::Lagging {
                standby, lag, limit, ..
            } => {
                let why = format!(
                    "paused: {standby} is {} behind, {} are allowed",
                    words(*lag),
                    words(*limit)
                );
                self.now.0.set_message(self.line(&why));
                if self.now.0.is_hidden() && self.paused.is_none_or(|said| said.elapsed() >= PATIENCE) {
                    self.paused = Some(Instant::now());
                    say(&self.line(&why));
                }
            }
            Progress::Cancelling { statement } => {
                self.print(&format!("cancelling: {}", shortened(&statement.sql)));
            }
            Progress::InTheWay {
                relations,
                sessions,
                attempts,
                of,
                pause,
            } => {
                self.attempts = attempts + 1;
                self.wait(
                    relations,
                    sessions,
                    &format!(
                        "not queueing behind it, attempt {} of {of} in {} …",
                        attempts + 1,
                        words(*pause)
                    ),
                );
            }
            Progress::Filled {
                pages,
                of,
                rows,
                since,
                ..
            } => {
                let percent = if *of == 0 { 100 } else { pages * 100 / of };
                let mut how_far = format!("{} {percent} %, {rows} rows", bar(*pages, *of));
                if since.as_secs() > 0 {
                    how_far += &format!(", {} rows/s", u128::from(*rows) * 1000 / since.as_millis());
                }
                if let Some(left) = time_left(*pages, *of, *since) {
                    how_far += &format!(", {} left", words(left));
                }
                self.now.0.set_message(self.line(&how_far));
                if self.now.0.is_hidden() && since.saturating_sub(self.told) >= PATIENCE {
                    self.told = *since;
                    say(&self.line(&how_far));
                }
            }
            Progress::Retry {
                statement,
                blockers,
                attempts,
                of,
                pause,
                ..
            } => {
                self.attempts = attempts + 1;
                // What a transaction did before is undone and runs again.
                self.done = 0;
                let next = format!("attempt {} of {of} in {} …", attempts + 1, words(*pause));
                self.wait(&relations(statement), blockers, &next);
            }
            Progress::StepDone { took, .. } => {
                let tries = if self.attempts > 1 {
                    format!(", {} attempts", self.attempts)
                } else {
                    String::new()
                };
                let ok = colour::paint(colour::CREATE, "ok");
                self.print(&self.line(&format!("{ok}  {}{tries}", words(*took))));
            }
        }
    }

    /// What is waited for, who has it, and what comes next.
    fn wait(&self, relations: &str, holders: &[Session], next: &str) {
        let mut why = format!("waiting for {relations}");
        if let Some(holder) = holders.first() {
            why += &format!(", held by {holder}");
        }
        if holders.len() > 1 {
            why += &format!(" and {} more", holders.len() - 1);
        }
        self.print(&format!(
            "{}\n{:>indent$}{next}",
            self.line(&why),
            "",
            indent = self.margin()
        ));
    }

    fn print(&self, line: &str) {
        self.now.0.suspend(|| say(line));
    }

    /// ` 3/12 ALTER TABLE …`, with something behind it.
    fn line(&self, end: &str) -> String {
        let digits = self.of.to_string().len();
        let line = format!(
            "{:>digits$}/{} {:<WIDTH$} {end}",
            self.number, self.of, self.title
        );
        line.trim_end().to_owned()
    }

    fn margin(&self) -> usize {
        2 * self.of.to_string().len() + 2
    }
}

/// What a step does: its first statement, and how many more there are.
fn title(step: &Step) -> String {
    let Some(first) = step.statements.first() else {
        return String::new();
    };
    match step.statements.len() - 1 {
        0 => shorten(&first.sql, WIDTH),
        more => {
            let more = format!(" (+{more})");
            shorten(&first.sql, WIDTH - more.len()) + &more
        }
    }
}

/// What the server is at, how much of it is done, and whom it waits for.
fn how_far(how_far: &HowFar, since: Duration) -> String {
    let mut words = how_far.phase.clone();
    if how_far.of > 0 {
        let (done, of) = (how_far.done.min(how_far.of), how_far.of);
        words += &format!(" {} {} %", bar(done, of), done * 100 / of);
        if let Some(left) = time_left(done, of, since) {
            words += &format!(", {} left", self::words(left));
        }
    }
    if let Some(session) = &how_far.waits_for {
        words += &format!(", waiting for {session}");
    }
    words
}

/// A bar of ten pieces: `███████░░░`.
fn bar(done: u64, of: u64) -> String {
    let full = usize::try_from((done * 10).checked_div(of).unwrap_or(10).min(10)).unwrap_or(10);
    "█".repeat(full) + &"░".repeat(10 - full)
}

fn shortened(sql: &str) -> String {
    shorten(sql, WIDTH)
}

/// The first line of a text, cut with a sign that it is.
fn shorten(text: &str, width: usize) -> String {
    let line = text.lines().next().unwrap_or_default().trim_end();
    if line.len() == text.trim_end().len() && line.chars().count() <= width {
        return line.to_owned();
    }
    let cut: String = line.chars().take(width - 2).collect();
    format!("{} …", cut.trim_end_matches([' ', '(']))
}

fn relations(statement: &Statement) -> String {
    let names: Vec<_> = statement
        .locks
        .iter()
        .map(|(relation, _)| relation.to_string())
        .collect();
    if names.is_empty() {
        "a lock".to_owned()
    } else {
        names.join(", ")
    }
}

/// How long the rest will take, if it goes on as it went; nothing before there is anything to go by.
fn time_left(done: u64, of: u64, since: Duration) -> Option<Duration> {
    let left = since.as_millis() * u128::from(of.checked_sub(done)?) / u128::from(done.max(1));
    let left = u64::try_from(left).ok().filter(|_| done > 0 && done < of);
    left.map(Duration::from_millis)
}

/// A duration for people: `12 ms`, `1.9 s`, `2 min 09 s`.
pub(crate) fn words(duration: Duration) -> String {
    match duration.as_secs() {
        0 => format!("{} ms", duration.as_millis()),
        1..60 => format!("{:.1} s", duration.as_secs_f64()),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_for_people() {
        assert_eq!(words(Duration::from_millis(12)), "12 ms");
        assert_eq!(words(Duration::from_millis(1_900)), "1.9 s");
        assert_eq!(words(Duration::from_secs(129)), "2 min 09 s");
    }

    #[test]
    fn the_rest_takes_as_long_as_what_was_done() {
        assert_eq!(
            time_left(25, 100, Duration::from_secs(10)),
            Some(Duration::from_secs(30))
        );
        assert_eq!(time_left(0, 100, Duration::from_secs(10)), None);
        assert_eq!(time_left(100, 100, Duration::from_secs(10)), None);
    }

    #[test]
    fn how_far_it_is_is_said_in_full() {
        let building = HowFar {
            phase: "building index: scanning table".to_owned(),
            done: 250,
            of: 1000,
            waits_for: None,
        };
        assert_eq!(
            how_far(&building, Duration::from_secs(10)),
            "building index: scanning table ██░░░░░░░░ 25 %, 30.0 s left"
        );
        let waiting = HowFar {
            phase: "waiting for writers before build".to_owned(),
            done: 0,
            of: 0,
            waits_for: None,
        };
        assert_eq!(
            how_far(&waiting, Duration::from_secs(10)),
            "waiting for writers before build"
        );
        assert_eq!(bar(1000, 1000), "█".repeat(10));
    }

    #[test]
    fn a_statement_is_cut_where_it_shows() {
        assert_eq!(shorten("DROP TABLE a", 20), "DROP TABLE a");
        assert_eq!(shorten("CREATE TABLE a (\n  id int\n)", 20), "CREATE TABLE a …");
        assert_eq!(
            shorten("ALTER TABLE accounts ADD COLUMN c int", 20),
            "ALTER TABLE accoun …"
        );
    }
}
