//! Aggregates as SQL.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{AggregateState, Argument, ArgumentMode, CreateAggregate, Parallel};

use crate::catalog::{ident, operator};

/// `CREATE OR REPLACE AGGREGATE …`. Used for new aggregates too, so that a run that was cut off can be repeated.
pub(super) fn create(aggregate: &CreateAggregate) -> String {
    let mut options = Vec::new();
    state(&aggregate.state, "", &mut options);
    let functions = [
        ("COMBINEFUNC", &aggregate.combine),
        ("SERIALFUNC", &aggregate.serial),
        ("DESERIALFUNC", &aggregate.deserial),
    ];
    options.extend(functions.into_iter().filter_map(|(word, name)| Some(format!("{word} = {}", name.as_ref()?))));
    if let Some((moving, inverse)) = &aggregate.moving {
        state(moving, "M", &mut options);
        options.push(format!("MINVFUNC = {inverse}"));
    }
    if let Some(name) = &aggregate.sort_operator {
        options.push(format!("SORTOP = {}", operator(name)));
    }
    match aggregate.parallel {
        Parallel::Safe => options.push("PARALLEL = SAFE".to_owned()),
        Parallel::Restricted => options.push("PARALLEL = RESTRICTED".to_owned()),
        Parallel::Unsafe => {}
    }
    if aggregate.hypothetical {
        options.push("HYPOTHETICAL".to_owned());
    }
    format!(
        "CREATE OR REPLACE AGGREGATE {}({}) (\n    {}\n)",
        aggregate.name,
        arguments(aggregate, argument_with_name),
        options.join(",\n    ")
    )
}

fn state(state: &AggregateState, prefix: &str, options: &mut Vec<String>) {
    options.push(format!("{prefix}SFUNC = {}", state.function));
    options.push(format!("{prefix}STYPE = {}", state.data_type));
    options.extend(state.space.map(|space| format!("{prefix}SSPACE = {space}")));
    options.extend(state.finish.as_ref().map(|name| format!("{prefix}FINALFUNC = {name}")));
    if state.finish_extra {
        options.push(format!("{prefix}FINALFUNC_EXTRA"));
    }
    options.extend(state.finish_modify.map(|modify| format!("{prefix}FINALFUNC_MODIFY = {}", modify.word())));
    options.extend(state.initial.as_ref().map(|text| format!("{prefix}INITCOND = {}", quote::literal(text))));
}

/// What stands in parentheses: `*` for nothing, and `ORDER BY` between direct and ordered arguments.
pub(super) fn arguments(aggregate: &CreateAggregate, one: impl Fn(&Argument) -> String) -> String {
    let list = |arguments: &[Argument]| arguments.iter().map(&one).collect::<Vec<_>>().join(", ");
    let all = &aggregate.arguments;
    let Some(direct) = aggregate.direct else {
        return if all.is_empty() { "*".to_owned() } else { list(all) };
    };
    let (direct, mut ordered) = all.split_at(direct.min(all.len()));
    if aggregate.repeats_variadic() {
        ordered = &all[all.len() - 1..];
    }
    match direct {
        [] => format!("ORDER BY {}", list(ordered)),
        _ => format!("{} ORDER BY {}", list(direct), list(ordered)),
    }
}

fn mode(argument: &Argument) -> &'static str {
    if argument.mode == ArgumentMode::Variadic { "VARIADIC " } else { "" }
}

fn argument_with_name(argument: &Argument) -> String {
    let name = argument.name.as_ref().map_or_else(String::new, |name| format!("{} ", ident(name)));
    format!("{}{name}{}", mode(argument), argument.data_type)
}

/// `AGGREGATE name(types)`, as `DROP` and `COMMENT` take it.
pub(super) fn words(aggregate: &CreateAggregate) -> String {
    let types = arguments(aggregate, |argument| format!("{}{}", mode(argument), argument.data_type));
    format!("AGGREGATE {}({types})", aggregate.name)
}
