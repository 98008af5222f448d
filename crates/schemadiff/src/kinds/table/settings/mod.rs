//! How columns are stored and what `ANALYZE` gathers about them: of tables, and of materialized views.
//!
//! `CREATE TABLE` takes a storage only since PostgreSQL 16, so that everything is set after the column is there. Nobody
//! waits for the rows that are there: they stay as they were stored.

pub(in crate::kinds) mod introspect;
pub(in crate::kinds) mod toml;
pub(in crate::kinds) mod write;

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Column, ColumnSettings, Storage, TypeName};

use super::Table;
use crate::canon::parameters;
use crate::catalog::{Catalog, ObjectId, ObjectRef, Pair, ident};
use crate::facts::OpCode;
use crate::lower::{Lowering, Operation, option_list};
use crate::standing::ancestors;

/// One setting that differs: what follows `ALTER COLUMN name`.
#[derive(Debug)]
pub(in crate::kinds) struct Difference {
    /// The operation.
    pub(in crate::kinds) code: OpCode,
    /// `SET STORAGE EXTERNAL`.
    pub(in crate::kinds) words: String,
    /// What sets it back.
    pub(in crate::kinds) back: String,
    /// Why.
    pub(in crate::kinds) because: &'static str,
}

/// Brings settings into the form that comparison relies on: what is the default anyway is left out. `own` is the storage
/// that the column's type has by itself, if that is known.
pub(in crate::kinds) fn canonicalize(settings: &mut ColumnSettings, own: Option<Storage>) {
    if settings.storage == own {
        settings.storage = None;
    }
    parameters(&mut settings.options);
}

/// The storage that columns of a type have by themselves (`pg_type.typstorage`, the same on every supported version).
pub(crate) fn own_storage(catalog: &Catalog, data_type: &TypeName) -> Option<Storage> {
    let mut data_type = data_type;
    // A chain longer than the number of domains is a circle, which no server has.
    for _ in 0..=catalog.domains.len() {
        match catalog.domains.get(&ObjectId::named(data_type.name.clone())) {
            Some(domain) if !data_type.array => data_type = &domain.definition.data_type,
            _ => break,
        }
    }
    if let Some(storage) = builtin_storage(data_type) {
        return Some(storage);
    }
    let id = ObjectId::named(data_type.name.clone());
    if catalog.enums.contains(&id) {
        return Some(Storage::Plain);
    }
    // Rows of a table, too, are a type.
    let composed = catalog.composite_types.contains(&id)
        || catalog.tables.contains(&id)
        || catalog.range_types.values().any(|range| [&range.definition.name, &range.multirange()].contains(&&id.name));
    composed.then_some(Storage::Extended)
}

/// The storage that a built-in type has by itself, or an array of any.
pub(crate) fn builtin_storage(data_type: &TypeName) -> Option<Storage> {
    if data_type.array {
        return Some(Storage::Extended);
    }
    if !data_type.is_known_builtin() {
        return None;
    }
    Some(match data_type.name.name.as_str() {
        "numeric" | "inet" | "cidr" => Storage::Main,
        "bit" | "bpchar" | "bytea" | "datemultirange" | "daterange" | "int4multirange" | "int4range" | "int8multirange"
        | "int8range" | "json" | "jsonb" | "jsonpath" | "nummultirange" | "numrange" | "path" | "pg_snapshot"
        | "polygon" | "refcursor" | "text" | "tsmultirange" | "tsrange" | "tstzmultirange" | "tstzrange" | "tsvector"
        | "txid_snapshot" | "varbit" | "varchar" | "xml" => Storage::Extended,
        _ => Storage::Plain,
    })
}

/// What is different, setting by setting.
pub(in crate::kinds) fn differences(
    pair: Pair<&ColumnSettings>,
    data_type: Option<&TypeName>,
    cx: &Lowering<'_>,
) -> Vec<Difference> {
    let Pair { old, new } = pair;
    let mut all = Vec::new();
    let mut note = |differs: bool, code: OpCode, words: [String; 2], because: &'static str| {
        let [words, back] = words;
        if differs {
            all.push(Difference { code, words, back, because });
        }
    };
    let storage = |storage: Option<Storage>| {
        let own = data_type.and_then(|data_type| own_storage(cx.pair.new.catalog(), data_type)).map(Storage::as_sql);
        // `DEFAULT` is known since 16; all but a few types that have a storage to choose have this one.
        let own = own.unwrap_or(if cx.server_major() >= 16 { "DEFAULT" } else { "EXTENDED" });
        format!("SET STORAGE {}", storage.map_or(own, Storage::as_sql))
    };
    note(
        old.storage != new.storage,
        OpCode::SetColumnStorage,
        [storage(new.storage), storage(old.storage)],
        "for values to come",
    );
    let compression =
        |method: &Option<String>| format!("SET COMPRESSION {}", method.as_deref().map_or("DEFAULT".to_owned(), ident));
    note(
        old.compression != new.compression,
        OpCode::SetColumnCompression,
        [compression(&new.compression), compression(&old.compression)],
        "for values to come",
    );
    let statistics =
        |target: Option<u16>| format!("SET STATISTICS {}", target.map_or("-1".to_owned(), |target| target.to_string()));
    note(
        old.statistics != new.statistics,
        OpCode::SetColumnStatistics,
        [statistics(new.statistics), statistics(old.statistics)],
        "for the next ANALYZE",
    );
    let set: BTreeMap<String, String> = only_in(&new.options, &old.options);
    let before: BTreeMap<String, String> = only_in(&old.options, &new.options);
    let words = |set: &BTreeMap<String, String>| format!("SET ({})", option_list(set));
    let reset = |names: Vec<&String>| {
        let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
        format!("RESET ({})", names.join(", "))
    };
    let added: Vec<&String> = set.keys().filter(|name| !old.options.contains_key(*name)).collect();
    let gone: Vec<&String> = before.keys().filter(|name| !new.options.contains_key(*name)).collect();
    if !set.is_empty() {
        let back = if added.is_empty() { words(&before) } else { reset(added) };
        note(true, OpCode::SetColumnOptions, [words(&set), back], "for the next ANALYZE");
    }
    if !gone.is_empty() {
        let back = words(&before);
        note(true, OpCode::SetColumnOptions, [reset(gone), back], "for the next ANALYZE");
    }
    all
}

fn only_in(these: &BTreeMap<String, String>, those: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let differs = these.iter().filter(|(name, value)| those.get(*name) != Some(value));
    differs.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Sets everything that is not the default on a column that is new, or new again.
pub(super) fn set_all(table: &Table, column: &Column, cx: &Lowering<'_>) -> Vec<Operation> {
    let nothing = ColumnSettings::default();
    change(table, column, Pair { old: &nothing, new: &column.settings }, cx)
}

/// Sets what is different on a column that is there.
pub(super) fn change(
    table: &Table,
    column: &Column,
    settings: Pair<&ColumnSettings>,
    cx: &Lowering<'_>,
) -> Vec<Operation> {
    let differences = differences(settings, Some(&column.data_type), cx).into_iter();
    let mut operations: Vec<Operation> = differences
        .map(|Difference { code, words, back, because }| {
            let name = ident(&column.name);
            Operation::clause(
                code,
                ObjectRef::column(&table.name, &column.name),
                &table.name,
                format!("ALTER COLUMN {name} {words}"),
            )
            .needs([ObjectRef::column(&table.name, &column.name)])
            .because(because)
            .undo(format!("ALTER TABLE {} ALTER COLUMN {name} {back}", table.name))
        })
        .collect();
    if table.partition_by.is_some() && settings.old.statistics != settings.new.statistics {
        operations.extend(again_below(table, column, cx));
    }
    operations
}

/// `SET STATISTICS` goes down to every partition: those that say another target say it again.
fn again_below(table: &Table, column: &Column, cx: &Lowering<'_>) -> Vec<Operation> {
    let catalog = cx.pair.new.catalog();
    let own = |partition: &Table| {
        let said = partition.partition_of.as_ref()?.columns.get(&column.name)?;
        said.settings.statistics
    };
    let is_below = |partition: &Table| ancestors(catalog, partition).iter().any(|above| above.name == table.name);
    let saying = catalog.tables.values().filter_map(|partition| Some((partition, own(partition)?)));
    saying
        .filter(|(partition, _)| !cx.is_new_table(&partition.name) && is_below(partition))
        .map(|(partition, target)| {
            let only = if partition.partition_by.is_some() { "ONLY " } else { "" };
            let name = ident(&column.name);
            Operation::new(
                OpCode::SetColumnStatistics,
                ObjectRef::column(&partition.name, &column.name),
                format!("ALTER TABLE {only}{} ALTER COLUMN {name} SET STATISTICS {target}", partition.name),
            )
            .on(&partition.name)
            .because("the partition's own, which that of its parent has replaced")
        })
        .collect()
}
