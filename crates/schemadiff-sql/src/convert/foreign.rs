//! Foreign data wrappers, servers and user mappings.

use std::collections::BTreeMap;

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, options, table};
use crate::syntax::{
    CreateForeignDataWrapper, CreateForeignTable, CreateServer, CreateUserMapping, ObjectName, Statement,
};
use crate::tree;

/// Converts `CREATE FOREIGN DATA WRAPPER`.
pub(super) fn create_wrapper(node: &pb::CreateFdwStmt) -> Statement {
    let function = |name: &str| -> Option<ObjectName> {
        let mut elements = options::elements(&node.func_options);
        let element = elements.find(|element| element.defname == name)?;
        match tree::inner(element.arg.as_deref()) {
            Some(NodeEnum::List(list)) => Some(tree::object_name(&list.items)),
            _ => None,
        }
    };
    Statement::CreateForeignDataWrapper(CreateForeignDataWrapper {
        name: node.fdwname.clone(),
        handler: function("handler"),
        validator: function("validator"),
        options: options::texts(&node.options),
    })
}

/// Converts `CREATE SERVER`.
pub(super) fn create_server(node: &pb::CreateForeignServerStmt) -> Statement {
    let text = |text: &String| (!text.is_empty()).then(|| text.clone());
    Statement::CreateServer(CreateServer {
        name: node.servername.clone(),
        server_type: text(&node.servertype),
        version: text(&node.version),
        wrapper: node.fdwname.clone(),
        options: options::texts(&node.options),
    })
}

/// Converts `CREATE FOREIGN TABLE`: a table, but for the options of its columns.
pub(super) fn create_table(node: &pb::CreateForeignTableStmt) -> Result<Statement> {
    let mut base = node
        .base_stmt
        .clone()
        .ok_or_else(|| Problem::new("the table is missing"))?;
    let mut column_options = BTreeMap::new();
    for element in &mut base.table_elts {
        if let Some(NodeEnum::ColumnDef(column)) = &mut element.node
            && !column.fdwoptions.is_empty()
        {
            let given = options::texts(&std::mem::take(&mut column.fdwoptions));
            column_options.insert(column.colname.clone(), given);
        }
    }
    match table::create(&base)? {
        Statement::CreateTable(table) => Ok(Statement::CreateForeignTable(CreateForeignTable {
            table,
            server: node.servername.clone(),
            options: options::texts(&node.options),
            column_options,
        })),
        other => Ok(other),
    }
}

/// Converts `CREATE USER MAPPING`.
pub(super) fn create_mapping(node: &pb::CreateUserMappingStmt) -> Result<Statement> {
    let role = node.user.as_ref();
    let user = match role.map(|role| (pb::RoleSpecType::try_from(role.roletype), role)) {
        Some((Ok(pb::RoleSpecType::RolespecCstring), role)) => role.rolename.clone(),
        Some((Ok(pb::RoleSpecType::RolespecPublic), _)) => "public".to_owned(),
        _ => {
            return Err(Problem::unsupported(
                "a user mapping for whoever runs the statement",
            ));
        }
    };
    Ok(Statement::CreateUserMapping(CreateUserMapping {
        user,
        server: node.servername.clone(),
        options: options::texts(&node.options),
    }))
}
