//! Words that several formats share.

use schemadiff_sql::syntax::ObjectName;

use crate::catalog::Size;
use crate::facts::Work;
use crate::plan::{Action, Change, Plan, Statement};

/// A relation for people: the schema `public` goes without saying.
pub(crate) fn short(name: &ObjectName) -> String {
    match name.schema.as_deref() {
        Some("public") | None => name.name.clone(),
        Some(schema) => format!("{schema}.{}", name.name),
    }
}

/// What happens to an object, in words.
pub(crate) fn details(change: &Change) -> String {
    let kind = change.object.kind.words();
    let mut parts = vec![match change.action {
        Action::Create => format!("new {kind}"),
        Action::Drop => format!("{kind} dropped"),
        Action::Replace => format!("{kind} replaced"),
        Action::Alter => kind.to_owned(),
    }];
    if !change.details.is_empty() {
        parts.push(change.details.join(", "));
    }
    let rows = change
        .size
        .filter(|_| change.action == Action::Drop)
        .and_then(rows);
    parts.extend(rows);
    parts.join(" · ")
}

/// `1.2 M rows`; nothing when the server never counted.
pub(crate) fn rows(size: Size) -> Option<String> {
    let rows = size.rows?;
    Some(match rows {
        1 => "1 row".to_owned(),
        0..10_000 => format!("{rows} rows"),
        10_000..1_000_000 => format!("{} k rows", rows / 1_000),
        _ => format!("{}.{} M rows", rows / 1_000_000, rows % 1_000_000 / 100_000),
    })
}

/// `1.1 GB`.
pub(crate) fn bytes(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!(
            "{}.{} GB",
            bytes / 1_000_000_000,
            bytes % 1_000_000_000 / 100_000_000
        ),
    }
}

/// What the server has to do, with how much there is of it.
pub(crate) fn work(statement: &Statement) -> String {
    let size = statement
        .size
        .filter(|size| statement.work != Work::Instant && size.bytes > 0);
    match size {
        Some(size) => {
            let rows = rows(size).map_or_else(String::new, |rows| format!("{rows}, "));
            format!("{} of {rows}{}", statement.work.word(), bytes(size.bytes))
        }
        None => statement.work.word().to_owned(),
    }
}

/// The first line of a statement, with a sign that there is more.
pub(crate) fn first_line(sql: &str) -> String {
    let line = sql.lines().next().unwrap_or_default();
    let more = sql.lines().nth(1).is_some();
    let line = line.trim_end_matches([' ', '(']);
    if more {
        format!("{line} …")
    } else {
        line.to_owned()
    }
}

/// `Plan: 1 to create, 2 to change, 1 to drop. 1 statement needs permission.`
pub(crate) fn verdict(plan: &Plan) -> String {
    let count = |wanted: &[Action]| {
        plan.changes
            .iter()
            .filter(|change| wanted.contains(&change.action))
            .count()
    };
    let created = count(&[Action::Create]);
    let changed = count(&[Action::Alter, Action::Replace]);
    let dropped = count(&[Action::Drop]);
    let missing = plan.missing_permissions().len();
    let permission = match missing {
        0 => String::new(),
        1 => " 1 statement needs permission.".to_owned(),
        _ => format!(" {missing} statements need permission."),
    };
    format!("Plan: {created} to create, {changed} to change, {dropped} to drop.{permission}")
}
