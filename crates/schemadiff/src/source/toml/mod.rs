//! Reading a model that is written in TOML.
//!
//! What the keys mean is in the folders of the kinds (`kinds/*/toml.rs`); here is what they share: values with places,
//! the collection of everything that is wrong, and the order in which a model is read.

mod document;
pub(crate) mod duration;
mod literal;
mod name;
mod problem;
mod reader;
mod scope;
mod settings;
mod syntax;
mod table;
mod value;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(crate) use name::{LONGEST_NAME, schema_of_key, write_name, write_part};
pub(crate) use reader::{Reader, comment, scalar, storage};
pub(crate) use settings::strategy;
pub(crate) use table::{Entry, Table};
pub(crate) use value::Value;

use self::problem::{File, Problems};
use super::Declared;
use crate::catalog::{FileId, Sources};
use crate::diag::Diagnostic;
use crate::kinds::{
    access, access_method, aggregate, cast, collation, composite_type, conversion, default_privilege, domain,
    enum_type, event_trigger, foreign_server, foreign_table, function, language, materialized_view, operator,
    operator_class, operator_family, publication, range_type, role, schema, seed, sequence, subscription,
    table as tables, text_search_configuration, transform, trigger, view,
};
use crate::lint;

/// The version of the format that this reads.
const FORMAT: i64 = 1;

/// Stands among the standard columns that a table asks for where the table's own columns are to come.
pub(crate) const OWN_COLUMNS: &str = "...";

/// A pattern of files that a model includes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// The pattern, relative to the file that includes.
    pub pattern: String,
    /// Where it is written.
    pub range: Range<usize>,
}

/// The patterns under `include` of a file. What is wrong with the file is reported when it is read.
pub fn includes(text: &str) -> Vec<Include> {
    let (root, _) = DeTable::parse_recoverable(text);
    let patterns = root
        .get_ref()
        .get("include")
        .and_then(|value| value.get_ref().as_array());
    patterns
        .into_iter()
        .flatten()
        .filter_map(|value| {
            Some(Include {
                pattern: value.get_ref().as_str()?.to_owned(),
                range: value.span(),
            })
        })
        .collect()
}

/// Reads a model: the root file, and the TOML files that it includes.
///
/// Nothing stops at the first error: what can be understood is in the result, and everything else is reported, in the
/// order of the files.
pub fn read(sources: &Sources, root: FileId, included: &[FileId]) -> (Declared, Vec<Diagnostic>) {
    let problems = Problems::default();
    let ids: Vec<FileId> = std::iter::once(root).chain(included.iter().copied()).collect();
    let files: Vec<File<'_>> = ids
        .iter()
        .map(|id| File {
            id: *id,
            text: &sources.file(*id).text,
            problems: &problems,
        })
        .collect();
    let trees: Vec<Spanned<DeValue<'_>>> = files.iter().map(parse).collect();
    let declared = {
        let roots: Vec<Table<'_>> = files
            .iter()
            .zip(&trees)
            .filter_map(|(file, node)| Value { file, name: "", node }.table(""))
            .collect();
        let mut reader = Reader::new(&problems);
        read_roots(&roots, &mut reader);
        roots.into_iter().for_each(Table::finish);
        reader.declared
    };
    drop(trees);
    drop(files);
    (declared, problems.into_sorted())
}

/// Parses a file, and reports what is no TOML.
fn parse<'a>(file: &File<'a>) -> Spanned<DeValue<'a>> {
    let (root, errors) = DeTable::parse_recoverable(file.text);
    syntax::report(file, &errors);
    let span = root.span();
    Spanned::new(span, DeValue::Table(root.into_inner()))
}

/// Reads what stands in the files, each kind in all of them before the next, so that a template or a standard column may
/// be written in another file than the tables that use it.
fn read_roots<'a>(roots: &[Table<'a>], reader: &mut Reader<'a>) {
    if let Some(schema) = roots.first().and_then(settings::default_schema) {
        reader.declared.settings.default_schema = schema;
    }
    for root in roots {
        preamble(root, reader);
    }
    let each = |key: &'static str, reader: &mut Reader<'a>, read: fn(&Entry<'a>, &mut Reader<'a>)| {
        for root in roots {
            root.entries(key).for_each(|entry| read(&entry, reader));
        }
    };
    each("targets", reader, settings::target);
    each("queries", reader, document::query);
    each("roles", reader, role::toml::read);
    each("schemas", reader, schema::toml::read);
    each("enums", reader, enum_type::toml::read);
    each("collations", reader, collation::toml::read);
    each("domains", reader, domain::toml::read);
    each("composites", reader, composite_type::toml::read);
    each("ranges", reader, range_type::toml::read);
    each("sequences", reader, sequence::toml::read);
    each("functions", reader, function::toml::read_function);
    each("procedures", reader, function::toml::read_procedure);
    each("aggregates", reader, aggregate::toml::read);
    each("casts", reader, cast::toml::read);
    each("operators", reader, operator::toml::read);
    each("operator_families", reader, operator_family::toml::read);
    each("operator_classes", reader, operator_class::toml::read);
    each("triggers", reader, trigger::toml::read_template);
    each("standard_columns", reader, tables::toml::read_standard);
    each("tables", reader, tables::toml::read);
    each("views", reader, view::toml::read);
    each("materialized_views", reader, materialized_view::toml::read);
    each(
        "foreign_data_wrappers",
        reader,
        foreign_server::toml::read_wrapper,
    );
    each("servers", reader, foreign_server::toml::read_server);
    each("foreign_tables", reader, foreign_table::toml::read);
    each("access_methods", reader, access_method::toml::read);
    each("languages", reader, language::toml::read);
    each("transforms", reader, transform::toml::read);
    each("conversions", reader, conversion::toml::read);
    for root in roots {
        if let Some(value) = root.get("text_search") {
            text_search_configuration::toml::read(value, reader);
        }
    }
    each("subscriptions", reader, subscription::toml::read);
    each("event_triggers", reader, event_trigger::toml::read);
    each("publications", reader, publication::toml::read);
    each("seeds", reader, seed::toml::read_set);
    for root in roots {
        access::toml::read_all(root, reader);
    }
}

/// The keys that define no objects of their own.
fn preamble(root: &Table<'_>, reader: &mut Reader<'_>) {
    if let Some(format) = root.get("format")
        && let Some(version) = format.integer()
        && version != FORMAT
    {
        format.bad(
            format!("format {version} is not known"),
            format!("write `format = {FORMAT}`"),
        );
    }
    if let Some(patterns) = root.get("include") {
        // The caller has read the files; only the types are checked here.
        let _ = patterns.texts();
    }
    if let Some(database) = root.get("database") {
        settings::database(database, reader);
    }
    if let Some(policy) = root.get("policy") {
        settings::policy(policy, reader);
    }
    if let Some(defaults) = root.get("default_privileges") {
        default_privilege::toml::read_all(defaults, reader);
    }
    if let Some(scope) = root.get("scope") {
        scope::read(scope, reader);
    }
    if let Some(conventions) = root.get("conventions") {
        lint::toml::read(conventions, reader);
        document::conventions(conventions, reader);
    }
    if let Some(section) = root.get("document") {
        document::document(section, reader);
    }
}
