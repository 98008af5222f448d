//! Something to look at while a server works: a line per step, and on a terminal what is going on right now.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use schemadiff::plan::{Statement, Step};
use schemadiff_pg::execute::Progress;

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
            Progress::StillRunning { statement, since } => {
                self.now
                    .0
                    .set_message(format!("{} {}", self.line("running"), words(*since)));
                if self.now.0.is_hidden() && since.saturating_sub(self.told) >= PATIENCE {
                    self.told = *since;
                    say(&self.line(&format!(
                        "still running after {}: {}",
                        words(*since),
                        shortened(&statement.sql)
                    )));
                }
            }
            Progress::Filled {
                pages,
                of,
                rows,
                since,
                ..
            } => {
                let percent = if *of == 0 { 100 } else { pages * 100 / of };
                let mut how_far = format!("{percent} %, {rows} rows");
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
                let mut why = format!("waiting for {}", relations(statement));
                if let Some(blocker) = blockers.first() {
                    why += &format!(", held by {blocker}");
                }
                if blockers.len() > 1 {
                    why += &format!(" and {} more", blockers.len() - 1);
                }
                let next = format!("attempt {} of {of} in {} …", attempts + 1, words(*pause));
                self.print(&format!(
                    "{}\n{:>indent$}{next}",
                    self.line(&why),
                    "",
                    indent = self.margin()
                ));
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
fn words(duration: Duration) -> String {
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
    fn a_statement_is_cut_where_it_shows() {
        assert_eq!(shorten("DROP TABLE a", 20), "DROP TABLE a");
        assert_eq!(shorten("CREATE TABLE a (\n  id int\n)", 20), "CREATE TABLE a …");
        assert_eq!(
            shorten("ALTER TABLE accounts ADD COLUMN c int", 20),
            "ALTER TABLE accoun …"
        );
    }
}
