//! From privileges that differ to `GRANT` and `REVOKE`.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{ObjectName, Privilege, Subject};

use super::{Access, Acl, Effective, Grants, PUBLIC};
use crate::canon::Canonical;
use crate::catalog::{Catalog, ObjectRef, ident, idents};
use crate::facts::{Lock, OpCode};
use crate::kinds::ObjectKind;
use crate::lower::Operation;
use crate::plan::PermissionKind;

/// What one role is given or loses in one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Given rather than taken.
    pub is_grant: bool,
    /// The role, or everybody.
    pub role: String,
    /// With the option to pass it on, or only that option.
    pub option: bool,
    /// The privileges on the object.
    pub privileges: Vec<Privilege>,
    /// The privileges on columns.
    pub columns: BTreeMap<Privilege, Vec<String>>,
    /// Whether something is taken from the object that has to be given on columns afterwards: what is taken from the whole
    /// is taken from its columns too (manual, "REVOKE").
    pub afterwards: bool,
}

impl Piece {
    fn new(is_grant: bool, role: &str, option: bool) -> Self {
        Self {
            is_grant,
            role: role.to_owned(),
            option,
            privileges: Vec::new(),
            columns: BTreeMap::new(),
            afterwards: false,
        }
    }

    /// What happens, for the summary.
    pub(crate) fn words(&self) -> String {
        let what = grant_list(&self.privileges, &self.columns);
        let role = if self.role == PUBLIC { "everybody".to_owned() } else { format!("`{}`", self.role) };
        match (self.is_grant, self.option) {
            (true, false) => format!("{what} granted to {role}"),
            (true, true) => format!("{what} granted to {role} with grant option"),
            (false, false) => format!("{what} revoked from {role}"),
            (false, true) => format!("grant option for {what} revoked from {role}"),
        }
    }

    /// The statement, or the one that undoes it, on what `on` says.
    pub(crate) fn sql(&self, on: &str, is_grant: bool) -> String {
        let what = grant_list(&self.privileges, &self.columns);
        let role = role_sql(&self.role);
        match (is_grant, self.option) {
            (true, false) => format!("GRANT {what} ON {on} TO {role}"),
            (true, true) => format!("GRANT {what} ON {on} TO {role} WITH GRANT OPTION"),
            (false, false) => format!("REVOKE {what} ON {on} FROM {role}"),
            (false, true) => format!("REVOKE GRANT OPTION FOR {what} ON {on} FROM {role}"),
        }
    }

    /// The columns that it names.
    fn named_columns(&self) -> BTreeSet<&String> {
        self.columns.values().flatten().collect()
    }
}

/// What roles may do with a column, given to them on another one of the same table too.
pub(crate) fn like_column(
    catalog: &Catalog,
    table: &ObjectName,
    column: &str,
    relation: &ObjectName,
    other: &str,
) -> Vec<Operation> {
    let subject = Subject::Relation(table.clone());
    let access = catalog.accesses.get(&super::id_of(&subject));
    let acl = access.and_then(|access| access.grants.as_ref()?.columns.get(column));
    let mut operations = Vec::new();
    for (role, held) in acl.into_iter().flatten() {
        for option in [false, true] {
            let of_option = held.iter().filter(|(_, held)| **held == option);
            let columns: BTreeMap<Privilege, Vec<String>> =
                of_option.map(|(privilege, _)| (*privilege, vec![other.to_owned()])).collect();
            if columns.is_empty() {
                continue;
            }
            let piece = Piece { columns, ..Piece::new(true, role, option) };
            let sql = piece.sql(&format!("TABLE {relation}"), true);
            let grant = Operation::new(OpCode::Grant, ObjectRef::column(table, other), sql);
            operations.push(grant.on(relation).because("as on the column itself"));
        }
    }
    operations
}

/// What roles may do with a relation, and whose it is, for another one that stands in for it.
///
/// Its columns have the names that `named` gives them.
pub(crate) fn like_relation(
    old: &Canonical,
    relation: &ObjectName,
    other: &ObjectName,
    named: impl Fn(&str) -> String,
) -> Vec<Operation> {
    let subject = Subject::Relation(relation.clone());
    let Some(access) = old.catalog().accesses.get(&super::id_of(&subject)) else {
        return Vec::new();
    };
    let target = ObjectRef::named(crate::catalog::Kind::Table, relation);
    let mut operations = Vec::new();
    let holder = access.seen.as_ref().map(|seen| &seen.holder).or(access.owner.as_ref());
    let ourselves = old.live().map(|live| &live.role);
    if let Some(owner) = holder.filter(|holder| Some(*holder) != ourselves) {
        let sql = format!("ALTER VIEW {other} OWNER TO {}", ident(owner));
        let owner = Operation::new(OpCode::ChangeRelationOwner, target.clone(), sql);
        operations.push(owner.because("as that of the table"));
    }
    for (role, held) in access.grants.iter().flat_map(|grants| &grants.object) {
        if Some(role) == holder {
            continue;
        }
        for option in [false, true] {
            let of_option = held.iter().filter(|(_, held)| **held == option);
            let privileges: Vec<Privilege> = of_option.map(|(privilege, _)| *privilege).collect();
            if privileges.is_empty() {
                continue;
            }
            let piece = Piece { privileges, ..Piece::new(true, role, option) };
            let grant = Operation::new(OpCode::Grant, target.clone(), piece.sql(&format!("TABLE {other}"), true));
            operations.push(grant.because("as on the table"));
        }
    }
    let columns = access.grants.iter().flat_map(|grants| grants.columns.keys());
    operations.extend(columns.flat_map(|column| like_column(old.catalog(), relation, column, other, &named(column))));
    operations
}

/// A role, or everybody.
pub(crate) fn role_sql(role: &str) -> String {
    if role == PUBLIC { "PUBLIC".to_owned() } else { ident(role) }
}

/// `SELECT, UPDATE (a, b)`.
pub(crate) fn grant_list(privileges: &[Privilege], columns: &BTreeMap<Privilege, Vec<String>>) -> String {
    let whole = privileges.iter().map(|privilege| privilege.as_sql().to_owned());
    let parts = columns.iter().map(|(privilege, columns)| format!("{} ({})", privilege.as_sql(), idents(columns)));
    whole.chain(parts).collect::<Vec<_>>().join(", ")
}

/// What goes without saying: whoever is not mentioned keeps it, if that is what there is.
pub(crate) struct Usual<'a> {
    /// The owner, who has everything.
    pub(crate) owner: Option<&'a str>,
    /// What everybody has.
    pub(crate) public: Option<Privilege>,
}

impl Usual<'_> {
    /// What is left to a role that is not mentioned.
    fn kept(&self, role: &str, held: &BTreeMap<Privilege, bool>) -> BTreeMap<Privilege, bool> {
        if self.owner == Some(role) {
            return held.clone();
        }
        let keeps = |privilege: &Privilege| role == PUBLIC && self.public == Some(*privilege);
        held.iter().filter(|(privilege, _)| keeps(privilege)).map(|(privilege, _)| (*privilege, false)).collect()
    }
}

/// The statements between what is there and what is wanted, those that give first. `written` is how the wish was written:
/// `ALL` stays `ALL`, whatever a server has.
pub(crate) fn difference(old: &Effective, new: &Effective, written: &Grants, usual: &Usual<'_>) -> Vec<Piece> {
    let nobody = BTreeMap::new();
    let roles: BTreeSet<&String> = old.object.keys().chain(new.object.keys()).collect();
    let mut pieces = Vec::new();
    let mut taken: BTreeSet<(&str, Privilege)> = BTreeSet::new();
    for role in roles {
        let before = old.object.get(role).unwrap_or(&nobody);
        let kept = usual.kept(role, before);
        let after = new.object.get(role).unwrap_or(&kept);
        let is_all = written.object.get(role).is_some_and(|held| held.contains_key(&Privilege::All));
        for mut piece in compare(role, before, after) {
            if piece.is_grant && is_all {
                piece.privileges = vec![Privilege::All];
            }
            if !piece.is_grant && !piece.option {
                taken.extend(piece.privileges.iter().map(|privilege| (role.as_str(), *privilege)));
            }
            pieces.push(piece);
        }
    }
    pieces.extend(on_columns(old, new, &taken));
    pieces.sort_by_key(|piece| (!piece.is_grant || piece.afterwards, piece.afterwards));
    pieces
}

fn compare(role: &str, before: &BTreeMap<Privilege, bool>, after: &BTreeMap<Privilege, bool>) -> Vec<Piece> {
    let mut kinds: BTreeMap<(bool, bool), Vec<Privilege>> = BTreeMap::new();
    let every: BTreeSet<&Privilege> = before.keys().chain(after.keys()).collect();
    for privilege in every {
        let kind = match (before.get(privilege), after.get(privilege)) {
            (None, Some(option)) => (true, *option),
            (Some(false), Some(true)) => (true, true),
            (Some(_), None) => (false, false),
            (Some(true), Some(false)) => (false, true),
            _ => continue,
        };
        kinds.entry(kind).or_default().push(*privilege);
    }
    let piece = |((is_grant, option), privileges)| Piece { privileges, ..Piece::new(is_grant, role, option) };
    kinds.into_iter().map(piece).collect()
}

fn on_columns(old: &Effective, new: &Effective, taken: &BTreeSet<(&str, Privilege)>) -> Vec<Piece> {
    type Key<'a> = (&'a str, bool, bool, bool);
    let nobody = Acl::new();
    let nothing = BTreeMap::new();
    let mut pieces: BTreeMap<Key<'_>, BTreeMap<Privilege, Vec<String>>> = BTreeMap::new();
    let columns: BTreeSet<&String> = old.columns.keys().chain(new.columns.keys()).collect();
    for column in columns {
        let (before, after) = (old.columns.get(column).unwrap_or(&nobody), new.columns.get(column).unwrap_or(&nobody));
        let roles: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for role in roles {
            let (before, after) = (before.get(role).unwrap_or(&nothing), after.get(role).unwrap_or(&nothing));
            let mut add = |is_grant, option, afterwards, privilege| {
                let piece = pieces.entry((role, is_grant, option, afterwards)).or_default();
                piece.entry(privilege).or_default().push(column.clone());
            };
            for (privilege, option) in after {
                if taken.contains(&(role.as_str(), *privilege)) {
                    add(true, *option, true, *privilege);
                }
            }
            let goes_along = |privilege: &Privilege| taken.contains(&(role.as_str(), *privilege));
            for piece in compare(role, before, after) {
                for privilege in piece.privileges.iter().filter(|privilege| !goes_along(privilege)) {
                    add(piece.is_grant, piece.option, false, *privilege);
                }
            }
        }
    }
    let piece = |((role, is_grant, option, afterwards), columns)| Piece {
        columns,
        afterwards,
        ..Piece::new(is_grant, role, option)
    };
    pieces.into_iter().map(piece).collect()
}

/// What a statement about privileges says after `ON`.
fn on(catalog: &Catalog, subject: &Subject) -> String {
    let word = match subject {
        Subject::Relation(_) => "TABLE",
        Subject::ForeignServer(_) => "FOREIGN SERVER",
        _ => super::word(catalog, subject),
    };
    format!("{word} {}", name(subject))
}

fn name(subject: &Subject) -> String {
    match subject {
        Subject::Relation(name) | Subject::Sequence(name) | Subject::Type(name) | Subject::Statistics(name) => name.to_string(),
        Subject::Routine(name, _) => format!("{name}{}", super::path_part(&super::id_of(subject))),
        Subject::Schema(name) | Subject::ForeignServer(name) | Subject::ForeignDataWrapper(name) => ident(name),
        Subject::LargeObject => String::new(),
    }
}

/// `GRANT` or `REVOKE` on an object that is there.
pub(super) fn privileges(catalog: &Catalog, access: &Access, piece: &Piece) -> Operation {
    let code = if piece.is_grant { OpCode::Grant } else { OpCode::Revoke };
    let on = on(catalog, &access.of);
    let reason = match (piece.is_grant, piece.afterwards) {
        (true, true) => "what is taken from the whole is taken from its columns too",
        (true, false) => "granted in the model",
        (false, _) => "not granted in the model",
    };
    let operation = Operation::new(code, access.object_ref(), piece.sql(&on, piece.is_grant))
        .needs(super::objects(&access.of))
        .needs(super::role_ref(&piece.role))
        .needs(access.relation().iter().flat_map(|relation| {
            piece.named_columns().into_iter().map(|column| ObjectRef::column(relation, column)).collect::<Vec<_>>()
        }))
        .because(reason)
        .undo(piece.sql(&on, !piece.is_grant));
    let operation = locked(operation, access);
    match (piece.is_grant, piece.role.as_str()) {
        (true, PUBLIC) => operation.permission(PermissionKind::Grant),
        (true, _) => operation,
        (false, _) => operation.releases(super::role_ref(&piece.role)).permission(PermissionKind::Revoke),
    }
}

/// `ALTER … OWNER TO`.
pub(super) fn change_owner(catalog: &Catalog, access: &Access, from: Option<&str>, to: &str) -> Operation {
    let code = if access.relation().is_some() { OpCode::ChangeRelationOwner } else { OpCode::ChangeOwner };
    let subject = format!("ALTER {} {}", super::word(catalog, &access.of), name(&access.of));
    let operation = Operation::new(code, access.object_ref(), format!("{subject} OWNER TO {}", ident(to)))
        .needs(super::objects(&access.of))
        .needs(super::role_ref(to))
        .releases(from.and_then(super::role_ref))
        .permission(PermissionKind::ChangeOwner)
        .because("another owner");
    let operation = match from {
        Some(from) => operation.undo(format!("{subject} OWNER TO {}", ident(from))),
        None => operation,
    };
    locked(operation, access)
}

fn locked(operation: Operation, access: &Access) -> Operation {
    match (access.relation(), &access.of) {
        (Some(relation), _) => operation.on(&relation),
        // The attributes of a composite type are kept as the columns of a table are.
        (None, Subject::Type(name)) if operation.code == OpCode::ChangeOwner => {
            operation.also_on(name, Lock::AccessExclusive)
        }
        (None, _) => operation,
    }
}
