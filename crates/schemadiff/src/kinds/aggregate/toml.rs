//! `[aggregates]`.

use schemadiff_sql::syntax::{AggregateState, CreateAggregate, FinishModify, ObjectName, Parallel};
use schemadiff_sql::{parse_aggregate_arguments, parse_name, parse_operator_name, parse_type};

use super::Aggregate;
use crate::kinds::function::toml::split_signature;
use crate::source::toml::{Entry, Reader, Table, Value, comment, scalar};

/// `[aggregates.total]`, with PostgreSQL's own words as keys. Where there are overloads, the key has the arguments.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("aggregate") else {
        return;
    };
    let (key, _) = split_signature(entry.name);
    let name = entry.renamed(key).object_name(reader.default_schema());
    let arguments = match table.get("arguments") {
        None => Some((Vec::new(), None)),
        Some(value) => value.sql("a list of arguments", parse_aggregate_arguments),
    };
    let function = |key: &'static str| table.sql(key, "the name of a function", parse_name).map(builtin);
    let modify = |key: &'static str| {
        table.one_of(
            key,
            &[
                ("read_only", FinishModify::ReadOnly),
                ("shareable", FinishModify::Shareable),
                ("read_write", FinishModify::ReadWrite),
            ],
        )
    };
    let data_type = |value: Value<'_>| value.sql("a data type", parse_type);
    let state = required_function(&table, "sfunc").zip(table.required("stype").and_then(data_type));
    let state = state.map(|(function_name, data_type)| AggregateState {
        function: function_name,
        data_type,
        space: table.integer("sspace"),
        finish: function("finalfunc"),
        finish_extra: table.flag("finalfunc_extra").unwrap_or_default(),
        finish_modify: modify("finalfunc_modify"),
        initial: table.get("initcond").and_then(scalar),
    });
    let moving = function("msfunc").zip(table.get("mstype").and_then(data_type));
    let moving = moving.map(|(function_name, data_type)| AggregateState {
        function: function_name,
        data_type,
        space: table.integer("msspace"),
        finish: function("mfinalfunc"),
        finish_extra: table.flag("mfinalfunc_extra").unwrap_or_default(),
        finish_modify: modify("mfinalfunc_modify"),
        initial: table.get("minitcond").and_then(scalar),
    });
    let moving = moving.zip(function("minvfunc"));
    let parallel = table.one_of(
        "parallel",
        &[
            ("safe", Parallel::Safe),
            ("restricted", Parallel::Restricted),
            ("unsafe", Parallel::Unsafe),
        ],
    );
    let combine = function("combinefunc");
    let serial = function("serialfunc");
    let deserial = function("deserialfunc");
    let sort_operator = table.sql("sortop", "the name of an operator", parse_operator_name);
    let hypothetical = table.flag("hypothetical").unwrap_or_default();
    let comment = comment(&table);
    table.finish();
    let (Some(name), Some((arguments, direct)), Some(state)) = (name, arguments, state) else {
        return;
    };
    let mut definition = CreateAggregate {
        name,
        arguments,
        direct,
        hypothetical,
        state,
        combine,
        serial,
        deserial,
        moving,
        sort_operator,
        parallel: parallel.unwrap_or_default(),
    };
    let default = FinishModify::default_of(&definition);
    let moving = definition.moving.iter_mut().map(|(state, _)| state);
    for state in std::iter::once(&mut definition.state).chain(moving) {
        state.finish_modify = state.finish_modify.filter(|modify| *modify != default);
    }
    reader.define(Aggregate { definition, comment }, &entry.origin());
}

fn required_function(table: &Table<'_>, key: &'static str) -> Option<ObjectName> {
    let value = table.required(key)?;
    value.sql("the name of a function", parse_name).map(builtin)
}

fn builtin(name: ObjectName) -> ObjectName {
    match name.schema.as_deref() {
        Some("pg_catalog") => ObjectName::bare(name.name),
        _ => name,
    }
}
