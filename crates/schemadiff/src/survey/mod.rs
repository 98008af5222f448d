//! What is there and not modelled: found by name, so that nothing is ever left out in silence.
//!
//! A class is something of PostgreSQL's that a database can have: a kind of object, or an attribute with a value that is
//! not the default. Each stands here once, with the SQL that finds it. It drops out of the query as soon as a kind of its
//! name is registered, or an attribute of some kind says that it covers it ([`crate::kinds::Attribute::covers`]).

mod database;
mod lost;
mod objects;
mod query;
mod relations;

use std::collections::BTreeMap;

pub(crate) use lost::lost;
pub(crate) use query::{left_out, query, schema_owners};

use crate::kinds::{self, InCatalog, KindVisitor};
use crate::source::{RowError, Snapshot};

/// The section of a snapshot that holds what was found.
pub(crate) const SECTION: &str = "unmanaged";
/// The section that counts what is nobody's business: members of extensions.
pub(crate) const LEFT_OUT: &str = "left_out";
/// The section that says whose schemas are.
pub(crate) const OWNERS: &str = "schema_owners";

/// Something that is there and that no model can say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmanaged {
    /// The class, in PostgreSQL's words: `cast`, `column storage`.
    pub class: String,
    /// Which: qualified where it is in a schema, for people.
    pub name: String,
    /// The schema it is in, if it is in one.
    pub schema: Option<String>,
}

/// What the survey of a database found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// What is not modelled, by class and name.
    pub unmanaged: Vec<Unmanaged>,
    /// How many objects each extension owns, which come and go with it.
    pub left_out: BTreeMap<String, u64>,
    /// Who owns each schema, which tells those of a platform.
    pub schema_owners: BTreeMap<String, String>,
    /// How many objects that kinds model are out of scope.
    pub out_of_scope: usize,
}

impl Survey {
    /// How many there are of each class.
    pub fn counts(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for found in &self.unmanaged {
            *counts.entry(found.class.as_str()).or_default() += 1;
        }
        counts
    }
}

/// Where classes of objects are found.
struct Source {
    /// FROM, with its joins.
    from: &'static str,
    /// WHERE, for all of its classes. `{user:ALIAS}` is that a schema is not PostgreSQL's own, `{own:CATALOG:OID}` that an
    /// object is not an extension's.
    belongs: &'static str,
    /// The schema of a row, or `NULL`.
    schema: &'static str,
    /// What to call a row within its schema.
    name: &'static str,
    classes: &'static [Class],
}

/// A class and the condition that tells its rows from others of the same source.
struct Class {
    name: &'static str,
    condition: &'static str,
    since: u32,
    /// Whether it is a kind of object rather than something that is said about one.
    is_object: bool,
}

impl Class {
    const fn object(name: &'static str, condition: &'static str) -> Self {
        Self {
            name,
            condition,
            since: 14,
            is_object: true,
        }
    }

    const fn attribute(name: &'static str, condition: &'static str) -> Self {
        Self {
            is_object: false,
            ..Self::object(name, condition)
        }
    }

    const fn since(mut self, major: u32) -> Self {
        self.since = major;
        self
    }
}

fn sources() -> impl Iterator<Item = &'static Source> {
    relations::SOURCES
        .iter()
        .chain(objects::SOURCES)
        .chain(database::SOURCES)
}

/// What is known of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// Whether it is a kind of object rather than something that is said about one.
    pub is_object: bool,
    /// The oldest server that can have it.
    pub since: u32,
}

/// Every class by name; one may be found in several places.
pub fn classes() -> BTreeMap<&'static str, About> {
    let classes = sources().flat_map(|source| source.classes);
    classes
        .map(|class| {
            let about = About {
                is_object: class.is_object,
                since: class.since,
            };
            (class.name, about)
        })
        .collect()
}

/// The classes that kinds and their attributes cover, each with the kind that does.
pub fn covered() -> BTreeMap<&'static str, &'static str> {
    struct Collect(
        BTreeMap<&'static str, &'static str>,
        BTreeMap<&'static str, About>,
    );
    impl KindVisitor for Collect {
        fn visit<K: InCatalog>(&mut self) {
            let words = K::KIND.words();
            if self.1.get(words).is_some_and(|about| about.is_object) {
                self.0.insert(words, words);
            }
            for class in K::ATTRIBUTES.iter().flat_map(|attribute| attribute.covers) {
                self.0.insert(class, words);
            }
        }
    }
    let mut collect = Collect(BTreeMap::new(), classes());
    kinds::for_each(&mut collect);
    collect.0
}

/// What a snapshot says was found. One that was recorded without a survey says nothing, which is not the same as that
/// nothing was found.
pub(crate) fn read(snapshot: &Snapshot) -> Result<Option<Survey>, RowError> {
    if !snapshot.sections.contains_key(SECTION) {
        return Ok(None);
    }
    let mut survey = Survey::default();
    for row in snapshot.rows(SECTION)? {
        let schema = row.owned("schema")?;
        let name = row.text("name")?;
        survey.unmanaged.push(Unmanaged {
            class: row.text("class")?.to_owned(),
            name: schema
                .as_ref()
                .filter(|schema| *schema != name)
                .map_or_else(|| name.to_owned(), |schema| format!("{schema}.{name}")),
            schema,
        });
    }
    survey.unmanaged.sort();
    for row in snapshot.rows(LEFT_OUT)? {
        survey
            .left_out
            .insert(row.text("extension")?.to_owned(), row.number("objects")?);
    }
    for row in snapshot.rows(OWNERS)? {
        survey
            .schema_owners
            .insert(row.text("schema")?.to_owned(), row.text("owner")?.to_owned());
    }
    Ok(Some(survey))
}
