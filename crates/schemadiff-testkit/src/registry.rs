//! What the kinds say about themselves: the table in `docs/kinds.md`, and whether each row is proved.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use schemadiff::kinds::{self, Attribute, InCatalog, KindVisitor};
use schemadiff::survey;

use crate::case::Case;
use crate::place::{cases, repository};
use crate::versions::SUPPORTED;

/// The page that the table is on.
pub fn page() -> PathBuf {
    repository().join("docs/kinds.md")
}

const HEAD: &str = "\
<!-- Written by `cargo xtask docs` from what the kinds say about themselves. -->

# Kinds and attributes

What a model can say, which servers have it, and the case below `tests/cases/` that proves it: planned without a server,
then applied on every version it is for, where the result has to dump like a database that was built from the model alone.
";

const NAMED: &str = "
## Named, and left alone

What no model can say is found by name in every database that is looked at, counted in every plan, listed by
`--show-unmanaged` and refused by `--strict`:
";

/// The page.
pub fn table() -> String {
    let mut page = HEAD.to_owned();
    for (kind, attributes) in registered() {
        let _ = write!(page, "\n## {}\n\n| attribute |", capital(kind));
        for version in SUPPORTED {
            let _ = write!(page, " {version} |");
        }
        page.push_str(" case |\n|---|");
        page.push_str(&"---|".repeat(SUPPORTED.count()));
        page.push_str("---|\n");
        for attribute in attributes {
            let _ = write!(page, "| {} |", attribute.name.replace('|', "\\|"));
            for version in SUPPORTED {
                page.push_str(if version >= attribute.since {
                    " ✓ |"
                } else {
                    " – |"
                });
            }
            let _ = writeln!(page, " `{}` |", attribute.case);
        }
    }
    page.push_str(NAMED);
    page.push('\n');
    let covered = survey::covered();
    for (class, about) in survey::classes() {
        if !covered.contains_key(class) {
            let since = match about.since {
                14 => String::new(),
                since => format!(" (since {since})"),
            };
            let _ = writeln!(page, "- {class}{since}");
        }
    }
    page
}

/// Kinds without attributes, attributes whose case does not exist or does not run where it should, and classes of the
/// survey that are covered twice or do not exist.
///
/// # Errors
/// When the cases cannot be read.
pub fn complaints() -> Result<Vec<String>, String> {
    let cases: BTreeMap<String, Case> = Case::all(&cases())?
        .into_iter()
        .map(|case| (case.name.clone(), case))
        .collect();
    let classes = survey::classes();
    let mut found = Vec::new();
    let mut covered = BTreeSet::new();
    for (kind, attributes) in registered() {
        if attributes.is_empty() {
            found.push(format!(
                "{kind}: `ObjectKind::ATTRIBUTES` is empty; list what can be said, the object itself first, each with its case"
            ));
        }
        let is_class = classes.get(kind).is_some_and(|about| about.is_object);
        covered.extend(is_class.then_some(kind));
        for attribute in attributes {
            let about = format!("{kind}, {}", attribute.name);
            match cases.get(attribute.case) {
                None => found.push(format!("{about}: there is no case `{}`", attribute.case)),
                Some(case) if !case.postgres.contains(attribute.since.max(*SUPPORTED.start())) => {
                    found.push(format!(
                        "{about}: is said to be there since {}, where the case `{}` does not run",
                        attribute.since, attribute.case
                    ));
                }
                Some(_) => {}
            }
            for class in attribute.covers {
                if !classes.contains_key(class) {
                    found.push(format!("{about}: the survey has no class `{class}` to cover"));
                }
                if !covered.insert(class) {
                    found.push(format!("{about}: `{class}` is covered already"));
                }
            }
        }
    }
    Ok(found)
}

/// Whether the page is what the kinds say; writes it when asked to.
///
/// # Errors
/// When it is not, or cannot be read or written.
pub fn check_page(accept: bool) -> Result<(), String> {
    let path = page();
    if accept {
        return fs::write(&path, table())
            .map_err(|error| format!("cannot write {}: {error}", path.display()));
    }
    let text =
        fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    match crate::unified(&text, &table(), "docs/kinds.md", "what the kinds say") {
        same if same.is_empty() => Ok(()),
        diff => Err(format!("run `cargo xtask docs`:\n{diff}")),
    }
}

fn registered() -> Vec<(&'static str, &'static [Attribute])> {
    struct Collect(Vec<(&'static str, &'static [Attribute])>);
    impl KindVisitor for Collect {
        fn visit<K: InCatalog>(&mut self) {
            self.0.push((K::KIND.words(), K::ATTRIBUTES));
        }
    }
    let mut collect = Collect(Vec::new());
    kinds::for_each(&mut collect);
    collect.0
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
