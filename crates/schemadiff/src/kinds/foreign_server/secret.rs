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
    use crate::catalog::{Origin, Sources};
    use crate::diag::Diagnostic;
    use crate::source::Declared;

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
            include_str!("foreign_servers.sql"),
            include_str!("../user_mapping/user_mappings.sql"),
        ] {
            assert!(query.contains(&pattern), "{query}");
        }
    }

    /// Everything that is said about a model, with the text of each place.
    fn said(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
        let mut said = format!("{diagnostics:?}");
        for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
            if let Origin::File { file, range } = &label.origin {
                let text = &sources.file(*file).text;
                // A message shows whole lines.
                let start = text[..range.start].rfind('\n').unwrap_or(0);
                let end = text[range.end..].find('\n').map_or(text.len(), |end| range.end + end);
                said.push_str(&text[start..end]);
            }
        }
        said
    }

    #[test]
    fn no_message_about_a_model_shows_a_secret() {
        let mut sources = Sources::default();
        let model = "[servers.s]\nwrapper = \"w\"\noptions = { token = \"hush\" }\n\
                     user_mappings.public = { user = \"u\", password = \"hush\" }\n\
                     [subscriptions.a]\npublications = \"p\"\nconnection = \"password=hush\"\n";
        let root = sources.add("schema.toml", model);
        let (declared, diagnostics) = crate::source::toml::read(&sources, root, &[]);
        assert_eq!(diagnostics.len(), 3, "{diagnostics:?}");
        assert!(!said(&sources, &diagnostics).contains("hush"));
        assert!(!format!("{declared:?}").contains("hush"));
    }

    #[test]
    fn no_message_about_a_script_shows_a_secret() {
        let mut sources = Sources::default();
        let script = "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (token 'hush');\n\
                      CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'hush');\n\
                      CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'hush');\n\
                      CREATE SUBSCRIPTION a CONNECTION 'password=hush' PUBLICATION p WITH (connect = false);\n";
        let file = sources.add("schema.sql", script);
        let mut declared = Declared::default();
        let diagnostics = crate::source::sql::read_script(&sources, file, &mut declared);
        assert_eq!(diagnostics.len(), 5, "{diagnostics:?}");
        assert!(!said(&sources, &diagnostics).contains("hush"));
        assert!(!format!("{:?}", declared.catalog).contains("hush"));
    }
}
