//! `[functions]` and `[procedures]`.

use schemadiff_sql::syntax::{Argument, ArgumentMode, Body, CreateFunction, Parallel, Returns, Volatility};

use super::Function;
use crate::catalog::ident;
use crate::render::toml::{Fields, Node, Writer, block, setting};

/// Writes all functions and procedures.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for function in writer.catalog().functions.values() {
        let group = group(&function.definition);
        let key = key(&function.definition, writer);
        let fields = fields(function, writer);
        writer.document.section(&[group, &key], &fields);
    }
}

/// The section that it is written to.
pub(crate) fn group(definition: &CreateFunction) -> &'static str {
    if definition.procedure { "procedures" } else { "functions" }
}

/// The name, with the types of the arguments where there are overloads.
pub(crate) fn key(definition: &CreateFunction, writer: &Writer<'_>) -> String {
    let name = writer.key(&definition.name);
    if !writer.belongings.is_overloaded(&definition.name) {
        return name;
    }
    let types: Vec<String> = definition
        .signature()
        .iter()
        .map(|data_type| writer.data_type(data_type))
        .collect();
    format!("{name}({})", types.join(", "))
}

fn fields(function: &Function, writer: &Writer<'_>) -> Fields {
    let definition = &function.definition;
    let mut fields = Fields::default();
    fields.put_some("comment", function.comment.as_ref());
    if !definition.arguments.is_empty() {
        let arguments: Vec<String> = definition
            .arguments
            .iter()
            .map(|one| argument(one, writer))
            .collect();
        fields.put("arguments", arguments.join(", "));
    }
    fields.put_some(
        "returns",
        definition
            .returns
            .as_ref()
            .map(|returned| returns(returned, writer)),
    );
    if definition.language != "sql" || matches!(definition.body, Body::Linked { .. }) {
        fields.put("language", &definition.language);
    }
    fields.put_some(
        "volatility",
        match definition.volatility {
            Volatility::Immutable => Some("immutable"),
            Volatility::Stable => Some("stable"),
            Volatility::Volatile => None,
        },
    );
    fields.put_true("strict", definition.strict);
    if definition.security_definer {
        fields.put("security", "definer");
    }
    fields.put_true("leakproof", definition.leakproof);
    fields.put_true("window", definition.window);
    fields.put_some(
        "parallel",
        match definition.parallel {
            Parallel::Safe => Some("safe"),
            Parallel::Restricted => Some("restricted"),
            Parallel::Unsafe => None,
        },
    );
    fields.put_some("cost", definition.cost.as_deref().map(setting));
    fields.put_some("rows", definition.rows.as_deref().map(setting));
    fields.put_some("support", definition.support.as_ref().map(ToString::to_string));
    let mut settings = Fields::default();
    for (name, value) in &definition.settings {
        settings.put(name, Node::from(value));
    }
    fields.put_table("set", settings);
    match &definition.body {
        Body::Text(text) => fields.put("body", block(text)),
        Body::Sql(text) => fields.put("return_sql", block(text)),
        Body::Linked { file, symbol } => {
            fields.put("object_file", file);
            fields.put("symbol", symbol);
        }
    }
    fields
}

fn argument(argument: &Argument, writer: &Writer<'_>) -> String {
    let mut sql = match argument.mode {
        ArgumentMode::In => String::new(),
        ArgumentMode::Out => "out ".to_owned(),
        ArgumentMode::InOut => "inout ".to_owned(),
        ArgumentMode::Variadic => "variadic ".to_owned(),
    };
    if let Some(name) = &argument.name {
        sql.push_str(&ident(name));
        sql.push(' ');
    }
    sql.push_str(&writer.data_type(&argument.data_type));
    if let Some(default) = &argument.default {
        sql.push_str(" default ");
        sql.push_str(default.sql());
    }
    sql
}

fn returns(returns: &Returns, writer: &Writer<'_>) -> String {
    match returns {
        Returns::Type(data_type) => writer.data_type(data_type),
        Returns::SetOf(data_type) => format!("setof {}", writer.data_type(data_type)),
        Returns::Table(columns) => {
            let columns: Vec<String> = columns
                .iter()
                .map(|(name, kind)| format!("{} {}", ident(name), writer.data_type(kind)))
                .collect();
            format!("table ({})", columns.join(", "))
        }
    }
}
