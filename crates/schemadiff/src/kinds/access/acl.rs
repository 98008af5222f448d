//! Lists of privileges: as a model writes them, and what they come to.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{COLUMN_PRIVILEGES, Granted, Privilege, Subject};

/// Everybody, as a grantee. No role can have this name (`IsReservedName` in `src/backend/catalog/catalog.c`).
pub(crate) const PUBLIC: &str = "public";

/// Privileges by role, each with whether it may be passed on. A role that is listed with nothing has none, which says
/// something of the owner and of everybody: without a mention what PostgreSQL gives them stays.
pub type Acl = BTreeMap<String, BTreeMap<Privilege, bool>>;

/// The privileges on an object and on its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// On the object.
    pub object: Acl,
    /// On columns, by name.
    pub columns: BTreeMap<String, Acl>,
}

/// Who may do what in the end: every role that is mentioned, the owner as far as it is known, and everybody, with `ALL`
/// spelled out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Effective {
    /// On the object.
    pub(crate) object: Acl,
    /// On columns, by name.
    pub(crate) columns: BTreeMap<String, Acl>,
}

impl Grants {
    /// Adds privileges of a role.
    pub(crate) fn grant(&mut self, subject: &Subject, role: &str, granted: &[Granted], option: bool) {
        for Granted { privilege, columns } in granted {
            if columns.is_empty() {
                // Everybody begins with what PostgreSQL gives everybody.
                let default = subject.public_default().filter(|_| role == PUBLIC);
                let held = self
                    .object
                    .entry(role.to_owned())
                    .or_insert_with(|| default.map(|privilege| (privilege, false)).into_iter().collect());
                *held.entry(*privilege).or_default() |= option;
            }
            for column in columns {
                let acl = self.columns.entry(column.clone()).or_default();
                *acl.entry(role.to_owned()).or_default().entry(*privilege).or_default() |= option;
            }
        }
    }

    /// Takes privileges of a role away, or only that they may be passed on. The owner begins with all of them.
    pub(crate) fn revoke(
        &mut self,
        subject: &Subject,
        role: &str,
        is_owner: bool,
        granted: &[Granted],
        only_option: bool,
    ) {
        let every = subject.privileges(u32::MAX);
        for Granted { privilege, columns } in granted {
            if columns.is_empty() {
                let default = subject.public_default().filter(|_| role == PUBLIC);
                let held = self.object.entry(role.to_owned()).or_insert_with(|| {
                    let owned = is_owner.then_some((Privilege::All, false));
                    owned.into_iter().chain(default.map(|privilege| (privilege, false))).collect()
                });
                take(held, *privilege, every, only_option);
                // What is taken from the whole is taken from its columns too (manual, "REVOKE").
                for acl in self.columns.values_mut() {
                    if let Some(held) = acl.get_mut(role) {
                        take(held, *privilege, COLUMN_PRIVILEGES, only_option);
                    }
                }
            }
            for column in columns {
                if let Some(held) = self.columns.get_mut(column).and_then(|acl| acl.get_mut(role)) {
                    take(held, *privilege, COLUMN_PRIVILEGES, only_option);
                }
            }
        }
    }

    /// What these come to for an object with this owner, on a server of this major version.
    pub(crate) fn effective(&self, subject: &Subject, owner: Option<&str>, major: u32) -> Effective {
        let mut effective = self.listed(subject, owner, major);
        let with = |privileges: &[Privilege]| privileges.iter().map(|privilege| (*privilege, false)).collect();
        let everybody = || with(subject.public_default().as_slice());
        effective.object.entry(PUBLIC.to_owned()).or_insert_with(everybody);
        if let Some(owner) = owner {
            let everything = || with(subject.privileges(major));
            effective.object.entry(owner.to_owned()).or_insert_with(everything);
        }
        effective
    }

    /// Who is mentioned, and may do what.
    pub(crate) fn listed(&self, subject: &Subject, owner: Option<&str>, major: u32) -> Effective {
        let every = subject.privileges(major);
        let held = self.object.iter().map(|(role, held)| {
            let is_owner = owner == Some(role.as_str());
            // The owner may pass everything on, whatever the list says.
            let held = spelled_out(held, every).into_iter();
            (role.clone(), held.map(|(privilege, option)| (privilege, option && !is_owner)).collect())
        });
        Effective {
            object: held.collect(),
            columns: self.listed_columns(),
        }
    }

    fn listed_columns(&self) -> BTreeMap<String, Acl> {
        self
            .columns
            .iter()
            .map(|(column, acl)| {
                let held = acl.iter().map(|(role, held)| (role.clone(), spelled_out(held, COLUMN_PRIVILEGES)));
                (column.clone(), held.filter(|(_, held)| !held.is_empty()).collect::<Acl>())
            })
            .filter(|(_, acl)| !acl.is_empty())
            .collect()
    }

    /// What is left when the object changes hands: what one owner had, the other one has then.
    ///
    /// Source: `aclnewowner` in `src/backend/utils/adt/acl.c`.
    pub(crate) fn handed_over(&self, from: &str, to: &str) -> Self {
        let hand = |acl: &Acl| {
            let mut acl = acl.clone();
            match acl.remove(from) {
                Some(held) => acl.entry(to.to_owned()).or_default().extend(held),
                // The former owner had everything, which joins what the new one had.
                None => drop(acl.remove(to)),
            }
            acl
        };
        let columns = self.columns.iter().map(|(column, acl)| {
            let mut acl = acl.clone();
            if let Some(held) = acl.remove(from) {
                acl.entry(to.to_owned()).or_default().extend(held);
            }
            (column.clone(), acl)
        });
        Self {
            object: hand(&self.object),
            columns: columns.collect(),
        }
    }

    /// The same as people write it, for an object of a server; `None` where nobody has changed anything.
    pub(crate) fn tidied(&self, subject: &Subject, owner: Option<&str>, major: u32) -> Option<Self> {
        let Effective { mut object, columns } = self.effective(subject, owner, major);
        let usual = Self::default().effective(subject, owner, major).object;
        object.retain(|role, held| match usual.get(role) {
            Some(usual) => usual != held,
            None => !held.is_empty(),
        });
        if object.is_empty() && columns.is_empty() {
            return None;
        }
        let every = subject.privileges(major).len();
        for held in object.values_mut() {
            let options: BTreeSet<bool> = held.values().copied().collect();
            if let (true, [option]) = (held.len() == every && every > 1, Vec::from_iter(options).as_slice()) {
                *held = BTreeMap::from([(Privilege::All, *option)]);
            }
        }
        Some(Self { object, columns })
    }

    /// Every role that is mentioned, everybody left out.
    pub(crate) fn roles(&self) -> BTreeSet<&str> {
        let acls = std::iter::once(&self.object).chain(self.columns.values());
        let roles = acls.flat_map(BTreeMap::keys).map(String::as_str);
        roles.filter(|role| *role != PUBLIC).collect()
    }
}

fn take(held: &mut BTreeMap<Privilege, bool>, privilege: Privilege, every: &[Privilege], only_option: bool) {
    if let Some(option) = held.get(&Privilege::All).copied()
        && privilege != Privilege::All
    {
        held.remove(&Privilege::All);
        for privilege in every {
            *held.entry(*privilege).or_default() |= option;
        }
    }
    match (privilege, only_option) {
        (Privilege::All, true) => held.values_mut().for_each(|option| *option = false),
        (Privilege::All, false) => held.clear(),
        (_, true) => held.get_mut(&privilege).into_iter().for_each(|option| *option = false),
        (_, false) => drop(held.remove(&privilege)),
    }
}

fn spelled_out(held: &BTreeMap<Privilege, bool>, every: &[Privilege]) -> BTreeMap<Privilege, bool> {
    let mut out = BTreeMap::new();
    for (privilege, option) in held {
        let privileges = match privilege {
            Privilege::All => every,
            privilege => std::slice::from_ref(privilege),
        };
        // A server knows nothing of privileges that came after it.
        for privilege in privileges.iter().filter(|privilege| every.contains(privilege)) {
            *out.entry(*privilege).or_default() |= *option;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use schemadiff_sql::syntax::ObjectName;

    use super::*;

    fn privileges(words: &str) -> Vec<Granted> {
        schemadiff_sql::parse_privileges(words).expect("the test's privileges parse").0
    }

    fn table() -> Subject {
        Subject::Relation(ObjectName::qualified("public", "t"))
    }

    fn function() -> Subject {
        Subject::Routine(ObjectName::qualified("public", "f"), Vec::new())
    }

    fn words(acl: &Acl) -> Vec<String> {
        acl.iter()
            .map(|(role, held)| {
                let words: Vec<_> = held.keys().map(|privilege| privilege.as_sql()).collect();
                format!("{role}: {}", words.join(", "))
            })
            .collect()
    }

    #[test]
    fn all_is_what_the_server_has() {
        let mut grants = Grants::default();
        grants.grant(&table(), "r", &privileges("all"), false);
        assert_eq!(grants.effective(&table(), None, 16).object["r"].len(), 7);
        assert_eq!(grants.effective(&table(), None, 17).object["r"].len(), 8);
        // To the owner it goes without saying.
        assert_eq!(grants.tidied(&table(), Some("r"), 17), None);
    }

    #[test]
    fn everybody_begins_with_the_default() {
        let mut grants = Grants::default();
        grants.grant(&function(), PUBLIC, &privileges("execute"), false);
        assert_eq!(grants.tidied(&function(), None, 14), None);
        grants.revoke(&function(), PUBLIC, false, &privileges("all"), false);
        assert_eq!(words(&grants.effective(&function(), None, 14).object), ["public: "]);
    }

    #[test]
    fn what_is_taken_is_gone() {
        let mut grants = Grants::default();
        grants.grant(&table(), "r", &privileges("all"), false);
        grants.grant(&table(), "r", &privileges("select (a)"), false);
        grants.revoke(&table(), "r", false, &privileges("select, maintain"), false);
        let left = grants.effective(&table(), None, 18);
        assert_eq!(words(&left.object), ["public: ", "r: INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER"]);
        assert!(left.columns.is_empty());
    }

    #[test]
    fn an_owner_who_lost_something_is_remembered() {
        let mut grants = Grants::default();
        grants.revoke(&table(), "o", true, &privileges("delete"), false);
        let left = grants.effective(&table(), Some("o"), 14);
        assert_eq!(words(&left.object), ["o: SELECT, INSERT, UPDATE, TRUNCATE, REFERENCES, TRIGGER", "public: "]);
        let handed = grants.handed_over("o", "p").effective(&table(), Some("p"), 14);
        assert_eq!(words(&handed.object), ["p: SELECT, INSERT, UPDATE, TRUNCATE, REFERENCES, TRIGGER", "public: "]);
    }
}
