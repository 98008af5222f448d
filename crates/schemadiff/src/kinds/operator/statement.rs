//! Operators as SQL statements write them.

use schemadiff_sql::syntax::{CreateOperator, ObjectName, TypeName};

use super::{Operator, types};
use crate::catalog::{ObjectId, ObjectRef};
use crate::diag::code;
use crate::kinds::Kind;
use crate::source::{Script, is_same_type};

/// `CREATE OPERATOR`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateOperator) {
    definition.name = script.own_name(definition.name);
    for data_type in definition.left.iter_mut().chain([&mut definition.right]) {
        script.mention_type(data_type);
    }
    script.mention_function(&mut definition.function);
    for function in definition.restrict.iter_mut().chain(&mut definition.join) {
        script.mention_function(function);
    }
    for operator in definition.commutator.iter_mut().chain(&mut definition.negator) {
        script.mention_operator(operator);
    }
    script.define(Operator {
        definition,
        comment: None,
    });
}

/// `COMMENT ON OPERATOR`. Types may be qualified in one place and not in the other.
pub(crate) fn comment(
    script: &mut Script<'_>,
    name: ObjectName,
    (left, right): (Option<TypeName>, TypeName),
    text: Option<String>,
) {
    let name = script.own_name(name);
    let same = is_same_type;
    let same_left = |own: Option<&TypeName>| match (own, &left) {
        (Some(own), Some(other)) => same(own, other),
        (None, None) => true,
        _ => false,
    };
    let mut operators = script.into.catalog.operators.iter_mut().map(|(_, operator)| operator);
    let found = operators.find(|operator| {
        let own = &operator.definition;
        own.name == name && same_left(own.left.as_ref()) && same(&own.right, &right)
    });
    match found {
        Some(operator) => operator.comment = text,
        None => {
            let id = ObjectId::part(name, types(left.as_ref(), &right));
            script.missing(code::MISSING_OBJECT, ObjectRef::new(Kind::Operator, id));
        }
    }
}
