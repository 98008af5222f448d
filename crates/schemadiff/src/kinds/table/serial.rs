//! Columns that are numbered from now on, or by an identity instead of a sequence of their own: the numbers go on.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{Column, ConstraintKind, Identity, IndexValue, ObjectName};

use super::{Table, alter, sql};
use crate::catalog::{ObjectId, ObjectRef, Pair, ident};
use crate::facts::{Hazard, Lock, OpCode, Work};
use crate::kinds::{ObjectKind, Sequence};
use crate::lower::{Lowering, Operation, helper_name};
use crate::plan::Phase;

/// The sequence of a `serial` column that is to have an identity instead: the column owns it and has its default from it, and
/// the model has it no longer.
pub(super) fn sequence<'a>(table: &ObjectName, pair: Pair<&Column>, cx: &Lowering<'a>) -> Option<&'a Sequence> {
    let (None, Some(_), Some(default)) = (&pair.old.identity, &pair.new.identity, &pair.old.default) else {
        return None;
    };
    let used = default.references().relations;
    let new = cx.pair.new.catalog();
    let mut sequences = cx.pair.old.catalog().sequences.values();
    sequences.find(|sequence| {
        let owner = sequence.options.owned_by.as_ref();
        owner.is_some_and(|owner| owner.table == *table && owner.column == pair.new.name)
            && used.contains(&sequence.name)
            && !new.sequences.contains(&sequence.id())
    })
}

/// Whether a sequence goes as the column that owns it gets an identity, which goes on with its numbers.
pub(in crate::kinds) fn becomes_identity(sequence: &Sequence, cx: &Lowering<'_>) -> bool {
    let Some(owner) = &sequence.options.owned_by else { return false };
    let id = ObjectId::named(owner.table.clone());
    let [old, new] = [cx.pair.old.catalog(), cx.pair.new.catalog()].map(|catalog| catalog.tables.get(&id));
    let columns = old.and_then(|old| old.column(&owner.column)).zip(new.and_then(|new| new.column(&owner.column)));
    let found = columns.and_then(|(old, new)| self::sequence(&owner.table, Pair { old, new }, cx));
    found.is_some_and(|found| found.name == sequence.name)
}

/// An identity takes the place of a sequence, with its name if that is the usual one, and gives out the numbers that it would have given.
///
/// # Locks
/// ACCESS EXCLUSIVE on the table for an instant, in one transaction: no row is without a number, and none is given out twice.
pub(super) fn become_identity(table: &Table, pair: Pair<&Column>, sequence: &Sequence) -> Vec<Operation> {
    let Pair { old, new } = pair;
    let Some(identity) = &new.identity else { return Vec::new() };
    let bare = Column { default: None, identity: None, ..new.clone() };
    let aside = ObjectName {
        schema: sequence.name.schema.clone(),
        name: helper_name(&sequence.name.name, "_schemadiff_old"),
    };
    let target = ObjectRef::column(&table.name, &new.name);
    let drop = alter::set_default(table, Pair { old, new: &bare }).because("numbered by the identity from here on");
    // `pg_get_serial_sequence()` would find either of the two.
    let let_go = Operation::new(
        OpCode::OwnSequence,
        sequence.object_ref(),
        format!("ALTER SEQUENCE {} OWNED BY NONE", sequence.name),
    )
    .on(&sequence.name)
    .because("the column has an identity next");
    let rename = format!("ALTER SEQUENCE {} RENAME TO {}", sequence.name, ident(&aside.name));
    let rename = Operation::new(OpCode::RenameSequence, target.clone(), rename)
        .on(&sequence.name)
        .because("makes room for that of the identity");
    let words = format!("ADD {}", sql::generated_as_identity(identity));
    let add = alter::clause(OpCode::AddIdentity, table, new, &words).because("numbered by PostgreSQL from here on");
    let carry = format!(
        "SELECT setval(pg_get_serial_sequence({}, {}), last_value, is_called) FROM {aside}",
        quote::literal(&table.name.to_string()),
        quote::literal(&new.name)
    );
    let carry = Operation::new(OpCode::AdvanceSequence, target, carry)
        .on(&table.name)
        .locking(Lock::AccessShare)
        .because("goes on where the sequence has stopped");
    let gone = Operation::new(OpCode::DropSequence, sequence.object_ref(), format!("DROP SEQUENCE {aside}"))
        .on(&sequence.name)
        .drops(sequence.object_ref())
        .because("nothing is numbered by it any more");
    [drop, let_go, rename, add, carry, gone]
        .into_iter()
        .map(|operation| Operation { undo: None, ..operation.harmless().in_phase(Phase::Contract).atomically() })
        .collect()
}

/// Sets a new sequence past the values that are there, unless it starts beyond them: it would give them out again otherwise. Stands in the
/// transaction that adds the identity, which lets no row in meanwhile; an index on the column answers `max()` at once, and
/// without one every row is read.
pub(super) fn advance(table: &Table, column: &Column, identity: &Identity, cx: &Lowering<'_>) -> Operation {
    let (name, table_literal) = (ident(&column.name), quote::literal(&table.name.to_string()));
    let down = identity.options.increment.is_some_and(|increment| increment < 0);
    let (last, beyond, first) = if down { ("min", "<=", "-1") } else { ("max", ">=", "1") };
    let start = identity.options.start.map_or_else(|| first.to_owned(), |start| start.to_string());
    let sql = format!(
        "SELECT setval(pg_get_serial_sequence({table_literal}, {}), {last}({name})) FROM {} HAVING {last}({name}) {beyond} {start}",
        quote::literal(&column.name),
        table.name
    );
    let target = ObjectRef::column(&table.name, &column.name);
    let mut advance = Operation::new(OpCode::AdvanceSequence, target, sql)
        .on(&table.name)
        .locking(Lock::AccessShare)
        .because("goes on after the values that are there");
    if !cx.is_new_table(&table.name) && !is_indexed(table, &column.name, cx) {
        advance.work = Work::Scan;
        advance = advance
            .locking(Lock::AccessExclusive)
            .hazard(Hazard::BlocksAll)
            .because("goes on after the values that are there; no index tells the last one, so every row is read");
    }
    advance
}

/// Whether an index that is there begins with a column, of all rows.
fn is_indexed(table: &Table, column: &str, cx: &Lowering<'_>) -> bool {
    let Some(there) = cx.old_table(&table.name) else { return false };
    let by_key = there.constraints.iter().any(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => {
            key.columns.first().is_some_and(|first| first == column)
        }
        _ => false,
    });
    let indexes = cx.old_indexes(&table.name).iter();
    let mut indexes = indexes.filter_map(|index| cx.pair.old.catalog().indexes.get(&index.id));
    by_key
        || indexes.any(|index| {
            let first = index.definition.elements.first();
            index.valid
                && index.definition.method == "btree"
                && index.definition.predicate.is_none()
                && first.is_some_and(|first| matches!(&first.value, IndexValue::Column(name) if name == column))
        })
}
