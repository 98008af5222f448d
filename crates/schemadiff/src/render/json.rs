//! The plan as JSON: its own set of types with a format number, so that the engine's may change.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;
use serde::{Deserialize, Serialize};

use super::seal;
use crate::catalog::{Kind, ObjectId, ObjectRef, Size};
use crate::checklist::{Check, checklist};
use crate::facts::{Hazard, Lock, OpCode, Work};
use crate::plan::{self, Action, Permission, PermissionKind, Phase, Plan, Step, Transaction};
use crate::survey::{Survey, Unmanaged};

/// The number of this format; another one is refused.
const FORMAT: u32 = 4;

/// The version that writes. What objects looked like is hashed in the engine's own form, which is another in another version.
const TOOL: &str = env!("CARGO_PKG_VERSION");

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    tool: String,
    database: Option<String>,
    base: BTreeMap<String, String>,
    search_path: Vec<String>,
    changes: Vec<Change>,
    steps: Vec<FileStep>,
    doubts: Vec<String>,
    /// Follows from the rest; whoever reads a plan goes through the list again.
    checklist: Vec<FileCheck>,
    /// Absent where nobody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_managed: Option<FileSurvey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCheck {
    item: String,
    verdict: String,
    words: String,
    why: String,
    steps: Vec<usize>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSurvey {
    objects: Vec<FileUnmanaged>,
    members_of_extensions: BTreeMap<String, u64>,
    #[serde(default)]
    out_of_scope: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileUnmanaged {
    class: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    schema: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Object {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<String>,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    action: String,
    object: Object,
    details: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<FileSize>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSize {
    rows: Option<u64>,
    bytes: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileStep {
    phase: String,
    transaction: String,
    lock_timeout_ms: u64,
    statement_timeout_ms: u64,
    statements: Vec<FileStatement>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileStatement {
    sql: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    backfill: Option<FileBackfill>,
    operation: String,
    object: Object,
    locks: Vec<FileLock>,
    work: String,
    hazards: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<FilePermission>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<FileSize>,
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    undo: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileBackfill {
    schema: Option<String>,
    table: String,
    set: String,
    rows: String,
    by: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileLock {
    schema: Option<String>,
    relation: String,
    mode: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePermission {
    kind: String,
    object: String,
    given: bool,
}

/// Writes a plan, with a line break at the end.
///
/// # Panics
/// Never: strings, numbers and lists are always JSON.
pub fn write(plan: &Plan) -> String {
    let file = File {
        format: FORMAT,
        tool: TOOL.to_owned(),
        database: plan.database.clone(),
        base: plan.base.clone(),
        search_path: plan.search_path.clone(),
        changes: plan
            .changes
            .iter()
            .map(|change| Change {
                action: action_word(change.action).to_owned(),
                object: object(&change.object),
                details: change.details.clone(),
                size: change.size.map(size),
            })
            .collect(),
        steps: plan.steps.iter().map(step).collect(),
        doubts: plan.doubts.clone(),
        checklist: checklist(plan).into_iter().map(check).collect(),
        not_managed: plan.survey.as_ref().map(survey),
    };
    let text = serde_json::to_string_pretty(&file).expect("strings, numbers and lists are always JSON");
    seal::seal(&text)
}

/// Reads a plan that [`write()`] wrote, if it is as it was written.
///
/// # Errors
/// When it is not such a file, or one of another version; the message says why, for people.
pub fn read(text: &str) -> Result<Plan, String> {
    let opened = seal::open(text);
    // Which version it is of explains what else is strange about it.
    match serde_json::from_str::<Version>(opened.as_deref().unwrap_or(text)) {
        Ok(Version { tool, format }) if tool.as_deref() != Some(TOOL) || format != FORMAT => {
            let tool = tool.map_or_else(|| "another version".to_owned(), |tool| format!("version {tool}"));
            return Err(format!(
                "it was saved by {tool} of schemadiff in format {format}, and this is version {TOOL}, which reads its own plans in \
                 format {FORMAT}"
            ));
        }
        Err(error) if opened.is_ok() || !text.trim_start().starts_with("{\n  \"format\"") => {
            return Err(format!("this is not a saved plan: {error}"));
        }
        _ => {}
    }
    let text = &opened?;
    let file: File = serde_json::from_str(text).map_err(|error| format!("the plan is damaged: {error}"))?;
    Ok(Plan {
        base: file.base,
        search_path: file.search_path,
        database: file.database,
        changes: file
            .changes
            .into_iter()
            .map(|change| {
                Ok(plan::Change {
                    object: read_object(change.object)?,
                    action: find(&change.action, ACTIONS, |action| action_word(*action), "action")?,
                    details: change.details,
                    size: change.size.as_ref().map(read_size),
                })
            })
            .collect::<Result<_, String>>()?,
        steps: file.steps.into_iter().map(read_step).collect::<Result<_, _>>()?,
        doubts: file.doubts,
        survey: file.not_managed.map(read_survey),
    })
}

/// The part of a file that every format has, and what the first two had not.
#[derive(Deserialize)]
struct Version {
    format: u32,
    tool: Option<String>,
}

const ACTIONS: &[Action] = &[Action::Create, Action::Alter, Action::Replace, Action::Drop];

/// The word for an action.
pub(super) fn action_word(action: Action) -> &'static str {
    match action {
        Action::Create => "create",
        Action::Alter => "alter",
        Action::Replace => "replace",
        Action::Drop => "drop",
    }
}

fn find<T: Copy>(word: &str, all: &[T], name: impl Fn(&T) -> &'static str, what: &str) -> Result<T, String> {
    all.iter()
        .find(|candidate| name(candidate) == word)
        .copied()
        .ok_or_else(|| format!("the plan is damaged: unknown {what} `{word}`"))
}

fn object(object: &ObjectRef) -> Object {
    Object {
        kind: object.kind.words().to_owned(),
        schema: object.id.name.schema.clone(),
        name: object.id.name.name.clone(),
        part: object.id.part.clone(),
    }
}

fn read_object(object: Object) -> Result<ObjectRef, String> {
    let kind = find(&object.kind, Kind::ALL, |kind| kind.words(), "kind")?;
    let name = ObjectName {
        schema: object.schema,
        name: object.name,
    };
    Ok(ObjectRef::new(
        kind,
        ObjectId {
            name,
            part: object.part,
        },
    ))
}

fn survey(survey: &Survey) -> FileSurvey {
    let unmanaged = |found: &Unmanaged| FileUnmanaged {
        class: found.class.clone(),
        name: found.name.clone(),
        schema: found.schema.clone(),
    };
    FileSurvey {
        objects: survey.unmanaged.iter().map(unmanaged).collect(),
        members_of_extensions: survey.left_out.clone(),
        out_of_scope: survey.out_of_scope,
    }
}

fn read_survey(survey: FileSurvey) -> Survey {
    let unmanaged = |found: FileUnmanaged| Unmanaged {
        class: found.class,
        name: found.name,
        schema: found.schema,
    };
    Survey {
        unmanaged: survey.objects.into_iter().map(unmanaged).collect(),
        left_out: survey.members_of_extensions,
        out_of_scope: survey.out_of_scope,
        ..Survey::default()
    }
}

fn check(check: Check) -> FileCheck {
    FileCheck {
        item: check.item.word().to_owned(),
        verdict: check.verdict.word().to_owned(),
        words: check.item.words().to_owned(),
        why: check.why,
        steps: check.steps,
    }
}

fn size(size: Size) -> FileSize {
    FileSize {
        rows: size.rows,
        bytes: size.bytes,
    }
}

fn read_size(size: &FileSize) -> Size {
    Size {
        rows: size.rows,
        bytes: size.bytes,
    }
}

fn step(step: &Step) -> FileStep {
    FileStep {
        phase: step.phase.word().to_owned(),
        transaction: step.transaction.word().to_owned(),
        lock_timeout_ms: step.lock_timeout,
        statement_timeout_ms: step.statement_timeout,
        statements: step.statements.iter().map(statement).collect(),
    }
}

fn read_step(step: FileStep) -> Result<Step, String> {
    Ok(Step {
        phase: find(&step.phase, Phase::ALL, |phase| phase.word(), "phase")?,
        transaction: find(
            &step.transaction,
            Transaction::ALL,
            |transaction| transaction.word(),
            "transaction",
        )?,
        lock_timeout: step.lock_timeout_ms,
        statement_timeout: step.statement_timeout_ms,
        statements: step
            .statements
            .into_iter()
            .map(read_statement)
            .collect::<Result<_, _>>()?,
    })
}

fn statement(statement: &plan::Statement) -> FileStatement {
    FileStatement {
        sql: statement.sql.clone(),
        backfill: statement.backfill.as_ref().map(|backfill| FileBackfill {
            schema: backfill.table.schema.clone(),
            table: backfill.table.name.clone(),
            set: backfill.set.clone(),
            rows: backfill.rows.clone(),
            by: backfill.by.clone(),
        }),
        operation: statement.code.name().to_owned(),
        object: object(&statement.target),
        locks: statement
            .locks
            .iter()
            .map(|(relation, lock)| FileLock {
                schema: relation.schema.clone(),
                relation: relation.name.clone(),
                mode: lock.words().to_owned(),
            })
            .collect(),
        work: statement.work.word().to_owned(),
        hazards: statement
            .hazards
            .iter()
            .map(|hazard| hazard.word().to_owned())
            .collect(),
        permission: statement.permission.as_ref().map(|permission| FilePermission {
            kind: permission.kind.word().to_owned(),
            object: permission.object.clone(),
            given: permission.given,
        }),
        size: statement.size.map(size),
        reason: statement.reason.clone(),
        undo: statement.undo.clone(),
    }
}

fn read_statement(statement: FileStatement) -> Result<plan::Statement, String> {
    let permission = |permission: FilePermission| {
        Ok::<_, String>(Permission {
            kind: find(
                &permission.kind,
                PermissionKind::ALL,
                |kind| kind.word(),
                "permission",
            )?,
            object: permission.object,
            given: permission.given,
        })
    };
    Ok(plan::Statement {
        sql: statement.sql,
        backfill: statement.backfill.map(|backfill| plan::Backfill {
            table: ObjectName {
                schema: backfill.schema,
                name: backfill.table,
            },
            set: backfill.set,
            rows: backfill.rows,
            by: backfill.by,
        }),
        code: find(&statement.operation, OpCode::ALL, |code| code.name(), "operation")?,
        target: read_object(statement.object)?,
        locks: statement
            .locks
            .into_iter()
            .map(|lock| {
                let name = ObjectName {
                    schema: lock.schema,
                    name: lock.relation,
                };
                Ok((name, find(&lock.mode, Lock::ALL, |lock| lock.words(), "lock")?))
            })
            .collect::<Result<_, String>>()?,
        work: find(&statement.work, Work::ALL, |work| work.word(), "work")?,
        hazards: statement
            .hazards
            .iter()
            .map(|hazard| find(hazard, Hazard::ALL, |hazard| hazard.word(), "hazard"))
            .collect::<Result<_, _>>()?,
        permission: statement.permission.map(permission).transpose()?,
        size: statement.size.as_ref().map(read_size),
        reason: statement.reason,
        undo: statement.undo,
    })
}
