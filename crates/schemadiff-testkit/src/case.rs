//! A case: a folder with what is there, what is wanted, and why anybody cares.

use std::fs;
use std::path::{Path, PathBuf};

use schemadiff::Policy;
use schemadiff::canon::Canonical;
use schemadiff::plan::Allow;
use schemadiff::transition::Strategy;
use serde::Deserialize;

use crate::place::{entries, shown};
use crate::state;
use crate::versions::{SUPPORTED, Versions};

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Kind and name: `column/widen_varchar`.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// What it is there to show.
    pub why: String,
    /// The versions it is for.
    pub postgres: Versions,
    /// The permissions that its plan needs, all of them, as `--allow` takes them.
    pub allow: Vec<String>,
    /// How changes are made that an application notices: as everywhere, or `direct`.
    pub strategy: Strategy,
    /// The permissions of the way back, all of them; every permission when the case does not say.
    pub back_allow: Option<Vec<String>>,
    /// Why there is no way back, when there is none.
    pub one_way: Option<String>,
    /// Why the old and the new application cannot both work between the phases, where they cannot.
    pub apart: Option<String>,
    /// Why what comes before the contract phase is planned once more after it is done, where it is.
    pub planned_again: Option<String>,
    /// Why a plan that is made after a stop between two steps does not arrive, where it does not.
    pub stopped: Option<String>,
    /// SQL that puts rows into the old state.
    pub rows: Option<String>,
    /// SQL that has to work where the plan arrives, such as what a number that is given out again would make fail.
    pub works: Option<String>,
    /// Roles that there have to be, which belong to the whole server.
    pub roles: Vec<String>,
    /// Whether both states mean the same, so that there is nothing to do.
    pub empty: bool,
    /// What the message says, when there is no plan because something cannot be done.
    pub refused: Option<String>,
    /// The file of what is there; none for an empty database.
    pub old: Option<PathBuf>,
    /// The file of what is wanted.
    pub new: PathBuf,
    /// The file of where the plan arrives, for a case whose `new` is about a part of the database.
    pub arrives: Option<PathBuf>,
}

/// `case.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    why: String,
    #[serde(default)]
    postgres: Versions,
    #[serde(default)]
    allow: Vec<String>,
    strategy: Option<String>,
    back_allow: Option<Vec<String>>,
    one_way: Option<String>,
    apart: Option<String>,
    planned_again: Option<String>,
    stopped: Option<String>,
    rows: Option<String>,
    works: Option<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    empty: bool,
    refused: Option<String>,
}

impl Case {
    /// Reads the case in a folder.
    ///
    /// # Errors
    /// When its files are not those of a case; the message names the file, and the place in it.
    pub fn load(folder: &Path) -> Result<Self, String> {
        let path = folder.join("case.toml");
        let text =
            fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", shown(&path)))?;
        let file: CaseFile = toml::from_str(&text).map_err(|error| format!("{}: {error}", shown(&path)))?;
        if file.why.trim().is_empty() {
            return Err(format!("{}: `why` says nothing", shown(&path)));
        }
        let new = side(folder, "new")?
            .ok_or_else(|| format!("{} has neither new.toml nor new.sql", shown(folder)))?;
        let name: Vec<_> = folder
            .iter()
            .rev()
            .take(2)
            .map(|part| part.to_string_lossy())
            .collect();
        let case = Self {
            name: name.into_iter().rev().collect::<Vec<_>>().join("/"),
            folder: folder.to_owned(),
            why: file.why,
            postgres: file.postgres,
            allow: file.allow,
            strategy: match &file.strategy {
                None => Strategy::default(),
                Some(word) => Strategy::from_word(word)
                    .ok_or_else(|| format!("{}: `{word}` is no strategy", shown(&path)))?,
            },
            back_allow: file.back_allow,
            one_way: file.one_way,
            apart: file.apart,
            planned_again: file.planned_again,
            stopped: file.stopped,
            rows: file.rows,
            works: file.works,
            roles: file.roles,
            empty: file.empty,
            refused: file.refused,
            old: side(folder, "old")?,
            new,
            arrives: side(folder, "arrives")?,
        };
        case.policy()
            .and_then(|_| case.back_policy())
            .map_err(|why| format!("{}: {why}", shown(&path)))?;
        if case.one_way.is_some() && case.back_allow.is_some() {
            return Err(format!("{}: `one_way` and `back_allow`; keep one", shown(&path)));
        }
        Ok(case)
    }

    /// All cases of a folder of kinds, in the order of their names.
    ///
    /// # Errors
    /// With the first folder that is no case.
    pub fn all(cases: &Path) -> Result<Vec<Self>, String> {
        let mut all = Vec::new();
        for kind in entries(cases)?.iter().filter(|path| path.is_dir()) {
            for folder in entries(kind)? {
                all.push(Self::load(&folder)?);
            }
        }
        Ok(all)
    }

    /// The policy with the permissions of the case.
    ///
    /// # Errors
    /// When a permission is not one.
    pub fn policy(&self) -> Result<Policy, String> {
        policy(&self.allow, self.strategy)
    }

    /// The policy of the way back.
    ///
    /// # Errors
    /// When a permission is not one.
    pub fn back_policy(&self) -> Result<Policy, String> {
        match &self.back_allow {
            Some(permissions) => policy(permissions, self.strategy),
            None => policy(&["all".to_owned()], self.strategy),
        }
    }

    /// The oldest of the versions that it is for.
    pub fn oldest(&self) -> u32 {
        SUPPORTED
            .filter(|major| self.postgres.contains(*major))
            .min()
            .unwrap_or(*SUPPORTED.start())
    }

    /// The file of the plan that a version gets, unless one of an older version holds for it.
    pub fn plan(&self, major: u32) -> PathBuf {
        let name = if major <= *SUPPORTED.start() {
            "plan.sql".to_owned()
        } else {
            format!("plan.{major}.sql")
        };
        self.folder.join(name)
    }

    /// The files of all its plans: that of the oldest version, and those of the versions that get another one.
    pub fn plans(&self) -> Vec<PathBuf> {
        SUPPORTED
            .map(|major| self.plan(major))
            .filter(|path| path.is_file())
            .collect()
    }

    /// Whether `old` is all that was there, so that it can be walked back to: a case about a part of a database says
    /// with `arrives` where its plan arrives, and its `old` is no model of the whole.
    pub fn has_way_back(&self) -> bool {
        self.arrives.is_none() || self.back_allow.is_some()
    }

    /// Compiles what is there.
    ///
    /// # Errors
    /// With every message about its files, when one is an error.
    pub fn old_state(&self) -> Result<Canonical, String> {
        match &self.old {
            Some(path) => state::load(path),
            None => Ok(Canonical::empty()),
        }
    }

    /// Compiles what is wanted.
    ///
    /// # Errors
    /// With every message about its files, when one is an error.
    pub fn new_state(&self) -> Result<Canonical, String> {
        state::load(&self.new)
    }
}

/// A policy with these permissions.
///
/// # Errors
/// When a permission is not one.
pub fn policy(permissions: &[String], strategy: Strategy) -> Result<Policy, String> {
    let mut allow = Allow::default();
    for permission in permissions {
        allow.add(permission)?;
    }
    Ok(Policy {
        allow,
        strategy: Some(strategy),
    })
}

/// The file of one side: TOML or SQL, not both.
fn side(folder: &Path, name: &str) -> Result<Option<PathBuf>, String> {
    let files: Vec<PathBuf> = ["toml", "sql"]
        .map(|extension| folder.join(name).with_extension(extension))
        .into_iter()
        .filter(|path| path.is_file())
        .collect();
    match files.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        _ => Err(format!(
            "{} has both {name}.toml and {name}.sql; keep one",
            shown(folder)
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Case;

    fn load(files: &[(&str, &str)]) -> Result<Case, String> {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("table/example");
        fs::create_dir_all(&case).unwrap();
        for (name, text) in files {
            fs::write(case.join(name), text).unwrap();
        }
        Case::load(&case)
    }

    #[test]
    fn a_case_is_read() {
        let case = load(&[
            (
                "case.toml",
                "why = 'it matters'\npostgres = '>=15'\nallow = ['drop_table:public.t']",
            ),
            ("old.sql", ""),
            ("new.toml", "format = 1"),
        ])
        .unwrap();
        assert_eq!(case.name, "table/example");
        assert!(case.old.unwrap().ends_with("old.sql"));
        assert!(!case.postgres.contains(14) && case.postgres.contains(15));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let new = ("new.toml", "format = 1");
        for (text, words) in [
            ("why = 'x'\nallows = []", "line 2, column 1"),
            ("why = 'x'\nallows = []", "unknown field `allows`"),
            ("allow = []", "missing field `why`"),
            ("why = ' '", "`why` says nothing"),
            ("why = 'x'\npostgres = '15'", "line 2, column 12"),
            (
                "why = 'x'\nallow = ['drop_everything']",
                "unknown permission `drop_everything`",
            ),
        ] {
            let error = load(&[("case.toml", text), new]).unwrap_err();
            assert!(error.contains("case.toml") && error.contains(words), "{error}");
        }
        let case = ("case.toml", "why = 'x'");
        assert!(
            load(&[case])
                .unwrap_err()
                .contains("neither new.toml nor new.sql")
        );
        let error = load(&[case, new, ("new.sql", "")]).unwrap_err();
        assert!(error.contains("both new.toml and new.sql"), "{error}");
    }
}
