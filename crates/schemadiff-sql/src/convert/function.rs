//! Functions and procedures.

use std::collections::BTreeMap;

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, data_type, optional, options, refuse};
use crate::syntax::{Argument, ArgumentMode, Body, CreateFunction, Parallel, Returns, TypeName, Volatility};
use crate::{depth, normal, tree, type_name};

/// Converts `CREATE FUNCTION` or `CREATE PROCEDURE`.
pub(crate) fn create_function(node: &pb::CreateFunctionStmt) -> Result<CreateFunction> {
    let mut arguments = Vec::new();
    let mut table = Vec::new();
    for parameter in &node.parameters {
        if let Some(NodeEnum::FunctionParameter(parameter)) = &parameter.node {
            if parameter.mode == pb::FunctionParameterMode::FuncParamTable as i32 {
                table.push((parameter.name.clone(), data_type(parameter.arg_type.as_ref())?));
            } else {
                arguments.push(argument(parameter)?);
            }
        }
    }
    let returns = match &node.return_type {
        _ if !table.is_empty() => Some(Returns::Table(table)),
        Some(returned) => Some(returns(returned)?),
        None => None,
    };
    let sql_body = node.sql_body.as_deref().map(sql_body).transpose()?;
    let mut function = CreateFunction {
        name: tree::object_name(&node.funcname),
        procedure: node.is_procedure,
        arguments,
        returns,
        // A body of SQL without a language is in SQL (`interpret_AS_clause()`).
        language: if sql_body.is_some() {
            "sql".to_owned()
        } else {
            String::new()
        },
        body: sql_body.unwrap_or_else(|| Body::Text(String::new())),
        volatility: Volatility::default(),
        strict: false,
        security_definer: false,
        leakproof: false,
        window: false,
        parallel: Parallel::default(),
        cost: None,
        rows: None,
        support: None,
        settings: BTreeMap::new(),
    };
    for option in options::elements(&node.options) {
        apply(&mut function, option)?;
    }
    if function.language.is_empty() {
        return Err(Problem::new("no language specified"));
    }
    drop_defaults(&mut function);
    drop_implied_result(&mut function);
    Ok(function)
}

pub(super) fn argument(node: &pb::FunctionParameter) -> Result<Argument> {
    use pb::FunctionParameterMode as Mode;
    Ok(Argument {
        name: (!node.name.is_empty()).then(|| node.name.clone()),
        mode: match Mode::try_from(node.mode).unwrap_or(Mode::Undefined) {
            Mode::FuncParamOut => ArgumentMode::Out,
            Mode::FuncParamInout => ArgumentMode::InOut,
            Mode::FuncParamVariadic => ArgumentMode::Variadic,
            _ => ArgumentMode::In,
        },
        data_type: without_modifiers(data_type(node.arg_type.as_ref())?),
        default: optional(node.defexpr.as_deref())?,
    })
}

/// Modifiers of a function's types are accepted and forgotten (manual, "CREATE FUNCTION", notes).
fn without_modifiers(data_type: TypeName) -> TypeName {
    TypeName {
        modifiers: Vec::new(),
        ..data_type
    }
}

fn returns(node: &pb::TypeName) -> Result<Returns> {
    refuse(node.pct_type, "%TYPE")?;
    let data_type = without_modifiers(type_name::convert_bare(node));
    Ok(if node.setof {
        Returns::SetOf(data_type)
    } else {
        Returns::Type(data_type)
    })
}

/// Converts an SQL-standard body.
pub(crate) fn sql_body(node: &pb::Node) -> Result<Body> {
    let mut body = node.clone();
    depth::check(&mut body)?;
    normal::normalize(&mut body);
    let unprintable = || Problem::new("this statement in a function's body cannot be printed");
    if let Some(NodeEnum::ReturnStmt(returned)) = &body.node {
        let value = returned.returnval.as_deref().and_then(tree::expression_sql);
        return Ok(Body::Sql(format!("RETURN {}", value.ok_or_else(unprintable)?)));
    }
    // BEGIN ATOMIC is a list of one list of statements (`routine_body_stmt_list` in gram.y).
    let mut text = String::from("BEGIN ATOMIC\n");
    for statement in tree::items(&body).iter().flat_map(tree::items) {
        let sql = match &statement.node {
            Some(NodeEnum::ReturnStmt(returned)) => returned
                .returnval
                .as_deref()
                .and_then(tree::expression_sql)
                .map(|value| format!("RETURN {value}")),
            _ => tree::statement_sql(statement, pg_query::DeparseOptions::default()),
        };
        text.push_str("  ");
        text.push_str(&sql.ok_or_else(unprintable)?);
        text.push_str(";\n");
    }
    text.push_str("END");
    Ok(Body::Sql(text))
}

/// Applies one option.
fn apply(function: &mut CreateFunction, option: &pb::DefElem) -> Result<()> {
    let text = || options::text(option);
    let is_true = || options::text(option) == "true";
    match option.defname.as_str() {
        "as" => {
            function.body = match option
                .arg
                .as_deref()
                .map(tree::items)
                .map(tree::owned_strings)
                .as_deref()
            {
                Some([body]) => Body::Text(body.clone()),
                Some([file, symbol]) => Body::Linked {
                    file: file.clone(),
                    symbol: symbol.clone(),
                },
                _ => return Err(Problem::at(option.location, "AS needs a body")),
            };
        }
        "language" => function.language = text().to_lowercase(),
        "window" => function.window = is_true(),
        "volatility" => {
            function.volatility = match text().as_str() {
                "immutable" => Volatility::Immutable,
                "stable" => Volatility::Stable,
                _ => Volatility::Volatile,
            };
        }
        "strict" => function.strict = is_true(),
        "security" => function.security_definer = is_true(),
        "leakproof" => function.leakproof = is_true(),
        "parallel" => {
            function.parallel = match text().as_str() {
                "safe" => Parallel::Safe,
                "restricted" => Parallel::Restricted,
                "unsafe" => Parallel::Unsafe,
                _ => {
                    return Err(Problem::at(
                        option.location,
                        "PARALLEL must be SAFE, RESTRICTED or UNSAFE",
                    ));
                }
            };
        }
        "cost" => function.cost = Some(number(&text())),
        "rows" => function.rows = Some(number(&text())),
        "support" => {
            function.support = option
                .arg
                .as_deref()
                .map(|name| tree::object_name(tree::items(name)));
        }
        "set" => match tree::inner(option.arg.as_deref()) {
            Some(NodeEnum::VariableSetStmt(set)) => apply_setting(function, set, option.location)?,
            _ => return Err(Problem::at(option.location, "SET needs a parameter")),
        },
        "transform" => return Err(Problem::at(option.location, "TRANSFORM is not modelled yet")),
        other => {
            return Err(Problem::at(
                option.location,
                format!("{} is not modelled yet", other.to_uppercase()),
            ));
        }
    }
    Ok(())
}

fn apply_setting(function: &mut CreateFunction, set: &pb::VariableSetStmt, location: i32) -> Result<()> {
    use pb::VariableSetKind as Kind;
    match Kind::try_from(set.kind).unwrap_or(Kind::Undefined) {
        Kind::VarSetValue => {
            function.settings.insert(set.name.clone(), options::setting(set));
        }
        Kind::VarSetDefault | Kind::VarReset => {
            function.settings.remove(&set.name);
        }
        _ => {
            return Err(Problem::at(location, "SET … FROM CURRENT is not modelled yet"));
        }
    }
    Ok(())
}

/// A number as `float4out()` prints it: `100` for `100.0`.
fn number(text: &str) -> String {
    text.parse::<f32>()
        .map_or_else(|_| text.to_owned(), |number| number.to_string())
}

/// Leaves out a result that the OUT arguments say already: where both are written they must agree (manual, "CREATE
/// FUNCTION").
fn drop_implied_result(function: &mut CreateFunction) {
    let is_output = |argument: &Argument| matches!(argument.mode, ArgumentMode::Out | ArgumentMode::InOut);
    if matches!(function.returns, Some(Returns::Type(_))) && function.arguments.iter().any(is_output) {
        function.returns = None;
    }
}

/// Leaves out what PostgreSQL would set anyway (`procost` and `prorows` in `ProcedureCreate()`'s callers).
fn drop_defaults(function: &mut CreateFunction) {
    let cost = if matches!(function.language.as_str(), "c" | "internal") {
        "1"
    } else {
        "100"
    };
    if function.cost.as_deref() == Some(cost) {
        function.cost = None;
    }
    if function.rows.as_deref() == Some("1000") {
        function.rows = None;
    }
}
