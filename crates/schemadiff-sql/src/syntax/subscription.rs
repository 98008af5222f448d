//! Subscriptions, as their statements say them.

use std::collections::BTreeMap;

/// `CREATE SUBSCRIPTION`. How to connect is a secret and not kept; whether it was said is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateSubscription {
    /// Its name.
    pub name: String,
    /// Whether `CONNECTION` says something.
    pub has_connection: bool,
    /// The publications.
    pub publications: Vec<String>,
    /// `WITH (…)`.
    pub options: BTreeMap<String, String>,
}
