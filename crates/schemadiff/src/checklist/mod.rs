//! What has to be so for a plan to be run without anybody noticing, item by item, and whether it is.
//!
//! Every answer follows from what the plan says of its statements: locks, work, hazards, phases, sizes, ways back. Nothing is read
//! out of SQL.

use std::collections::BTreeSet;

use crate::facts::{Hazard, OpCode, Work};
use crate::plan::{Phase, Plan, Statement, Step, Transaction};
use crate::render::words;

/// What is asked of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// No step waits for a lock without end.
    BoundedLocks,
    /// What others wait for lasts an instant.
    NothingUnderLocks,
    /// Indexes are built while the table is in use.
    ConcurrentBuilds,
    /// Constraints look at the rows while the table is in use.
    ValidatedApart,
    /// So does NOT NULL.
    NotNullProved,
    /// The application that runs now does not notice what runs before the next one is deployed.
    OldApplication,
    /// Rows are filled in batches.
    Batches,
    /// What loses data comes last.
    ContractApart,
    /// Whatever may be lost or held up was permitted.
    Permitted,
    /// Every step can be undone.
    WayBack,
    /// How many rows there are to read, write or lose is known.
    SizesKnown,
    /// What was written anew is analyzed.
    Statistics,
    /// Somebody has tried it.
    Rehearsed,
}

/// Whether it is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is.
    Passed,
    /// It is not.
    Failed,
    /// The plan has nothing that it is about.
    Absent,
    /// No plan can say; people can.
    Open,
}

/// An item and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The item.
    pub item: Item,
    /// Whether it is so.
    pub verdict: Verdict,
    /// Why, in words.
    pub why: String,
    /// The steps that it is about, counted from 1; of an item that fails those that make it fail.
    pub steps: Vec<usize>,
}

impl Item {
    /// Every item, in the order in which they are shown.
    pub const ALL: &'static [Self] = &[
        Self::BoundedLocks,
        Self::NothingUnderLocks,
        Self::ConcurrentBuilds,
        Self::ValidatedApart,
        Self::NotNullProved,
        Self::OldApplication,
        Self::Batches,
        Self::ContractApart,
        Self::Permitted,
        Self::WayBack,
        Self::SizesKnown,
        Self::Statistics,
        Self::Rehearsed,
    ];

    /// The name in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::BoundedLocks => "bounded_locks",
            Self::NothingUnderLocks => "nothing_under_locks",
            Self::ConcurrentBuilds => "concurrent_builds",
            Self::ValidatedApart => "validated_apart",
            Self::NotNullProved => "not_null_proved",
            Self::OldApplication => "old_application",
            Self::Batches => "batches",
            Self::ContractApart => "contract_apart",
            Self::Permitted => "permitted",
            Self::WayBack => "way_back",
            Self::SizesKnown => "sizes_known",
            Self::Statistics => "statistics",
            Self::Rehearsed => "rehearsed",
        }
    }

    /// What it is, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::BoundedLocks => "No step waits for a lock without end",
            Self::NothingUnderLocks => "Nothing is read or rewritten under a lock that others wait for",
            Self::ConcurrentBuilds => "Indexes are built concurrently",
            Self::ValidatedApart => "Constraints are added first and validated apart",
            Self::NotNullProved => "NOT NULL is proved before it is set",
            Self::OldApplication => "The running application keeps working until the contract phase",
            Self::Batches => "Rows are filled in batches",
            Self::ContractApart => "Data is lost in the contract phase only",
            Self::Permitted => "What is lost or held up is permitted",
            Self::WayBack => "Every step has a way back",
            Self::SizesKnown => "How much there is to do is known",
            Self::Statistics => "What is written anew is analyzed",
            Self::Rehearsed => "The plan and the way back were tried on a copy",
        }
    }
}

impl Verdict {
    /// The name in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Absent => "not_applicable",
            Self::Open => "open",
        }
    }
}

/// Goes through the list; nothing for a plan without steps.
pub fn checklist(plan: &Plan) -> Vec<Check> {
    if plan.is_empty() {
        return Vec::new();
    }
    let all = All(plan);
    Item::ALL.iter().map(|item| all.check(*item)).collect()
}

/// A statement where it stands.
#[derive(Clone, Copy)]
struct Placed<'a> {
    number: usize,
    step: &'a Step,
    statement: &'a Statement,
    /// Whether it holds a lock that writes wait for, its own or one that an earlier statement of its transaction took.
    blocks: bool,
}

impl Placed<'_> {
    fn is_long(&self) -> bool {
        matches!(self.statement.work, Work::Scan | Work::Build | Work::Rewrite)
    }

    fn keeps_waiting(&self) -> bool {
        self.blocks && self.is_long()
    }

    fn has(&self, hazard: Hazard) -> bool {
        self.statement.hazards.contains(&hazard)
    }

    fn is(&self, codes: &[OpCode]) -> bool {
        codes.contains(&self.statement.code)
    }
}

/// Constraints whose look at the rows can be put off.
const CONSTRAINTS: &[OpCode] = &[
    OpCode::AddForeignKey,
    OpCode::AddForeignKeyNotValid,
    OpCode::AddCheckNotValid,
    OpCode::ValidateConstraint,
    OpCode::ValidateDomainConstraint,
    OpCode::AttachPartitionUnproven,
];

const NOT_NULL: &[OpCode] = &[
    OpCode::SetNotNullProven,
    OpCode::AddNotNullNotValid,
    OpCode::ValidateNotNull,
    OpCode::SetDomainNotNull,
];

/// What leaves a column without statistics, or with those of other values (`RemoveStatistics` in `ATExecAlterColumnType`,
/// `src/backend/commands/tablecmds.c`; a new column has none).
const WRITTEN_ANEW: &[OpCode] = &[
    OpCode::BackfillRows,
    OpCode::ChangeTypeRewrite,
    OpCode::SwapType,
    OpCode::SetExpression,
];

/// What a plan does, to be looked at from all sides.
struct All<'a>(&'a Plan);

impl<'a> All<'a> {
    fn statements(&self) -> Vec<Placed<'a>> {
        let mut all = Vec::new();
        for (index, step) in self.0.steps.iter().enumerate() {
            let mut blocks = false;
            for statement in &step.statements {
                let takes = statement.locks.iter().any(|(_, lock)| lock.blocks_writes());
                // A transaction holds its locks until it ends.
                blocks = takes || (blocks && step.transaction == Transaction::One);
                all.push(Placed {
                    number: index + 1,
                    step,
                    statement,
                    blocks,
                });
            }
        }
        all
    }

    fn check(&self, item: Item) -> Check {
        let all = self.statements();
        let about = |is_about: &dyn Fn(&Placed<'_>) -> bool, is_wrong: &dyn Fn(&Placed<'_>) -> bool| {
            let about: Vec<Placed<'_>> = all.iter().copied().filter(|placed| is_about(placed)).collect();
            let wrong: Vec<Placed<'_>> = about.iter().copied().filter(|placed| is_wrong(placed)).collect();
            Found { item, about, wrong }
        };
        match item {
            Item::BoundedLocks => {
                // Outside of transactions there is nothing that others wait for while it waits (`facts::table`).
                let waits = |placed: &Placed<'_>| {
                    placed.step.transaction != Transaction::None && !placed.statement.locks.is_empty()
                };
                let longest = self
                    .0
                    .steps
                    .iter()
                    .map(|step| step.lock_timeout)
                    .max()
                    .unwrap_or(0);
                about(&waits, &|placed| placed.step.lock_timeout == 0).say(
                    format!("each gives up after {} and is tried again", crate::render::duration(longest)),
                    "waits as long as it takes, and whoever comes after it waits too: set `policy.lock_timeout`",
                    "no step takes a lock on what is in use",
                )
            }
            Item::NothingUnderLocks => about(&|placed| placed.blocks, &|placed| placed.keeps_waiting()).say(
                "they are held for changes of the catalog alone",
                "keeps others waiting for as long as there are rows",
                "nothing that is in use is locked against writes",
            ),
            Item::ConcurrentBuilds => about(&|placed| placed.statement.work == Work::Build, &|placed| {
                placed.keeps_waiting()
            })
            .say(
                "writes go on meanwhile",
                "builds an index while writes wait",
                "no index is built over rows that are there",
            ),
            Item::ValidatedApart => about(&|placed| placed.is(CONSTRAINTS), &|placed| placed.keeps_waiting())
                .say(
                    "rows are read while the table is in use",
                    "reads the rows while writes wait",
                    "no constraint is added to rows that are there",
                ),
            Item::NotNullProved => about(&|placed| placed.is(NOT_NULL), &|placed| placed.keeps_waiting())
                .say(
                    "it is set without reading a row",
                    "reads the rows while writes wait",
                    "no column that is there becomes NOT NULL",
                ),
            Item::OldApplication => {
                let breaks = |placed: &Placed<'_>| {
                    placed.has(Hazard::BreaksOldApplication) || placed.has(Hazard::RefusesRows)
                };
                about(&|placed| placed.step.phase < Phase::Contract, &breaks).say(
                    "what runs before only adds and relaxes",
                    "breaks it before the new one is deployed",
                    "nothing runs before the contract phase",
                )
            }
            Item::Batches => about(&|placed| placed.is(&[OpCode::BackfillRows]), &|placed| {
                placed.step.transaction != Transaction::Batches
            })
            .say(
                "a transaction for each",
                "fills all rows in one transaction",
                "no rows are filled",
            ),
            Item::ContractApart => about(&|placed| placed.has(Hazard::LosesData), &|placed| {
                placed.step.phase < Phase::Contract
            })
            .say(
                "after every old application is gone",
                "loses data before",
                "no data is lost",
            ),
            Item::Permitted => {
                let lacks = |placed: &Placed<'_>| {
                    placed
                        .statement
                        .permission
                        .as_ref()
                        .is_some_and(|permission| !permission.given)
                };
                about(&|placed| placed.statement.permission.is_some(), &lacks).say(
                    "somebody has said so",
                    "needs permission, and is refused without it",
                    "nothing needs permission",
                )
            }
            Item::WayBack => way_back(&all),
            Item::SizesKnown => {
                let counts = |placed: &Placed<'_>| {
                    let works = placed.is_long() || placed.is(&[OpCode::BackfillRows]);
                    (works && !placed.statement.locks.is_empty()) || placed.has(Hazard::LosesData)
                };
                let is_unknown =
                    |placed: &Placed<'_>| placed.statement.size.is_none_or(|size| size.rows.is_none());
                let unknown = if self.0.database.is_some() {
                    "is about rows that the server has never counted: ANALYZE first"
                } else {
                    "is about rows, and the plan was made without a database that has them"
                };
                about(&counts, &is_unknown).say(
                    rows(&all, &counts),
                    unknown,
                    "no rows are read, filled or lost",
                )
            }
            Item::Statistics => {
                let is_left = |placed: &Placed<'_>| {
                    let table = placed.statement.locks.first().map(|(table, _)| table);
                    let analyzes =
                        |later: &&Placed<'_>| later.number > placed.number && later.is(&[OpCode::Analyze]);
                    let mut later = all.iter().filter(analyzes);
                    !later.any(|later| later.statement.locks.first().map(|(table, _)| table) == table)
                };
                about(
                    &|placed| placed.is(WRITTEN_ANEW) && !placed.statement.locks.is_empty(),
                    &is_left,
                )
                .say(
                    "by a step of the plan",
                    "leaves columns without statistics until autovacuum or an ANALYZE of yours gathers them",
                    "no column is written anew",
                )
            }
            Item::Rehearsed => Check {
                item,
                verdict: Verdict::Open,
                why: "no plan can tell: apply it to a restored copy, then plan and apply the way back"
                    .to_owned(),
                steps: Vec::new(),
            },
        }
    }
}

/// What is undone by a statement, what is lost, and what is neither: that changes nothing that a way back would have to
/// restore.
fn way_back(all: &[Placed<'_>]) -> Check {
    let is_lost = |placed: &Placed<'_>| placed.has(Hazard::LosesData);
    let is_final = |placed: &Placed<'_>| is_lost(placed) || placed.has(Hazard::Irreversible);
    let wrong: Vec<Placed<'_>> = all.iter().copied().filter(|placed| is_final(placed)).collect();
    let lost: Vec<String> = wrong
        .iter()
        .filter(|placed| is_lost(placed))
        .map(|placed| {
            let rows = placed.statement.size.and_then(words::rows);
            format!(
                "`{}` ({})",
                placed.statement.target.path(),
                rows.unwrap_or_else(|| "rows unknown".to_owned())
            )
        })
        .collect();
    let why = if lost.is_empty() {
        "cannot be undone".to_owned()
    } else {
        format!("what is gone is gone: {}; have a backup of it", lost.join(", "))
    };
    Found {
        item: Item::WayBack,
        about: all.to_vec(),
        wrong,
    }
    .say(
        "the plan from the new model to the old one loses nothing that was there before",
        why,
        "",
    )
}

/// How much the statements of an item are about.
fn rows(all: &[Placed<'_>], is_about: &dyn Fn(&Placed<'_>) -> bool) -> String {
    let sizes = all
        .iter()
        .filter(|placed| is_about(placed))
        .filter_map(|placed| placed.statement.size);
    let largest = sizes.max_by_key(|size| size.rows).and_then(words::rows);
    largest.map_or_else(String::new, |rows| format!("at most {rows} in one step"))
}

/// What an item is about, and what of that makes it fail.
struct Found<'a> {
    item: Item,
    about: Vec<Placed<'a>>,
    wrong: Vec<Placed<'a>>,
}

impl Found<'_> {
    fn say(self, passed: impl Into<String>, failed: impl Into<String>, absent: &str) -> Check {
        let numbers = |placed: &[Placed<'_>]| -> Vec<usize> {
            let numbers: BTreeSet<usize> = placed.iter().map(|placed| placed.number).collect();
            numbers.into_iter().collect()
        };
        let (verdict, why, steps) = if self.about.is_empty() {
            (Verdict::Absent, absent.to_owned(), Vec::new())
        } else if self.wrong.is_empty() {
            (Verdict::Passed, passed.into(), numbers(&self.about))
        } else {
            (Verdict::Failed, failed.into(), numbers(&self.wrong))
        };
        Check {
            item: self.item,
            verdict,
            why,
            steps,
        }
    }
}

/// `step 3`, `steps 1, 2 and 5`; of many the first few.
pub(crate) fn steps_words(steps: &[usize]) -> String {
    const SHOWN: usize = 6;
    let numbers: Vec<String> = steps.iter().map(usize::to_string).collect();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => format!("step {one}"),
        [first @ .., last] if numbers.len() <= SHOWN => format!("steps {} and {last}", first.join(", ")),
        many => format!(
            "steps {} and {} more",
            many[..SHOWN - 1].join(", "),
            many.len() - (SHOWN - 1)
        ),
    }
}
