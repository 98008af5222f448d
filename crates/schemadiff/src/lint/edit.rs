//! Mending a model where that is mechanical: changes of a TOML file that leave everything else in it as it is.

use std::ops::Range;

use toml_edit::{Decor, Document, DocumentMut, InlineTable, Item, Key, Table, TableLike, Value};

use crate::catalog::{FileId, Origin, Sources};

/// A change of a definition in a model. `at` is where the definition is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Another name, with `renamed_from` for the old one, so that a plan renames instead of making a new object.
    Rename {
        /// The definition.
        at: Origin,
        /// Its new name.
        to: String,
    },
    /// A key of the definition with a value of TOML.
    Set {
        /// The definition.
        at: Origin,
        /// The key.
        key: &'static str,
        /// The value, as TOML.
        value: String,
    },
    /// A new definition under a section of this one.
    Insert {
        /// The definition.
        at: Origin,
        /// The section, such as `indexes`.
        section: &'static str,
        /// The name of the new definition.
        key: String,
        /// It, as TOML.
        value: String,
    },
    /// The definition goes.
    Remove {
        /// The definition.
        at: Origin,
    },
    /// Another type of a column.
    Retype {
        /// The definition.
        at: Origin,
        /// The type as it may be written so far, in lower case; the first that fits is replaced.
        from: &'static [&'static str],
        /// The type.
        to: &'static str,
    },
    /// NOT NULL and a default of a column.
    Require {
        /// The definition.
        at: Origin,
        /// The default, unless it has one.
        default: Option<&'static str>,
    },
}

impl Edit {
    fn at(&self) -> &Origin {
        match self {
            Self::Rename { at, .. }
            | Self::Set { at, .. }
            | Self::Insert { at, .. }
            | Self::Remove { at }
            | Self::Retype { at, .. }
            | Self::Require { at, .. } => at,
        }
    }

    /// The file that it changes and where; nothing for what is in a database.
    pub fn place(&self) -> Option<(FileId, Range<usize>)> {
        match self.at() {
            Origin::File { file, range } => Some((*file, range.clone())),
            Origin::Live(_) => None,
        }
    }
}

/// The text of a file with all changes made that can be. What cannot is left as it is: another look at the model finds it
/// again.
///
/// The second value is how many of `fixes` (each whole or not at all) were made.
pub fn apply(sources: &Sources, file: FileId, fixes: &[&[Edit]]) -> (String, usize) {
    let text = &sources.file(file).text;
    let Ok(document) = Document::parse(text.as_str()) else {
        return (text.clone(), 0);
    };
    // Places are those of the text as it was, so all are found before anything changes.
    let mut found = Vec::new();
    for fix in fixes {
        let paths: Option<Vec<_>> = fix
            .iter()
            .map(|edit| {
                let (of, range) = edit.place()?;
                let path = (of == file).then(|| path_at(document.as_table(), range.start))??;
                Some((path, edit))
            })
            .collect();
        found.extend(paths.filter(|paths| !paths.is_empty()));
    }
    let mut document = document.into_mut();
    let mut made = 0;
    let mut done: Vec<&Edit> = Vec::new();
    // Names last: until then the paths hold.
    let is_last = |edits: &[(Vec<String>, &Edit)]| {
        edits
            .iter()
            .any(|(_, edit)| matches!(edit, Edit::Rename { .. } | Edit::Remove { .. }))
    };
    found.sort_by_key(|edits| is_last(edits));
    for edits in found {
        let before = document.clone();
        let fits = edits.iter().all(|(path, edit)| {
            // Several tables may have a column from one place.
            let again = done.contains(edit);
            done.push(edit);
            again || make(&mut document, path, edit).is_some()
        });
        if fits {
            made += 1;
        } else {
            document = before;
        }
    }
    (document.to_string(), made)
}

/// The keys down to the one that is written at a byte.
fn path_at(table: &dyn TableLike, byte: usize) -> Option<Vec<String>> {
    for (name, item) in table.iter() {
        let (key, _) = table.get_key_value(name)?;
        if key.span().is_some_and(|span| span.start == byte) {
            return Some(vec![name.to_owned()]);
        }
        if let Some(inner) = item.as_table_like()
            && let Some(mut path) = path_at(inner, byte)
        {
            path.insert(0, name.to_owned());
            return Some(path);
        }
    }
    None
}

fn at<'a>(document: &'a mut DocumentMut, path: &[String]) -> Option<&'a mut Item> {
    let mut item = document.as_item_mut();
    for key in path {
        item = item.as_table_like_mut()?.get_mut(key)?;
    }
    Some(item)
}

fn make(document: &mut DocumentMut, path: &[String], edit: &Edit) -> Option<()> {
    let (name, parents) = path.split_last()?;
    match edit {
        Edit::Rename { to, .. } => {
            if at(document, parents)?.as_table_like()?.contains_key(to) {
                return None;
            }
            let item = at(document, path)?;
            // What was renamed before and is not applied yet keeps the name that the database has.
            if !item.as_table_like()?.contains_key("renamed_from") {
                set(item, "renamed_from", &Value::from(name.as_str()).to_string())?;
            }
            rename(at(document, parents)?, name, to)
        }
        Edit::Set { key, value, .. } => set(at(document, path)?, key, value),
        Edit::Insert {
            section, key, value, ..
        } => insert(at(document, path)?, section, key, value),
        Edit::Remove { .. } => {
            at(document, parents)?.as_table_like_mut()?.remove(name)?;
            Some(())
        }
        Edit::Retype { from, to, .. } => {
            let item = at(document, path)?;
            let place = if item.is_str() {
                item
            } else {
                item.as_table_like_mut()?.get_mut("type")?
            };
            let text = place.as_str()?.to_owned();
            let lower = text.to_ascii_lowercase();
            let old = from.iter().find(|old| {
                lower.strip_prefix(**old).is_some_and(|rest| {
                    rest.chars()
                        .next()
                        .is_none_or(|next| !next.is_alphanumeric() && next != '_')
                })
            })?;
            replace(place, &format!("{to}{}", &text[old.len()..]))
        }
        Edit::Require { default, .. } => {
            let item = at(document, path)?;
            if let Some(text) = item.as_str() {
                let mut text = text.trim_end().to_owned();
                if !text.to_ascii_lowercase().contains("not null") {
                    text.push_str(" not null");
                }
                if let Some(default) = default {
                    text.push_str(&format!(" default {default}"));
                }
                return replace(item, &text);
            }
            set(item, "null", "false")?;
            match default {
                Some(default) => set(item, "default", &Value::from(*default).to_string()),
                None => Some(()),
            }
        }
    }
}

/// Puts another text in the place of a string, with what stands around it.
fn replace(place: &mut Item, text: &str) -> Option<()> {
    let value = place.as_value_mut()?;
    let decor = value.decor().clone();
    *value = Value::from(text);
    *value.decor_mut() = decor;
    Some(())
}

/// Gives a definition a key; the value of a key that is there is replaced.
fn set(item: &mut Item, key: &str, value: &str) -> Option<()> {
    let mut value: Value = value.parse().ok()?;
    if let Some(there) = item
        .as_table_like_mut()?
        .get_mut(key)
        .and_then(Item::as_value_mut)
    {
        *value.decor_mut() = there.decor().clone();
        *there = value;
        return Some(());
    }
    match item {
        Item::Value(Value::InlineTable(table)) => {
            append(table, key, value);
            Some(())
        }
        Item::Table(table) => {
            table.insert(key, Item::Value(value));
            Some(())
        }
        _ => None,
    }
}

/// Adds to an inline table: what stands before its closing brace goes on standing there.
fn append(table: &mut InlineTable, key: &str, mut value: Value) {
    let last = table.iter().last().map(|(key, _)| key.to_owned());
    let mut end = String::new();
    if let Some(last) = last.and_then(|last| table.get_mut(&last)) {
        let decor = last.decor_mut();
        let suffix = decor.suffix().and_then(|suffix| suffix.as_str());
        suffix.unwrap_or_default().clone_into(&mut end);
        decor.set_suffix("");
    }
    *value.decor_mut() = Decor::new(" ", end);
    let mut name = Key::new(key);
    *name.leaf_decor_mut() = Decor::new(" ", " ");
    table.insert_formatted(&name, value);
}

/// Adds a definition to a section of a definition, and the section where there is none.
fn insert(item: &mut Item, section: &str, key: &str, value: &str) -> Option<()> {
    let value: Value = value.parse().ok()?;
    match item {
        Item::Table(table) => {
            if !table.contains_key(section) {
                let mut inner = Table::new();
                inner.decor_mut().set_prefix("\n");
                table.insert(section, Item::Table(inner));
            }
            match table.get_mut(section)? {
                Item::Table(inner) if inner.contains_key(key) => None,
                Item::Table(inner) => {
                    inner.insert(key, Item::Value(value));
                    Some(())
                }
                Item::Value(Value::InlineTable(inner)) if !inner.contains_key(key) => {
                    append(inner, key, value);
                    Some(())
                }
                _ => None,
            }
        }
        Item::Value(Value::InlineTable(table)) => {
            if let Some(inner) = table.get_mut(section) {
                let inner = inner
                    .as_inline_table_mut()
                    .filter(|inner| !inner.contains_key(key))?;
                append(inner, key, value);
            } else {
                append(table, section, format!("{{ {key} = {value} }}").parse().ok()?);
            }
            Some(())
        }
        _ => None,
    }
}

/// Gives an entry another key in the place where it stands.
fn rename(parent: &mut Item, from: &str, to: &str) -> Option<()> {
    let renamed = |key: &Key| {
        let mut new = Key::new(if key.get() == from { to } else { key.get() });
        if key.get() != from {
            return key.clone();
        }
        *new.leaf_decor_mut() = key.leaf_decor().clone();
        *new.dotted_decor_mut() = key.dotted_decor().clone();
        new
    };
    match parent {
        Item::Table(table) => {
            let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
            let mut entries = Vec::new();
            for name in names {
                entries.push(table.remove_entry(&name)?);
            }
            for (key, item) in entries {
                table.insert_formatted(&renamed(&key), item);
            }
        }
        Item::Value(Value::InlineTable(table)) => {
            let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
            let mut entries = Vec::new();
            for name in names {
                entries.push(table.remove_entry(&name)?);
            }
            for (key, value) in entries {
                table.insert_formatted(&renamed(&key), value);
            }
        }
        _ => return None,
    }
    Some(())
}
