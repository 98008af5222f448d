//! Roles and their memberships.

/// `CREATE ROLE` or `ALTER ROLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleStatement {
    /// The role.
    pub name: String,
    /// Whether it is made.
    pub creates: bool,
    /// What is said of it, in order.
    pub options: Vec<RoleOption>,
}

/// Something that is said of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleOption {
    /// `SUPERUSER`, `NOLOGIN` and the like: the word without `NO`, and whether it stood without.
    Attribute(&'static str, bool),
    /// `CONNECTION LIMIT`; negative for none.
    ConnectionLimit(i64),
    /// `VALID UNTIL`.
    ValidUntil(String),
    /// `PASSWORD`, whose text is not kept.
    Password,
    /// `IN ROLE`.
    MemberOf(Vec<String>),
    /// `ROLE` or, when it is true, `ADMIN`.
    Members(Vec<String>, bool),
}

/// `GRANT role TO role`, `REVOKE role FROM role`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRole {
    /// Whether it grants.
    pub is_grant: bool,
    /// The roles that are granted.
    pub roles: Vec<String>,
    /// To whom.
    pub members: Vec<String>,
    /// `ADMIN`, when it is said. A `REVOKE … OPTION FOR` says false.
    pub admin: Option<bool>,
    /// `INHERIT`.
    pub inherit: Option<bool>,
    /// `SET`.
    pub set: Option<bool>,
}
