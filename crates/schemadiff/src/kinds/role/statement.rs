//! Roles as SQL statements write them.

use schemadiff_sql::syntax::{GrantRole, RoleOption, RoleStatement};

use super::{Membership, Role, RoleAttribute, toml};
use crate::diag::{Diagnostic, code};
use crate::kinds::ObjectKind;
use crate::source::Script;

/// `CREATE ROLE` and `ALTER ROLE`. One that is altered and not made here is somebody else's.
pub(crate) fn say(script: &mut Script<'_>, statement: RoleStatement) {
    let RoleStatement { name, creates, options } = statement;
    let id = Role::id_of(&name);
    let mut role = match script.into.catalog.roles.get(&id) {
        Some(_) if creates => return script.define(Role::new(name)),
        Some(known) => known.clone(),
        None if creates => {
            let role = Role::new(name.clone());
            if !script.claim(role.object_ref()) {
                return;
            }
            role
        }
        None => return not_here(script, "ALTER ROLE", &name),
    };
    for option in options {
        match option {
            RoleOption::Attribute(word, has) => {
                let known = RoleAttribute::EVERY.iter().find(|(_, known)| *known == word);
                match known {
                    Some((attribute, _)) if has => drop(role.attributes.insert(*attribute)),
                    Some((attribute, _)) => drop(role.attributes.remove(attribute)),
                    None => {}
                }
            }
            RoleOption::ConnectionLimit(limit) => role.connection_limit = Some(limit).filter(|limit| *limit >= 0),
            RoleOption::ValidUntil(text) => match toml::moment_of(&text) {
                Ok(moment) => role.valid_until = moment,
                Err(_) => script.error(
                    code::BAD_VALUE,
                    format!("'{text}' is no moment in UTC"),
                    "write '2030-01-31', '2030-01-31 12:00:00+00' or 'infinity'",
                ),
            },
            RoleOption::Password => {
                let message = format!("the password of role `{name}` is left out");
                let diagnostic = Diagnostic::warning(code::SECRET, message).at_origin(script.origin(), "");
                script.report(diagnostic.help("set it where secrets are kept: no model holds one"));
            }
            RoleOption::MemberOf(groups) => {
                for group in groups {
                    role.memberships.entry(group).or_default();
                }
            }
            RoleOption::Members(members, admin) => {
                for member in members {
                    join(script, &name, &member, |membership| membership.admin |= admin);
                }
            }
        }
    }
    script.into.catalog.roles.insert(id, role);
}

/// `ALTER ROLE … SET`.
pub(crate) fn set(script: &mut Script<'_>, role: &str, name: String, value: String) {
    match script.into.catalog.roles.get_mut(&Role::id_of(role)) {
        Some(role) => drop(role.settings.insert(name, value)),
        None => not_here(script, "ALTER ROLE", role),
    }
}

/// `ALTER ROLE … RESET`, of all settings where none is named.
pub(crate) fn reset(script: &mut Script<'_>, role: &str, name: Option<&str>) {
    match (script.into.catalog.roles.get_mut(&Role::id_of(role)), name) {
        (Some(role), Some(name)) => drop(role.settings.remove(name)),
        (Some(role), None) => role.settings.clear(),
        (None, _) => not_here(script, "ALTER ROLE", role),
    }
}

/// `DROP ROLE`: of those that the script has made. One that it has not made is somebody else's, and stays.
pub(crate) fn drop_all(script: &mut Script<'_>, roles: &[String], if_exists: bool) {
    for name in roles {
        match script.remove::<Role>(&Role::id_of(name)) {
            // Its memberships and those in it go with it (manual, "DROP ROLE").
            Some(_) => {
                for (_, other) in &mut script.into.catalog.roles {
                    other.memberships.remove(name);
                }
            }
            None if if_exists => {}
            None => not_here(script, "DROP ROLE", name),
        }
    }
}

/// `GRANT` and `REVOKE` of roles.
pub(crate) fn grant(script: &mut Script<'_>, grant: &GrantRole) {
    for group in &grant.roles {
        for member in &grant.members {
            if grant.is_grant {
                join(script, group, member, |membership| {
                    membership.admin = grant.admin.unwrap_or(membership.admin);
                    membership.inherit = grant.inherit.or(membership.inherit);
                    membership.set = grant.set.or(membership.set);
                });
            } else {
                leave(script, grant, group, member);
            }
        }
    }
}

fn leave(script: &mut Script<'_>, grant: &GrantRole, group: &str, member: &str) {
    let whole = grant.admin.is_none() && grant.inherit.is_none() && grant.set.is_none();
    let role = script.into.catalog.roles.get_mut(&Role::id_of(member));
    let Some(memberships) = role.map(|role| &mut role.memberships) else {
        return not_here(script, "REVOKE", member);
    };
    if whole {
        memberships.remove(group);
    } else if let Some(membership) = memberships.get_mut(group) {
        membership.admin &= grant.admin.is_none();
        membership.inherit = grant.inherit.or(membership.inherit);
        membership.set = grant.set.or(membership.set);
    }
}

/// A membership is the member's: one that the script does not make keeps those that it has.
fn join(script: &mut Script<'_>, group: &str, member: &str, change: impl FnOnce(&mut Membership)) {
    match script.into.catalog.roles.get_mut(&Role::id_of(member)) {
        Some(role) => change(role.memberships.entry(group.to_owned()).or_default()),
        None => not_here(script, "GRANT", member),
    }
}

fn not_here(script: &mut Script<'_>, verb: &str, role: &str) {
    let message = format!("{verb} of role `{role}`, which no statement before it makes, is left out");
    let diagnostic = Diagnostic::warning(code::UNSUPPORTED, message).at_origin(script.origin(), "");
    script.report(diagnostic.help(format!("make it first: CREATE ROLE {}", crate::catalog::ident(role))));
}

#[cfg(test)]
mod tests {
    use crate::catalog::Sources;
    use crate::source::{Declared, sql};

    fn read(script: &str) -> (Declared, Vec<String>) {
        let mut sources = Sources::default();
        let file = sources.add("roles.sql", script);
        let mut declared = Declared::default();
        let diagnostics = sql::read_script(&sources, file, &mut declared);
        let messages = diagnostics.into_iter().map(|diagnostic| diagnostic.message);
        (declared, messages.collect())
    }

    #[test]
    fn settings_of_roles_are_taken_back_and_roles_dropped() {
        let (declared, said) = read(
            "CREATE ROLE app; CREATE ROLE gone; CREATE ROLE plain;
             ALTER ROLE app SET work_mem = '1MB'; ALTER ROLE app SET statement_timeout = '1s'; ALTER ROLE app SET lock_timeout = '2s';
             ALTER ROLE app RESET work_mem; ALTER ROLE app SET statement_timeout TO DEFAULT;
             ALTER ROLE plain SET work_mem = '1MB'; ALTER ROLE plain RESET ALL;
             GRANT gone TO app; GRANT plain TO app; DROP ROLE gone; DROP ROLE IF EXISTS never;",
        );
        assert!(said.is_empty(), "{said:?}");
        let roles = &declared.catalog.roles;
        let names: Vec<&str> = roles.values().map(|role| role.name.as_str()).collect();
        assert_eq!(names, ["app", "plain"]);
        let app = roles.values().next().expect("it is the first");
        assert_eq!(app.settings.keys().collect::<Vec<_>>(), ["lock_timeout"]);
        assert_eq!(app.memberships.keys().collect::<Vec<_>>(), ["plain"]);
        assert!(
            roles
                .values()
                .all(|role| role.name != "plain" || role.settings.is_empty())
        );
    }

    #[test]
    fn what_is_said_of_somebody_elses_roles_is_left_out() {
        let (_, said) = read(
            "DROP ROLE other; ALTER ROLE other RESET ALL; CREATE ROLE app; ALTER ROLE app IN DATABASE shop SET work_mem = '1MB';",
        );
        assert_eq!(
            said,
            [
                "DROP ROLE of role `other`, which no statement before it makes, is left out",
                "ALTER ROLE of role `other`, which no statement before it makes, is left out",
                "ALTER ROLE … IN DATABASE … SET is not understood and left out",
            ]
        );
    }
}
