//! When something of a name happens, within the life of a row.

/// When something of this name happens: days before the end of a row's own time, and how likely it has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// The row began to be.
    Made,
    /// It was changed.
    Changed,
    /// It is over, which few rows are.
    Over,
    /// Something that lasts began.
    Begun,
    /// Something that lasts ends.
    Ended,
    Sometime,
}

impl When {
    /// Reads it off a column's name.
    pub(super) fn of(column: &str) -> Self {
        let column = column.to_ascii_lowercase();
        let has = |parts: &[&str]| column.split(['_']).any(|word| parts.contains(&word));
        if has(&[
            "created",
            "inserted",
            "registered",
            "recorded",
            "added",
            "opened",
            "joined",
            "placed",
            "occurred",
            "issued",
        ]) {
            Self::Made
        } else if has(&["updated", "modified", "changed", "seen", "login"]) {
            Self::Changed
        } else if has(&[
            "deleted",
            "archived",
            "removed",
            "revoked",
            "cancelled",
            "canceled",
            "banned",
            "suspended",
            "discarded",
        ]) {
            Self::Over
        } else if has(&[
            "start",
            "starts",
            "started",
            "begin",
            "begins",
            "from",
            "since",
            "departs",
            "departure",
            "opens",
        ]) {
            Self::Begun
        } else if has(&[
            "end",
            "ends",
            "ended",
            "until",
            "to",
            "expires",
            "expiry",
            "expiration",
            "due",
            "closed",
            "finished",
            "completed",
            "arrives",
            "arrival",
            "closes",
            "returned",
        ]) {
            Self::Ended
        } else {
            Self::Sometime
        }
    }
}
