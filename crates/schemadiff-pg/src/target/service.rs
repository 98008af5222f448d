//! Parameters under a name: the connection service file (manual, 32.17).

use std::fs;
use std::path::{Path, PathBuf};

use super::TargetError;
use super::parameters::Parameters;

/// What the files say of a service; the user's file comes before the machine's.
pub(super) fn find(
    service: &str,
    file: Option<&str>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<Parameters, TargetError> {
    let users = file
        .map(PathBuf::from)
        .or_else(|| Some(Path::new(&env("HOME")?).join(".pg_service.conf")));
    // Debian's build looks in the second place, PostgreSQL's own default is the third.
    let machines = env("PGSYSCONFDIR").map_or_else(
        || {
            vec![
                "/etc/postgresql-common".to_owned(),
                "/usr/local/pgsql/etc".to_owned(),
            ]
        },
        |folder| vec![folder],
    );
    let machines = machines
        .into_iter()
        .map(|folder| Path::new(&folder).join("pg_service.conf"));
    let mut looked = Vec::new();
    for path in users.into_iter().chain(machines) {
        if let Ok(text) = fs::read_to_string(&path)
            && let Some(parameters) = section(&text, service, &path)?
        {
            return Ok(parameters);
        }
        looked.push(path.display().to_string());
    }
    let error = TargetError::new(format!(
        "there is no service `{service}` in {}",
        looked.join(", ")
    ));
    Err(error.hint("add a section with that name, or name another file with PGSERVICEFILE"))
}

fn section(text: &str, service: &str, path: &Path) -> Result<Option<Parameters>, TargetError> {
    let mut found: Option<Parameters> = None;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            if found.is_some() {
                break;
            }
            if name.strip_suffix(']') == Some(service) {
                found = Some(Parameters::default());
            }
            continue;
        }
        let Some(parameters) = &mut found else { continue };
        let place = format!("{}, line {}", path.display(), index + 1);
        let Some((name, value)) = line.split_once('=') else {
            return Err(TargetError::new(format!("{place}: no `=`")).hint("each line is name=value"));
        };
        if name == "service" || name == "servicefile" {
            return Err(TargetError::new(format!(
                "{place}: a service cannot refer to another one"
            )));
        }
        // The first value of a name counts here, unlike in a connection string.
        if parameters.get(name).is_none() {
            parameters
                .set(name, value.to_owned())
                .map_err(|error| TargetError {
                    message: format!("{place}: {}", error.message),
                    ..error
                })?;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{find, section};

    const TEXT: &str =
        "# services\n[one]\nhost=a\nhost=b\n\n[two]\n# of two\nport=5433\n[three]\nnonsense\nservice=one\n";

    #[test]
    fn a_section_ends_where_the_next_begins() {
        let one = section(TEXT, "one", Path::new("f")).unwrap().unwrap();
        assert_eq!((one.get("host"), one.get("port")), (Some("a"), None));
        let two = section(TEXT, "two", Path::new("f")).unwrap().unwrap();
        assert_eq!((two.get("host"), two.get("port")), (None, Some("5433")));
        assert!(section(TEXT, "four", Path::new("f")).unwrap().is_none());
        let Err(error) = section(TEXT, "three", Path::new("f")) else {
            panic!("a line without `=` passed")
        };
        assert_eq!(error.message, "f, line 10: no `=`");
    }

    #[test]
    fn a_missing_service_says_where_it_was_looked_for() {
        let Err(error) = find("x", Some("/nowhere/services"), &|_| None) else {
            panic!("found a service")
        };
        assert!(
            error
                .message
                .starts_with("there is no service `x` in /nowhere/services, "),
            "{error}"
        );
    }
}
