//! `[conventions]` of a model.

use schemadiff_sql::syntax::TypeName;
use schemadiff_sql::{Expr, parse_column, parse_type};
use toml::de::DeValue;

use super::conventions::{Columns, Conventions, Except, Number, Place, Style, TypeConvention, gaps};
use super::rule::{Choice, Level, Preset, Rule};
use super::style::Case;
use super::template::Template;
use crate::diag::nearest;
use crate::render::toml::{Fields, Node};
use crate::source::toml::{Entry, Reader, Table, Value, scalar};

const NUMBERS: &[(&str, Number)] = &[
    ("plural", Number::Plural),
    ("singular", Number::Singular),
    ("any", Number::Any),
];

/// Reads `[conventions]`.
pub(crate) fn read(value: Value<'_>, reader: &mut Reader<'_>) {
    let Some(table) = value.table("") else { return };
    let mut conventions = std::mem::take(&mut reader.declared.settings.conventions);
    if let Some(value) = table.get("preset")
        && let Some(preset) = word(value, Preset::ALL.map(|preset| (preset.word(), preset)))
    {
        conventions.preset = Some(preset);
    }
    if let Some(names) = table.get("names").and_then(|value| value.table("")) {
        read_names(names, &mut conventions);
    }
    if let Some(types) = table.get("types").and_then(|value| value.table("")) {
        read_types(types, &mut conventions);
    }
    if let Some(columns) = table.get("columns").and_then(|value| value.table("")) {
        read_columns(columns, &mut conventions);
    }
    for entry in table.entries("rules") {
        read_rule(&entry, &mut conventions);
    }
    for value in table.get("except").and_then(Value::list).unwrap_or_default() {
        conventions.except.extend(read_except(value));
    }
    table.finish();
    as_written(value, &mut conventions.text);
    reader.declared.settings.conventions = conventions;
}

/// Keeps what is written for writing it again. What several files say stands together.
fn as_written(value: Value<'_>, text: &mut Fields) {
    let mut entries = std::mem::take(text).into_entries();
    for entry in value.entries().unwrap_or_default() {
        let Some(node) = node(entry.value) else { continue };
        let known = entries.iter_mut().find(|(name, _)| name == entry.name);
        match (known, node) {
            (Some((_, Node::Table(there))), Node::Table(more)) => {
                for (key, value) in more.into_entries() {
                    there.put(key, value);
                }
            }
            (Some((_, Node::List(there))), Node::List(more)) => there.extend(more),
            (Some((_, there)), node) => *there = node,
            (None, node) => entries.push((entry.name.to_owned(), node)),
        }
    }
    let (tables, values): (Vec<_>, Vec<_>) = entries
        .into_iter()
        .partition(|(_, node)| matches!(node, Node::Table(_)));
    for (key, node) in values.into_iter().chain(tables) {
        text.put(key, node);
    }
}

fn node(value: Value<'_>) -> Option<Node> {
    Some(match value.raw() {
        DeValue::String(text) => Node::from(text.as_ref()),
        DeValue::Integer(_) => Node::from(value.integer()?),
        DeValue::Boolean(flag) => Node::from(*flag),
        DeValue::Array(_) => Node::List(value.list()?.into_iter().filter_map(node).collect()),
        DeValue::Table(_) => {
            let mut fields = Fields::default();
            for entry in value.entries()? {
                if let Some(node) = node(entry.value) {
                    fields.put(entry.name, node);
                }
            }
            Node::from(fields)
        }
        // No key takes one, which is reported.
        DeValue::Float(_) | DeValue::Datetime(_) => return None,
    })
}

fn word<T: Copy, const N: usize>(value: Value<'_>, words: [(&str, T); N]) -> Option<T> {
    value.one_of(&words)
}

/// What is written for people only, beside what is checked.
fn for_people(table: &Table<'_>) {
    let _ = table.text("note");
    if let Some(examples) = table.get("examples") {
        let _ = examples.texts();
    }
}

/// `"snake"`, or `{ case = "snake", number = "plural" }`.
fn style(value: Option<Value<'_>>, style: &mut Style) {
    let Some(value) = value else { return };
    if value.is_text() {
        let text = value.raw().as_str().unwrap_or_default();
        if let Some((_, number)) = NUMBERS.iter().find(|(word, _)| *word == text && *word != "any") {
            style.number = *number;
        } else {
            style.case = value.one_of(Case::WORDS).unwrap_or(style.case);
        }
        return;
    }
    let Some(table) = value.table("") else { return };
    style.case = table.one_of("case", Case::WORDS).unwrap_or(style.case);
    style.number = table.one_of("number", NUMBERS).unwrap_or(style.number);
    for_people(&table);
    table.finish();
}

fn template(value: Value<'_>, key: &str) -> Option<Template> {
    let text = value.text()?;
    Template::parse(text, gaps(key))
        .map_err(|(message, help)| value.bad(message, help))
        .ok()
}

/// Takes note of a key that is there.
fn seen(table: &Table<'_>, section: &'static [&'static str], conventions: &mut Conventions) {
    for path in section {
        let key = path.split_once('.').map_or(*path, |(_, key)| key);
        if table.has(key) {
            conventions.written.insert(path);
        }
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn list(value: Option<Value<'_>>) -> Option<Vec<String>> {
    let texts = value?.one_or_more()?;
    Some(texts.into_iter().map(|(text, _)| text.to_owned()).collect())
}

/// Every key of `[conventions.names]`.
pub(super) const NAMES: &[&str] = &[
    "names.tables",
    "names.columns",
    "names.enums",
    "names.primary_key",
    "names.lookup_key",
    "names.foreign_key",
    "names.foreign_key_roles",
    "names.index",
    "names.unique_index",
    "names.check",
    "names.primary_key_constraint",
    "names.foreign_key_constraint",
    "names.junction_table",
    "names.booleans",
    "names.timestamps",
    "names.dates",
];

fn read_names(table: Table<'_>, conventions: &mut Conventions) {
    seen(&table, NAMES, conventions);
    let names = &mut conventions.names;
    style(table.get("tables"), &mut names.tables);
    style(table.get("columns"), &mut names.columns);
    style(table.get("enums"), &mut names.enums);
    set(&mut names.primary_key, table.string("primary_key"));
    set(&mut names.lookup_key, table.string("lookup_key"));
    if let Some(texts) = table.get("foreign_key").and_then(Value::one_or_more) {
        names.foreign_key = texts
            .into_iter()
            .filter_map(|(_, value)| template(value, "foreign_key"))
            .collect();
    }
    set(&mut names.foreign_key_roles, list(table.get("foreign_key_roles")));
    for (key, place) in [
        ("index", &mut names.index),
        ("unique_index", &mut names.unique_index),
        ("check", &mut names.check),
        ("primary_key_constraint", &mut names.primary_key_constraint),
        ("foreign_key_constraint", &mut names.foreign_key_constraint),
    ] {
        set(place, table.get(key).and_then(|value| template(value, key)));
    }
    if let Some(value) = table.get("junction_table") {
        if value.is_text() {
            set(&mut names.junction_table, template(value, "junction_table"));
        } else if let Some(junction) = value.table("") {
            let name = junction
                .get("name")
                .and_then(|value| template(value, "junction_table"));
            set(&mut names.junction_table, name);
            let orders = [("alphabetical", true), ("any", false)];
            set(
                &mut names.junction_alphabetical,
                junction.one_of("order", &orders),
            );
            for_people(&junction);
            junction.finish();
        }
    }
    set(&mut names.booleans, list(table.get("booleans")));
    set(&mut names.timestamps, list(table.get("timestamps")));
    set(&mut names.dates, list(table.get("dates")));
    for entry in table.entries("irregular") {
        if let Some(many) = entry.value.text() {
            names.irregular.insert(entry.name.to_owned(), many.to_owned());
        }
    }
    // In words, for people.
    let _ = table.text("sequences");
    table.finish();
}

/// Every key of `[conventions.types]`.
pub(super) const TYPES: &[&str] = &[
    "types.primary_key",
    "types.short_string",
    "types.long_text",
    "types.money",
    "types.boolean",
    "types.enumeration",
    "types.json",
    "types.ip_address",
    "types.url",
    "types.timestamp",
    "types.date",
    "types.duration",
];

fn read_types(table: Table<'_>, conventions: &mut Conventions) {
    seen(&table, TYPES, conventions);
    let types = &mut conventions.types;
    for (key, place) in [
        ("primary_key", &mut types.primary_key),
        ("short_string", &mut types.short_string),
        ("long_text", &mut types.long_text),
        ("money", &mut types.money),
        ("boolean", &mut types.boolean),
        ("enumeration", &mut types.enumeration),
        ("json", &mut types.json),
        ("ip_address", &mut types.ip_address),
        ("url", &mut types.url),
        ("timestamp", &mut types.timestamp),
        ("date", &mut types.date),
        ("duration", &mut types.duration),
    ] {
        if let Some(value) = table.get(key) {
            read_type(value, place);
        }
    }
    table.finish();
}

/// `"jsonb"`, or `{ type = "jsonb", instead_of = ["json"] }`.
fn read_type(value: Value<'_>, convention: &mut TypeConvention) {
    if value.is_text() {
        set(&mut convention.data_type, data_type(value).map(Some));
        return;
    }
    let Some(table) = value.table("") else { return };
    if let Some(value) = table.get("type") {
        // `varchar(n)` and `enum` say what is meant to people; no one type is it.
        let is_a_sort = matches!(value.raw().as_str(), Some("varchar(n)" | "enum"));
        if !is_a_sort {
            set(&mut convention.data_type, data_type(value).map(Some));
        }
    }
    if let Some(value) = table.get("default") {
        // `required` is what the rule about booleans asks for anyway.
        if value.raw().as_str() != Some("required") && value.sql("an expression", Expr::parse).is_some() {
            convention.default = value.text().map(str::to_owned);
        }
    }
    if let Some(value) = table.get("null") {
        let _ = value.flag();
    }
    set(&mut convention.columns, list(table.get("columns")));
    let refused: Vec<_> = ["never", "instead_of"]
        .into_iter()
        .filter_map(|key| table.get(key)?.one_or_more())
        .collect();
    if !refused.is_empty() {
        let refused = refused.into_iter().flatten();
        convention.never = refused.filter_map(|(_, value)| data_type(value)).collect();
    }
    for_people(&table);
    table.finish();
}

fn data_type(value: Value<'_>) -> Option<TypeName> {
    value.sql("a data type", parse_type)
}

/// Every key of `[conventions.columns]`.
pub(super) const COLUMNS: &[&str] = &[
    "columns.standard",
    "columns.lookup",
    "columns.junction",
    "columns.partitioned",
    "columns.define",
    "columns.soft_delete",
    "columns.updated_at",
    "columns.tenant",
];

fn read_columns(table: Table<'_>, conventions: &mut Conventions) {
    seen(&table, COLUMNS, conventions);
    let Columns {
        standard,
        lookup,
        junction,
        partitioned,
        define,
        soft_delete,
        updated_at,
        updated_at_trigger,
        updated_at_function,
        tenant,
        tenants,
    } = &mut conventions.columns;
    set(standard, list(table.get("standard")));
    set(lookup, list(table.get("lookup")));
    set(junction, list(table.get("junction")));
    set(partitioned, list(table.get("partitioned")));
    for entry in table.entries("define") {
        let parsed = entry
            .value
            .sql("a column definition", |text| parse_column(entry.name, text));
        if let Some(parsed) = parsed {
            define.insert(entry.name.to_owned(), parsed.column);
        }
    }
    set(soft_delete, table.string("soft_delete"));
    // In words, for people.
    let _ = table.text("optimistic_lock");
    if let Some(value) = table.get("updated_at") {
        if value.is_text() {
            set(updated_at, value.text().map(str::to_owned));
        } else if let Some(inner) = value.table("") {
            set(updated_at, inner.string("column"));
            set(updated_at_trigger, inner.string("trigger").map(Some));
            set(updated_at_function, inner.string("function").map(Some));
            inner.finish();
        }
    }
    if let Some(value) = table.get("tenant") {
        if value.is_text() {
            set(tenant, value.text().map(str::to_owned));
        } else if let Some(inner) = value.table("") {
            set(tenant, inner.string("column"));
            set(tenants, inner.string("table"));
            inner.finish();
        }
    }
    table.finish();
}

/// Finds a rule, or reports that there is none.
fn rule(text: &str, unknown: impl Fn(String, String)) -> Option<&'static Rule> {
    let found = Rule::find(text);
    if found.is_none() {
        let help = match nearest(text, Rule::ALL.iter().map(|rule| rule.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`schemadiff lint --list` lists all rules".to_owned(),
        };
        unknown(format!("there is no rule `{text}`"), help);
    }
    found
}

/// `foreign-key-without-index = "error"`, or `{ level = "error", partial = "none" }`.
fn read_rule(entry: &Entry<'_>, conventions: &mut Conventions) {
    let Some(rule) = rule(entry.name, |message, help| entry.bad_key(message, help)) else {
        return;
    };
    let words = Level::ALL.map(|level| (level.word(), level));
    if entry.value.is_text() {
        if let Some(level) = word(entry.value, words) {
            conventions.levels.insert(rule.name, level);
        }
        return;
    }
    let Some(table) = entry.table("rule") else { return };
    if let Some(level) = table.one_of("level", &words) {
        conventions.levels.insert(rule.name, level);
    }
    for option in rule.options {
        let Some(value) = table.get(option.key) else {
            continue;
        };
        let set = match option.choice {
            Choice::Flag(_) => value.flag().map(|flag| flag.to_string()),
            Choice::Word(words) => {
                let words: Vec<_> = words.iter().map(|word| (*word, *word)).collect();
                value.one_of(&words).and_then(|_| scalar(value))
            }
        };
        if let Some(set) = set {
            conventions.options.insert((rule.name, option.key), set);
        }
    }
    table.finish();
}

/// `{ rule = "…", object = "…", reason = "…" }`.
fn read_except(value: Value<'_>) -> Option<Except> {
    let table = value.table("")?;
    let named = table.get("rule").map(|value| {
        let text = value.text()?;
        rule(text, |message, help| value.bad(message, help)).map(|rule| rule.name)
    });
    let object = table.required("object").and_then(Value::text);
    let reason = table.required("reason");
    let text = reason.and_then(Value::text);
    if let (Some(reason), Some("")) = (reason, text.map(str::trim)) {
        reason.bad(
            "an exception without a reason is a mistake that was made on purpose",
            "say why",
        );
        return None;
    }
    table.finish();
    // A rule that is not known must not become all rules.
    let rule = match named {
        Some(named) => Some(named?),
        None => None,
    };
    Some(Except {
        rule,
        object: object?.to_owned(),
        reason: text?.to_owned(),
        place: Place(value.origin()),
    })
}
