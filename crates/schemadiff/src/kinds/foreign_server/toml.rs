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
    let options = options(table.get("options"), &about);
    let comment = comment(&table);
    table.finish();
    if let (Some(name), Some(options)) = (name, options) {
        let wrapper = ForeignDataWrapper {
            name,
            handler,
            validator,
            options,
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
    let given = options(table.get("options"), &about);
    let comment = comment(&table);
    let mappings = table.entries("user_mappings");
    table.finish();
    let (Some(name), Some(wrapper)) = (name, wrapper) else {
        return;
    };
    for mapping in mappings {
        let Some(user) = mapping.part_name() else { continue };
        let about = format!("the user mapping of `{user}` on server `{name}`");
        if let Some(options) = options(Some(mapping.value), &about) {
            let mapping_of = UserMapping {
                user,
                server: name.clone(),
                options: Some(options),
            };
            reader.define(mapping_of, &mapping.origin());
        }
    }
    let Some(given) = given else { return };
    let server = ForeignServer {
        name,
        server_type,
        version,
        wrapper,
        options: given,
        comment,
    };
    reader.define(server, &entry.origin());
}

/// The options of a foreign table or column, which hold no secrets.
pub(crate) fn plain_options(value: Value<'_>) -> Options {
    let entries = value.entries().unwrap_or_default();
    entries
        .filter_map(|entry| Some((entry.name.to_owned(), scalar(entry.value)?)))
        .collect()
}

/// `{ host = "example.com", port = 5432 }`. A secret is reported without its place, which would show it, and what has one
/// is left out, so that no other message shows the place.
fn options(value: Option<Value<'_>>, about: &str) -> Option<Options> {
    let Some(value) = value else {
        return Some(Options::new());
    };
    let mut options = Options::new();
    let mut is_clean = true;
    for entry in value.entries().unwrap_or_default() {
        let Some(text) = scalar(entry.value) else { continue };
        if is_secret(entry.name, &text) {
            let message = format!("option `{}` of {about} is a secret", entry.name);
            value.report(Diagnostic::error(code::SECRET, message).help(
                "take it out of the model, and set it on the server itself: schemadiff leaves it alone there",
            ));
            is_clean = false;
        }
        options.insert(entry.name.to_owned(), text);
    }
    is_clean.then_some(options)
}
