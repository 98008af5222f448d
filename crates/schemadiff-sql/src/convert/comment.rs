//! `COMMENT ON`.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, data_type, operator_class, other, routines};
use crate::syntax::{CommentTarget, NamedKind, ObjectName, Statement, TypeName};
use crate::tree;

/// Converts `COMMENT ON`. An empty text removes the comment as NULL does (`CreateComments()`).
pub(super) fn comment(node: &pb::CommentStmt) -> Result<Statement> {
    let on = target(node)?;
    Ok(Statement::Comment {
        on,
        text: (!node.comment.is_empty()).then(|| node.comment.clone()),
    })
}

fn target(node: &pb::CommentStmt) -> Result<CommentTarget> {
    use CommentTarget as On;
    use pb::ObjectType as Type;
    let object = tree::inner(node.object.as_deref()).ok_or_else(|| Problem::new("the object is missing"))?;
    let names: &[pb::Node] = match object {
        NodeEnum::List(list) => &list.items,
        _ => &[],
    };
    let name = || match object {
        NodeEnum::String(string) => string.sval.clone(),
        _ => String::new(),
    };
    Ok(match Type::try_from(node.objtype).unwrap_or(Type::Undefined) {
        Type::ObjectSchema => On::Schema(name()),
        Type::ObjectExtension => On::Extension(name()),
        Type::ObjectType | Type::ObjectDomain => match object {
            NodeEnum::TypeName(type_name) => On::Type(data_type(Some(type_name))?.name),
            _ => return Err(Problem::new("the type's name is missing")),
        },
        Type::ObjectTable => On::Table(tree::object_name(names)),
        Type::ObjectView => On::View(tree::object_name(names)),
        Type::ObjectMatview => On::MaterializedView(tree::object_name(names)),
        Type::ObjectSequence => On::Sequence(tree::object_name(names)),
        Type::ObjectIndex => On::Index(tree::object_name(names)),
        Type::ObjectColumn => on_part(names, On::Column)?,
        Type::ObjectAggregate => match object {
            NodeEnum::ObjectWithArgs(aggregate) => On::Aggregate(
                tree::object_name(&aggregate.objname),
                signature(aggregate, false)?,
            ),
            _ => return Err(Problem::new("the aggregate's name is missing")),
        },
        Type::ObjectOperator => match object {
            NodeEnum::ObjectWithArgs(operator) => {
                let (left, right) = routines::operator_types(operator)?;
                On::Operator(tree::object_name(&operator.objname), left, right)
            }
            _ => return Err(Problem::new("the operator's name is missing")),
        },
        Type::ObjectOpclass => {
            let (name, method) = operator_class::named(names)?;
            On::OperatorClass(name, method)
        }
        Type::ObjectOpfamily => {
            let (name, method) = operator_class::named(names)?;
            On::OperatorFamily(name, method)
        }
        Type::ObjectCast => match names {
            [
                pb::Node {
                    node: Some(NodeEnum::TypeName(source)),
                },
                pb::Node {
                    node: Some(NodeEnum::TypeName(target)),
                },
            ] => On::Cast(data_type(Some(source))?, data_type(Some(target))?),
            _ => return Err(Problem::new("the types of the cast are missing")),
        },
        Type::ObjectCollation => On::Collation(tree::object_name(names)),
        Type::ObjectDomconstraint => match names {
            [
                pb::Node {
                    node: Some(NodeEnum::TypeName(domain)),
                },
                constraint,
            ] => On::DomainConstraint(
                tree::object_name(&domain.names),
                tree::text(constraint).unwrap_or_default().to_owned(),
            ),
            _ => return Err(Problem::new("the domain's name is missing")),
        },
        Type::ObjectTabconstraint => on_part(names, On::Constraint)?,
        Type::ObjectTrigger => on_part(names, On::Trigger)?,
        Type::ObjectPolicy => on_part(names, On::Policy)?,
        Type::ObjectRule => on_part(names, On::Rule)?,
        Type::ObjectTransform => match names {
            [
                pb::Node {
                    node: Some(NodeEnum::TypeName(type_name)),
                },
                language,
            ] => On::Transform(
                data_type(Some(type_name))?,
                tree::text(language).unwrap_or_default().to_owned(),
            ),
            _ => return Err(Problem::new("the transform's type is missing")),
        },
        kind if named(kind).is_some() => {
            let name = match names {
                [] => ObjectName::bare(name()),
                names => tree::object_name(names),
            };
            match named(kind) {
                Some(kind) => On::Named(kind, name),
                None => On::Other(other::object_words(kind).to_owned()),
            }
        }
        kind @ (Type::ObjectFunction | Type::ObjectProcedure | Type::ObjectRoutine) => match object {
            NodeEnum::ObjectWithArgs(function) => {
                let types = signature(function, kind == Type::ObjectProcedure)?;
                On::Function(tree::object_name(&function.objname), types)
            }
            _ => return Err(Problem::new("the function's name is missing")),
        },
        kind => On::Other(other::object_words(kind).to_owned()),
    })
}

/// The kinds of objects that their name identifies.
fn named(kind: pb::ObjectType) -> Option<NamedKind> {
    use pb::ObjectType as Type;
    Some(match kind {
        Type::ObjectAccessMethod => NamedKind::AccessMethod,
        Type::ObjectConversion => NamedKind::Conversion,
        Type::ObjectEventTrigger => NamedKind::EventTrigger,
        Type::ObjectFdw => NamedKind::ForeignDataWrapper,
        Type::ObjectForeignServer => NamedKind::ForeignServer,
        Type::ObjectForeignTable => NamedKind::ForeignTable,
        Type::ObjectLanguage => NamedKind::Language,
        Type::ObjectPublication => NamedKind::Publication,
        Type::ObjectRole => NamedKind::Role,
        Type::ObjectStatisticExt => NamedKind::Statistics,
        Type::ObjectSubscription => NamedKind::Subscription,
        Type::ObjectTsconfiguration => NamedKind::TextSearchConfiguration,
        Type::ObjectTsdictionary => NamedKind::TextSearchDictionary,
        Type::ObjectTsparser => NamedKind::TextSearchParser,
        Type::ObjectTstemplate => NamedKind::TextSearchTemplate,
        _ => return None,
    })
}

/// A part of a table: the table's name and, last, its own.
fn on_part(
    names: &[pb::Node],
    make: impl FnOnce(ObjectName, String) -> CommentTarget,
) -> Result<CommentTarget> {
    match names {
        [table @ .., part] if !table.is_empty() => Ok(make(
            tree::object_name(table),
            tree::text(part).unwrap_or_default().to_owned(),
        )),
        _ => Err(Problem::new("a table's name is missing")),
    }
}

/// The types that identify a function; a procedure's OUT arguments are among them.
pub(super) fn signature(function: &pb::ObjectWithArgs, procedure: bool) -> Result<Vec<TypeName>> {
    let without_modifiers = |data_type: TypeName| TypeName {
        modifiers: Vec::new(),
        ..data_type
    };
    if procedure && !function.objfuncargs.is_empty() {
        let arguments = function
            .objfuncargs
            .iter()
            .filter_map(|argument| match &argument.node {
                Some(NodeEnum::FunctionParameter(parameter)) => Some(data_type(parameter.arg_type.as_ref())),
                _ => None,
            });
        return arguments
            .map(|argument| argument.map(without_modifiers))
            .collect();
    }
    let types = function
        .objargs
        .iter()
        .filter_map(|argument| match &argument.node {
            Some(NodeEnum::TypeName(type_name)) => Some(data_type(Some(type_name))),
            _ => None,
        });
    types.map(|data_type| data_type.map(without_modifiers)).collect()
}
