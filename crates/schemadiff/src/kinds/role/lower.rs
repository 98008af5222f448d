//! Comparing and changing roles.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::ObjectName;

use super::{Membership, Role};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::function::canonical_setting;
use crate::kinds::{Attribute, Catalog, ObjectKind, Since};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::{PermissionKind, Phase};
use crate::source::{RowError, Snapshot};

/// How two roles of one name can differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleChange {
    /// It is there and is to be absent.
    Absent,
    /// Attributes: what `ALTER ROLE` takes.
    Options(Vec<String>),
    /// Membership of a role.
    Membership(String),
    /// A setting.
    Setting(String),
    /// The comment.
    Comment,
}

impl ObjectKind for Role {
    const KIND: Kind = Kind::Role;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const KEPT: bool = true;
    type Change = RoleChange;

    fn id(&self) -> ObjectId {
        Self::id_of(&self.name)
    }

    fn relation(&self) -> Option<ObjectName> {
        None
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, _canon: &mut Canon<'_>) {
        for (name, value) in &mut self.settings {
            *value = canonical_setting(name, value);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        self.memberships.keys().map(|group| Self::reference(group)).collect()
    }

    fn since(&self) -> Vec<Since> {
        let says = |membership: &Membership| membership.inherit.is_some() || membership.set.is_some();
        let options = self.memberships.values().any(says);
        options.then(|| Since::new(16, "`INHERIT` or `SET` of a membership", self.object_ref())).into_iter().collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<RoleChange> {
        let Pair { old, new } = pair;
        if new.absent || old.absent {
            return if new.absent == old.absent { Vec::new() } else { vec![RoleChange::Absent] };
        }
        let mut changes = Vec::new();
        let options = new.options(old);
        if !options.is_empty() {
            changes.push(RoleChange::Options(options));
        }
        let groups: BTreeSet<&String> = old.memberships.keys().chain(new.memberships.keys()).collect();
        let complete = |role: &Self, group: &String| {
            // What is inherited by default was decided when the membership began: of the old one nothing is open.
            role.memberships.get(group).map(|membership| new.complete(*membership))
        };
        let differs = |group: &&&String| complete(old, group) != complete(new, group);
        changes.extend(groups.iter().filter(differs).map(|group| RoleChange::Membership((*group).clone())));
        let names: BTreeSet<&String> = old.settings.keys().chain(new.settings.keys()).collect();
        let differs = |name: &&&String| old.settings.get(**name) != new.settings.get(**name);
        changes.extend(names.iter().filter(differs).map(|name| RoleChange::Setting((*name).clone())));
        if old.comment != new.comment {
            changes.push(RoleChange::Comment);
        }
        changes
    }

    fn details(_pair: Pair<&Self>, changes: &[RoleChange]) -> Vec<String> {
        let words = |change: &RoleChange| match change {
            RoleChange::Absent => Some("dropped".to_owned()),
            RoleChange::Options(options) => Some(options.join(", ")),
            RoleChange::Membership(group) => Some(format!("membership of `{group}` changed")),
            RoleChange::Setting(name) => Some(format!("`{name}` changed")),
            RoleChange::Comment => None,
        };
        changes.iter().filter_map(words).collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(role) if !role.absent => role.create(out),
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    match change {
                        RoleChange::Absent if new.absent => out.add(new.drop_operation()),
                        RoleChange::Absent => new.create(out),
                        change => out.recipe(new.change(old, change)),
                    }
                }
            }
            Delta::Create(_) | Delta::Drop(_) | Delta::Replace { .. } => {}
        }
    }
}

impl Role {
    fn create(&self, out: &mut Operations) {
        let name = ident(&self.name);
        let options = self.options(&Self::new(String::new()));
        let options = if options.is_empty() { String::new() } else { format!(" {}", options.join(" ")) };
        let create = Operation::new(OpCode::CreateRole, self.object_ref(), format!("CREATE ROLE {name}{options}"))
            .creates(self.object_ref())
            .because("new role")
            .undo(format!("DROP ROLE {name}"));
        let settings = self.settings.keys().map(|setting| self.setting_operation(setting, None));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        out.recipe(std::iter::once(create).chain(settings).chain(comment));
        for group in self.memberships.keys() {
            out.add(self.membership_operation(group, None));
        }
    }

    fn drop_operation(&self) -> Operation {
        Operation::new(OpCode::DropRole, self.object_ref(), format!("DROP ROLE {}", ident(&self.name)))
            .drops(self.object_ref())
            .permission(PermissionKind::DropRole)
            .because("absent in the model; it may own nothing and be granted nothing, in any database")
    }

    fn change(&self, old: &Self, change: &RoleChange) -> Vec<Operation> {
        let name = ident(&self.name);
        match change {
            RoleChange::Options(options) => {
                // What a role is no longer allowed to do, old applications may still do.
                let takes = options.iter().any(|option| option.starts_with("NO"));
                let operation =
                    Operation::new(OpCode::AlterRole, self.object_ref(), format!("ALTER ROLE {name} {}", options.join(" ")))
                        .because("other attributes")
                        .undo(format!("ALTER ROLE {name} {}", old.options(self).join(" ")));
                let gives = options.iter().any(|option| matches!(option.as_str(), "SUPERUSER" | "CREATEROLE" | "BYPASSRLS"));
                let operation = if takes { operation.in_phase(Phase::Contract) } else { operation };
                vec![if takes || gives { operation.permission(PermissionKind::AlterRole) } else { operation }]
            }
            RoleChange::Membership(group) => match self.memberships.get(group) {
                Some(wanted) => {
                    let before = old.memberships.get(group).copied();
                    let loses_admin = before.is_some_and(|before| before.admin) && !wanted.admin;
                    let admin = loses_admin.then(|| self.leave(group, "ADMIN OPTION FOR ", "may no longer make others members"));
                    let complete = |membership: Membership| Membership { admin: false, ..self.complete(membership) };
                    let differs = before.map(complete) != Some(complete(*wanted))
                        || (wanted.admin && !before.is_some_and(|before| before.admin));
                    let join = differs.then(|| self.membership_operation(group, before));
                    join.into_iter().chain(admin).collect()
                }
                None => vec![self.leave(group, "", "no longer a member in the model")],
            },
            RoleChange::Setting(setting) => vec![self.setting_operation(setting, Some(old))],
            RoleChange::Comment => vec![self.comment_operation()],
            RoleChange::Absent => Vec::new(),
        }
    }

    fn membership_operation(&self, group: &str, before: Option<Membership>) -> Operation {
        Operation::new(OpCode::GrantRole, self.object_ref(), self.join(group, before))
            .needs([self.object_ref(), Self::reference(group)])
            .because("a member in the model")
            .undo_if(before.is_none(), || format!("REVOKE {} FROM {}", ident(group), ident(&self.name)))
    }

    fn leave(&self, group: &str, what: &str, reason: &str) -> Operation {
        let sql = format!("REVOKE {what}{} FROM {}", ident(group), ident(&self.name));
        Operation::new(OpCode::RevokeRole, self.object_ref(), sql)
            .releases([Self::reference(group)])
            .permission(PermissionKind::Revoke)
            .because(reason)
    }

    fn setting_operation(&self, setting: &str, old: Option<&Self>) -> Operation {
        let operation = Operation::new(OpCode::AlterRole, self.object_ref(), self.set(setting))
            .needs([self.object_ref()])
            .harmless()
            .because("a setting of its sessions");
        match old {
            Some(old) => operation.undo(old.set(setting)),
            None => operation,
        }
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &format!("ROLE {}", ident(&self.name)), self.comment.as_deref())
    }
}
