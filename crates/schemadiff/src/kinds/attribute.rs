//! What a kind says about itself for the table of kinds and attributes, and for the survey of what is not modelled.

/// One thing that can be said about objects of a kind, and the case that proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// In PostgreSQL's words: `comment`, `NULLS NOT DISTINCT`.
    pub name: &'static str,
    /// The oldest server that has it.
    pub since: u32,
    /// The folder below `tests/cases/` that shows it.
    pub case: &'static str,
    /// What the survey would report if it were not modelled; see [`crate::survey`].
    pub covers: &'static [&'static str],
}

impl Attribute {
    /// An attribute of every supported server.
    pub const fn new(name: &'static str, case: &'static str) -> Self {
        Self {
            name,
            since: 14,
            case,
            covers: &[],
        }
    }

    /// The same attribute, which servers have since this major version.
    #[must_use]
    pub const fn since(mut self, major: u32) -> Self {
        self.since = major;
        self
    }

    /// The same attribute, which the survey need not report any longer.
    #[must_use]
    pub const fn covers(mut self, classes: &'static [&'static str]) -> Self {
        self.covers = classes;
        self
    }
}
