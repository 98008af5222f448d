//! Which schema an argument means: one word, one state, and never a guess between two.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemadiff::catalog::NamedTarget;
use schemadiff::diag::nearest;
use schemadiff_pg::Target;

use crate::failure::Failure;

/// What an argument that means "a schema" names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spec {
    /// Nothing at all.
    Empty,
    /// A database, by its URL or connection string.
    Url(String),
    /// A database, by its name in the model's `[targets]`, with what stands there.
    Target { name: String, target: NamedTarget },
    /// A model in TOML or SQL.
    File(PathBuf),
    /// A folder with a model.
    Folder(PathBuf),
    /// A recorded catalog.
    Snapshot(PathBuf),
    /// A file or folder as of a commit.
    Git { revision: String, path: String },
}

impl Spec {
    /// Whether an argument says by itself how to connect to a database.
    pub(crate) fn is_url(text: &str) -> bool {
        // `host=… dbname=…` is a connection too, unless it is the name of a file.
        Target::is_connection(text) && !Path::new(text).exists()
    }

    /// Reads an argument. `targets` are asked for only when the argument can be the name of one.
    pub(crate) fn parse(
        text: &str,
        targets: &mut dyn FnMut() -> Result<BTreeMap<String, NamedTarget>, Failure>,
    ) -> Result<Self, Failure> {
        let path = Path::new(text);
        if Self::is_url(text) {
            return Ok(Self::Url(text.to_owned()));
        }
        if let Some(rest) = text.strip_prefix("git:") {
            return Self::git(rest);
        }
        if let Some(name) = text.strip_prefix("target:") {
            let known = targets()?;
            return match known.get(name) {
                Some(target) => Ok(Self::Target {
                    name: name.to_owned(),
                    target: target.clone(),
                }),
                None => Err(unknown(&format!("there is no target `{name}`"), name, &known)),
            };
        }
        if text == "empty" || text == "empty:" {
            return if path.exists() {
                Err(Failure::user(
                    "`empty` may mean a database with nothing in it, or what is here under that name",
                )
                .hint("write `empty:` for the database, `./empty` for the file or folder"))
            } else {
                Ok(Self::Empty)
            };
        }
        if is_word(text) {
            let known = targets()?;
            return match (path.exists(), known.get(text)) {
                (true, Some(_)) => Err(Failure::user(format!(
                    "`{text}` is a target of the model, and a file or folder here"
                ))
                .hint(format!(
                    "write `target:{text}` for the target, `./{text}` for the file or folder"
                ))),
                (false, Some(target)) => Ok(Self::Target {
                    name: text.to_owned(),
                    target: target.clone(),
                }),
                (true, None) => Self::path(path),
                (false, None) => Err(unknown(
                    &format!("`{text}` is not a file, a folder or a target"),
                    text,
                    &known,
                )),
            };
        }
        Self::path(path)
    }

    /// Whether it is read from files alone.
    pub(crate) fn is_offline(&self) -> bool {
        !matches!(self, Self::Url(_) | Self::Target { .. })
    }

    fn path(path: &Path) -> Result<Self, Failure> {
        let shown = path.display();
        let metadata = std::fs::metadata(path).map_err(|error| {
            if error.kind() == std::io::ErrorKind::NotFound {
                Failure::user(format!("there is no `{shown}`"))
            } else {
                Failure::user(format!("`{shown}` cannot be read")).because(&error)
            }
        })?;
        if metadata.is_dir() {
            return Ok(Self::Folder(path.to_owned()));
        }
        match Language::of(path) {
            Some(Language::Toml | Language::Sql) => Ok(Self::File(path.to_owned())),
            Some(Language::Json) => Ok(Self::Snapshot(path.to_owned())),
            None => Err(Failure::user(format!("`{shown}` is a file of unknown kind"))
                .hint("a model ends in .toml or .sql, a recorded catalog in .json")),
        }
    }

    fn git(rest: &str) -> Result<Self, Failure> {
        let (revision, path) = rest.split_once(':').unwrap_or((rest, ""));
        if revision.is_empty() || path.is_empty() {
            return Err(
                Failure::user(format!("`git:{rest}` does not name a revision and a path")).hint(
                    "write git:REV:PATH, such as git:main:schema.toml; PATH may be `.` for the whole tree",
                ),
            );
        }
        Ok(Self::Git {
            revision: revision.to_owned(),
            path: path.to_owned(),
        })
    }
}

/// The language of a file, by the end of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Toml,
    Sql,
    Json,
}

impl Language {
    pub(crate) fn of(path: impl AsRef<Path>) -> Option<Self> {
        match path.as_ref().extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "toml" => Some(Self::Toml),
            "sql" => Some(Self::Sql),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Whether it can be a target's name: nothing about it says that it is a path.
fn is_word(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(['/', '\\'])
        && text != "."
        && text != ".."
        && Language::of(text).is_none()
}

fn unknown(problem: &str, name: &str, known: &BTreeMap<String, NamedTarget>) -> Failure {
    let failure = Failure::user(problem);
    if let Some(near) = nearest(name, known.keys().map(String::as_str)) {
        return failure.hint(format!("did you mean the target `{near}`?"));
    }
    if known.is_empty() {
        return failure.hint("the model has no [targets]; name one there, or give a postgres:// URL");
    }
    let names: Vec<_> = known.keys().map(|name| format!("`{name}`")).collect();
    failure.hint(format!("the model's targets are {}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn production() -> NamedTarget {
        NamedTarget {
            url: "env:PROD".to_owned(),
            ledger: None,
            environment: None,
        }
    }

    fn parse(text: &str) -> Result<Spec, Failure> {
        Spec::parse(text, &mut || {
            Ok(BTreeMap::from([("production".to_owned(), production())]))
        })
    }

    #[test]
    fn an_argument_means_one_thing() {
        let target = Spec::Target {
            name: "production".to_owned(),
            target: production(),
        };
        assert_eq!(parse("production").ok().as_ref(), Some(&target));
        assert_eq!(parse("target:production").ok(), Some(target));
        assert_eq!(parse("empty").ok(), Some(Spec::Empty));
        assert_eq!(
            parse("postgresql:///acme").ok(),
            Some(Spec::Url("postgresql:///acme".to_owned()))
        );
        assert_eq!(parse("src").ok(), Some(Spec::Folder("src".into())));
        assert_eq!(
            parse("./Cargo.toml").ok(),
            Some(Spec::File("./Cargo.toml".into()))
        );
        assert_eq!(
            parse("git:HEAD~1:db/schema.toml").ok(),
            Some(Spec::Git {
                revision: "HEAD~1".to_owned(),
                path: "db/schema.toml".to_owned()
            })
        );
    }

    #[test]
    fn a_mistyped_target_is_recognised() {
        assert_eq!(
            parse("prodution").err().map(|failure| failure.hints),
            Some(vec!["did you mean the target `production`?".to_owned()])
        );
    }

    #[test]
    fn a_revision_without_a_path_is_refused() {
        assert!(parse("git:main").is_err());
        assert!(parse("git::schema.toml").is_err());
    }
}
