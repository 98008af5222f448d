//! Which objects a comparison is about: patterns over kinds, schemas and names.

use std::fmt;

use super::{Kind, ObjectRef};
use crate::diag::nearest;
use crate::kinds::{self, InCatalog, KindVisitor};

/// What a model or a command line says about the objects that are compared; everything else is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Objects are compared when one of these takes them; without any, all are.
    pub include: Vec<Pattern>,
    /// Objects that are not compared, whatever `include` says.
    pub exclude: Vec<Pattern>,
}

/// `[KIND:][SCHEMA.]NAME`, where schema and name may have `*` for any text and `?` for one character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    kind: Option<Kind>,
    schema: Option<String>,
    name: String,
}

impl Scope {
    /// Whether everything is compared.
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Whether an object is compared, going by its own name.
    pub fn takes(&self, object: &ObjectRef) -> bool {
        let included = self.include.is_empty() || self.include.iter().any(|pattern| pattern.takes(object));
        included && !self.exclude.iter().any(|pattern| pattern.takes(object))
    }
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is none; the message says why, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
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
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
        })
    }

    /// Whether an object is meant. A schema is meant too where everything in it is.
    fn takes(&self, object: &ObjectRef) -> bool {
        let name = &object.id.name;
        if self.kind.is_none() && object.kind == Kind::Schema {
            return self.name == "*" && self.schema.as_ref().is_some_and(|glob| matches(glob, &name.name));
        }
        self.kind.is_none_or(|kind| kind == object.kind)
            && self
                .schema
                .as_ref()
                .is_none_or(|glob| matches(glob, name.schema.as_deref().unwrap_or_default()))
            && matches(&self.name, part_or_name(object))
    }
}

/// Triggers and policies have names of their own beside that of their table.
fn part_or_name(object: &ObjectRef) -> &str {
    match (object.kind, &object.id.part) {
        (Kind::Trigger | Kind::Policy, Some(part)) => part,
        _ => &object.id.name.name,
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The kinds by the words that patterns name them by.
fn words() -> Vec<(String, Kind)> {
    struct Words(Vec<(String, Kind)>);
    impl KindVisitor for Words {
        fn visit<K: InCatalog>(&mut self) {
            self.0.push((K::KIND.words().replace(' ', "_"), K::KIND));
        }
    }
    let mut words = Words(Vec::new());
    kinds::for_each(&mut words);
    words.0
}

fn kind_of(word: &str) -> Result<Kind, String> {
    let words = words();
    if let Some((_, kind)) = words.iter().find(|(known, _)| known == word) {
        return Ok(*kind);
    }
    let known = words.iter().map(|(word, _)| word.as_str());
    Err(match nearest(word, known.clone()) {
        Some(near) => format!("there is no kind `{word}`; did you mean `{near}`?"),
        None => format!(
            "there is no kind `{word}`: it is one of {}",
            known.collect::<Vec<_>>().join(", ")
        ),
    })
}

/// Whether a text is what a pattern with `*` and `?` means.
fn matches(glob: &str, text: &str) -> bool {
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
        for text in ["audit", "tabel:a.b", "a.", ".b", "column:a.b"] {
            assert!(Pattern::parse(text).is_err(), "{text}");
        }
    }
}
