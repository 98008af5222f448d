//! Pieces of statements about aggregates, casts and operators.

use pg_query::NodeEnum;

use super::Place;
use crate::SqlError;
use crate::convert;
use crate::syntax::{Argument, CommentTarget, CreateCast, FamilyMember, ObjectName, Statement, TypeName};

/// Parses the arguments of an aggregate without parentheses, and how many of them are direct if it orders by the rest:
/// `integer, text`, `double precision order by anyelement`, `*`.
pub fn parse_aggregate_arguments(text: &str) -> Result<(Vec<Argument>, Option<usize>), SqlError> {
    if matches!(text.trim(), "" | "*") {
        return Ok((Vec::new(), None));
    }
    let place = Place::between(
        "CREATE AGGREGATE x(",
        ") (SFUNC = x, STYPE = x)",
        "a list of arguments",
    );
    place.read(text, |statement| match statement {
        NodeEnum::DefineStmt(define) => Some(convert::aggregate_arguments(&define.args)),
        _ => None,
    })
}

/// Parses a cast from its types, `text as integer`, and what follows them: `with function f(text) as assignment`.
pub fn parse_cast(types: &str, how: &str) -> Result<CreateCast, SqlError> {
    let before = format!("CREATE CAST ({types}) ");
    Place::after(&before, "how a type is cast").read(how, |statement| match statement {
        NodeEnum::CreateCastStmt(create) => Some(convert::create_cast(&create)),
        _ => None,
    })
}

/// Parses the name of an operator: `===`, `public.===`, `operator(public.===)`.
pub fn parse_operator_name(text: &str) -> Result<ObjectName, SqlError> {
    let bare = text.trim();
    let inside = bare
        .get(..8)
        .filter(|word| word.eq_ignore_ascii_case("operator"))
        .and_then(|_| bare[8..].trim().strip_prefix('('))
        .and_then(|rest| rest.strip_suffix(')'));
    let place = Place::between(
        "COMMENT ON OPERATOR ",
        " (int, int) IS NULL",
        "the name of an operator",
    );
    place
        .read(inside.unwrap_or(bare), |statement| operator(&statement))
        .map(|(name, ..)| name)
}

/// An operator's name, its left type if it has one, and its right type.
pub type OperatorSignature = (ObjectName, Option<TypeName>, TypeName);

/// Parses an operator with its types: `=== (text, text)`, `public.!! (none, text)`.
pub fn parse_operator_signature(text: &str) -> Result<OperatorSignature, SqlError> {
    let place = Place::between("COMMENT ON OPERATOR ", " IS NULL", "an operator with its types");
    place.read(text, |statement| operator(&statement))
}

fn operator(statement: &NodeEnum) -> Option<convert::Result<OperatorSignature>> {
    match convert::statement(statement) {
        Ok(Statement::Comment {
            on: CommentTarget::Operator(name, left, right),
            ..
        }) => Some(Ok((name, left, right))),
        Ok(_) => None,
        Err(problem) => Some(Err(problem)),
    }
}

/// Parses an operator or function of an operator class or family: `operator 1 <`, `function 1 (int4, int8) compare(int4, int8)`.
pub fn parse_family_member(text: &str) -> Result<FamilyMember, SqlError> {
    let place = Place::after(
        "CREATE OPERATOR CLASS x FOR TYPE int4 USING btree AS ",
        "an operator or function of an index",
    );
    place.read(text, |statement| {
        let NodeEnum::CreateOpClassStmt(create) = statement else {
            return None;
        };
        match convert::family_members(&create.items) {
            Ok(mut members) => members.pop().filter(|_| members.is_empty()).map(Ok),
            Err(problem) => Some(Err(problem)),
        }
    })
}
