//! `[foreign_data_wrappers]` and `[servers]`.

use super::options::Options;
use super::secret::is_secret;
use crate::diag::{Diagnostic, code};
use crate::kinds::{ForeignDataWrapper, ForeignServer, UserMapping};
use crate::source::toml::{Entry, Reader, Value, comment, scalar};

/// `antenna = { handler = "receive()", options = { band = "x" } }`.
pub(crate) fn read_wrapper(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = entry.part_name();
    let Some(table) = entry.table("foreign data wrapper") else {
        return;
    };
    let handler = table.get("handler").and_then(Value::function_name);
    let validator = table.get("validator").and_then(Value::function_name);
    let about = format!("foreign data wrapper `{}`", entry.name);
    let options = table.get("options").map(|value| options(value, &about));
    let comment = comment(&table);
    table.finish();
    if let Some(name) = name {
        let wrapper = ForeignDataWrapper {
            name,
            handler,
            validator,
            options: options.unwrap_or_default(),
            comment,
        };
        reader.define(wrapper, &entry.origin());
    }
}

/// `southern = { wrapper = "antenna", options = { place = "Chile" }, user_mappings.public = { user = "reader" } }`.
pub(crate) fn read_server(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = entry.part_name();
    let Some(table) = entry.table("server") else {
        return;
    };
    let wrapper = table.required("wrapper").and_then(Value::part_name);
    let server_type = table.string("type");
    let version = table.string("version");
    let about = format!("server `{}`", entry.name);
    let given = table.get("options").map(|value| options(value, &about));
    let comment = comment(&table);
    let mappings = table.entries("user_mappings");
    table.finish();
    let (Some(name), Some(wrapper)) = (name, wrapper) else {
        return;
    };
    for mapping in mappings {
        let Some(user) = mapping.part_name() else { continue };
        let about = format!("the user mapping of `{user}` on server `{name}`");
        let options = Some(options(mapping.value, &about));
        let mapping_of = UserMapping {
            user,
            server: name.clone(),
            options,
        };
        reader.define(mapping_of, &mapping.origin());
    }
    let server = ForeignServer {
        name,
        server_type,
        version,
        wrapper,
        options: given.unwrap_or_default(),
        comment,
    };
    reader.define(server, &entry.origin());
}

/// `{ host = "example.com", port = 5432 }`. A secret is reported without its place, which would show it.
pub(crate) fn options(value: Value<'_>, about: &str) -> Options {
    let mut options = Options::new();
    for entry in value.entries().unwrap_or_default() {
        let Some(text) = scalar(entry.value) else { continue };
        if is_secret(entry.name, &text) {
            let message = format!("option `{}` of {about} is a secret", entry.name);
            value.report(Diagnostic::error(code::SECRET, message).help(
                "take it out of the model, and set it on the server itself: schemadiff leaves it alone there",
            ));
        } else {
            options.insert(entry.name.to_owned(), text);
        }
    }
    options
}
