//! Sequences as SQL statements write them.

use schemadiff_sql::syntax::{Column, ObjectName, OwnedBy, Persistence, SequenceOptions};
use schemadiff_sql::{Expr, quote};

use super::Sequence;
use crate::canon::serial_sequence_name;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::source::Script;

/// `CREATE SEQUENCE`. It is logged unless it says otherwise, whatever the table of the column that owns it is; only that of an
/// identity or `serial` column follows its table (`generateSerialExtraStmts` in `src/backend/parser/parse_utilcmd.c`).
pub(crate) fn create(script: &mut Script<'_>, name: ObjectName, mut options: SequenceOptions) {
    own(script, &mut options);
    options.persistence = options.persistence.or(Some(Persistence::Permanent));
    script.define(Sequence {
        name: script.own_name(name),
        options,
        comment: None,
    });
}

/// `ALTER SEQUENCE`: what is said replaces what was.
pub(crate) fn alter(script: &mut Script<'_>, name: ObjectName, mut options: SequenceOptions) {
    own(script, &mut options);
    let name = script.relation_name(name);
    let Some(sequence) = script
        .into
        .catalog
        .sequences
        .get_mut(&ObjectId::named(name.clone()))
    else {
        return script.missing(code::MISSING_OBJECT, ObjectRef::named(Kind::Sequence, &name));
    };
    let old = std::mem::take(&mut sequence.options);
    sequence.options = SequenceOptions {
        data_type: options.data_type.or(old.data_type),
        start: options.start.or(old.start),
        increment: options.increment.or(old.increment),
        min: options.min.or(old.min),
        max: options.max.or(old.max),
        cache: options.cache.or(old.cache),
        cycle: options.cycle || old.cycle,
        owned_by: options.owned_by.or(old.owned_by),
        persistence: options.persistence.or(old.persistence),
        name: None,
    };
}

/// What `serial` stands for: a sequence that the column owns, and its default (manual, "Serial Types").
///
/// PostgreSQL gives the sequence the first free name (`ChooseRelationName` in `src/backend/commands/indexcmds.c`).
pub(crate) fn serial(
    table: &ObjectName,
    column: &mut Column,
    is_taken: impl Fn(&ObjectName) -> bool,
) -> Sequence {
    let mut number = 0;
    let mut name = serial_sequence_name(table, &column.name, number);
    while is_taken(&name) {
        number += 1;
        name = serial_sequence_name(table, &column.name, number);
    }
    let next = format!("nextval({}::regclass)", quote::literal(&name.to_string()));
    column.default = Expr::parse(&next).ok();
    column.not_null = true;
    let owner = OwnedBy {
        table: table.clone(),
        column: column.name.clone(),
    };
    let options = SequenceOptions {
        data_type: Some(column.data_type.clone()),
        owned_by: Some(owner),
        ..SequenceOptions::default()
    };
    Sequence {
        name,
        options,
        comment: None,
    }
}

fn own(script: &Script<'_>, options: &mut SequenceOptions) {
    if let Some(owner) = options.owned_by.take() {
        options.owned_by = Some(OwnedBy {
            table: script.relation_name(owner.table),
            ..owner
        });
    }
}
