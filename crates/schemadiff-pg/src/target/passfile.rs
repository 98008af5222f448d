//! Passwords from a password file (manual, 32.16).

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// What a line has to match.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    pub(super) host: &'a str,
    pub(super) port: u16,
    pub(super) database: &'a str,
    pub(super) user: &'a str,
}

/// The text of a password file, or why it is not used. A file that is not there is not worth a word.
pub(super) fn read(file: &Path) -> Result<Option<String>, String> {
    let Ok(metadata) = fs::metadata(file) else {
        return Ok(None);
    };
    if !metadata.is_file() {
        return Err(format!(
            "the password file {} is ignored: it is not a plain file",
            file.display()
        ));
    }
    if metadata.permissions().mode() & 0o077 != 0 {
        return Err(format!(
            "the password file {0} is ignored, because others can read it; close it to them: chmod 600 {0}",
            file.display()
        ));
    }
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) => Err(format!(
            "the password file {} is ignored: {error}",
            file.display()
        )),
    }
}

/// The password of the first line that matches: `host:port:database:user:password`, each but the last may be `*`.
pub(super) fn find(text: &str, wanted: Wanted<'_>) -> Option<String> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .find_map(|line| {
            let port = wanted.port.to_string();
            let mut rest = line;
            for expected in [wanted.host, &port, wanted.database, wanted.user] {
                let (field, after) = field(rest);
                if field != "*" && unescape(field) != expected {
                    return None;
                }
                rest = after;
            }
            Some(unescape(rest))
        })
}

/// A field with its escapes, and what comes after its colon. A line that ends early gives empty fields.
fn field(text: &str) -> (&str, &str) {
    let mut escaped = false;
    for (index, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ':' => return (&text[..index], &text[index + 1..]),
            _ => {}
        }
    }
    (text, "")
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        out.push(if character == '\\' {
            characters.next().unwrap_or('\\')
        } else {
            character
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::{Wanted, find, read};

    const TEXT: &str = "\
# db:5432:shop:app:comment
db:5432:shop:app:first
db:5432:*:app:any database
*:5433:shop:app:any\\:host
[::1]:5432:shop:app:no
\\:\\:1:5432:sh\\\\op:app:six
\\*:5432:shop:app:a star is not a wildcard when escaped
kurz:5432:ä
";

    fn password(host: &str, port: u16, database: &str, user: &str) -> Option<String> {
        find(
            TEXT,
            Wanted {
                host,
                port,
                database,
                user,
            },
        )
    }

    #[test]
    fn the_first_line_that_matches_counts() {
        assert_eq!(password("db", 5432, "shop", "app").as_deref(), Some("first"));
        assert_eq!(
            password("db", 5432, "other", "app").as_deref(),
            Some("any database")
        );
        assert_eq!(password("x", 5433, "shop", "app").as_deref(), Some("any:host"));
        assert_eq!(password("::1", 5432, "sh\\op", "app").as_deref(), Some("six"));
        assert_eq!(password("x", 5432, "shop", "app"), None);
        assert_eq!(password("kurz", 5432, "ä", "app"), None);
        assert_eq!(password("db", 5432, "shop", "other"), None);
    }

    #[test]
    fn a_file_that_others_can_read_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pass");
        assert_eq!(read(&file), Ok(None));
        fs::write(&file, TEXT).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(read(&file).unwrap_err().contains("chmod 600"));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(read(&file).unwrap().unwrap(), TEXT);
        assert!(read(folder.path()).unwrap_err().contains("not a plain file"));
    }
}
