//! The text search objects that every database has.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use crate::catalog::Kind;

/// Languages with a stemmer (`src/backend/snowball/Makefile`).
const LANGUAGES: &[&str] = &[
    "arabic",
    "armenian",
    "basque",
    "catalan",
    "danish",
    "dutch",
    "english",
    "estonian",
    "finnish",
    "french",
    "german",
    "greek",
    "hindi",
    "hungarian",
    "indonesian",
    "irish",
    "italian",
    "lithuanian",
    "nepali",
    "norwegian",
    "portuguese",
    "romanian",
    "russian",
    "serbian",
    "spanish",
    "swedish",
    "tamil",
    "turkish",
    "yiddish",
];

/// Token types of the default parser that PostgreSQL's own configurations leave as they are, those of words in ASCII, and
/// those of other words (`src/backend/snowball/snowball.sql.in`).
const PLAIN: &[&str] = &[
    "email",
    "url",
    "url_path",
    "host",
    "file",
    "version",
    "sfloat",
    "float",
    "int",
    "uint",
    "numword",
    "hword_numpart",
    "numhword",
];
const ASCII: &[&str] = &["asciiword", "hword_asciipart", "asciihword"];
const WORDS: &[&str] = &["word", "hword_part", "hword"];

/// Whether an unqualified name is PostgreSQL's own: `pg_catalog` comes first in every search path.
pub(crate) fn is_builtin(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::TextSearchParser => name == "default",
        Kind::TextSearchTemplate => ["simple", "synonym", "ispell", "thesaurus", "snowball"].contains(&name),
        Kind::TextSearchDictionary => {
            name == "simple"
                || name
                    .strip_suffix("_stem")
                    .is_some_and(|language| LANGUAGES.contains(&language))
        }
        Kind::TextSearchConfiguration => name == "simple" || LANGUAGES.contains(&name),
        _ => false,
    }
}

/// PostgreSQL's own configurations.
pub(crate) fn configurations() -> impl Iterator<Item = &'static str> {
    std::iter::once("simple").chain(LANGUAGES.iter().copied())
}

/// The mappings of one of them.
pub(crate) fn mappings(configuration: &str) -> Option<BTreeMap<String, Vec<ObjectName>>> {
    if !is_builtin(Kind::TextSearchConfiguration, configuration) {
        return None;
    }
    let stem = |language: &str| match language {
        "simple" => "simple".to_owned(),
        language => format!("{language}_stem"),
    };
    // These are not written in ASCII, where words of English are likely.
    let ascii = match configuration {
        "hindi" | "russian" => "english",
        own => own,
    };
    let groups = [
        (PLAIN, "simple".to_owned()),
        (ASCII, stem(ascii)),
        (WORDS, stem(configuration)),
    ];
    let mut mappings = BTreeMap::new();
    for (tokens, dictionary) in groups {
        for token in tokens {
            mappings.insert((*token).to_owned(), vec![ObjectName::bare(dictionary.clone())]);
        }
    }
    Some(mappings)
}
