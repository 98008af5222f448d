//! Names in a dump that PostgreSQL chose for what partitions have of the indexes and keys of their parents.

use std::collections::BTreeMap;

use crate::dump::type_of;

/// Gives every attached index of a partition the name of the index that it is attached to, with the partition's; so for the
/// constraints of partitions, where PostgreSQL seems to have chosen their names.
pub(crate) fn name_attached(objects: &mut Vec<(String, String)>) {
    // By the names of tables and constraints, as SQL has them.
    let mut tables: BTreeMap<(String, String), String> = BTreeMap::new();
    for (heading, body) in &*objects {
        let found = match type_of(heading) {
            "INDEX" => index_and_table(body),
            "CONSTRAINT" => constraint_and_table(body).filter(|(name, _)| is_chosen_for_key(name)),
            _ => None,
        };
        if let Some((index, table)) = found {
            tables.insert((schema_of(table).to_owned(), index.to_owned()), table.to_owned());
        }
    }
    let mut places = BTreeMap::new();
    for (_, body) in objects
        .iter()
        .filter(|(heading, _)| type_of(heading) == "INDEX ATTACH")
    {
        let Some((child, parent)) = attached(body) else {
            continue;
        };
        let key = (schema_of(child).to_owned(), bare(child).to_owned());
        if let Some(partition) = tables.get(&key) {
            places.insert(child.to_owned(), (parent.to_owned(), partition.clone()));
        }
    }
    without_passed_on_comments(objects, &places);
    for (heading, body) in objects.iter_mut() {
        let named = match type_of(heading) {
            "INDEX" => index_and_table(body).map(|(name, table)| (name.to_owned(), beside(table, name))),
            "CONSTRAINT" => {
                constraint_and_table(body).map(|(name, table)| (name.to_owned(), beside(table, name)))
            }
            "INDEX ATTACH" => attached(body).map(|(child, _)| (bare(child).to_owned(), child.to_owned())),
            _ => None,
        };
        let Some((name, full)) = named else { continue };
        if type_of(heading) == "INDEX ATTACH" {
            let parent = attached(body)
                .map(|(_, parent)| parent.to_owned())
                .unwrap_or_default();
            let (child, parent) = (shown(&places, &full), shown(&places, &parent));
            *body = format!("ALTER INDEX {parent} ATTACH PARTITION {child};");
        }
        if places.contains_key(&full) {
            let shown = shown(&places, &full);
            *heading = heading.replacen(&format!("{};", unquoted(&name)), &format!("{shown};"), 1);
            *body = replace_word(body, &name, &shown);
        }
    }
}

/// Leaves out comments that indexes of partitions have from the index that they are attached to.
fn without_passed_on_comments(
    objects: &mut Vec<(String, String)>,
    places: &BTreeMap<String, (String, String)>,
) {
    let comment = |body: &str| {
        let (index, text) = body.strip_prefix("COMMENT ON INDEX ").map(name_at)?;
        Some((index.to_owned(), text.to_owned()))
    };
    let comments: BTreeMap<String, String> = objects.iter().filter_map(|(_, body)| comment(body)).collect();
    let is_passed_on = |body: &str| {
        comment(body).is_some_and(|(index, text)| {
            places.get(&index).and_then(|(parent, _)| comments.get(parent)) == Some(&text)
        })
    };
    objects.retain(|(heading, body)| type_of(heading) != "COMMENT" || !is_passed_on(body));
}

/// What an attached index is called, through every level of partitions.
fn shown(places: &BTreeMap<String, (String, String)>, name: &str) -> String {
    places.get(name).map_or_else(
        || name.to_owned(),
        |(parent, partition)| format!("[{} of {partition}]", shown(places, parent)),
    )
}

/// `ALTER INDEX parent ATTACH PARTITION child;`: child and parent.
fn attached(body: &str) -> Option<(&str, &str)> {
    let (parent, rest) = name_at(body.strip_prefix("ALTER INDEX ")?);
    let (child, _) = name_at(rest.strip_prefix(" ATTACH PARTITION ")?);
    Some((child, parent))
}

/// `CREATE INDEX index ON ONLY table …`.
fn index_and_table(body: &str) -> Option<(&str, &str)> {
    let rest = body.strip_prefix("CREATE ")?;
    let rest = rest.strip_prefix("UNIQUE ").unwrap_or(rest);
    let (index, rest) = name_at(rest.strip_prefix("INDEX ")?);
    let rest = rest.strip_prefix(" ON ")?;
    Some((index, name_at(rest.strip_prefix("ONLY ").unwrap_or(rest)).0))
}

/// `ALTER TABLE ONLY table ADD CONSTRAINT name …`.
fn constraint_and_table(body: &str) -> Option<(&str, &str)> {
    let rest = body.strip_prefix("ALTER TABLE ")?;
    let (table, rest) = name_at(rest.strip_prefix("ONLY ").unwrap_or(rest));
    let (name, _) = name_at(rest.trim_start().strip_prefix("ADD CONSTRAINT ")?);
    Some((name, table))
}

/// Whether PostgreSQL has probably chosen the name of a key or exclusion, as `ChooseIndexName` in
/// `src/backend/commands/indexcmds.c` does.
fn is_chosen_for_key(name: &str) -> bool {
    let name = unquoted(name);
    let name = name.trim_end_matches(|digit: char| digit.is_ascii_digit());
    ["_key", "_pkey", "_excl"].iter().any(|end| name.ends_with(end))
}

/// A name at the beginning, with its schema, and what follows.
fn name_at(text: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = text.find(|character: char| {
        quoted ^= character == '"';
        !(quoted || character.is_alphanumeric() || "_$.\"".contains(character))
    });
    text.split_at(end.unwrap_or(text.len()))
}

/// Where a name's own part begins.
fn own_part(name: &str) -> usize {
    let mut quoted = false;
    let dot = name.char_indices().filter(|(_, character)| {
        quoted ^= *character == '"';
        !quoted && *character == '.'
    });
    dot.last().map_or(0, |(at, _)| at + 1)
}

fn bare(name: &str) -> &str {
    &name[own_part(name)..]
}

fn schema_of(name: &str) -> &str {
    &name[..own_part(name)]
}

/// A name in the schema of another.
fn beside(other: &str, name: &str) -> String {
    schema_of(other).to_owned() + name
}

/// An identifier as headings have it.
pub(crate) fn unquoted(name: &str) -> String {
    match name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => name.to_owned(),
    }
}

/// Replaces a name where it stands on its own.
fn replace_word(text: &str, word: &str, by: &str) -> String {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, after) = (&rest[..at], &rest[at + word.len()..]);
        let whole = !before.ends_with(is_part) && !after.starts_with(is_part);
        out += before;
        out += if whole { by } else { word };
        rest = after;
    }
    out + rest
}
