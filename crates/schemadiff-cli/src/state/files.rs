//! Models in files: which files belong to one, and reading them into one catalog.

use std::collections::BTreeSet;

use schemadiff::catalog::{FileId, Sources};
use schemadiff::diag::{Diagnostic, code};
use schemadiff::source::toml::{self, Include};
use schemadiff::source::{Declared, sql};

use super::spec::Language;
use super::tree::{ReadError, Tree, folder_of, normalized};
use crate::failure::Failure;

/// The name of the file that makes a folder a model.
pub(crate) const MODEL: &str = "schema.toml";

/// Reads a file with everything it includes, or a folder.
pub(crate) fn read(
    tree: &mut Tree,
    path: &str,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Declared, Failure> {
    let mut reader = Reader {
        tree,
        sources,
        diagnostics,
        seen: BTreeSet::new(),
        toml: Vec::new(),
        sql: Vec::new(),
    };
    for root in reader.roots(path)? {
        let file = reader
            .open(&root)
            .map_err(|problem| Failure::user(format!("`{root}` {problem}")))?;
        reader.follow(&root, file)?;
    }
    let Reader {
        toml: tomls,
        sql: scripts,
        ..
    } = reader;
    let mut declared = Declared::default();
    if let Some((root, included)) = tomls.split_first() {
        let (read, found) = toml::read(sources, *root, included);
        declared = read;
        diagnostics.extend(found);
    }
    for script in scripts {
        diagnostics.extend(sql::read_script(sources, script, &mut declared));
    }
    Ok(declared)
}

struct Reader<'a> {
    tree: &'a mut Tree,
    sources: &'a mut Sources,
    diagnostics: &'a mut Vec<Diagnostic>,
    seen: BTreeSet<String>,
    toml: Vec<FileId>,
    sql: Vec<FileId>,
}

impl Reader<'_> {
    /// The files that make up a model before any of them includes another.
    fn roots(&mut self, path: &str) -> Result<Vec<String>, Failure> {
        if !self.tree.is_folder(path) {
            return Ok(vec![path.to_owned()]);
        }
        // `.` and the top of a repository need not be named in every message.
        let path = match path.trim_end_matches('/') {
            "." => "",
            "" if path.starts_with('/') => "/",
            other => other,
        };
        let place = |relative: &str| {
            if path.is_empty() {
                relative.to_owned()
            } else {
                format!("{path}/{relative}")
            }
        };
        let model = place(MODEL);
        if self.tree.is_file(&model) {
            return Ok(vec![model]);
        }
        let files: Vec<_> = self
            .tree
            .files(path)?
            .into_iter()
            .filter(|file| matches!(Language::of(file), Some(Language::Toml | Language::Sql)))
            .map(|file| place(&file))
            .collect();
        if files.is_empty() {
            let shown = self.tree.shown(if path.is_empty() { "." } else { path });
            return Err(Failure::user(format!(
                "the folder `{shown}` holds no {MODEL} and no .sql or .toml file"
            )));
        }
        Ok(files)
    }

    /// Reads a file, once.
    fn open(&mut self, path: &str) -> Result<Option<FileId>, ReadError> {
        // `db/../a.sql` and `a.sql` are one file.
        let identity = normalized(path).unwrap_or_else(|| path.to_owned());
        if self.seen.contains(&identity) {
            return Ok(None);
        }
        let text = self.tree.read(path)?;
        self.seen.insert(identity);
        let file = self.sources.add(self.tree.shown(path), text);
        match Language::of(path) {
            Some(Language::Toml) => self.toml.push(file),
            _ => self.sql.push(file),
        }
        Ok(Some(file))
    }

    /// Reads what a TOML file includes, and what that includes.
    fn follow(&mut self, path: &str, file: Option<FileId>) -> Result<(), Failure> {
        let Some(file) = file else { return Ok(()) };
        if Language::of(path) != Some(Language::Toml) {
            return Ok(());
        }
        for Include { pattern, range } in toml::includes(&self.sources.file(file).text) {
            let mut problems = Vec::new();
            match self.matches(folder_of(path), &pattern) {
                Ok(found) if found.is_empty() => problems.push(format!("`{pattern}` matches no file")),
                Ok(found) => {
                    for included in found {
                        problems.extend(self.include(&included)?);
                    }
                }
                Err(problem) => problems.push(format!("`{pattern}` {problem}")),
            }
            for problem in problems {
                let diagnostic = Diagnostic::error(code::UNREADABLE, problem)
                    .at(file, range.clone(), "")
                    .help("paths are relative to the file that includes; `**` stands for any folders");
                self.diagnostics.push(diagnostic);
            }
        }
        Ok(())
    }

    /// Reads an included file; returns what is wrong with it.
    fn include(&mut self, path: &str) -> Result<Option<String>, Failure> {
        if !matches!(Language::of(path), Some(Language::Toml | Language::Sql)) {
            return Ok(Some(format!("`{path}` is neither .toml nor .sql")));
        }
        // A link in a repository that somebody else wrote to must not make a message show a file that is no model.
        if let Some(end) = self.tree.end_of_link(path)
            && !matches!(Language::of(&end), Some(Language::Toml | Language::Sql))
        {
            return Ok(Some(format!(
                "`{path}` leads to `{end}`, which is neither .toml nor .sql"
            )));
        }
        match self.open(path) {
            Ok(opened) => self.follow(path, opened).map(|()| None),
            Err(problem) => Ok(Some(format!("`{path}` {problem}"))),
        }
    }

    /// The files that an include means, in order.
    fn matches(&mut self, folder: &str, include: &str) -> Result<Vec<String>, String> {
        let is_pattern = |text: &str| text.contains(['*', '?', '[']);
        if !is_pattern(include) {
            let path = self
                .tree
                .join(folder, include)
                .ok_or("leads out of the repository")?;
            return Ok(vec![path]);
        }
        let (fixed, pattern) = split_pattern(include);
        let pattern =
            glob::Pattern::new(pattern).map_err(|error| format!("is not a pattern: {}", error.msg))?;
        let base = self
            .tree
            .join(folder, fixed)
            .ok_or("leads out of the repository")?;
        if !self.tree.is_folder(&base) {
            return Ok(Vec::new());
        }
        let options = glob::MatchOptions {
            case_sensitive: true,
            require_literal_separator: true,
            require_literal_leading_dot: true,
        };
        let files = self.tree.files(&base).map_err(|failure| failure.message)?;
        let found = files.iter().filter(|file| pattern.matches_with(file, options));
        Ok(found.filter_map(|file| self.tree.join(&base, file)).collect())
    }
}

/// Cuts a pattern into the folders before its first wildcard and the rest.
fn split_pattern(pattern: &str) -> (&str, &str) {
    let wildcard = pattern.find(['*', '?', '[']).unwrap_or(pattern.len());
    match pattern[..wildcard].rfind('/') {
        Some(0) => ("/", &pattern[1..]),
        Some(slash) => (&pattern[..slash], &pattern[slash + 1..]),
        None => ("", pattern),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_starts_at_its_first_wildcard() {
        assert_eq!(split_pattern("db/functions/*.sql"), ("db/functions", "*.sql"));
        assert_eq!(split_pattern("**/*.sql"), ("", "**/*.sql"));
        assert_eq!(split_pattern("/srv/*.sql"), ("/srv", "*.sql"));
        assert_eq!(split_pattern("db/v[12]/a.sql"), ("db", "v[12]/a.sql"));
    }
}
