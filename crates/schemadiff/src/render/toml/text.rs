//! TOML as text: keys, strings and values in the shape people write them.
//!
//! Serializers write every table in the same way; a model wants inline tables here, sections there, SQL in multi-line
//! strings, and keys in columns.

use std::fmt::Write as _;

use crate::kinds::access::write::Sections;

/// Longer lists are written one element a line.
const LONGEST_LIST: usize = 100;

/// Longer tables are written one key a line.
const LONGEST_TABLE: usize = 140;

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A string on one line.
    Text(String),
    /// A string on lines of its own, when it has more than one.
    Block(String),
    /// A number.
    Integer(i64),
    /// A boolean.
    Flag(bool),
    /// A list.
    List(Vec<Node>),
    /// An inline table.
    Table(Fields),
}

/// Keys with values, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, Node)>);

impl Fields {
    /// No keys.
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a key.
    pub(crate) fn put(&mut self, key: impl Into<String>, value: impl Into<Node>) {
        self.0.push((key.into(), value.into()));
    }

    /// Adds a key when there is a value.
    pub(crate) fn put_some(&mut self, key: &str, value: Option<impl Into<Node>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Adds a key when its value is true.
    pub(crate) fn put_true(&mut self, key: &str, value: bool) {
        if value {
            self.put(key, true);
        }
    }

    /// Adds a list of strings when there are any.
    pub(crate) fn put_list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            self.put(key, values);
        }
    }

    /// Adds a table when it has keys.
    pub(crate) fn put_table(&mut self, key: &str, value: Fields) {
        if !value.is_empty() {
            self.put(key, value);
        }
    }

    /// The keys with their values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The keys with their values, to take apart.
    pub(crate) fn into_entries(self) -> Vec<(String, Node)> {
        self.0
    }

    /// Whether there is no key.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys but for these.
    pub(crate) fn without(mut self, keys: &[&str]) -> Self {
        self.0.retain(|(key, _)| !keys.contains(&key.as_str()));
        self
    }

    /// The value of the only key, when it has this name.
    pub(crate) fn only(&self, key: &str) -> Option<&Node> {
        match self.0.as_slice() {
            [(name, value)] if name == key => Some(value),
            _ => None,
        }
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Node {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<i64> for Node {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for Node {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Fields> for Node {
    fn from(fields: Fields) -> Self {
        Self::Table(fields)
    }
}

impl From<&[String]> for Node {
    fn from(texts: &[String]) -> Self {
        Self::List(texts.iter().map(Self::from).collect())
    }
}

impl From<&Vec<String>> for Node {
    fn from(texts: &Vec<String>) -> Self {
        Self::from(texts.as_slice())
    }
}

/// A header with the keys below it; the first section of a file has none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Section {
    /// The header.
    pub(crate) path: Vec<String>,
    /// The keys.
    pub(crate) fields: Fields,
}

impl Section {
    /// A section.
    pub(crate) fn new(path: &[&str], fields: Fields) -> Self {
        Self {
            path: path.iter().map(|&part| part.to_owned()).collect(),
            fields,
        }
    }
}

/// A file, section by section.
#[derive(Debug, Default)]
pub(crate) struct Document(Vec<Section>, Sections);

impl Document {
    /// Keeps what is to be said of owners and privileges until the section of the object is written.
    pub(super) fn add_access(&mut self, sections: Sections) {
        self.1 = sections;
    }

    /// What was kept and whose section was not written.
    pub(crate) fn take_access(&mut self) -> Sections {
        std::mem::take(&mut self.1)
    }

    /// Adds a section; one without keys is left out.
    pub(crate) fn section(&mut self, path: &[&str], fields: &Fields) {
        if !fields.is_empty() || self.1.contains_key(&place(path)) {
            self.section_even_if_empty(path, fields);
        }
    }

    /// Adds a section whose header alone says something.
    pub(crate) fn section_even_if_empty(&mut self, path: &[&str], fields: &Fields) {
        let mut fields = fields.clone();
        if let Some((_, access)) = self.1.remove(&place(path)) {
            fields.0.extend(access.0);
        }
        self.0.push(Section::new(path, fields));
    }

    /// The sections.
    pub(crate) fn into_sections(self) -> Vec<Section> {
        self.0
    }

    /// The text.
    pub(crate) fn into_text(self) -> String {
        text_of(&self.0)
    }
}

/// Where a section stands, when it is one of an object.
fn place(path: &[&str]) -> (String, String) {
    match path {
        [section, key] => ((*section).to_owned(), (*key).to_owned()),
        _ => (String::new(), String::new()),
    }
}

/// Sections as text, with an empty line between two.
pub(crate) fn text_of(sections: &[Section]) -> String {
    let mut text = String::new();
    for Section { path, fields } in sections {
        if !text.is_empty() {
            text.push('\n');
        }
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        if !path.is_empty() {
            let header: Vec<String> = path.iter().map(|part| key(part)).collect();
            writeln!(text, "[{}]", header.join(".")).expect("writing to a string never fails");
        }
        // Keys stand in columns where every entry is a line of the same kind, as in `[tables.T.columns]`.
        let aligned = matches!(path.as_slice(), [group, _, _] if *group != "seeds")
            || matches!(path.as_slice(), ["standard_columns"]);
        let lines: Vec<(String, String)> = fields
            .0
            .iter()
            .flat_map(|(name, value)| lines(name, value, aligned))
            .collect();
        let width = if aligned {
            let keys = lines.iter().filter(|(_, value)| !value.contains('\n'));
            keys.map(|(key, _)| key.chars().count()).max().unwrap_or(0)
        } else {
            0
        };
        for (key, value) in lines {
            writeln!(text, "{key:width$} = {value}").expect("writing to a string never fails");
        }
    }
    text
}

/// The lines of a key. A table that is too long for one line gets a line for each of its keys.
fn lines(name: &str, value: &Node, is_list_of_things: bool) -> Vec<(String, String)> {
    let line = top_level(value);
    match value {
        Node::Table(fields) if is_list_of_things && line.chars().count() > LONGEST_TABLE => fields
            .0
            .iter()
            .map(|(inner, value)| (format!("{}.{}", key(name), key(inner)), top_level(value)))
            .collect(),
        _ => vec![(key(name), line)],
    }
}

/// A value on one line.
pub(crate) fn one_line(node: &Node) -> String {
    inline(node)
}

/// A value after `key = `, where lists may go on for several lines.
fn top_level(node: &Node) -> String {
    let line = inline(node);
    match node {
        Node::List(elements) if line.chars().count() > LONGEST_LIST || is_rows(elements) => {
            let mut text = "[\n".to_owned();
            for element in elements {
                writeln!(text, "    {},", inline(element)).expect("writing to a string never fails");
            }
            text.push(']');
            text
        }
        Node::Text(block) | Node::Block(block) if block.contains('\n') => multi_line(block),
        Node::List(_)
        | Node::Block(_)
        | Node::Text(_)
        | Node::Integer(_)
        | Node::Flag(_)
        | Node::Table(_) => line,
    }
}

/// Whether a list holds several tables, which read best below each other.
fn is_rows(elements: &[Node]) -> bool {
    elements.len() > 1 && matches!(elements.first(), Some(Node::Table(_)))
}

fn inline(node: &Node) -> String {
    match node {
        Node::Text(text) | Node::Block(text) => string(text),
        Node::Integer(number) => number.to_string(),
        Node::Flag(flag) => flag.to_string(),
        Node::List(elements) => format!("[{}]", elements.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Node::Table(fields) if fields.is_empty() => "{}".to_owned(),
        Node::Table(fields) => {
            let entries: Vec<String> = fields
                .0
                .iter()
                .map(|(name, value)| format!("{} = {}", key(name), inline(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// A key, in quotes where TOML wants them.
fn key(name: &str) -> String {
    let bare = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if bare { name.to_owned() } else { string(name) }
}

/// A string on one line: literal where that spares escapes.
fn string(text: &str) -> String {
    let needs_escapes = text.contains(['"', '\\']);
    let can_be_literal = !text.contains('\'')
        && !text
            .chars()
            .any(|character| is_control(character) || character == '\n');
    if needs_escapes && can_be_literal {
        format!("'{text}'")
    } else {
        format!("\"{}\"", escape(text, false))
    }
}

/// A string whose lines are kept; a newline after the opening quotes is not part of it.
fn multi_line(text: &str) -> String {
    let can_be_literal = !text.contains("'''") && !text.ends_with('\'') && !text.chars().any(is_control);
    if can_be_literal {
        format!("'''\n{text}'''")
    } else {
        format!("\"\"\"\n{}\"\"\"", escape(text, true))
    }
}

/// Whether a literal string cannot hold a character (TOML, "String"): all control characters but the tab; the caller
/// knows about the newline.
fn is_control(character: char) -> bool {
    character.is_ascii_control() && !matches!(character, '\t' | '\n')
}

fn escape(text: &str, keep_newlines: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' if keep_newlines => escaped.push('\n'),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            control if control.is_ascii_control() => {
                write!(escaped, "\\u{:04x}", u32::from(control)).expect("writing to a string never fails");
            }
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_back(text: &str) -> String {
        let table: toml::Table = format!("a = {}", top_level(&Node::Block(text.to_owned())))
            .parse()
            .unwrap();
        table["a"].as_str().unwrap().to_owned()
    }

    #[test]
    fn strings_are_read_back_to_the_byte() {
        for text in [
            "",
            "plain",
            "it's",
            "say \"x\"",
            "back\\slash",
            "both ' and \"",
            "tab\there",
            "\u{7}bell",
            "ä €",
            "two\nlines",
            "\nstarts and ends\n",
            "ends with '\n'",
            "three ''' quotes\n",
            "carriage\r\nreturn",
            "\\\n\"\"\"",
        ] {
            assert_eq!(read_back(text), text);
        }
    }

    #[test]
    fn keys_are_quoted_where_they_must_be() {
        assert_eq!(key("created_at"), "created_at");
        assert_eq!(key("a.b"), "\"a.b\"");
        assert_eq!(key("\"a.b\""), "'\"a.b\"'");
        assert_eq!(key(""), "\"\"");
    }

    #[test]
    fn long_lists_get_a_line_for_each_element() {
        let short = Node::from(&vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(top_level(&short), "[\"a\", \"b\"]");
        let long = Node::from(&vec!["x".repeat(60), "y".repeat(60)]);
        assert_eq!(
            top_level(&long),
            format!("[\n    \"{}\",\n    \"{}\",\n]", "x".repeat(60), "y".repeat(60))
        );
    }
}
