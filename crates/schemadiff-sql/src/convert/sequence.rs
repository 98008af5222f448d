//! Sequences, and the options that identity columns share with them.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, data_type, options as option, relation};
use crate::syntax::{ObjectName, OwnedBy, Persistence, SequenceOptions, Statement};
use crate::tree;

/// Converts `CREATE SEQUENCE`.
pub(super) fn create(node: &pb::CreateSeqStmt) -> Result<Statement> {
    let persistence = node
        .sequence
        .as_ref()
        .map(|sequence| sequence.relpersistence.as_str());
    if persistence == Some("t") {
        return Ok(Statement::Other {
            what: "CREATE TEMPORARY SEQUENCE".to_owned(),
        });
    }
    let unlogged = persistence == Some("u");
    Ok(Statement::CreateSequence {
        name: relation(node.sequence.as_ref())?,
        options: SequenceOptions {
            persistence: unlogged.then_some(Persistence::Unlogged),
            ..options(&node.options)?
        },
    })
}

/// Converts `ALTER SEQUENCE`, of which only the owner is part of a dump.
pub(super) fn alter(node: &pb::AlterSeqStmt) -> Result<Statement> {
    if option::elements(&node.options).any(|element| element.defname != "owned_by") {
        return Ok(Statement::Other {
            what: "ALTER SEQUENCE".to_owned(),
        });
    }
    Ok(Statement::AlterSequence {
        name: relation(node.sequence.as_ref())?,
        options: options(&node.options)?,
    })
}

/// Converts the options of a sequence.
pub(super) fn options(nodes: &[pb::Node]) -> Result<SequenceOptions> {
    let mut found = SequenceOptions::default();
    for element in option::elements(nodes) {
        let number = || match &element.arg {
            // `NO MINVALUE` has no argument.
            None => Ok(None),
            Some(_) => option::integer(element).map(Some).ok_or_else(|| {
                Problem::at(
                    element.location,
                    format!("{} must be a whole number", element.defname.to_uppercase()),
                )
            }),
        };
        match element.defname.as_str() {
            "as" => match tree::inner(element.arg.as_deref()) {
                Some(NodeEnum::TypeName(name)) => found.data_type = Some(data_type(Some(name))?),
                _ => return Err(Problem::at(element.location, "AS needs a data type")),
            },
            "start" => found.start = number()?,
            "increment" => found.increment = number()?,
            "minvalue" => found.min = number()?,
            "maxvalue" => found.max = number()?,
            "cache" => found.cache = number()?,
            "cycle" => found.cycle = option::text(element) == "true",
            "owned_by" => found.owned_by = owner(element)?,
            "sequence_name" => {
                found.name = element
                    .arg
                    .as_deref()
                    .map(|name| tree::object_name(tree::items(name)));
            }
            // pg_dump writes this for an identity column whose sequence is not as its table is.
            "logged" => found.persistence = Some(Persistence::Permanent),
            "unlogged" => found.persistence = Some(Persistence::Unlogged),
            other => {
                return Err(Problem::at(
                    element.location,
                    format!("{} does not belong here", other.to_uppercase()),
                ));
            }
        }
    }
    Ok(found)
}

/// The column of `OWNED BY`; `OWNED BY NONE` has none.
fn owner(element: &pb::DefElem) -> Result<Option<OwnedBy>> {
    let names = element
        .arg
        .as_deref()
        .map(|names| tree::strings(tree::items(names)))
        .unwrap_or_default();
    let table = match names.as_slice() {
        ["none"] => return Ok(None),
        [table, _] => ObjectName::bare(*table),
        [.., schema, table, _] => ObjectName::qualified(*schema, *table),
        _ => {
            return Err(Problem::at(
                element.location,
                "OWNED BY needs a table and a column",
            ));
        }
    };
    let column = (*names.last().unwrap_or(&"")).to_owned();
    Ok(Some(OwnedBy { table, column }))
}
