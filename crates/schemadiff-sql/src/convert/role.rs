//! `CREATE ROLE`, `ALTER ROLE` and `GRANT` of roles.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::privilege::{grantee, role_name};
use super::{Problem, Result, options, refuse};
use crate::syntax::{GrantRole, RoleOption, RoleStatement, Statement};
use crate::tree;

/// Converts `CREATE ROLE`, `CREATE USER` and `CREATE GROUP`.
pub(super) fn create(node: &pb::CreateRoleStmt) -> Result<Statement> {
    let mut said = Vec::new();
    // A user is a role that can log in (manual, "CREATE USER").
    if pb::RoleStmtType::try_from(node.stmt_type) == Ok(pb::RoleStmtType::RolestmtUser) {
        said.push(RoleOption::Attribute("login", true));
    }
    said.extend(options(&node.options)?);
    Ok(Statement::Role(RoleStatement {
        name: node.role.clone(),
        creates: true,
        options: said,
    }))
}

/// Converts `ALTER ROLE` with options.
pub(super) fn alter(node: &pb::AlterRoleStmt) -> Result<Statement> {
    // `ALTER GROUP … ADD USER` says its members so (`AlterRoleStmt` in `src/backend/parser/gram.y`).
    refuse(node.action < 0, "ALTER GROUP … DROP USER")?;
    Ok(Statement::Role(RoleStatement {
        name: role_name(node.role.as_ref())?,
        creates: false,
        options: options(&node.options)?,
    }))
}

fn options(nodes: &[pb::Node]) -> Result<Vec<RoleOption>> {
    let mut said = Vec::new();
    for option in options::elements(nodes) {
        let flag = || options::text(option) == "true";
        let roles = || {
            let items = option.arg.as_deref().map(tree::items).unwrap_or_default();
            items.iter().map(grantee).collect::<Result<Vec<_>>>()
        };
        said.push(match option.defname.as_str() {
            "superuser" => RoleOption::Attribute("superuser", flag()),
            "createdb" => RoleOption::Attribute("createdb", flag()),
            "createrole" => RoleOption::Attribute("createrole", flag()),
            "inherit" => RoleOption::Attribute("inherit", flag()),
            "canlogin" => RoleOption::Attribute("login", flag()),
            "isreplication" => RoleOption::Attribute("replication", flag()),
            "bypassrls" => RoleOption::Attribute("bypassrls", flag()),
            "connectionlimit" => RoleOption::ConnectionLimit(options::integer(option).unwrap_or(-1)),
            "validUntil" => RoleOption::ValidUntil(options::text(option)),
            "password" => RoleOption::Password,
            "addroleto" => RoleOption::MemberOf(roles()?),
            "rolemembers" => RoleOption::Members(roles()?, false),
            "adminmembers" => RoleOption::Members(roles()?, true),
            // SYSID says nothing any more.
            "sysid" => continue,
            other => {
                return Err(Problem::at(
                    option.location,
                    format!("`{other}` of a role is not modelled yet"),
                ));
            }
        });
    }
    Ok(said)
}

/// Converts `ALTER ROLE … SET`.
pub(super) fn set(node: &pb::AlterRoleSetStmt) -> Result<Statement> {
    use pb::VariableSetKind as Kind;
    let words = |what: &str| Statement::Other {
        what: what.to_owned(),
    };
    let (Some(role), Some(set)) = (&node.role, &node.setstmt) else {
        return Ok(words("ALTER ROLE ALL SET"));
    };
    if !node.database.is_empty() {
        return Ok(words("ALTER ROLE … IN DATABASE … SET"));
    }
    let role = role_name(Some(role))?;
    let name = set.name.to_ascii_lowercase();
    Ok(match Kind::try_from(set.kind) {
        Ok(Kind::VarSetValue) => Statement::RoleSetting {
            role,
            name,
            value: options::setting(set),
        },
        // `SET … TO DEFAULT` and `RESET` are one (`AlterSetting()` in `src/backend/catalog/pg_db_role_setting.c`).
        Ok(Kind::VarSetDefault | Kind::VarReset) => Statement::RoleReset {
            role,
            name: Some(name),
        },
        Ok(Kind::VarResetAll) => Statement::RoleReset { role, name: None },
        _ => words("ALTER ROLE … SET … FROM CURRENT"),
    })
}

/// Converts `DROP ROLE`, `DROP USER` and `DROP GROUP`.
pub(super) fn drop(node: &pb::DropRoleStmt) -> Result<Statement> {
    Ok(Statement::DropRoles {
        roles: node.roles.iter().map(grantee).collect::<Result<_>>()?,
        if_exists: node.missing_ok,
    })
}

/// Converts `GRANT` and `REVOKE` of roles. Who granted it is left out: that is whoever runs the plan.
pub(super) fn grant(node: &pb::GrantRoleStmt) -> Result<Statement> {
    let role = |node: &pb::Node| match &node.node {
        Some(NodeEnum::AccessPriv(access)) if access.cols.is_empty() => Ok(access.priv_name.clone()),
        _ => Err(Problem::new("a role's name is missing")),
    };
    let mut grant = GrantRole {
        is_grant: node.is_grant,
        roles: node.granted_roles.iter().map(role).collect::<Result<_>>()?,
        members: node.grantee_roles.iter().map(grantee).collect::<Result<_>>()?,
        admin: None,
        inherit: None,
        set: None,
    };
    for option in options::elements(&node.opt) {
        let value = Some(options::text(option) == "true");
        match option.defname.as_str() {
            "admin" => grant.admin = value,
            "inherit" => grant.inherit = value,
            _ => grant.set = value,
        }
    }
    Ok(Statement::GrantRole(grant))
}

#[cfg(test)]
mod tests {
    use crate::parse_script;
    use crate::syntax::{RoleOption, Statement};

    fn one(sql: &str) -> Statement {
        let (mut statements, errors) = parse_script(sql);
        assert!(errors.is_empty(), "{errors:?}");
        statements.pop().unwrap().statement
    }

    #[test]
    fn roles() {
        let Statement::Role(role) = one(
            "CREATE USER \"App\" NOINHERIT CREATEDB CONNECTION LIMIT 3 PASSWORD 'x' VALID UNTIL '2030-01-01' IN ROLE a, b ADMIN c",
        ) else {
            panic!("it is a role");
        };
        assert_eq!(role.name, "App");
        assert_eq!(
            role.options,
            [
                RoleOption::Attribute("login", true),
                RoleOption::Attribute("inherit", false),
                RoleOption::Attribute("createdb", true),
                RoleOption::ConnectionLimit(3),
                RoleOption::Password,
                RoleOption::ValidUntil("2030-01-01".to_owned()),
                RoleOption::MemberOf(vec!["a".to_owned(), "b".to_owned()]),
                RoleOption::Members(vec!["c".to_owned()], true),
            ]
        );
    }

    #[test]
    fn memberships() {
        let Statement::GrantRole(grant) = one("GRANT a, b TO c WITH ADMIN OPTION, INHERIT FALSE") else {
            panic!("it is a grant");
        };
        assert_eq!(
            (grant.roles.len(), grant.admin, grant.inherit, grant.set),
            (2, Some(true), Some(false), None)
        );
        let Statement::GrantRole(revoke) = one("REVOKE ADMIN OPTION FOR a FROM c") else {
            panic!("it is a revoke");
        };
        assert!(!revoke.is_grant && revoke.admin == Some(false), "{revoke:?}");
    }
}
