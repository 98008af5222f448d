//! A catalog as a model in TOML: what reading it gives back is the same catalog.
//!
//! How each kind is written stands in its folder (`kinds/*/write.rs`), beside how it is read.

mod belongings;
mod document;
mod settings;
pub(crate) mod sql;
mod text;

use std::borrow::Cow;

use schemadiff_sql::syntax::{ObjectName, TypeName};

use belongings::Belongings;
pub(crate) use text::{Document, Fields, Node, Section, one_line, text_of};

use crate::canon::Canonical;
use crate::catalog::{Annotation, Catalog, ObjectId, ObjectRef};
use crate::kinds::{
    access, access_method, aggregate, cast, collation, composite_type, conversion, domain, enum_type,
    event_trigger, foreign_server, foreign_table, function, language, materialized_view, operator,
    operator_class, operator_family, publication, range_type, role, schema, seed, sequence, subscription,
    table as tables, text_search_configuration, transform, trigger, view,
};
use crate::source::toml::write_name;

/// Writes a catalog, with everything the model says beside it.
pub fn write(canonical: &Canonical) -> String {
    document(canonical).into_text()
}

/// A catalog as the sections of a model.
pub(crate) fn document(canonical: &Canonical) -> Document {
    let mut tidy = Cow::Borrowed(canonical);
    if canonical.live.is_some() {
        tidy.to_mut().tidy();
    }
    let canonical = tidy.as_ref();
    let mut writer = Writer {
        canonical,
        belongings: Belongings::of(&canonical.catalog),
        document: Document::default(),
    };
    writer.document.add_access(access::write::sections(&writer));
    settings::write(&mut writer);
    role::write::write(&mut writer);
    schema::write::write(&mut writer);
    enum_type::write::write(&mut writer);
    collation::write::write(&mut writer);
    domain::write::write(&mut writer);
    composite_type::write::write(&mut writer);
    range_type::write::write(&mut writer);
    sequence::write::write(&mut writer);
    trigger::write::write_templates(&mut writer);
    tables::write::write(&mut writer);
    view::write::write(&mut writer);
    materialized_view::write::write(&mut writer);
    function::write::write(&mut writer);
    aggregate::write::write(&mut writer);
    cast::write::write(&mut writer);
    operator::write::write(&mut writer);
    operator_family::write::write(&mut writer);
    operator_class::write::write(&mut writer);
    event_trigger::write::write(&mut writer);
    publication::write::write(&mut writer);
    subscription::write::write(&mut writer);
    foreign_server::write::write(&mut writer);
    foreign_table::write::write(&mut writer);
    access_method::write::write(&mut writer);
    language::write::write(&mut writer);
    transform::write::write(&mut writer);
    conversion::write::write(&mut writer);
    text_search_configuration::write::write(&mut writer);
    seed::write::write(&mut writer);
    access::write::write_rest(&mut writer);
    document::write(&mut writer);
    writer.document
}

/// The catalog that is written and the text so far.
pub(crate) struct Writer<'a> {
    /// What is written.
    pub(crate) canonical: &'a Canonical,
    /// What is on which relation.
    pub(crate) belongings: Belongings<'a>,
    /// The text.
    pub(crate) document: Document,
}

impl<'a> Writer<'a> {
    /// The objects.
    pub(crate) fn catalog(&self) -> &'a Catalog {
        &self.canonical.catalog
    }

    /// What the model says beside an object.
    pub(crate) fn annotation(&self, object: &ObjectRef) -> Option<&'a Annotation> {
        self.canonical.annotations.get(object)
    }

    /// The key of a definition: without its schema when that is the default one.
    pub(crate) fn key(&self, name: &ObjectName) -> String {
        write_name(name, &self.canonical.settings.default_schema)
    }

    /// A relation in SQL: short when it is one of the default schema's.
    pub(crate) fn relation(&self, name: &ObjectName) -> String {
        self.short(name, self.is_relation(name)).to_string()
    }

    /// A function in SQL: short when it is one of the default schema's.
    pub(crate) fn function(&self, name: &ObjectName) -> String {
        self.short(name, self.belongings.has_function(name)).to_string()
    }

    /// A type in SQL: short when it is one of the default schema's and no built-in type has its name, or built in with
    /// a shorter name than the standard's.
    pub(crate) fn data_type(&self, data_type: &TypeName) -> String {
        if data_type.is_known_builtin() {
            return sql::builtin_type(data_type);
        }
        let id = ObjectId::named(data_type.name.clone());
        let catalog = self.catalog();
        let known = catalog.enums.contains(&id)
            || catalog.domains.contains(&id)
            || catalog.composite_types.contains(&id)
            || catalog.range_types.contains(&id)
            || self.is_row_type(&id);
        let short = TypeName {
            name: self.short(&data_type.name, known),
            ..data_type.clone()
        };
        if short.is_known_builtin() {
            data_type.to_string()
        } else {
            short.to_string()
        }
    }

    /// An unqualified name is looked for in the default schema first, so only what is known to be there may go without.
    fn short(&self, name: &ObjectName, known: bool) -> ObjectName {
        let is_default = name.schema.as_ref() == Some(&self.canonical.settings.default_schema);
        if is_default && known {
            ObjectName::bare(name.name.clone())
        } else {
            name.clone()
        }
    }

    fn is_relation(&self, name: &ObjectName) -> bool {
        let id = ObjectId::named(name.clone());
        self.is_row_type(&id) || self.catalog().sequences.contains(&id)
    }

    fn is_row_type(&self, id: &ObjectId) -> bool {
        let catalog = self.catalog();
        catalog.tables.contains(id)
            || catalog.foreign_tables.contains(id)
            || catalog.views.contains(id)
            || catalog.materialized_views.contains(id)
    }
}

/// A text that may have several lines.
pub(crate) fn block(text: impl Into<String>) -> Node {
    Node::Block(text.into())
}

/// Storage parameters and the like.
pub(crate) fn storage(parameters: &std::collections::BTreeMap<String, String>) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in parameters {
        fields.put(name.as_str(), scalar(value));
    }
    fields
}

/// A number or boolean where the text is one in the spelling that reading gives it, a string otherwise.
fn scalar(text: &str) -> Node {
    match (text, text.parse::<i64>()) {
        ("true" | "false", _) => Node::Flag(text == "true"),
        (_, Ok(number)) if number.to_string() == text => Node::Integer(number),
        _ => Node::from(text),
    }
}

/// One value of a setting, as [`storage`] writes them.
pub(crate) fn setting(text: &str) -> Node {
    scalar(text)
}
