//! User mappings of foreign servers.

use crate::kinds::foreign_server::options::Options;

mod attributes;
mod introspect;
mod lower;

pub use lower::UserMappingChange;

/// Who a role is on a foreign server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserMapping {
    /// The role; `public` for everybody who has no mapping.
    pub user: String,
    /// The server.
    pub server: String,
    /// `OPTIONS`, without secrets; absent where they may not be seen, and then never compared.
    pub options: Option<Options>,
}
