//! Which options are secrets: those are never read, compared or printed (`docs/decisions/0010-secrets-stay-on-the-server.md`).
//!
//! What an option means is known to its wrapper alone, so the names and values that wrappers in use give to secrets decide.
//! The queries leave them out by the same words (`secret_words_are_those_of_the_queries`).

/// Words in the names of options that hold secrets.
const WORDS: &[&str] = &[
    "pass",
    "pwd",
    "secret",
    "token",
    "credential",
    "private_key",
    "api_key",
    "apikey",
    "access_key",
];

/// Whether an option holds a secret.
pub(crate) fn is_secret(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let squeezed: String = value.to_ascii_lowercase().split_whitespace().collect();
    WORDS.iter().any(|word| name.contains(word)) || squeezed.contains("password=") || has_password(value)
}

/// Whether a value is an address with a password: `https://user:password@host`.
fn has_password(value: &str) -> bool {
    let after = value.split_once("://").map(|(_, after)| after);
    let user = after
        .and_then(|after| after.split_once('@'))
        .map(|(user, _)| user);
    user.is_some_and(|user| user.contains(':') && !user.contains(['/', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_secrets_whatever_they_are_called() {
        for (name, value) in [
            ("password", "x"),
            ("sslpassword", "x"),
            ("PassCode", "x"),
            ("aws_secret_access_key", "x"),
            ("api_key", "x"),
            ("url", "https://bob:x@example.com/"),
            ("connection", "host=a password = x"),
        ] {
            assert!(is_secret(name, value), "{name} {value}");
        }
        for (name, value) in [
            ("user", "bob"),
            ("host", "example.com"),
            ("url", "https://example.com:8080/a@b"),
            ("key_column", "true"),
            ("sslkey", "client.key"),
        ] {
            assert!(!is_secret(name, value), "{name} {value}");
        }
    }

    #[test]
    fn secret_words_are_those_of_the_queries() {
        let pattern = format!("'{}'", WORDS.join("|"));
        for query in [
            include_str!("../foreign_data_wrapper/foreign_data_wrappers.sql"),
            include_str!("../foreign_server/foreign_servers.sql"),
            include_str!("../user_mapping/user_mappings.sql"),
        ] {
            assert!(query.contains(&pattern), "{query}");
        }
    }
}
