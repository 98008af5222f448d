//! Finding subscriptions in the catalogs.

use super::Subscription;
use super::options::{OPTIONS, UNKNOWN};
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("subscriptions", include_str!("subscriptions.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("subscriptions")? {
        let mut subscription = Subscription::new(row.text("name")?.to_owned());
        subscription.publications = row.list("publications")?;
        subscription.slot_name = row.owned("slot_name")?;
        subscription.streaming = row.owned("streaming")?;
        for option in OPTIONS {
            let value = match row.optional(option.name)? {
                None => UNKNOWN.to_owned(),
                Some(_) if option.is_flag => row.boolean(option.name)?.to_string(),
                Some(text) => text.to_owned(),
            };
            if value != option.default {
                subscription.options.insert(option.name.to_owned(), value);
            }
        }
        subscription.comment = row.owned("comment")?;
        catalog.insert(subscription);
    }
    Ok(())
}
