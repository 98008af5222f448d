//! Objects that only their name identifies, for statements that are the same for all of them.

/// A kind of object that `COMMENT ON` names by its name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are PostgreSQL's")]
pub enum NamedKind {
    AccessMethod,
    Conversion,
    EventTrigger,
    ForeignDataWrapper,
    ForeignServer,
    ForeignTable,
    Language,
    Publication,
    Role,
    Statistics,
    Subscription,
    TextSearchConfiguration,
    TextSearchDictionary,
    TextSearchParser,
    TextSearchTemplate,
}
