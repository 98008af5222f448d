//! As much JSON as package files need: the string values of a key.

/// The values of a key wherever it stands, in order. None of the files it is used on has an escape in a string.
pub(crate) fn strings<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let quoted = format!("\"{key}\"");
    let mut values = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(&quoted) {
        rest = after;
        let value = after
            .trim_start()
            .strip_prefix(':')
            .map(str::trim_start)
            .and_then(|after| after.strip_prefix('"'));
        if let Some((value, after)) = value.and_then(|value| value.split_once('"')) {
            values.push(value);
            rest = after;
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::strings;

    #[test]
    fn values_are_found_by_their_key() {
        let text = r#"{ "name": "x", "other": ["name", 1], "in": [{"name":"y"}, {"name" : 7}] }"#;
        assert_eq!(strings(text, "name"), ["x", "y"]);
        assert!(strings(text, "nothing").is_empty());
    }
}
