//! Which file a section stands in.

use std::collections::BTreeMap;

use super::{ModelFile, Split};
use crate::render::toml::{Fields, Node, Section, text_of};
use crate::source::toml::schema_of_key;

/// Groups that are about the whole model and stand in its first file.
const WHOLE: &[&str] = &[
    "database",
    "targets",
    "policy",
    "scope",
    "schemas",
    "standard_columns",
    "triggers",
];

/// The folder of the files of schemas.
const SCHEMAS: &str = "schemas";

/// Sections by file.
#[derive(Debug, Default)]
pub(super) struct Places {
    root: Vec<Section>,
    files: BTreeMap<String, Vec<Section>>,
}

/// Divides the sections of a model.
pub(super) fn divide(sections: Vec<Section>, split: Split, default_schema: &str) -> Places {
    let mut places = Places::default();
    for section in sections {
        let is_whole = section
            .path
            .first()
            .is_none_or(|group| WHOLE.contains(&group.as_str()));
        match split {
            Split::None => places.root.push(section),
            _ if is_whole => places.root.push(section),
            Split::Kind => {
                let path = format!("{}.toml", section.path[0]);
                places.files.entry(path).or_default().push(section);
            }
            Split::Schema => places.by_schema(section, default_schema),
        }
    }
    places
}

impl Places {
    fn by_schema(&mut self, section: Section, default_schema: &str) {
        let file = |key: &str| file_of(&schema_of_key(key, default_schema));
        // `[seeds.required.T]` is about the table T.
        let key = if section.path[0] == "seeds" {
            section.path.get(2)
        } else {
            section.path.get(1)
        };
        if let Some(key) = key {
            let path = file(key);
            self.files.entry(path).or_default().push(section);
            return;
        }
        // A group whose entries are the objects: `[enums]`.
        let mut parts: BTreeMap<String, Fields> = BTreeMap::new();
        for (name, node) in section.fields.into_entries() {
            parts.entry(file(&name)).or_default().put(name, node);
        }
        for (path, fields) in parts {
            self.files.entry(path).or_default().push(Section {
                path: section.path.clone(),
                fields,
            });
        }
    }

    /// The patterns that find the files beside the first one.
    pub(super) fn includes(&self, root: &str) -> Vec<String> {
        let mut patterns: Vec<String> = self
            .files
            .keys()
            .map(|path| match path.split_once('/') {
                Some((folder, _)) => format!("{folder}/*.toml"),
                None => path.clone(),
            })
            .filter(|pattern| pattern != root)
            .collect();
        patterns.dedup();
        patterns
    }

    /// The files, the first one with what it includes.
    pub(super) fn into_files(mut self, root: &str, includes: &[String]) -> Vec<ModelFile> {
        if !includes.is_empty() {
            let includes = Node::from(includes);
            match self.root.first_mut() {
                Some(head) if head.path.is_empty() => head.fields.put("include", includes),
                _ => {
                    let mut fields = Fields::default();
                    fields.put("include", includes);
                    self.root.insert(0, Section::new(&[], fields));
                }
            }
        }
        let mut files = vec![ModelFile {
            path: root.to_owned(),
            text: text_of(&self.root),
        }];
        files.extend(self.files.into_iter().map(|(path, sections)| ModelFile {
            path,
            text: text_of(&sections),
        }));
        files
    }
}

/// The file of a schema.
fn file_of(schema: &str) -> String {
    format!("{SCHEMAS}/{}.toml", file_name(schema))
}

/// A name that every file system takes and that is of no other object: letters, digits and a few signs stand for
/// themselves, everything else for its bytes.
pub(super) fn file_name(name: &str) -> String {
    let mut file = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' => file.push(char::from(byte)),
            // Some file systems do not tell upper from lower case.
            b'A'..=b'Z' => {
                file.push('^');
                file.push(char::from(byte.to_ascii_lowercase()));
            }
            b' ' => file.push('+'),
            _ => file.push_str(&format!("%{byte:02x}")),
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn different_names_are_different_files() {
        let names = ["a", "A", "a b", "a+b", "a.b", "a/b", "ä", "^a", "..", "con"];
        let files: std::collections::BTreeSet<_> = names.iter().map(|name| file_name(name)).collect();
        assert_eq!(files.len(), names.len());
        assert_eq!(file_name("order_lines"), "order_lines");
        assert!(files.iter().all(|file| !file.contains(['/', '.'])));
    }
}
