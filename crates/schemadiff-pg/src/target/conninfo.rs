//! The two ways to write a connection in one string: a URL and a list of `key=value` (manual, 32.1.1).
//!
//! Messages never quote the string: a password with a character that should have been escaped can be anywhere in it.

use super::TargetError;
use super::parameters::Parameters;

/// Whether a text is meant as a connection, rather than as the name of something.
pub(super) fn is_conninfo(text: &str) -> bool {
    scheme(text).is_some() || text.contains('=')
}

pub(super) fn parse(text: &str) -> Result<Parameters, TargetError> {
    match scheme(text) {
        Some(rest) => url(rest),
        None => pairs(text),
    }
}

fn scheme(text: &str) -> Option<&str> {
    text.strip_prefix("postgresql://")
        .or_else(|| text.strip_prefix("postgres://"))
}

const ESCAPE: &str =
    "write characters that mean something in a URL as %XX: `@` is %40, `:` is %3A, `/` is %2F, `%` is %25";

/// `[user[:password]@][host[:port][,...]][/database][?name=value[&...]]`; grammar and order of search as in
/// `src/interfaces/libpq/fe-connect.c`, `conninfo_uri_parse_options`.
fn url(rest: &str) -> Result<Parameters, TargetError> {
    let mut parameters = Parameters::default();
    let (rest, query) = match rest.split_once('?') {
        Some((rest, query)) => (rest, Some(query)),
        None => (rest, None),
    };
    // A password may hold anything up to the last `@` before the path; libpq stops at the first `/`.
    let authority_end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(authority_end);
    if path.contains('@') {
        return Err(TargetError::new("the URL has an `@` after its first `/`").hint(ESCAPE));
    }
    let hosts = match authority.rsplit_once('@') {
        Some((user, hosts)) => {
            let (user, password) = match user.split_once(':') {
                Some((user, password)) => (user, Some(password)),
                None => (user, None),
            };
            if !user.is_empty() {
                parameters.set("user", decode(user)?)?;
            }
            if let Some(password) = password {
                parameters.set("password", decode(password)?)?;
            }
            hosts
        }
        None => authority,
    };
    if !hosts.is_empty() {
        let hosts = hosts
            .split(',')
            .map(host_and_port)
            .collect::<Result<Vec<_>, _>>()?;
        let names: Vec<_> = hosts.iter().map(|(name, _)| name.as_str()).collect();
        let ports: Vec<_> = hosts.iter().map(|(_, port)| port.as_str()).collect();
        parameters.set("host", names.join(","))?;
        if ports.iter().any(|port| !port.is_empty()) {
            parameters.set("port", ports.join(","))?;
        }
    }
    if let Some(database) = path.strip_prefix('/').filter(|database| !database.is_empty()) {
        parameters.set("dbname", decode(database)?)?;
    }
    for pair in query
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty())
    {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(TargetError::new("a parameter after the `?` of the URL has no `=`").hint(ESCAPE));
        };
        let (name, value) = (decode(name)?, decode(value)?);
        match (name.as_str(), value.as_str()) {
            // What JDBC URLs say.
            ("ssl", "true") => parameters.set("sslmode", "require".to_owned())?,
            _ => parameters.set(&name, value)?,
        }
    }
    Ok(parameters)
}

fn host_and_port(text: &str) -> Result<(String, String), TargetError> {
    if let Some(rest) = text.strip_prefix('[') {
        let Some((address, port)) = rest.split_once(']') else {
            return Err(TargetError::new("an IPv6 address in the URL has no closing `]`"));
        };
        return Ok((
            decode(address)?,
            port.strip_prefix(':').unwrap_or_default().to_owned(),
        ));
    }
    let (host, port) = text.split_once(':').unwrap_or((text, ""));
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(TargetError::new("the port in the URL is not a number").hint(ESCAPE));
    }
    Ok((decode(host)?, port.to_owned()))
}

fn decode(text: &str) -> Result<String, TargetError> {
    let broken = || {
        TargetError::new("the URL holds a `%` that is not followed by two hexadecimal digits").hint(ESCAPE)
    };
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else {
            return Err(broken());
        };
        match u8::try_from(high * 16 + low) {
            Ok(0) | Err(_) => return Err(TargetError::new("the URL holds %00, which no value can")),
            Ok(byte) => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).map_err(|_| TargetError::new("the URL is not UTF-8 once its %XX are decoded"))
}

/// `name = value ...`, with single quotes around values that have blanks and backslashes before quotes and backslashes.
fn pairs(text: &str) -> Result<Parameters, TargetError> {
    let mut parameters = Parameters::default();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let Some((name, after)) = rest.split_once('=') else {
            return Err(
                TargetError::new("a word of the connection string has no `=` after it")
                    .hint("write name=value, and quote a value that has blanks: password='two words'"),
            );
        };
        let (value, after) = value(after.trim_start())?;
        parameters.set(name.trim(), value)?;
        rest = after.trim_start();
    }
    Ok(parameters)
}

fn value(text: &str) -> Result<(String, &str), TargetError> {
    let quoted = text.starts_with('\'');
    let mut value = String::new();
    let mut characters = text.char_indices();
    if quoted {
        characters.next();
    }
    while let Some((index, character)) = characters.next() {
        match character {
            '\\' => value.extend(characters.next().map(|(_, character)| character)),
            '\'' if quoted => return Ok((value, &text[index + 1..])),
            character if !quoted && character.is_whitespace() => return Ok((value, &text[index..])),
            character => value.push(character),
        }
    }
    if quoted {
        return Err(TargetError::new(
            "a quoted value of the connection string has no closing quote",
        ));
    }
    Ok((value, ""))
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn get(text: &str, names: &[&str]) -> Vec<String> {
        let parameters = parse(text).unwrap();
        names
            .iter()
            .map(|name| parameters.get(name).unwrap_or("-").to_owned())
            .collect()
    }

    #[test]
    fn urls_are_read_as_libpq_reads_them() {
        let names = ["user", "password", "host", "port", "dbname", "sslmode"];
        for (url, expected) in [
            ("postgres://", "- - - - - -"),
            ("postgresql://localhost", "- - localhost - - -"),
            (
                "postgresql://u:p%40ss@db:5433/shop?sslmode=require",
                "u p@ss db 5433 shop require",
            ),
            ("postgres://u@/shop?host=/run/pg", "u - /run/pg - shop -"),
            ("postgres://%2Frun%2Fpg/shop", "- - /run/pg - shop -"),
            ("postgres://a:1,b,[::1]:3/x", "- - a,b,::1 1,,3 x -"),
            ("postgres://u:p@ss@db/x?ssl=true", "u p@ss db - x require"),
            ("postgres:///x?user=me&port=1", "me - - 1 x -"),
            ("postgres://:secret@db", "- secret db - - -"),
        ] {
            assert_eq!(get(url, &names).join(" "), expected, "{url}");
        }
    }

    #[test]
    fn pairs_are_read_with_their_quotes() {
        let text = r"host = db  password='a \'b\\ c' user=o\ k dbname=''application_name=x";
        assert_eq!(
            get(text, &["host", "password", "user", "application_name"]),
            ["db", r"a 'b\ c", "o k", "x"]
        );
    }

    #[test]
    fn a_mistake_never_shows_the_password() {
        for text in [
            "postgres://me:hun/ter2@db/x",
            "postgres://me:hun%ter2@db/x",
            "postgres://hunter2:x:y/z",
            "postgres://me:x@db:hunter2/x",
            "password='hunter2",
            "host=x hunter2",
            "postgres://db/x?hunter2",
        ] {
            let error = parse(text).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("hun"), "{shown}");
        }
    }

    #[test]
    fn an_unknown_parameter_gets_a_suggestion() {
        let error = parse("postgres://db/x?sslmod=require").unwrap_err();
        assert_eq!(error.message, "unknown connection parameter `sslmod`");
        assert_eq!(error.hint.unwrap(), "did you mean `sslmode`?");
        assert!(
            parse("postgres://db/x?sslcrl=a")
                .unwrap_err()
                .message
                .contains("not supported")
        );
    }
}
