//! Subscriptions of logical replication.
//!
//! How one connects is a secret and how it runs is for those who run it: `docs/decisions/0011-a-plan-connects-to-nobody.md`.

use std::collections::BTreeMap;

use crate::catalog::ObjectId;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod options;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::SubscriptionChange;

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Its name.
    pub name: String,
    /// The publications, in the order in which PostgreSQL keeps them, which means nothing.
    pub publications: Vec<String>,
    /// The replication slot at the publisher; absent for `NONE`.
    pub slot_name: Option<String>,
    /// `streaming`; absent when the model leaves it to the server, whose default depends on the version.
    pub streaming: Option<String>,
    /// The other options that are not the default; a mark where the server has none of that name.
    pub options: BTreeMap<String, String>,
    /// `COMMENT ON SUBSCRIPTION`.
    pub comment: Option<String>,
}

impl Subscription {
    /// A subscription to nothing yet, with the defaults.
    pub fn new(name: String) -> Self {
        Self {
            slot_name: Some(name.clone()),
            name,
            publications: Vec::new(),
            streaming: None,
            options: BTreeMap::new(),
            comment: None,
        }
    }

    /// The identity of a subscription by its name.
    pub fn id_of(name: &str) -> ObjectId {
        ObjectId::named(schemadiff_sql::syntax::ObjectName::bare(name))
    }
}
