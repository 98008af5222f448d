//! Access: who owns an object, and what others may do with it.
//!
//! Objects of many kinds have an owner and privileges, and PostgreSQL keeps both in the same way for all of them. So they
//! stand here, beside the objects, and no other kind knows of them. Where a model is silent they stay as they are, and an
//! object that is made anew gets back what it had.

use schemadiff_sql::syntax::{ObjectName, Subject};

use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef};
use crate::kinds::{self, InCatalog, KindVisitor};

mod acl;
mod attributes;
mod declared;
mod introspect;
mod lower;
mod operations;
mod public;
mod restore;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use acl::{Acl, Grants};
pub(crate) use acl::{Effective, PUBLIC};
pub(crate) use introspect::{complete, explode};
pub use lower::AccessChange;
pub use operations::Piece;
pub(crate) use operations::{Usual, difference, like_column, like_relation};
pub(crate) use public::translate;
pub(crate) use statement::misfit;
pub(crate) use declared::{renamed, renamed_column, restrict, settle, tidy};
pub(crate) use restore::restore;

/// The owner and the privileges of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The object.
    pub of: Subject,
    /// Its owner; `None` where a model does not say, or where the object has that of another one.
    pub owner: Option<String>,
    /// Its privileges; `None` where a model says nothing of any.
    pub grants: Option<Grants>,
    /// What the server says beside, where it was read from one.
    pub seen: Option<Seen>,
}

/// What is known of an object that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The role that it belongs to, by itself or as part of something else.
    pub holder: String,
    /// The major version of the server: what `ALL` means depends on it.
    pub server: u32,
}

impl Access {
    /// Nothing is said of an object yet.
    pub fn of(subject: Subject) -> Self {
        Self {
            of: subject,
            owner: None,
            grants: None,
            seen: None,
        }
    }

    /// The privileges, to be added to.
    pub(crate) fn grants(&mut self) -> &mut Grants {
        self.grants.get_or_insert_default()
    }
}

/// What identifies the access of an object. A table and a function may have one name, a table and a view may not.
pub(crate) fn id_of(subject: &Subject) -> ObjectId {
    match subject {
        Subject::Relation(name) | Subject::Sequence(name) => ObjectId::part(name.clone(), "relation"),
        Subject::Type(name) => ObjectId::part(name.clone(), "type"),
        Subject::Routine(name, arguments) => {
            let types: Vec<_> = arguments.iter().map(ToString::to_string).collect();
            ObjectId::part(name.clone(), format!("({})", types.join(", ")))
        }
        Subject::Schema(name) => ObjectId::part(ObjectName::bare(name), "schema"),
        Subject::ForeignServer(name) => ObjectId::part(ObjectName::bare(name), "foreign server"),
        Subject::ForeignDataWrapper(name) => ObjectId::part(ObjectName::bare(name), "foreign data wrapper"),
        Subject::Statistics(name) => ObjectId::part(name.clone(), "statistics"),
        Subject::LargeObject => ObjectId::named(ObjectName::bare("large object")),
    }
}

/// The path of an access for people and flags: that of its object.
pub(crate) fn path_part(id: &ObjectId) -> &str {
    id.part
        .as_deref()
        .filter(|part| part.starts_with('('))
        .unwrap_or_default()
}

/// How the access of objects of a kind is told from that of others with their name; `None` for kinds that have none of
/// their own, and for functions, which their arguments tell apart. A kind is known by its words: it has to do nothing for it.
fn part_of(kind: Kind) -> Option<&'static str> {
    Some(match kind.words() {
        "table" | "foreign table" | "view" | "materialized view" | "sequence" => "relation",
        "enum" | "domain" | "composite type" | "range type" => "type",
        "schema" => "schema",
        "foreign server" => "foreign server",
        "foreign data wrapper" => "foreign data wrapper",
        "statistics" => "statistics",
        _ => return None,
    })
}

/// Whether objects of a kind are told apart by their arguments.
fn is_routine(kind: Kind) -> bool {
    matches!(kind.words(), "function" | "aggregate")
}

/// Whether an access may be that of an object of a kind.
pub(crate) fn is_of(id: &ObjectId, kind: Kind) -> bool {
    let part = id.part.as_deref().unwrap_or_default();
    part_of(kind) == Some(part) || (is_routine(kind) && part.starts_with('('))
}

/// What identifies the access of an object of any kind; `None` for kinds that have none of their own.
pub(crate) fn id_of_object(object: &ObjectRef) -> Option<ObjectId> {
    let part = if is_routine(object.kind) {
        format!("({})", object.id.part.as_deref()?)
    } else {
        part_of(object.kind)?.to_owned()
    };
    Some(ObjectId::part(object.id.name.clone(), part))
}

/// A role that a statement names, as something that it needs; everybody is no role.
pub(crate) fn role_ref(role: &str) -> Option<ObjectRef> {
    (role != PUBLIC).then(|| crate::kinds::Role::reference(role))
}

/// What an object can be, by its name: several kinds share one name space.
pub(crate) fn objects(subject: &Subject) -> Vec<ObjectRef> {
    let ObjectId { name, part } = id_of(subject);
    let part = part.unwrap_or_default();
    let kinds = Kind::ALL.iter().copied();
    if let Some(types) = part.strip_prefix('(') {
        let id = ObjectId::part(name, types.trim_end_matches(')'));
        return kinds.filter(|kind| is_routine(*kind)).map(|kind| ObjectRef::new(kind, id.clone())).collect();
    }
    kinds.filter(|kind| part_of(*kind) == Some(&part)).map(|kind| ObjectRef::named(kind, &name)).collect()
}

/// What an object is in a catalog, if it is there.
pub(crate) fn find(catalog: &Catalog, subject: &Subject) -> Option<ObjectRef> {
    struct Find<'a>(&'a Catalog, Vec<ObjectRef>, Option<ObjectRef>);
    impl KindVisitor for Find<'_> {
        fn visit<K: InCatalog>(&mut self) {
            let found = self.1.iter().find(|object| object.kind == K::KIND && K::store(self.0).contains(&object.id));
            if let Some(found) = found {
                self.2 = Some(found.clone());
            }
        }
    }
    let mut find = Find(catalog, objects(subject), None);
    kinds::for_each(&mut find);
    find.2
}

/// Whether a catalog has an object; `public` is in every database.
pub(crate) fn exists(catalog: &Catalog, subject: &Subject) -> bool {
    matches!(subject, Subject::Schema(name) if name == "public") || find(catalog, subject).is_some()
}

/// The word for an object in `ALTER … OWNER TO`, as far as a catalog tells: `TABLE` is right for every relation.
pub(crate) fn word(catalog: &Catalog, subject: &Subject) -> &'static str {
    match subject {
        Subject::Relation(_) => match find(catalog, subject).map_or("", |found| found.kind.words()) {
            "view" => "VIEW",
            "materialized view" => "MATERIALIZED VIEW",
            "foreign table" => "FOREIGN TABLE",
            _ => "TABLE",
        },
        Subject::Sequence(_) => "SEQUENCE",
        Subject::Routine(..) => match objects(subject).first().and_then(|object| catalog.functions.get(&object.id)) {
            Some(function) if function.definition.procedure => "PROCEDURE",
            Some(_) => "FUNCTION",
            None => "ROUTINE",
        },
        Subject::Type(_) => "TYPE",
        Subject::Schema(_) => "SCHEMA",
        Subject::ForeignServer(_) => "SERVER",
        Subject::ForeignDataWrapper(_) => "FOREIGN DATA WRAPPER",
        Subject::Statistics(_) => "STATISTICS",
        Subject::LargeObject => "LARGE OBJECT",
    }
}
