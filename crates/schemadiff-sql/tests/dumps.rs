//! Dumps of one rich database, made by `pg_dump` of PostgreSQL 18 from servers of the oldest and the newest version
//! that are supported: every statement is understood or named, and each kind of statement is read as it is meant.

use schemadiff_sql::parse_script;
use schemadiff_sql::syntax::{AlterTableAction, Statement};

/// Every statement on a line or two, and every error with its place.
fn summary(dump: &str) -> String {
    let (statements, errors) = parse_script(dump);
    let mut lines: Vec<String> = statements
        .iter()
        .filter_map(|parsed| line(&parsed.statement))
        .collect();
    for error in errors {
        let number = dump[..error.range.start].matches('\n').count() + 1;
        let place: String = dump[error.range].chars().take_while(|c| *c != '\n').collect();
        lines.push(format!("error in line {number}: {} <{place}>", error.message));
    }
    lines.join("\n")
}

/// What a statement says; nothing of those that only concern the session or an owner.
fn line(statement: &Statement) -> Option<String> {
    match statement {
        Statement::Session => None,
        Statement::Other { what } if what.ends_with("OWNER TO") => None,
        Statement::Other { what } => Some(format!("not modelled: {what}")),
        Statement::AlterTable { actions, .. } => match actions.as_slice() {
            [AlterTableAction::OwnerTo(_)] => None,
            _ => Some(format!("{statement:?}")),
        },
        other => Some(format!("{other:?}")),
    }
}

#[test]
fn postgres_14() {
    insta::assert_snapshot!(summary(include_str!("dumps/postgres14.sql")));
}

#[test]
fn postgres_18() {
    insta::assert_snapshot!(summary(include_str!("dumps/postgres18.sql")));
}

/// Between two statements there are only comments, blanks, semicolons and data, or a statement with an error.
#[test]
fn nothing_is_lost_between_statements() {
    for dump in [
        include_str!("dumps/postgres14.sql"),
        include_str!("dumps/postgres18.sql"),
    ] {
        let (statements, errors) = parse_script(dump);
        let mut end = 0;
        let mut in_data = false;
        for parsed in statements {
            let gap = &dump[end..parsed.range.start];
            let is_error = errors
                .iter()
                .any(|error| (end..parsed.range.start).contains(&error.range.start));
            let gap = if in_data {
                gap.split_once("\\.").map_or(gap, |(_, rest)| rest)
            } else {
                gap
            };
            for line in gap.lines().map(str::trim) {
                assert!(
                    is_error || matches!(line, "" | ";") || line.starts_with("--"),
                    "{line}"
                );
            }
            end = parsed.range.end;
            in_data = matches!(&parsed.statement, Statement::Other { what } if what == "COPY data");
        }
    }
}
