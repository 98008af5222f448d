//! Procedural languages, transforms, conversions and subscriptions.

use pg_query::protobuf as pb;

use super::{Problem, Result, data_type, options};
use crate::syntax::{
    CreateAccessMethod, CreateConversion, CreateLanguage, CreateSubscription, CreateTransform, ObjectName,
    Statement,
};
use crate::tree;

/// Converts `CREATE LANGUAGE`. Without a handler the grammar makes it `CREATE EXTENSION`.
pub(super) fn create_language(node: &pb::CreatePLangStmt) -> Statement {
    let function = |names: &[pb::Node]| (!names.is_empty()).then(|| tree::object_name(names));
    Statement::CreateLanguage(CreateLanguage {
        name: node.plname.clone(),
        trusted: node.pltrusted,
        handler: tree::object_name(&node.plhandler),
        inline: function(&node.plinline),
        validator: function(&node.plvalidator),
    })
}

/// Converts `CREATE ACCESS METHOD`.
pub(super) fn create_access_method(node: &pb::CreateAmStmt) -> Statement {
    Statement::CreateAccessMethod(CreateAccessMethod {
        name: node.amname.clone(),
        of_tables: node.amtype == "t",
        handler: tree::object_name(&node.handler_name),
    })
}

/// Converts `CREATE TRANSFORM`.
pub(super) fn create_transform(node: &pb::CreateTransformStmt) -> Result<Statement> {
    let function = |function: &Option<pb::ObjectWithArgs>| -> Option<ObjectName> {
        function
            .as_ref()
            .map(|function| tree::object_name(&function.objname))
    };
    Ok(Statement::CreateTransform(CreateTransform {
        data_type: data_type(node.type_name.as_ref())?,
        language: node.lang.clone(),
        from_sql: function(&node.fromsql),
        to_sql: function(&node.tosql),
    }))
}

/// Converts `CREATE CONVERSION`.
pub(super) fn create_conversion(node: &pb::CreateConversionStmt) -> Statement {
    Statement::CreateConversion(CreateConversion {
        name: tree::object_name(&node.conversion_name),
        from: node.for_encoding_name.clone(),
        to: node.to_encoding_name.clone(),
        function: tree::object_name(&node.func_name),
        default: node.def,
    })
}

/// Converts `CREATE SUBSCRIPTION`.
pub(super) fn create_subscription(node: &pb::CreateSubscriptionStmt) -> Result<Statement> {
    if node.publication.is_empty() {
        return Err(Problem::new("a publication is missing"));
    }
    Ok(Statement::CreateSubscription(CreateSubscription {
        name: node.subname.clone(),
        has_connection: !node.conninfo.is_empty(),
        publications: tree::owned_strings(&node.publication),
        options: options::texts(&node.options),
    }))
}
