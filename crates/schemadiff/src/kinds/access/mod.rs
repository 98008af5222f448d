//! Access: who owns an object, and what others may do with it.
//!
//! Objects of many kinds have an owner and privileges, and PostgreSQL keeps both in the same way for all of them. So they
//! stand here, beside the objects, and no other kind knows of them. Where a model is silent they stay as they are, and an
//! object that is made anew gets back what it had.

use schemadiff_sql::syntax::{ObjectName, Subject};

use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef};

mod acl;
mod attributes;
mod declared;
mod introspect;
mod lower;
mod operations;
mod restore;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use acl::{Acl, Grants};
pub(crate) use acl::{Effective, PUBLIC};
pub(crate) use introspect::{complete, explode};
pub use lower::AccessChange;
pub use operations::Piece;
pub(crate) use operations::{Usual, difference};
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

/// What identifies the access of an object of any kind; `None` for kinds that have none of their own.
pub(crate) fn id_of_object(object: &ObjectRef) -> Option<ObjectId> {
    let part = match object.kind {
        Kind::Table | Kind::View | Kind::MaterializedView | Kind::Sequence => "relation".to_owned(),
        Kind::EnumType => "type".to_owned(),
        Kind::Schema => "schema".to_owned(),
        Kind::Function => format!("({})", object.id.part.as_deref()?),
        _ => return None,
    };
    Some(ObjectId::part(object.id.name.clone(), part))
}

/// A role that a statement names, as something that it needs; everybody is no role.
pub(crate) fn role_ref(role: &str) -> Option<ObjectRef> {
    (role != PUBLIC).then(|| crate::kinds::Role::reference(role))
}

/// What an object can be, by its name: several kinds share one name space.
pub(crate) fn objects(subject: &Subject) -> Vec<ObjectRef> {
    match subject {
        Subject::Relation(name) | Subject::Sequence(name) => {
            crate::catalog::refs::relation(name).collect()
        }
        Subject::Type(name) => vec![ObjectRef::named(Kind::EnumType, name)],
        Subject::Routine(name, _) => {
            let id = id_of(subject);
            let types = path_part(&id).trim_start_matches('(').trim_end_matches(')').to_owned();
            vec![ObjectRef::new(Kind::Function, ObjectId::part(name.clone(), types))]
        }
        Subject::Schema(name) => vec![ObjectRef::new(Kind::Schema, crate::kinds::Schema::id_of(name))],
        Subject::ForeignServer(_) | Subject::ForeignDataWrapper(_) | Subject::LargeObject => Vec::new(),
    }
}

/// Whether a catalog has an object.
pub(crate) fn exists(catalog: &Catalog, subject: &Subject) -> bool {
    objects(subject).iter().any(|object| match object.kind {
        Kind::Table => catalog.tables.contains(&object.id),
        Kind::View => catalog.views.contains(&object.id),
        Kind::MaterializedView => catalog.materialized_views.contains(&object.id),
        Kind::Sequence => catalog.sequences.contains(&object.id),
        Kind::EnumType => catalog.enums.contains(&object.id),
        Kind::Function => catalog.functions.contains(&object.id),
        Kind::Schema => catalog.schemas.contains(&object.id) || object.id.name.name == "public",
        _ => false,
    })
}

/// The word for an object in `ALTER … OWNER TO`, as far as a catalog tells: `TABLE` is right for every relation.
pub(crate) fn word(catalog: &Catalog, subject: &Subject) -> &'static str {
    match subject {
        Subject::Relation(name) => {
            let id = ObjectId::named(name.clone());
            if catalog.views.contains(&id) {
                "VIEW"
            } else if catalog.materialized_views.contains(&id) {
                "MATERIALIZED VIEW"
            } else {
                "TABLE"
            }
        }
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
        Subject::LargeObject => "LARGE OBJECT",
    }
}
