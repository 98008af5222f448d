//! Which objects a comparison is about: patterns over kinds, schemas and names.

use std::collections::BTreeMap;
use std::fmt;

use super::{Kind, ObjectRef};
use crate::diag::nearest;
use crate::kinds::{self, InCatalog, KindVisitor, access};
use crate::survey::{self, Unmanaged};

/// What a model or a command line says about the objects that are compared; everything else is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Objects are compared when one of these takes them; without any, all are.
    pub include: Vec<Pattern>,
    /// Objects that are not compared, whatever `include` says.
    pub exclude: Vec<Pattern>,
    /// Whether owners are left as they are.
    pub without_owners: bool,
    /// Whether privileges are left as they are.
    pub without_privileges: bool,
    /// Roles whose schemas are a platform's and not compared; without any, [`PLATFORM_OWNERS`].
    pub platform_owners: Option<Vec<String>>,
    /// Whom objects belong to, as far as a pattern asks; found by the comparison.
    pub owners: BTreeMap<ObjectRef, String>,
}

/// Roles that hosting platforms keep for themselves: no user of theirs can log in as one, so that nothing in a schema that
/// one owns is the user's. With `*` for any text.
pub const PLATFORM_OWNERS: &[&str] = &[
    "alloydb*",
    "azure_superuser",
    "azuresu",
    "cloudsqladmin",
    "pgbouncer",
    "pgsodium*",
    "rdsadmin",
    "rds_superuser",
    "supabase_*",
];

/// `[KIND:][SCHEMA.]NAME` or `owner:ROLE`, where schema, name and role may have `*` for any text and `?` for one character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    /// The words for a kind, or for a class of the survey.
    kind: Option<&'static str>,
    /// The role that objects belong to, beside which nothing else is said.
    owner: Option<String>,
    schema: Option<String>,
    name: String,
}

impl Scope {
    /// Whether a role's schemas are a platform's.
    pub fn is_platform(&self, owner: &str) -> bool {
        match &self.platform_owners {
            Some(owners) => owners.iter().any(|glob| matches(glob, owner)),
            None => PLATFORM_OWNERS.iter().any(|glob| matches(glob, owner)),
        }
    }

    /// Leaves a schema alone, with everything in it.
    pub(crate) fn exclude_schema(&mut self, schema: &str) {
        self.exclude.push(Pattern {
            text: format!("{schema}.*"),
            kind: None,
            owner: None,
            schema: Some(schema.to_owned()),
            name: "*".to_owned(),
        });
    }

    /// Whether a pattern asks whom objects belong to.
    pub(crate) fn asks_for_owners(&self) -> bool {
        self.include
            .iter()
            .chain(&self.exclude)
            .any(|pattern| pattern.owner.is_some())
    }

    /// Says whom an object belongs to.
    pub(crate) fn learn_owner(&mut self, object: ObjectRef, owner: &str) {
        self.owners.entry(object).or_insert_with(|| owner.to_owned());
    }

    /// Whether an object is meant by a pattern.
    fn meets(&self, pattern: &Pattern, object: &ObjectRef) -> bool {
        match &pattern.owner {
            Some(glob) => self.owners.get(object).is_some_and(|owner| matches(glob, owner)),
            None => pattern.takes(object),
        }
    }

    /// Whether everything is compared.
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Adds the patterns of another one.
    pub fn extend(&mut self, other: &Self) {
        let add = |mine: &mut Vec<Pattern>, others: &[Pattern]| {
            for pattern in others {
                if !mine.contains(pattern) {
                    mine.push(pattern.clone());
                }
            }
        };
        add(&mut self.include, &other.include);
        add(&mut self.exclude, &other.exclude);
        self.without_owners |= other.without_owners;
        self.without_privileges |= other.without_privileges;
        if other.platform_owners.is_some() {
            self.platform_owners.clone_from(&other.platform_owners);
        }
    }

    /// Whether an object is compared, going by its own name.
    pub fn takes(&self, object: &ObjectRef) -> bool {
        let included = |pattern: &Pattern| self.meets(pattern, object) || pattern.takes_access(object);
        let is_included = self.include.is_empty() || self.include.iter().any(included);
        is_included && !self.exclude.iter().any(|pattern| self.meets(pattern, object))
    }

    /// Whether something that no kind models is anybody's business.
    pub fn takes_unmanaged(&self, found: &Unmanaged) -> bool {
        self.decides(|pattern| pattern.takes_unmanaged(found))
    }

    fn decides(&self, takes: impl Fn(&Pattern) -> bool) -> bool {
        let included = self.include.is_empty() || self.include.iter().any(&takes);
        included && !self.exclude.iter().any(takes)
    }
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is none; the message says why, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(owner) = text.strip_prefix("owner:") {
            if owner.is_empty() {
                return Err(format!(
                    "`{text}` names nobody: write `owner:role`, with `*` for any text"
                ));
            }
            return Ok(Self {
                text: text.to_owned(),
                kind: None,
                owner: Some(owner.to_owned()),
                schema: None,
                name: owner.to_owned(),
            });
        }
        let (kind, rest) = match text.split_once(':') {
            Some((word, rest)) => (Some(kind_of(word)?), rest),
            None => (None, text),
        };
        let (schema, name) = match rest.split_once('.') {
            Some((schema, name)) => (Some(schema), name),
            None => (None, rest),
        };
        if name.is_empty() || schema.is_some_and(str::is_empty) {
            return Err(format!(
                "`{text}` names nothing: write `schema.name`, with `*` for any text"
            ));
        }
        if kind.is_none() && schema.is_none() {
            return Err(format!(
                "`{text}` may be a schema or a name: write `{text}.*` for a schema and all that is in it, \
                 `*.{text}` for what has that name"
            ));
        }
        Ok(Self {
            text: text.to_owned(),
            kind,
            owner: None,
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
        })
    }

    /// Whether an object is meant. A schema is meant too where everything in it is.
    pub(crate) fn takes(&self, object: &ObjectRef) -> bool {
        let name = &object.id.name;
        let is_of_schema = object.kind == Kind::Access && object.id.part.as_deref() == Some("schema");
        if self.kind.is_none() && (object.kind == Kind::Schema || is_of_schema) {
            return self.name == "*" && self.schema.as_ref().is_some_and(|glob| matches(glob, &name.name));
        }
        self.kind.is_none_or(|kind| kind == object.kind.words())
            && self.takes_name(name.schema.as_deref(), part_or_name(object))
    }

    /// Whether the access of an object is meant where objects of its kind are. Which kind a relation is of its access does
    /// not tell.
    fn takes_access(&self, object: &ObjectRef) -> bool {
        let (Kind::Access, Some(kind)) = (object.kind, self.kind) else {
            return false;
        };
        let is_of = |known: &Kind| known.words() == kind && access::is_of(&object.id, *known);
        Kind::ALL.iter().any(is_of) && self.takes_name(object.id.name.schema.as_deref(), &object.id.name.name)
    }

    fn takes_unmanaged(&self, found: &Unmanaged) -> bool {
        // The survey does not say whom things belong to.
        if self.owner.is_some() {
            return false;
        }
        let schema = found.schema.as_deref();
        let prefix = schema
            .filter(|schema| *schema != found.name)
            .map_or(0, |schema| schema.len() + 1);
        self.kind.is_none_or(|kind| kind == found.class)
            && self.takes_name(schema, found.name.get(prefix..).unwrap_or_default())
    }

    fn takes_name(&self, schema: Option<&str>, name: &str) -> bool {
        self.schema
            .as_ref()
            .is_none_or(|glob| matches(glob, schema.unwrap_or_default()))
            && matches(&self.name, name)
    }
}

/// Triggers and policies have names of their own beside that of their table.
fn part_or_name(object: &ObjectRef) -> &str {
    match (object.kind, &object.id.part) {
        (Kind::Trigger | Kind::Policy | Kind::Rule | Kind::UserMapping, Some(part)) => part,
        _ => &object.id.name.name,
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The kinds by the words that patterns name them by.
fn words() -> BTreeMap<String, &'static str> {
    struct Words(BTreeMap<String, &'static str>);
    impl KindVisitor for Words {
        fn visit<K: InCatalog>(&mut self) {
            self.0.insert(K::KIND.words().replace(' ', "_"), K::KIND.words());
        }
    }
    let mut words = Words(BTreeMap::new());
    kinds::for_each(&mut words);
    for class in survey::classes().into_keys() {
        words.0.insert(class.replace(' ', "_"), class);
    }
    words.0
}

fn kind_of(word: &str) -> Result<&'static str, String> {
    let words = words();
    if let Some(known) = words.get(word) {
        return Ok(known);
    }
    Err(match nearest(word, words.keys().map(String::as_str)) {
        Some(near) => format!("there is no kind `{word}`; did you mean `{near}`?"),
        None => {
            format!("there is no kind `{word}`; kinds are `table`, `view`, `materialized_view` and so on")
        }
    })
}

/// Whether a text is what a pattern with `*` and `?` means.
pub(crate) fn matches(glob: &str, text: &str) -> bool {
    let glob: Vec<char> = glob.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut g, mut t) = (0, 0);
    // Where the last `*` stands, and how much of the text it has taken.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match glob.get(g) {
            Some('*') => {
                star = Some((g, t));
                g += 1;
            }
            Some(c) if *c == '?' || *c == text[t] => {
                g += 1;
                t += 1;
            }
            _ => {
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                g = at + 1;
                t = taken + 1;
            }
        }
    }
    glob[g..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use schemadiff_sql::syntax::ObjectName;

    use super::*;
    use crate::catalog::ObjectId;

    fn table(schema: &str, name: &str) -> ObjectRef {
        ObjectRef::named(Kind::Table, &ObjectName::qualified(schema, name))
    }

    #[test]
    fn globs() {
        for (glob, text) in [
            ("*", ""),
            ("a*", "abc"),
            ("*c", "abc"),
            ("a?c", "abc"),
            ("*b*", "abc"),
            ("a*b*c", "axxbyybc"),
        ] {
            assert!(matches(glob, text), "{glob} {text}");
        }
        for (glob, text) in [("a", "ab"), ("?", ""), ("a*b", "abc"), ("*x*", "abc")] {
            assert!(!matches(glob, text), "{glob} {text}");
        }
    }

    #[test]
    fn a_pattern_of_a_kind_takes_that_kind_alone() -> Result<(), String> {
        let pattern = Pattern::parse("table:audit.*")?;
        assert!(pattern.takes(&table("audit", "log")));
        assert!(!pattern.takes(&table("public", "log")));
        let schema = ObjectRef::new(Kind::Schema, ObjectId::named(ObjectName::bare("audit")));
        assert!(!pattern.takes(&schema));
        assert!(Pattern::parse("audit.*")?.takes(&schema));
        assert!(!Pattern::parse("audit.a*")?.takes(&schema));
        assert!(Pattern::parse("table:tmp_*")?.takes(&table("x", "tmp_1")));
        Ok(())
    }

    #[test]
    fn parts_go_by_their_own_names() -> Result<(), String> {
        let trigger = ObjectRef::new(
            Kind::Trigger,
            ObjectId::part(ObjectName::qualified("public", "users"), "touch"),
        );
        assert!(Pattern::parse("trigger:public.touch")?.takes(&trigger));
        assert!(!Pattern::parse("trigger:public.users")?.takes(&trigger));
        Ok(())
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        for text in ["audit", "tabel:a.b", "a.", ".b", "column:a.b", "owner:"] {
            assert!(Pattern::parse(text).is_err(), "{text}");
        }
    }
}
