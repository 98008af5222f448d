//! Foreign data wrappers.

use schemadiff_sql::syntax::ObjectName;

use crate::kinds::foreign_server::options::Options;

mod attributes;
mod introspect;
mod lower;

pub use lower::ForeignDataWrapperChange;

/// A foreign data wrapper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignDataWrapper {
    /// Its name.
    pub name: String,
    /// `HANDLER`.
    pub handler: Option<ObjectName>,
    /// `VALIDATOR`.
    pub validator: Option<ObjectName>,
    /// `OPTIONS`, without secrets.
    pub options: Options,
    /// `COMMENT ON FOREIGN DATA WRAPPER`.
    pub comment: Option<String>,
}
