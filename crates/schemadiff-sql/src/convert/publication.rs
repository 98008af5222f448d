//! Publications.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, optional, options, relation};
use crate::syntax::{AlterPublication, CreatePublication, PublicationChange, PublicationObject, Statement};
use crate::tree;

/// Converts `CREATE PUBLICATION`.
pub(super) fn create(node: &pb::CreatePublicationStmt) -> Result<Statement> {
    Ok(Statement::CreatePublication(CreatePublication {
        name: node.pubname.clone(),
        all_tables: node.for_all_tables,
        objects: objects(&node.pubobjects)?,
        options: options::texts(&node.options),
    }))
}

/// Converts `ALTER PUBLICATION`.
pub(super) fn alter(node: &pb::AlterPublicationStmt) -> Result<Statement> {
    use pb::AlterPublicationAction as Action;
    Ok(Statement::AlterPublication(AlterPublication {
        name: node.pubname.clone(),
        change: match Action::try_from(node.action) {
            Ok(Action::ApAddObjects) => PublicationChange::Add,
            Ok(Action::ApDropObjects) => PublicationChange::Drop,
            _ => PublicationChange::Set,
        },
        objects: objects(&node.pubobjects)?,
        options: options::texts(&node.options),
    }))
}

fn objects(nodes: &[pb::Node]) -> Result<Vec<PublicationObject>> {
    nodes.iter().map(object).collect()
}

fn object(node: &pb::Node) -> Result<PublicationObject> {
    use pb::PublicationObjSpecType as Type;
    let Some(NodeEnum::PublicationObjSpec(spec)) = &node.node else {
        return Err(Problem::new("a table or schema of the publication is missing"));
    };
    match (Type::try_from(spec.pubobjtype), &spec.pubtable) {
        (Ok(Type::PublicationobjTablesInSchema), _) => Ok(PublicationObject::Schema(Some(spec.name.clone()))),
        (Ok(Type::PublicationobjTablesInCurSchema), _) => Ok(PublicationObject::Schema(None)),
        (_, Some(table)) => Ok(PublicationObject::Table {
            table: relation(table.relation.as_ref())?,
            columns: tree::owned_strings(&table.columns),
            filter: optional(table.where_clause.as_deref())?,
        }),
        _ => Err(Problem::at(
            spec.location,
            "a table of the publication is missing",
        )),
    }
}
