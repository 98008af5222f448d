//! Why a run ended early, and what it leaves.

use std::fmt;

use schemadiff::plan::{Step, Transaction};

use super::{Done, Session};
use crate::connection::PgError;

/// `disk_full`.
const DISK_FULL: &str = "53100";

/// A run that did not come to its end.
#[derive(Clone, Debug)]
pub enum ApplyError {
    /// Another run is at work in this database.
    Busy {
        /// Whose, when it can be seen.
        holder: Option<Session>,
    },
    /// What the plan touches is not what it was when the plan was made. Nothing was done.
    Drifted(
        /// What has changed, in words.
        Vec<String>,
    ),
    /// Somebody has changed what the next step is about since the first one began.
    Changed {
        /// What has changed, in words.
        found: Vec<String>,
        /// What was committed.
        done: Done,
        /// How many steps there are.
        of: usize,
    },
    /// A step has run, and what it was to make is not there.
    Unmade {
        /// Which step, counted from 1 over those that run.
        number: usize,
        /// How many run.
        of: usize,
        /// What is missing, in words.
        missing: Vec<String>,
        /// What was committed.
        done: Done,
    },
    /// A step has run, and it cannot be told what it made.
    Unsure {
        /// What the server said.
        error: PgError,
        /// What was committed.
        done: Done,
    },
    /// The server is a standby. Nothing was done.
    Standby,
    /// The role may not do what the steps do. Nothing was done.
    Rights {
        /// The role.
        user: String,
        /// What it would need, in words.
        missing: Vec<String>,
    },
    /// The session changes under our hands.
    Pooled {
        /// What was committed.
        done: Done,
    },
    /// Somebody asked to stop.
    Stopped {
        /// What was committed.
        done: Done,
        /// How many steps there are.
        of: usize,
    },
    /// The session failed before the first step.
    Lost(PgError),
    /// A step failed.
    Step(Box<StepFailure>),
}

/// A step that failed.
#[derive(Clone, Debug)]
pub struct StepFailure {
    /// Which step, counted from 1 over those that run.
    pub number: usize,
    /// How many run.
    pub of: usize,
    /// The statement that failed: its place in the step, counted from 1, and its text. `COMMIT` has no place.
    pub statement: Option<(usize, String)>,
    /// What the server said.
    pub error: PgError,
    /// How often it was tried.
    pub attempts: u32,
    /// Who held conflicting locks at the end.
    pub blockers: Vec<Session>,
    /// What was committed in earlier steps.
    pub done: Done,
    /// Statements of this step that stay: those before the failed one, when the step has no transaction.
    pub kept: usize,
    /// The connection was lost: the server may have committed the step.
    pub uncertain: bool,
    /// An invalid index that could not be removed.
    pub leftover: Option<String>,
}

/// What a step knows of its own failure.
#[derive(Debug)]
pub(super) enum Failure {
    Pooled,
    /// What the step is about is not as it was left.
    Changed(Vec<String>),
    /// Told to stop between two statements that have no transaction; so many of them are done.
    Stopped(usize),
    Statement {
        /// The index of the statement; past the last one for `COMMIT`.
        index: usize,
        error: PgError,
        attempts: u32,
        blockers: Vec<Session>,
        leftover: Option<String>,
    },
}

impl Failure {
    pub(super) fn into_error(self, step: &Step, number: usize, of: usize, done: Done) -> ApplyError {
        let alone = step.transaction == Transaction::None;
        match self {
            Self::Pooled => ApplyError::Pooled { done },
            Self::Changed(found) => ApplyError::Changed { found, done, of },
            Self::Stopped(statements) => ApplyError::Stopped {
                done: Done {
                    statements: done.statements + statements,
                    ..done
                },
                of,
            },
            Self::Statement {
                index,
                error,
                attempts,
                blockers,
                leftover,
            } => ApplyError::Step(Box::new(StepFailure {
                number,
                of,
                statement: step
                    .statements
                    .get(index)
                    .map(|statement| (index + 1, statement.sql.clone())),
                uncertain: error.is_lost(),
                error,
                attempts,
                blockers,
                done,
                kept: if alone { index } else { 0 },
                leftover,
            })),
        }
    }
}

impl ApplyError {
    /// Whether the connection was lost, so that another one and another look may do better.
    pub fn is_lost(&self) -> bool {
        match self {
            Self::Lost(error) | Self::Unsure { error, .. } => error.is_lost(),
            Self::Step(failure) => failure.uncertain,
            Self::Busy { .. }
            | Self::Drifted(_)
            | Self::Changed { .. }
            | Self::Unmade { .. }
            | Self::Standby
            | Self::Rights { .. }
            | Self::Pooled { .. }
            | Self::Stopped { .. } => false,
        }
    }

    /// What to do.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Busy { holder: Some(holder) } => format!(
                "wait until it has ended; if nobody waits for it any more, end it with: SELECT pg_terminate_backend({})",
                holder.pid
            ),
            Self::Busy { holder: None } => "wait until it has ended".to_owned(),
            Self::Drifted(_) | Self::Changed { .. } => "plan again: what is done already is not planned again".to_owned(),
            Self::Unmade { .. } => {
                "an event trigger of the database, or somebody, has other ideas; plan again to see what is left to do".to_owned()
            }
            Self::Unsure { .. } => "plan again to see what is done, and go on from there".to_owned(),
            Self::Standby => "name the primary; with several hosts, `target_session_attrs=read-write` finds it".to_owned(),
            Self::Rights { .. } => "apply as the owner, or as a member of its role; or GRANT what is missing".to_owned(),
            Self::Pooled { .. } => {
                "connect to the server itself, or to a pooler in session mode: a pooler in another mode keeps \
                 neither the lock that keeps two runs apart nor the timeouts"
                    .to_owned()
            }
            Self::Stopped { .. } => "plan and apply again to go on: what is done is not repeated".to_owned(),
            Self::Lost(_) => return None,
            Self::Step(failure) => failure.hint(),
        };
        Some(hint)
    }
}

impl StepFailure {
    fn hint(&self) -> String {
        if self.uncertain {
            return "plan again to see what is done, and go on from there".to_owned();
        }
        match self.error.sqlstate.as_deref().unwrap_or_default() {
            PgError::LOCK_NOT_AVAILABLE | PgError::DEADLOCK_DETECTED => {
                "apply again when those who hold the locks are done; long and idle transactions are the usual ones"
            }
            PgError::QUERY_CANCELED if self.error.message.contains("statement timeout") => {
                "the statement took longer than `statement_timeout` of [policy] allows; raise it or apply at a quieter time"
            }
            DISK_FULL => "make room on the server's disk, then plan and apply again: what is done is not repeated",
            "42501" => "the user needs the privilege, or the ownership of the object",
            _ => "remove the cause, then plan and apply again: what is done is not repeated",
        }
        .to_owned()
    }
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy { holder } => {
                f.write_str("another run of schemadiff is at work in this database")?;
                match holder {
                    Some(holder) => write!(f, ": {holder}"),
                    None => Ok(()),
                }
            }
            Self::Drifted(found) => {
                f.write_str("the database has changed since the plan was made; nothing was applied")?;
                found.iter().try_for_each(|found| write!(f, "\n{found}"))
            }
            Self::Changed { found, done, of } => {
                write!(
                    f,
                    "the database was changed by somebody else before the end of {of} steps"
                )?;
                found.iter().try_for_each(|found| write!(f, "\n{found}"))?;
                write!(f, "\n{done}")
            }
            Self::Unmade {
                number,
                of,
                missing,
                done,
            } => {
                write!(f, "step {number} of {of} has not made what it was to make")?;
                missing.iter().try_for_each(|missing| write!(f, "\n{missing}"))?;
                write!(f, "\n{done}")
            }
            Self::Unsure { error, done } => {
                write!(f, "what the last step has made cannot be told: {error}\n{done}")
            }
            Self::Standby => {
                f.write_str("the server is a standby, where nothing can be changed; nothing was applied")
            }
            Self::Rights { user, missing } => {
                write!(
                    f,
                    "role `{user}` may not do what the plan does; nothing was applied"
                )?;
                missing.iter().try_for_each(|missing| write!(f, "\n{missing}"))
            }
            Self::Pooled { done } => {
                f.write_str("the server session changed during the run: a connection pooler in transaction or statement mode is in between")?;
                write!(f, "\n{done}")
            }
            Self::Stopped { done, of } => write!(f, "stopped before the end of {of} steps\n{done}"),
            Self::Lost(error) => write!(f, "the run could not begin: {error}"),
            Self::Step(failure) => failure.fmt(f),
        }
    }
}

impl fmt::Display for StepFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {} of {} failed", self.number, self.of)?;
        if self.attempts > 1 {
            write!(f, " after {} attempts", self.attempts)?;
        }
        match &self.statement {
            Some((place, sql)) => write!(f, "\nstatement {place}: {sql}")?,
            None => f.write_str("\nstatement: COMMIT")?,
        }
        write!(f, "\n{}", self.error)?;
        for blocker in &self.blockers {
            write!(f, "\nheld by {blocker}")?;
        }
        if self.uncertain {
            f.write_str("\nthe connection was lost: whether the server finished this step is not known")?;
        } else if self.kept > 0 {
            write!(
                f,
                "\nthe {} statements before it in this step are done",
                self.kept
            )?;
        } else {
            f.write_str("\nnothing of this step is done")?;
        }
        if let Some(index) = &self.leftover {
            write!(
                f,
                "\nthe invalid index {index} is left behind; the next plan replaces it"
            )?;
        }
        write!(f, "\n{}", self.done)
    }
}

/// Writes it as a sentence about earlier steps.
impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.steps, self.statements) {
            (0, 0) => f.write_str("no earlier step is done"),
            (0, statements) => write!(f, "{statements} statements are done"),
            (1, statements) => write!(f, "1 step with {statements} statements is done"),
            (steps, statements) => write!(f, "{steps} steps with {statements} statements are done"),
        }
    }
}

impl std::error::Error for ApplyError {}
