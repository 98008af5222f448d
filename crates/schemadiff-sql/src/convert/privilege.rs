//! `GRANT`, `REVOKE` and `OWNER TO`.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, comment, options, other};
use crate::syntax::{
    AlterDefaultPrivileges, DefaultOn, Grant, GrantOn, Granted, ObjectName, Privilege, Statement, Subject,
};
use crate::tree;

/// Converts `GRANT` and `REVOKE` on objects.
pub(super) fn grant(node: &pb::GrantStmt) -> Result<Statement> {
    let on = on(node)?;
    Ok(Statement::Grant(Grant {
        is_grant: node.is_grant,
        privileges: match on {
            // Databases and parameters have privileges of their own.
            GrantOn::Other(_) => Vec::new(),
            GrantOn::Objects(_) | GrantOn::AllInSchema(..) => privileges(&node.privileges)?,
        },
        on,
        grantees: node.grantees.iter().map(grantee).collect::<Result<_>>()?,
        option: node.grant_option,
    }))
}

/// The privileges of a statement; none is all of them.
pub(crate) fn privileges(nodes: &[pb::Node]) -> Result<Vec<Granted>> {
    if nodes.is_empty() {
        return Ok(vec![Granted {
            privilege: Privilege::All,
            columns: Vec::new(),
        }]);
    }
    nodes
        .iter()
        .map(|node| {
            let Some(NodeEnum::AccessPriv(access)) = &node.node else {
                return Err(Problem::new("a privilege is missing"));
            };
            let word = access.priv_name.as_str();
            let privilege = match word {
                "" => Privilege::All,
                _ => Privilege::from_word(word)
                    .ok_or_else(|| Problem::new(format!("there is no privilege `{word}` on such objects")))?,
            };
            Ok(Granted {
                privilege,
                columns: tree::owned_strings(&access.cols),
            })
        })
        .collect()
}

fn on(node: &pb::GrantStmt) -> Result<GrantOn> {
    use pb::{GrantTargetType as Target, ObjectType as Type};
    let kind = Type::try_from(node.objtype).unwrap_or(Type::Undefined);
    let target = Target::try_from(node.targtype).unwrap_or(Target::Undefined);
    if target == Target::AclTargetAllInSchema {
        let class = match kind {
            Type::ObjectTable => DefaultOn::Tables,
            Type::ObjectSequence => DefaultOn::Sequences,
            _ => DefaultOn::Functions,
        };
        return Ok(GrantOn::AllInSchema(class, tree::owned_strings(&node.objects)));
    }
    let each = |subject: &dyn Fn(&pb::Node) -> Result<Subject>| -> Result<GrantOn> {
        let subjects: Result<Vec<_>> = node.objects.iter().map(subject).collect();
        subjects.map(GrantOn::Objects)
    };
    match kind {
        Type::ObjectTable => each(&|node| Ok(Subject::Relation(relation(node)?))),
        Type::ObjectSequence => each(&|node| Ok(Subject::Sequence(relation(node)?))),
        Type::ObjectFunction | Type::ObjectProcedure | Type::ObjectRoutine => {
            each(&|node| routine(node.node.as_ref(), kind == Type::ObjectProcedure))
        }
        Type::ObjectType | Type::ObjectDomain => each(&|node| Ok(Subject::Type(type_name(node)))),
        Type::ObjectSchema => each(&|node| Ok(Subject::Schema(name(node)))),
        Type::ObjectForeignServer => each(&|node| Ok(Subject::ForeignServer(name(node)))),
        Type::ObjectFdw => each(&|node| Ok(Subject::ForeignDataWrapper(name(node)))),
        kind => Ok(GrantOn::Other(other::object_words(kind).to_owned())),
    }
}

/// Converts `ALTER DEFAULT PRIVILEGES`.
pub(super) fn alter_default(node: &pb::AlterDefaultPrivilegesStmt) -> Result<Statement> {
    use pb::ObjectType as Type;
    let action = node
        .action
        .as_ref()
        .ok_or_else(|| Problem::new("the action is missing"))?;
    let on = match Type::try_from(action.objtype) {
        Ok(Type::ObjectTable) => DefaultOn::Tables,
        Ok(Type::ObjectSequence) => DefaultOn::Sequences,
        Ok(Type::ObjectType) => DefaultOn::Types,
        Ok(Type::ObjectSchema) => DefaultOn::Schemas,
        Ok(Type::ObjectLargeobject) => DefaultOn::LargeObjects,
        _ => DefaultOn::Functions,
    };
    let (mut roles, mut schemas) = (Vec::new(), Vec::new());
    for option in options::elements(&node.options) {
        let items = option.arg.as_deref().map(tree::items).unwrap_or_default();
        match option.defname.as_str() {
            "roles" => roles = items.iter().map(grantee).collect::<Result<_>>()?,
            _ => schemas = tree::owned_strings(items),
        }
    }
    Ok(Statement::AlterDefaultPrivileges(AlterDefaultPrivileges {
        roles,
        schemas,
        on,
        is_grant: action.is_grant,
        privileges: privileges(&action.privileges)?,
        grantees: action.grantees.iter().map(grantee).collect::<Result<_>>()?,
        option: action.grant_option,
    }))
}

fn name(node: &pb::Node) -> String {
    tree::text(node).unwrap_or_default().to_owned()
}

fn relation(node: &pb::Node) -> Result<ObjectName> {
    match &node.node {
        Some(NodeEnum::RangeVar(relation)) => Ok(tree::relation_name(relation)),
        _ => Err(Problem::new("a relation's name is missing")),
    }
}

fn routine(node: Option<&NodeEnum>, procedure: bool) -> Result<Subject> {
    match node {
        Some(NodeEnum::ObjectWithArgs(function)) if !function.args_unspecified => {
            let types = comment::signature(function, procedure)?;
            Ok(Subject::Routine(tree::object_name(&function.objname), types))
        }
        Some(NodeEnum::ObjectWithArgs(_)) => Err(Problem::new(
            "a function without its argument types is not understood here: write `name(types)`",
        )),
        _ => Err(Problem::new("the function's name is missing")),
    }
}

/// Types stand in lists of names here, and not as types.
fn type_name(node: &pb::Node) -> ObjectName {
    match &node.node {
        Some(NodeEnum::TypeName(name)) => tree::object_name(&name.names),
        _ => tree::object_name(tree::items(node)),
    }
}

/// A role that is named, or `public`.
pub(super) fn grantee(node: &pb::Node) -> Result<String> {
    match &node.node {
        Some(NodeEnum::RoleSpec(role)) => role_name(Some(role)),
        _ => Err(Problem::new("a role's name is missing")),
    }
}

/// A role that is named. Who runs a statement is nothing that a script knows.
pub(super) fn role_name(role: Option<&pb::RoleSpec>) -> Result<String> {
    let role = role.ok_or_else(|| Problem::new("a role's name is missing"))?;
    match pb::RoleSpecType::try_from(role.roletype) {
        Ok(pb::RoleSpecType::RolespecPublic) => Ok("public".to_owned()),
        Ok(pb::RoleSpecType::RolespecCstring) => Ok(role.rolename.clone()),
        _ => Err(Problem::at(
            role.location,
            "CURRENT_USER and the like name whoever runs the statement: write the name of a role",
        )),
    }
}

/// Converts `ALTER … OWNER TO` of what has a statement of its own for it.
pub(super) fn alter_owner(node: &pb::AlterOwnerStmt) -> Result<Statement> {
    use pb::ObjectType as Type;
    let kind = Type::try_from(node.object_type).unwrap_or(Type::Undefined);
    let object = tree::inner(node.object.as_deref());
    let names = || match object {
        Some(NodeEnum::List(list)) => tree::object_name(&list.items),
        Some(NodeEnum::TypeName(name)) => tree::object_name(&name.names),
        _ => ObjectName::bare(""),
    };
    let name = || match object {
        Some(NodeEnum::String(string)) => string.sval.clone(),
        _ => String::new(),
    };
    let of = match kind {
        Type::ObjectAggregate | Type::ObjectFunction | Type::ObjectProcedure | Type::ObjectRoutine => {
            routine(object, kind == Type::ObjectProcedure)?
        }
        Type::ObjectType | Type::ObjectDomain => Subject::Type(names()),
        Type::ObjectSchema => Subject::Schema(name()),
        Type::ObjectForeignServer => Subject::ForeignServer(name()),
        Type::ObjectFdw => Subject::ForeignDataWrapper(name()),
        Type::ObjectStatisticExt => Subject::Statistics(names()),
        _ => {
            return Ok(Statement::Other {
                what: format!("ALTER {} … OWNER TO", other::object_words(kind)),
            });
        }
    };
    Ok(Statement::AlterOwner {
        of,
        owner: role_name(node.newowner.as_ref())?,
    })
}

#[cfg(test)]
mod tests {
    use crate::parse_script;
    use crate::syntax::{GrantOn, Privilege, Statement, Subject};

    fn one(sql: &str) -> Statement {
        let (mut statements, errors) = parse_script(sql);
        assert!(errors.is_empty(), "{errors:?}");
        statements.pop().unwrap().statement
    }

    #[test]
    fn grants() {
        let Statement::Grant(grant) =
            one("GRANT SELECT (a, b), INSERT ON TABLE app.t, u TO r, PUBLIC WITH GRANT OPTION")
        else {
            panic!("it is a grant");
        };
        assert!(grant.is_grant && grant.option);
        assert_eq!(grant.grantees, ["r", "public"]);
        assert_eq!(grant.privileges[0].columns, ["a", "b"]);
        assert_eq!(grant.privileges[1].privilege, Privilege::Insert);
        let Statement::Grant(grant) = one("REVOKE ALL ON FUNCTION f(integer, OUT text) FROM PUBLIC") else {
            panic!("it is a revoke");
        };
        assert_eq!(grant.privileges[0].privilege, Privilege::All);
        let GrantOn::Objects(subjects) = grant.on else {
            panic!("it names an object")
        };
        assert!(matches!(&subjects[0], Subject::Routine(_, types) if types.len() == 1));
    }

    #[test]
    fn owners() {
        assert!(matches!(
            one("ALTER FUNCTION app.f(text) OWNER TO \"Some One\""),
            Statement::AlterOwner { of: Subject::Routine(..), owner } if owner == "Some One"
        ));
        assert!(matches!(
            one("ALTER DOMAIN d OWNER TO x"),
            Statement::AlterOwner { of: Subject::Type(name), .. } if name.name == "d"
        ));
        assert!(matches!(
            one("ALTER SCHEMA s OWNER TO x"),
            Statement::AlterOwner { of: Subject::Schema(name), .. } if name == "s"
        ));
    }

    #[test]
    fn who_runs_it_is_not_known() {
        let (_, errors) = parse_script("GRANT SELECT ON t TO CURRENT_USER");
        assert!(errors[0].message.contains("CURRENT_USER"), "{errors:?}");
    }
}
