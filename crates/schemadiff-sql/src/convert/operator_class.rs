//! Operator classes and operator families.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, comment, data_type};
use crate::syntax::{CreateOperatorClass, FamilyMember, FamilyMemberKind, ObjectName, Statement, TypeName};
use crate::tree;

// OPCLASS_ITEM_* of src/include/nodes/parsenodes.h.
const OPERATOR: i32 = 1;
const FUNCTION: i32 = 2;

/// Converts `CREATE OPERATOR CLASS`.
pub(super) fn create_class(node: &pb::CreateOpClassStmt) -> Result<Statement> {
    let mut class = CreateOperatorClass {
        name: tree::object_name(&node.opclassname),
        method: node.amname.clone(),
        is_default: node.is_default,
        data_type: data_type(node.datatype.as_ref())?,
        family: (!node.opfamilyname.is_empty()).then(|| tree::object_name(&node.opfamilyname)),
        storage: None,
        members: Vec::new(),
    };
    for item in items(&node.items) {
        match &item.storedtype {
            Some(stored) => class.storage = Some(data_type(Some(stored))?),
            None => class.members.push(member(item)?),
        }
    }
    Ok(Statement::CreateOperatorClass(Box::new(class)))
}

/// Converts `CREATE OPERATOR FAMILY`.
pub(super) fn create_family(node: &pb::CreateOpFamilyStmt) -> Statement {
    Statement::CreateOperatorFamily {
        name: tree::object_name(&node.opfamilyname),
        method: node.amname.clone(),
    }
}

/// Converts `ALTER OPERATOR FAMILY … ADD`.
pub(super) fn alter_family(node: &pb::AlterOpFamilyStmt) -> Result<Statement> {
    if node.is_drop {
        return Ok(Statement::Other {
            what: "ALTER OPERATOR FAMILY … DROP".to_owned(),
        });
    }
    Ok(Statement::AddToOperatorFamily {
        name: tree::object_name(&node.opfamilyname),
        method: node.amname.clone(),
        members: items(&node.items).map(member).collect::<Result<_>>()?,
    })
}

fn items(nodes: &[pb::Node]) -> impl Iterator<Item = &pb::CreateOpClassItem> {
    nodes.iter().filter_map(|node| match &node.node {
        Some(NodeEnum::CreateOpClassItem(item)) => Some(item),
        _ => None,
    })
}

/// The members among the items of a class or family.
pub(crate) fn members(nodes: &[pb::Node]) -> Result<Vec<FamilyMember>> {
    items(nodes).map(member).collect()
}

fn member(item: &pb::CreateOpClassItem) -> Result<FamilyMember> {
    let name = item
        .name
        .as_ref()
        .ok_or_else(|| Problem::new("an operator or function is missing"))?;
    let number = u16::try_from(item.number).ok().filter(|number| *number > 0);
    let number = number.ok_or_else(|| Problem::new("operators and functions are numbered from 1"))?;
    let (types, kind) = match item.itemtype {
        OPERATOR => {
            let order_by = (!item.order_family.is_empty()).then(|| tree::object_name(&item.order_family));
            let kind = FamilyMemberKind::Operator {
                name: tree::object_name(&name.objname),
                order_by,
            };
            (types(&name.objargs)?, kind)
        }
        FUNCTION if name.args_unspecified => {
            let message = format!(
                "the types of the arguments of \"{}\" are missing",
                tree::object_name(&name.objname)
            );
            return Err(Problem::new(message));
        }
        FUNCTION => {
            let kind = FamilyMemberKind::Function {
                name: tree::object_name(&name.objname),
                arguments: comment::signature(name, false)?,
            };
            (types(&item.class_args)?, kind)
        }
        _ => return Err(Problem::new("this is no OPERATOR or FUNCTION")),
    };
    Ok(FamilyMember { number, types, kind })
}

/// One type stands for both (`processTypesSpec()` in `src/backend/commands/opclasscmds.c`).
fn types(nodes: &[pb::Node]) -> Result<Option<(TypeName, TypeName)>> {
    let types = nodes.iter().map(|node| match &node.node {
        Some(NodeEnum::TypeName(name)) => data_type(Some(name)),
        _ => Err(Problem::new("an operator of an index has two types")),
    });
    Ok(match types.collect::<Result<Vec<_>>>()?.as_slice() {
        [] => None,
        [both] => Some((both.clone(), both.clone())),
        [left, right] => Some((left.clone(), right.clone())),
        _ => return Err(Problem::new("at most two types are written here")),
    })
}

/// The name and the method in `COMMENT ON OPERATOR CLASS name USING method`.
pub(super) fn named(names: &[pb::Node]) -> Result<(ObjectName, String)> {
    match names {
        [method, name @ ..] if !name.is_empty() => Ok((
            tree::object_name(name),
            tree::text(method).unwrap_or_default().to_owned(),
        )),
        _ => Err(Problem::new("a name and a method are missing")),
    }
}
