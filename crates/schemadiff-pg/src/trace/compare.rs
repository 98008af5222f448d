//! What a plan says of a statement beside what the statement did.

use schemadiff::facts::{InTransaction, Lock, OpCode, Work};
use schemadiff::plan::Statement;
use schemadiff_sql::syntax::ObjectName;

use super::{Observation, Touched};

/// Where a statement did something else than the plan says of it, one sentence each. None means that the plan is honest.
///
/// A lock that the plan does not name may be one that every application takes, up to `ROW EXCLUSIVE`: only who alters the
/// relation waits for it. A lock on an index or on the sequence of a column counts as one on the table, whose users need
/// both; not so on an index that is gone afterwards, which nobody used any more when it was locked.
pub fn disagreements(statement: &Statement, seen: &Observation) -> Vec<String> {
    let mut found = Vec::new();
    if seen.major == 0 {
        return found;
    }
    for touched in &seen.relations {
        let said = said(statement, touched);
        match touched.taken {
            Some(_) if touched.gone && touched.part_of.is_some() => {}
            Some(taken) if taken > said.unwrap_or(Lock::RowExclusive) => found.push(format!(
                "it takes {taken} on {}, and the plan says {}",
                touched.name,
                words(said)
            )),
            _ => {}
        }
    }
    let locks = statement.code.locks_since() <= seen.major;
    let expected = |(name, _): &&(ObjectName, Lock)| locks && !seen.new.contains(name);
    for (name, lock) in statement.locks.iter().filter(expected) {
        let held = held(seen, name);
        // What the second of its transactions takes, in a stronger mode than the first, it holds for an instant.
        let in_two = statement.code == OpCode::DetachPartitionConcurrently;
        if (held.is_none() || in_two) && may_be_missed(statement, seen.major) {
            continue;
        }
        if held < Some(*lock) {
            found.push(format!(
                "the plan says {lock} on {name}, and it takes {}",
                words(held)
            ));
        }
    }
    let did = seen.work();
    let relations: Vec<String> = seen
        .relations
        .iter()
        .filter(|touched| touched.scanned || touched.built || touched.rewritten)
        .map(|touched| touched.name.to_string())
        .collect();
    if !is_said(statement.work, did, !statement.locks.is_empty(), seen.sees_scans) {
        found.push(format!(
            "the plan says {}, and it is {} of {}",
            statement.work.word(),
            did.word(),
            if relations.is_empty() {
                "nothing".to_owned()
            } else {
                relations.join(", ")
            }
        ));
    }
    found
}

/// Whether the work is what the plan says. Of what is new a plan may say what it likes: nobody waits for it.
fn is_said(said: Work, did: Work, on_something: bool, sees_scans: bool) -> bool {
    match said {
        Work::Rows => did <= Work::Scan,
        Work::Scan if !sees_scans => did <= Work::Scan,
        said if !on_something => did <= said,
        said => did == said,
    }
}

fn said(statement: &Statement, touched: &Touched) -> Option<Lock> {
    statement
        .locks
        .iter()
        .filter(|(name, _)| touched.is_called(name) || touched.part_of.as_ref() == Some(name))
        .map(|(_, lock)| *lock)
        .max()
}

fn held(seen: &Observation, name: &ObjectName) -> Option<Lock> {
    seen.relations
        .iter()
        .filter(|touched| touched.is_called(name) || touched.part_of.as_ref() == Some(name))
        .filter_map(|touched| touched.held)
        .max()
}

/// Whether a lock may be there and not be seen, or be there on newer servers only.
///
/// What runs outside of transactions is looked at from beside, and may be over before anybody looks. Before PostgreSQL 15
/// partitions that are partitioned themselves had no triggers of a key that references the table above them (observed on 14:
/// dropping the key does not lock them).
fn may_be_missed(statement: &Statement, major: u32) -> bool {
    statement.code.facts().transaction == InTransaction::Never
        || (matches!(statement.code, OpCode::DropForeignKey | OpCode::DetachPartition) && major < 15)
}

fn words(lock: Option<Lock>) -> String {
    lock.map_or_else(|| "nothing".to_owned(), |lock| lock.to_string())
}
