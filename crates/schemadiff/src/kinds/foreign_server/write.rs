//! `[foreign_data_wrappers]` and `[servers]`.

use std::collections::BTreeMap;

use super::options::Options;
use crate::kinds::UserMapping;
use crate::render::toml::{Fields, Writer, setting};

/// Writes all wrappers and servers, each server with its user mappings.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let catalog = writer.catalog();
    for wrapper in catalog.foreign_data_wrappers.values() {
        let mut fields = Fields::default();
        fields.put_some(
            "handler",
            wrapper
                .handler
                .as_ref()
                .map(|name| format!("{}()", writer.function(name))),
        );
        fields.put_some(
            "validator",
            wrapper.validator.as_ref().map(|name| writer.function(name)),
        );
        fields.put_table("options", options(&wrapper.options));
        fields.put_some("comment", wrapper.comment.as_ref());
        writer
            .document
            .section_even_if_empty(&["foreign_data_wrappers", &wrapper.name], &fields);
    }
    let mut mappings: BTreeMap<&str, Vec<&UserMapping>> = BTreeMap::new();
    for mapping in catalog.user_mappings.values() {
        mappings.entry(&mapping.server).or_default().push(mapping);
    }
    for server in catalog.foreign_servers.values() {
        let mut fields = Fields::default();
        fields.put("wrapper", &server.wrapper);
        fields.put_some("type", server.server_type.as_ref());
        fields.put_some("version", server.version.as_ref());
        fields.put_table("options", options(&server.options));
        fields.put_some("comment", server.comment.as_ref());
        writer.document.section(&["servers", &server.name], &fields);
        let mut users = Fields::default();
        for mapping in mappings.get(server.name.as_str()).into_iter().flatten() {
            users.put(
                &mapping.user,
                mapping.options.as_ref().map(options).unwrap_or_default(),
            );
        }
        writer
            .document
            .section(&["servers", &server.name, "user_mappings"], &users);
    }
}

/// Options as an inline table.
pub(crate) fn options(options: &Options) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in options {
        fields.put(name.as_str(), setting(value));
    }
    fields
}
