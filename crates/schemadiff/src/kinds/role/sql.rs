//! Roles as SQL.

use schemadiff_sql::quote;

use super::{Membership, Role, RoleAttribute};
use crate::catalog::ident;
use crate::kinds::function::setting;

impl Role {
    /// The attributes in which it differs from another, as `CREATE ROLE` and `ALTER ROLE` take them.
    pub(super) fn options(&self, other: &Self) -> Vec<String> {
        let mut options = Vec::new();
        for (attribute, word) in RoleAttribute::EVERY {
            let has = self.attributes.contains(attribute);
            if has != other.attributes.contains(attribute) {
                options.push(format!("{}{}", if has { "" } else { "NO" }, word.to_ascii_uppercase()));
            }
        }
        if self.connection_limit != other.connection_limit {
            options.push(format!("CONNECTION LIMIT {}", self.connection_limit.unwrap_or(-1)));
        }
        if self.valid_until != other.valid_until {
            let until = self.valid_until.as_deref().unwrap_or("infinity");
            options.push(format!("VALID UNTIL {}", quote::literal(until)));
        }
        options
    }

    /// How it is a member of a role in the end, with everything that goes without saying.
    pub(super) fn complete(&self, membership: Membership) -> Membership {
        Membership {
            inherit: Some(membership.inherit.unwrap_or(self.attributes.contains(&RoleAttribute::Inherit))),
            set: Some(membership.set.unwrap_or(true)),
            ..membership
        }
    }

    /// `GRANT group TO role`, with what differs from what is there.
    pub(super) fn join(&self, group: &str, old: Option<Membership>) -> String {
        let wanted = self.memberships.get(group).copied().unwrap_or_default();
        let before = old.map(|old| self.complete(old));
        let complete = self.complete(wanted);
        let implied = self.complete(Membership::default());
        let from = before.unwrap_or(implied);
        let word = |wanted: bool| if wanted { "TRUE" } else { "FALSE" };
        let mut options = Vec::new();
        let mut option = |name: &str, from: Option<bool>, to: Option<bool>| {
            if let Some(to) = to.filter(|_| from != to) {
                options.push(format!("{name} {}", word(to)));
            }
        };
        option("INHERIT", from.inherit, complete.inherit);
        option("SET", from.set, complete.set);
        let admin = wanted.admin && !before.is_some_and(|before| before.admin);
        let options = match (admin, options.is_empty()) {
            // The spelling that every server knows.
            (true, true) => " WITH ADMIN OPTION".to_owned(),
            (false, true) => String::new(),
            (true, false) => format!(" WITH ADMIN TRUE, {}", options.join(", ")),
            (false, false) => format!(" WITH {}", options.join(", ")),
        };
        format!("GRANT {} TO {}{options}", ident(group), ident(&self.name))
    }

    /// `ALTER ROLE … SET` or `RESET`.
    pub(super) fn set(&self, name: &str) -> String {
        match self.settings.get(name) {
            Some(value) => format!("ALTER ROLE {} SET {name} TO {}", ident(&self.name), setting(name, value)),
            None => format!("ALTER ROLE {} RESET {name}", ident(&self.name)),
        }
    }
}
