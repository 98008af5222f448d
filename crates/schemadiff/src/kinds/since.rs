//! What servers can do only since some major version.

use crate::catalog::ObjectRef;

/// Something that a model says and older servers cannot have or do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// The first major version that can.
    pub major: u32,
    /// What it is, in PostgreSQL's words: `NULLS NOT DISTINCT`.
    pub what: String,
    /// The object, or the part of one, that says so.
    pub about: ObjectRef,
}

impl Since {
    /// Something of `about` that servers have since a major version.
    pub(crate) fn new(major: u32, what: impl Into<String>, about: ObjectRef) -> Self {
        Self {
            major,
            what: what.into(),
            about,
        }
    }
}

/// Storage parameters that came after the oldest supported version, without the prefix `toast.`.
///
/// Source: `src/backend/access/common/reloptions.c` of 14 to 18.
const PARAMETERS: &[(&str, u32)] = &[
    ("autovacuum_vacuum_max_threshold", 18),
    ("vacuum_max_eager_freeze_failure_rate", 18),
];

/// What of these storage parameters older servers do not know.
pub(crate) fn parameters<'a>(names: impl Iterator<Item = &'a String>, about: &ObjectRef) -> Vec<Since> {
    names
        .filter_map(|name| {
            let own = name.strip_prefix("toast.").unwrap_or(name);
            let (_, major) = PARAMETERS.iter().find(|(known, _)| *known == own)?;
            Some(Since::new(
                *major,
                format!("storage parameter `{name}`"),
                about.clone(),
            ))
        })
        .collect()
}
