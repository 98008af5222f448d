//! Aggregates, casts and operators.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, data_type, function, options, types};
use crate::syntax::{
    AggregateState, CastContext, CastMethod, CreateAggregate, CreateCast, CreateOperator, FinishModify,
    ObjectName, Parallel, Statement, TypeName,
};
use crate::tree;

/// Converts `CREATE AGGREGATE`.
///
/// Source: `DefineAggregate()` in `src/backend/commands/aggregatecmds.c`.
pub(crate) fn create_aggregate(node: &pb::DefineStmt) -> Result<CreateAggregate> {
    let options: Vec<&pb::DefElem> = options::elements(&node.definition).collect();
    let find = |name: &str| {
        options
            .iter()
            .copied()
            .find(|option| option.defname.eq_ignore_ascii_case(name))
    };
    let name = |word: &str| find(word).map(types::name_of);
    let (arguments, direct) = if node.oldstyle {
        (old_style(find("basetype"))?, None)
    } else {
        arguments(&node.args)?
    };
    let state = |prefix: &str| -> Result<Option<AggregateState>> {
        let word = |word: &str| format!("{prefix}{word}");
        let (Some(function), Some(stored)) = (name(&word("sfunc")), find(&word("stype"))) else {
            return Ok(None);
        };
        Ok(Some(AggregateState {
            function,
            data_type: type_of(stored)?,
            space: find(&word("sspace"))
                .and_then(options::integer)
                .filter(|space| *space != 0),
            finish: name(&word("finalfunc")),
            finish_extra: find(&word("finalfunc_extra")).is_some_and(is_true),
            finish_modify: find(&word("finalfunc_modify")).map(modify).transpose()?,
            initial: find(&word("initcond")).map(options::text),
        }))
    };
    let parallel = find("parallel").map(|option| options::text(option).to_ascii_lowercase());
    let moving = match (state("m")?, name("minvfunc")) {
        (Some(state), Some(inverse)) => Some((state, inverse)),
        _ => None,
    };
    let mut aggregate = CreateAggregate {
        name: tree::object_name(&node.defnames),
        arguments,
        direct,
        hypothetical: find("hypothetical").is_some_and(is_true),
        state: state("")?.ok_or_else(|| Problem::new("an aggregate needs SFUNC and STYPE"))?,
        combine: name("combinefunc"),
        serial: name("serialfunc"),
        deserial: name("deserialfunc"),
        moving,
        sort_operator: name("sortop"),
        parallel: match parallel.as_deref() {
            Some("safe") => Parallel::Safe,
            Some("restricted") => Parallel::Restricted,
            _ => Parallel::Unsafe,
        },
    };
    let default = FinishModify::default_of(&aggregate);
    let moving = aggregate.moving.iter_mut().map(|(state, _)| state);
    for state in std::iter::once(&mut aggregate.state).chain(moving) {
        state.finish_modify = state.finish_modify.filter(|modify| *modify != default);
    }
    Ok(aggregate)
}

/// The arguments and how many of them are direct, which the grammar gives as -1 for all.
pub(crate) fn arguments(node: &[pb::Node]) -> Result<(Vec<crate::syntax::Argument>, Option<usize>)> {
    let [list, direct] = node else {
        return Err(Problem::new("the arguments are missing"));
    };
    let arguments = tree::items(list)
        .iter()
        .filter_map(|argument| match &argument.node {
            Some(NodeEnum::FunctionParameter(parameter)) => Some(function::argument(parameter)),
            _ => None,
        })
        .collect::<Result<_>>()?;
    let direct = match &direct.node {
        Some(NodeEnum::Integer(number)) => usize::try_from(number.ival).ok(),
        _ => None,
    };
    Ok((arguments, direct))
}

/// `BASETYPE = type`, or `"ANY"` for none, as aggregates were written before PostgreSQL 8.2.
fn old_style(base: Option<&pb::DefElem>) -> Result<Vec<crate::syntax::Argument>> {
    let base = base.ok_or_else(|| Problem::new("an aggregate needs its arguments"))?;
    if options::text(base).eq_ignore_ascii_case("any") || options::text(base) == "\"any\"" {
        return Ok(Vec::new());
    }
    Ok(vec![crate::syntax::Argument {
        name: None,
        mode: crate::syntax::ArgumentMode::In,
        data_type: type_of(base)?,
        default: None,
    }])
}

fn type_of(option: &pb::DefElem) -> Result<TypeName> {
    match tree::inner(option.arg.as_deref()) {
        Some(NodeEnum::TypeName(node)) => data_type(Some(node)),
        _ => Err(Problem::at(option.location, "a data type is missing")),
    }
}

fn is_true(option: &pb::DefElem) -> bool {
    matches!(
        options::text(option).to_ascii_lowercase().as_str(),
        "true" | "on" | "1" | "yes"
    )
}

fn modify(option: &pb::DefElem) -> Result<FinishModify> {
    match options::text(option).to_ascii_lowercase().as_str() {
        "read_only" => Ok(FinishModify::ReadOnly),
        "shareable" => Ok(FinishModify::Shareable),
        "read_write" => Ok(FinishModify::ReadWrite),
        _ => Err(Problem::at(
            option.location,
            "this must be READ_ONLY, SHAREABLE, or READ_WRITE",
        )),
    }
}

/// Converts `CREATE CAST`.
pub(crate) fn create_cast(node: &pb::CreateCastStmt) -> Result<CreateCast> {
    let method = match &node.func {
        Some(function) => {
            let types = function
                .objargs
                .iter()
                .filter_map(|argument| match &argument.node {
                    Some(NodeEnum::TypeName(name)) => Some(data_type(Some(name))),
                    _ => None,
                })
                .collect::<Result<_>>()?;
            CastMethod::Function(tree::object_name(&function.objname), types)
        }
        None if node.inout => CastMethod::InOut,
        None => CastMethod::Binary,
    };
    Ok(CreateCast {
        source: data_type(node.sourcetype.as_ref())?,
        target: data_type(node.targettype.as_ref())?,
        method,
        context: match pb::CoercionContext::try_from(node.context) {
            Ok(pb::CoercionContext::CoercionImplicit) => CastContext::Implicit,
            Ok(pb::CoercionContext::CoercionAssignment) => CastContext::Assignment,
            _ => CastContext::Explicit,
        },
    })
}

/// Converts `CREATE OPERATOR`.
///
/// Source: `DefineOperator()` in `src/backend/commands/operatorcmds.c`.
pub(super) fn create_operator(node: &pb::DefineStmt) -> Result<Statement> {
    let (mut left, mut right, mut function) = (None, None, None);
    let mut operator = CreateOperator {
        name: tree::object_name(&node.defnames),
        left: None,
        right: TypeName::builtin(""),
        function: ObjectName::bare(""),
        commutator: None,
        negator: None,
        restrict: None,
        join: None,
        hashes: false,
        merges: false,
    };
    for option in options::elements(&node.definition) {
        match option.defname.to_ascii_lowercase().as_str() {
            "leftarg" => left = Some(type_of(option)?),
            "rightarg" => right = Some(type_of(option)?),
            "function" | "procedure" => function = Some(types::name_of(option)),
            "commutator" => operator.commutator = Some(types::name_of(option)),
            "negator" => operator.negator = Some(types::name_of(option)),
            "restrict" => operator.restrict = Some(types::name_of(option)),
            "join" => operator.join = Some(types::name_of(option)),
            "hashes" => operator.hashes = is_true(option),
            "merges" => operator.merges = is_true(option),
            // These say that it merges (manual, "CREATE OPERATOR", Notes).
            "sort1" | "sort2" | "ltcmp" | "gtcmp" => operator.merges = true,
            other => {
                return Err(Problem::at(
                    option.location,
                    format!("operator attribute \"{other}\" not recognized"),
                ));
            }
        }
    }
    operator.left = left;
    operator.right = right.ok_or_else(|| Problem::new("an operator needs RIGHTARG"))?;
    operator.function = function.ok_or_else(|| Problem::new("an operator needs FUNCTION"))?;
    Ok(Statement::CreateOperator(Box::new(operator)))
}

/// The types of an operator as `COMMENT` and `DROP` name it; `NONE` is none.
pub(super) fn operator_types(node: &pb::ObjectWithArgs) -> Result<(Option<TypeName>, TypeName)> {
    let types = node
        .objargs
        .iter()
        .map(|argument| match &argument.node {
            Some(NodeEnum::TypeName(name)) => data_type(Some(name)).map(Some),
            _ => Ok(None),
        })
        .collect::<Result<Vec<_>>>()?;
    match <[Option<TypeName>; 2]>::try_from(types) {
        Ok([left, Some(right)]) => Ok((left, right)),
        _ => Err(Problem::new(
            "an operator has two types, the left one perhaps NONE",
        )),
    }
}
