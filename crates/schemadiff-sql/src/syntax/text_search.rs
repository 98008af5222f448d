//! Text search objects, as their statements say them.

use super::ObjectName;

/// A kind of text search object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are PostgreSQL's")]
pub enum TextSearchKind {
    Parser,
    Template,
    Dictionary,
    Configuration,
}

/// `CREATE TEXT SEARCH …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTextSearch {
    /// What is created.
    pub kind: TextSearchKind,
    /// Its name.
    pub name: ObjectName,
    /// What stands in the parentheses, in order.
    pub definition: Vec<DefinitionItem>,
}

/// `key = value` in the parentheses of a `CREATE` that defines an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionItem {
    /// The key, in lower case unless it was quoted.
    pub key: String,
    /// The value as text; absent when there is only the key.
    pub text: Option<String>,
    /// The value as the name of an object, when it may be one.
    pub name: Option<ObjectName>,
}

/// `ALTER TEXT SEARCH DICTIONARY`: options that are set, or, without a value, taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterTextSearchDictionary {
    /// Its name.
    pub name: ObjectName,
    /// The options.
    pub options: Vec<(String, Option<String>)>,
}

/// `ALTER TEXT SEARCH CONFIGURATION … MAPPING`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterTextSearchConfiguration {
    /// Its name.
    pub name: ObjectName,
    /// The types of tokens; for a replacement none means all.
    pub tokens: Vec<String>,
    /// What is done to their mappings.
    pub change: MappingChange,
}

/// What is done to the mappings of a text search configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingChange {
    /// `ADD` or `ALTER MAPPING FOR … WITH`.
    Set(Vec<ObjectName>),
    /// `ALTER MAPPING … REPLACE old WITH new`.
    Replace(ObjectName, ObjectName),
    /// `DROP MAPPING FOR`.
    Drop,
}
