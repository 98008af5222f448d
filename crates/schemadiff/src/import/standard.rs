//! Columns that most tables share, which are written once and asked for by name.

use std::collections::{BTreeMap, BTreeSet};

use crate::render::toml::{Fields, Node, Section, one_line};
use crate::source::toml::OWN_COLUMNS;

/// Fewer tables than this have nothing in common yet.
const FEWEST: usize = 3;

/// Moves columns that more than half of the tables have, all in the same words, to `[standard_columns]`. Every table keeps
/// the order of its columns, so that one whose shared columns stand between others of its own goes on to write them.
pub(super) fn recognise(sections: &mut Vec<Section>) {
    let standard = shared(sections);
    if standard.is_empty() {
        return;
    }
    let mut used = BTreeSet::new();
    let mut out = Vec::with_capacity(sections.len() + 1);
    let mut first_table = None;
    for mut section in std::mem::take(sections) {
        if section.path.first().is_some_and(|group| group == "tables") {
            first_table.get_or_insert(out.len());
        }
        if is_columns(&section) {
            let asked = ask(&mut section.fields, &standard, &mut used);
            if !asked.is_empty() {
                put(&mut out, &section.path[..2], &asked);
            }
            if section.fields.is_empty() {
                continue;
            }
        }
        out.push(section);
    }
    let mut fields = Fields::default();
    for (name, node) in standard.into_iter().filter(|(name, _)| used.contains(name)) {
        fields.put(name, node);
    }
    if !fields.is_empty() {
        out.insert(
            first_table.unwrap_or_default(),
            Section::new(&["standard_columns"], fields),
        );
    }
    *sections = out;
}

fn is_columns(section: &Section) -> bool {
    matches!(section.path.as_slice(), [group, _, part] if group == "tables" && part == "columns")
}

/// The columns that are worth writing once, in the order in which the first table that has one has it.
fn shared(sections: &[Section]) -> Vec<(String, Node)> {
    struct Seen<'a> {
        node: &'a Node,
        tables: usize,
        first: usize,
    }
    let mut tables = 0;
    let mut seen: BTreeMap<&str, BTreeMap<String, Seen<'_>>> = BTreeMap::new();
    let mut position = 0;
    for section in sections.iter().filter(|section| is_columns(section)) {
        tables += 1;
        for (name, node) in section.fields.iter() {
            position += 1;
            seen.entry(name)
                .or_default()
                .entry(one_line(node))
                .or_insert(Seen {
                    node,
                    tables: 0,
                    first: position,
                })
                .tables += 1;
        }
    }
    let mut standard: Vec<(usize, (String, Node))> = seen
        .into_iter()
        .filter_map(|(name, ways)| {
            let most = ways.into_values().max_by_key(|seen| seen.tables)?;
            let is_common = most.tables >= FEWEST && 2 * most.tables > tables;
            is_common.then(|| (most.first, (name.to_owned(), most.node.clone())))
        })
        .collect();
    standard.sort_by_key(|(first, _)| *first);
    standard.into_iter().map(|(_, column)| column).collect()
}

/// Takes the standard columns at the beginning and the end out of a table's own, and says how to ask for them.
fn ask(fields: &mut Fields, standard: &[(String, Node)], used: &mut BTreeSet<String>) -> Vec<String> {
    let entries: Vec<(String, Node)> = std::mem::take(fields).into_entries();
    let is_standard = |entry: &&(String, Node)| standard.contains(entry);
    let before = entries.iter().take_while(is_standard).count();
    let after = entries[before..].iter().rev().take_while(is_standard).count();
    let own = before..entries.len() - after;
    let mut asked: Vec<String> = Vec::new();
    for (index, (name, node)) in entries.into_iter().enumerate() {
        if own.contains(&index) {
            if index == own.start && after > 0 {
                asked.push(OWN_COLUMNS.to_owned());
            }
            fields.put(name, node);
        } else {
            used.insert(name.clone());
            asked.push(name);
        }
    }
    asked
}

/// Puts the key into the section of the table, which comes right before that of its columns when there is one.
fn put(out: &mut Vec<Section>, path: &[String], asked: &[String]) {
    match out.last_mut() {
        Some(section) if section.path == path => section.fields.put("standard_columns", asked),
        _ => {
            let mut fields = Fields::default();
            fields.put("standard_columns", asked);
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            out.push(Section::new(&path, fields));
        }
    }
}
