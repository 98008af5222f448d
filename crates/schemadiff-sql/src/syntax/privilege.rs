//! Owners and privileges: who something belongs to, and what others may do with it.

use super::{ObjectName, TypeName};

/// Something that can be granted (manual, "Privileges").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are PostgreSQL's")]
pub enum Privilege {
    Select,
    Insert,
    Update,
    Delete,
    Truncate,
    References,
    Trigger,
    /// Since PostgreSQL 17.
    Maintain,
    Usage,
    Execute,
    Create,
    /// `ALL PRIVILEGES`: which ones these are depends on the server.
    All,
}

impl Privilege {
    /// Every privilege, in the order in which PostgreSQL lists them.
    pub const EVERY: &'static [Self] = &[
        Self::Select,
        Self::Insert,
        Self::Update,
        Self::Delete,
        Self::Truncate,
        Self::References,
        Self::Trigger,
        Self::Maintain,
        Self::Usage,
        Self::Execute,
        Self::Create,
        Self::All,
    ];

    /// The word that `GRANT` takes.
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::Select => "SELECT",
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
            Self::Truncate => "TRUNCATE",
            Self::References => "REFERENCES",
            Self::Trigger => "TRIGGER",
            Self::Maintain => "MAINTAIN",
            Self::Usage => "USAGE",
            Self::Execute => "EXECUTE",
            Self::Create => "CREATE",
            Self::All => "ALL",
        }
    }

    /// The privilege of a word, in any case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::EVERY
            .iter()
            .copied()
            .find(|privilege| privilege.as_sql().eq_ignore_ascii_case(word))
    }
}

/// Something that has an owner, and perhaps privileges.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A table, view, materialized view or foreign table.
    Relation(ObjectName),
    /// A sequence.
    Sequence(ObjectName),
    /// A function, procedure or aggregate, with the types that tell it from others of its name.
    Routine(ObjectName, Vec<TypeName>),
    /// An enum, domain, range or composite type.
    Type(ObjectName),
    /// A schema.
    Schema(String),
    /// A foreign server.
    ForeignServer(String),
    /// A foreign data wrapper.
    ForeignDataWrapper(String),
    /// Extended statistics, which have an owner and no privileges.
    Statistics(ObjectName),
    /// Any large object, of which default privileges speak.
    LargeObject,
}

impl Subject {
    /// Every privilege that it can have, for a major version of PostgreSQL.
    ///
    /// Source: `ACL_ALL_RIGHTS_*` in `src/include/utils/acl.h`.
    pub fn privileges(&self, major: u32) -> &'static [Privilege] {
        use Privilege::{
            Create, Delete, Execute, Insert, Maintain, References, Select, Trigger, Truncate, Update, Usage,
        };
        const RELATION: &[Privilege] = &[
            Select, Insert, Update, Delete, Truncate, References, Trigger, Maintain,
        ];
        match self {
            Self::Relation(_) if major >= 17 => RELATION,
            Self::Relation(_) => &RELATION[..RELATION.len() - 1],
            Self::Sequence(_) => &[Select, Update, Usage],
            Self::LargeObject => &[Select, Update],
            Self::Routine(..) => &[Execute],
            Self::Schema(_) => &[Usage, Create],
            Self::Type(_) | Self::ForeignServer(_) | Self::ForeignDataWrapper(_) => &[Usage],
            Self::Statistics(_) => &[],
        }
    }

    /// What everybody may do with a new one.
    ///
    /// Source: `acldefault` in `src/backend/utils/adt/acl.c`.
    pub fn public_default(&self) -> Option<Privilege> {
        match self {
            Self::Routine(..) => Some(Privilege::Execute),
            Self::Type(_) => Some(Privilege::Usage),
            Self::Relation(_)
            | Self::Sequence(_)
            | Self::Schema(_)
            | Self::ForeignServer(_)
            | Self::ForeignDataWrapper(_)
            | Self::Statistics(_)
            | Self::LargeObject => None,
        }
    }
}

/// What columns can be granted.
///
/// Source: `ACL_ALL_RIGHTS_COLUMN` in `src/include/utils/acl.h`.
pub const COLUMN_PRIVILEGES: &[Privilege] = &[
    Privilege::Select,
    Privilege::Insert,
    Privilege::Update,
    Privilege::References,
];

/// A privilege, perhaps on some columns only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// The privilege.
    pub privilege: Privilege,
    /// The columns; none for the whole object.
    pub columns: Vec<String>,
}

/// `GRANT` or `REVOKE` of privileges on objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// `GRANT` rather than `REVOKE`.
    pub is_grant: bool,
    /// The privileges.
    pub privileges: Vec<Granted>,
    /// What they are on.
    pub on: GrantOn,
    /// The roles, `public` for all.
    pub grantees: Vec<String>,
    /// `WITH GRANT OPTION`, or `GRANT OPTION FOR`.
    pub option: bool,
}

/// What `GRANT` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantOn {
    /// Objects by name. A sequence may be named as a table.
    Objects(Vec<Subject>),
    /// All objects of a kind in these schemas.
    AllInSchema(DefaultOn, Vec<String>),
    /// Anything else, named for the report.
    Other(String),
}

/// What `ALL … IN SCHEMA` and default privileges are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefaultOn {
    /// Tables, views, materialized views and foreign tables.
    Tables,
    /// Sequences.
    Sequences,
    /// Functions, procedures and aggregates.
    Functions,
    /// Types and domains.
    Types,
    /// Schemas.
    Schemas,
    /// Large objects, since PostgreSQL 18.
    LargeObjects,
}

/// `ALTER DEFAULT PRIVILEGES`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterDefaultPrivileges {
    /// `FOR ROLE`; none for the one that runs the statement.
    pub roles: Vec<String>,
    /// `IN SCHEMA`; none for any.
    pub schemas: Vec<String>,
    /// The kind of objects.
    pub on: DefaultOn,
    /// `GRANT` rather than `REVOKE`.
    pub is_grant: bool,
    /// The privileges.
    pub privileges: Vec<Granted>,
    /// The roles that they are of, `public` for all.
    pub grantees: Vec<String>,
    /// `WITH GRANT OPTION`, or `GRANT OPTION FOR`.
    pub option: bool,
}

impl DefaultOn {
    /// All of them.
    pub const EVERY: &'static [Self] = &[
        Self::Tables,
        Self::Sequences,
        Self::Functions,
        Self::Types,
        Self::Schemas,
        Self::LargeObjects,
    ];

    /// PostgreSQL's word.
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::Tables => "TABLES",
            Self::Sequences => "SEQUENCES",
            Self::Functions => "FUNCTIONS",
            Self::Types => "TYPES",
            Self::Schemas => "SCHEMAS",
            Self::LargeObjects => "LARGE OBJECTS",
        }
    }

    /// A subject of this kind, whose privileges are those that can be granted.
    pub fn sample(self) -> Subject {
        let name = ObjectName::bare("");
        match self {
            Self::Tables => Subject::Relation(name),
            Self::Sequences => Subject::Sequence(name),
            Self::Functions => Subject::Routine(name, Vec::new()),
            Self::Types => Subject::Type(name),
            Self::Schemas => Subject::Schema(String::new()),
            Self::LargeObjects => Subject::LargeObject,
        }
    }
}
