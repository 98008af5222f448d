//! Operators as SQL.

use schemadiff_sql::syntax::{CreateOperator, ObjectName};

use super::types;
use crate::catalog::operator;

/// `CREATE OPERATOR`.
pub(super) fn create(definition: &CreateOperator) -> String {
    let mut options = vec![format!("FUNCTION = {}", definition.function)];
    options.extend(definition.left.as_ref().map(|left| format!("LEFTARG = {left}")));
    options.push(format!("RIGHTARG = {}", definition.right));
    let related = |word: &str, name: &Option<ObjectName>| {
        name.as_ref().map(|name| format!("{word} = {}", reference(name)))
    };
    options.extend(related("COMMUTATOR", &definition.commutator));
    options.extend(related("NEGATOR", &definition.negator));
    options.extend(definition.restrict.as_ref().map(|name| format!("RESTRICT = {name}")));
    options.extend(definition.join.as_ref().map(|name| format!("JOIN = {name}")));
    if definition.hashes {
        options.push("HASHES".to_owned());
    }
    if definition.merges {
        options.push("MERGES".to_owned());
    }
    format!("CREATE OPERATOR {} (\n    {}\n)", operator(&definition.name), options.join(",\n    "))
}

/// An operator inside of options; one with a schema needs the long form.
fn reference(name: &ObjectName) -> String {
    match &name.schema {
        Some(_) => format!("OPERATOR({})", operator(name)),
        None => name.name.clone(),
    }
}

/// `OPERATOR name (left, right)`, as `ALTER`, `DROP` and `COMMENT` take it.
pub(super) fn words(definition: &CreateOperator) -> String {
    let types = types(definition.left.as_ref(), &definition.right);
    format!("OPERATOR {} ({types})", operator(&definition.name))
}
