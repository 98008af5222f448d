//! Names as keys and values of a model: raw, at most one dot between schema and name.

use schemadiff_sql::syntax::{ObjectName, OwnedBy};

use super::table::Entry;
use super::value::Value;

/// The longest name that PostgreSQL keeps: `NAMEDATALEN - 1` bytes. It cuts a longer one off without an error, so that
/// the model and the database would never agree.
pub(crate) const LONGEST_NAME: usize = 63;

impl Entry<'_> {
    /// The key as the name of an object, in `schema` unless it says otherwise.
    pub(crate) fn object_name(&self, schema: &str) -> Option<ObjectName> {
        match object_name(self.name, schema) {
            Ok(name) => Some(name),
            Err(problem) => {
                self.bad_key(problem.message, problem.help);
                None
            }
        }
    }

    /// The key as a name without a schema: of a column, constraint, index, trigger, policy.
    pub(crate) fn part_name(&self) -> Option<String> {
        match check(self.name) {
            Ok(()) => Some(self.name.to_owned()),
            Err(problem) => {
                self.bad_key(problem.message, problem.help);
                None
            }
        }
    }
}

impl Value<'_> {
    /// A string as the name of an object, in `schema` unless it says otherwise.
    pub(crate) fn object_name(self, schema: &str) -> Option<ObjectName> {
        object_name(self.text()?, schema)
            .map_err(|problem| self.bad(problem.message, problem.help))
            .ok()
    }

    /// A string as a name without a schema.
    pub(crate) fn part_name(self) -> Option<String> {
        let text = self.text()?;
        match check(text) {
            Ok(()) => Some(text.to_owned()),
            Err(problem) => {
                self.bad(problem.message, problem.help);
                None
            }
        }
    }

    /// A string as `table.column` or `schema.table.column`.
    pub(crate) fn owner(self, schema: &str) -> Option<OwnedBy> {
        let text = self.text()?;
        let parts = split(text).filter(|parts| parts.iter().all(|part| check(part).is_ok()));
        let owner = match parts.as_deref() {
            Some([table, column]) => (ObjectName::qualified(schema, table), column),
            Some([schema, table, column]) => (ObjectName::qualified(schema, table), column),
            _ => {
                self.bad(
                    format!("\"{text}\" does not name a column"),
                    "write `table.column` or `schema.table.column`",
                );
                return None;
            }
        };
        Some(OwnedBy {
            table: owner.0,
            column: owner.1.clone(),
        })
    }
}

/// Why a text is no name.
#[derive(Debug, PartialEq, Eq)]
struct Problem {
    message: String,
    help: &'static str,
}

fn object_name(text: &str, schema: &str) -> Result<ObjectName, Problem> {
    let parts = split(text).ok_or_else(|| Problem {
        message: format!("`{text}` has a quote that is not closed, or text beside quotes"),
        help: "quote a whole name, as in `billing.\"a.b\"`",
    })?;
    for part in &parts {
        check(part)?;
    }
    match parts.as_slice() {
        [name] => Ok(ObjectName::qualified(schema, name)),
        [schema, name] => Ok(ObjectName::qualified(schema, name)),
        _ => Err(Problem {
            message: format!("`{text}` has more than one dot"),
            help: "write `schema.name`; a name that has a dot itself is written in double quotes, as in '\"a.b\"'",
        }),
    }
}

fn check(name: &str) -> Result<(), Problem> {
    if name.is_empty() {
        return Err(Problem {
            message: "a name is empty".to_owned(),
            help: "give it at least one character",
        });
    }
    if name.contains('\0') {
        return Err(Problem {
            message: "a name has a zero byte, which PostgreSQL does not store".to_owned(),
            help: "take it out",
        });
    }
    if name.len() > LONGEST_NAME {
        return Err(Problem {
            message: format!(
                "`{name}` is {} bytes long, PostgreSQL keeps {LONGEST_NAME}",
                name.len()
            ),
            help: "choose a shorter name",
        });
    }
    Ok(())
}

/// Splits at dots that are not inside double quotes. Unquoted parts are kept as they are; `None` for crooked quotes.
fn split(text: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let part = if let Some(quoted) = rest.strip_prefix('"') {
            let mut part = String::new();
            let mut characters = quoted.char_indices().peekable();
            loop {
                match characters.next()? {
                    (_, '"') if characters.next_if(|(_, next)| *next == '"').is_some() => part.push('"'),
                    (at, '"') => {
                        rest = &quoted[at + 1..];
                        break;
                    }
                    (_, other) => part.push(other),
                }
            }
            part
        } else {
            let end = rest.find('.').unwrap_or(rest.len());
            let part = &rest[..end];
            rest = &rest[end..];
            if part.contains('"') {
                return None;
            }
            part.to_owned()
        };
        parts.push(part);
        if rest.is_empty() {
            return Some(parts);
        }
        rest = rest.strip_prefix('.')?;
    }
}

/// The schema of what a key names: an object, or a function with the types of its arguments.
pub(crate) fn schema_of_key(key: &str, default: &str) -> String {
    let mut quoted = false;
    let end = key.find(|character| {
        quoted ^= character == '"';
        character == '(' && !quoted
    });
    let name = &key[..end.unwrap_or(key.len())];
    object_name(name, default)
        .ok()
        .and_then(|name| name.schema)
        .unwrap_or_else(|| default.to_owned())
}

/// Writes a name so that it is read back as a key; without its schema when that is `schema`.
pub(crate) fn write_name(name: &ObjectName, schema: &str) -> String {
    match &name.schema {
        Some(own) if own != schema => format!("{}.{}", write_part(own), write_part(&name.name)),
        _ => write_part(&name.name),
    }
}

/// Writes a part of a name, quoted where dots, quotes or the signature of a function would mislead.
pub(crate) fn write_part(part: &str) -> String {
    if part.contains(['.', '"', '(']) {
        format!("\"{}\"", part.replace('"', "\"\""))
    } else {
        part.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String)> {
        object_name(text, "public")
            .ok()
            .map(|name| (name.schema.unwrap(), name.name))
    }

    fn pair(schema: &str, name: &str) -> (String, String) {
        (schema.to_owned(), name.to_owned())
    }

    #[test]
    fn names_are_raw_and_one_dot_qualifies() {
        assert_eq!(read("Order"), Some(pair("public", "Order")));
        assert_eq!(read("billing.invoices"), Some(pair("billing", "invoices")));
        assert_eq!(read("a b"), Some(pair("public", "a b")));
    }

    #[test]
    fn quotes_hold_dots_and_quotes() {
        assert_eq!(read("\"a.b\""), Some(pair("public", "a.b")));
        assert_eq!(read("billing.\"a.b\""), Some(pair("billing", "a.b")));
        assert_eq!(read("\"a\"\"b\".c"), Some(pair("a\"b", "c")));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "a.b.c", "a.", ".a", "\"a", "\"a\"b", "a\"b"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"x".repeat(64)), None);
    }

    #[test]
    fn a_key_tells_its_schema() {
        for (key, schema) in [
            ("users", "public"),
            ("app.users", "app"),
            ("total(app.role)", "public"),
            ("app.total(app.role, integer)", "app"),
            ("\"a.b(\".\"c(\"(integer)", "a.b("),
        ] {
            assert_eq!(schema_of_key(key, "public"), schema);
        }
    }

    #[test]
    fn written_names_are_read_back() {
        for name in ["plain", "Order", "a.b", "a\"b", "a b"] {
            for schema in ["public", "other.schema"] {
                let name = ObjectName::qualified(schema, name);
                assert_eq!(object_name(&write_name(&name, "public"), "public"), Ok(name));
            }
        }
    }
}
