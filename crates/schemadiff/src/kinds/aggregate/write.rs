//! `[aggregates]`.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{AggregateState, Argument, ArgumentMode, CreateAggregate, ObjectName, Parallel};

use super::{Aggregate, sql};
use crate::catalog::{ident, operator};
use crate::render::toml::{Fields, Writer};

/// Writes all aggregates.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let mut seen = BTreeSet::new();
    let names = writer.catalog().aggregates.values().map(|aggregate| &aggregate.definition.name);
    let overloaded: BTreeSet<&ObjectName> = names.filter(|name| !seen.insert(*name)).collect();
    for aggregate in writer.catalog().aggregates.values() {
        let definition = &aggregate.definition;
        let mut key = writer.key(&definition.name);
        if overloaded.contains(&definition.name) {
            let types: Vec<String> = definition.signature().iter().map(ToString::to_string).collect();
            key = format!("{key}({})", types.join(", "));
        }
        let fields = fields(aggregate, writer);
        writer.document.section(&["aggregates", &key], &fields);
    }
}

fn fields(aggregate: &Aggregate, writer: &Writer<'_>) -> Fields {
    let definition = &aggregate.definition;
    let mut fields = Fields::default();
    fields.put_some("comment", aggregate.comment.as_ref());
    if !definition.arguments.is_empty() {
        fields.put("arguments", arguments(definition, writer));
    }
    state(&definition.state, "", &mut fields, writer);
    let function = |name| writer.function(name);
    fields.put_some("combinefunc", definition.combine.as_ref().map(function));
    fields.put_some("serialfunc", definition.serial.as_ref().map(function));
    fields.put_some("deserialfunc", definition.deserial.as_ref().map(function));
    if let Some((moving, inverse)) = &definition.moving {
        state(moving, "m", &mut fields, writer);
        fields.put("minvfunc", function(inverse));
    }
    fields.put_some("sortop", definition.sort_operator.as_ref().map(operator));
    fields.put_some(
        "parallel",
        match definition.parallel {
            Parallel::Safe => Some("safe"),
            Parallel::Restricted => Some("restricted"),
            Parallel::Unsafe => None,
        },
    );
    fields.put_true("hypothetical", definition.hypothetical);
    fields
}

fn arguments(definition: &CreateAggregate, writer: &Writer<'_>) -> String {
    sql::arguments(definition, |argument: &Argument| {
        let mode = if argument.mode == ArgumentMode::Variadic { "variadic " } else { "" };
        let name = argument.name.as_ref().map_or_else(String::new, |name| format!("{} ", ident(name)));
        format!("{mode}{name}{}", writer.data_type(&argument.data_type))
    })
}

fn state(state: &AggregateState, prefix: &str, fields: &mut Fields, writer: &Writer<'_>) {
    let word = |word: &str| format!("{prefix}{word}");
    fields.put(word("sfunc"), writer.function(&state.function));
    fields.put(word("stype"), writer.data_type(&state.data_type));
    if let Some(space) = state.space {
        fields.put(word("sspace"), space);
    }
    if let Some(finish) = &state.finish {
        fields.put(word("finalfunc"), writer.function(finish));
    }
    if state.finish_extra {
        fields.put(word("finalfunc_extra"), true);
    }
    if let Some(modify) = state.finish_modify {
        fields.put(word("finalfunc_modify"), modify.word().to_ascii_lowercase());
    }
    if let Some(initial) = &state.initial {
        fields.put(word("initcond"), initial);
    }
}
