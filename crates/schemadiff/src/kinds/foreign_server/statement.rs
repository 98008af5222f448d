//! Foreign data wrappers, servers and user mappings as SQL statements write them.

use schemadiff_sql::syntax::{CreateForeignDataWrapper, CreateServer, CreateUserMapping};

use super::options::Options;
use super::secret::is_secret;
use crate::diag::{Diagnostic, code};
use crate::kinds::{ForeignDataWrapper, ForeignServer, InCatalog, UserMapping};
use crate::source::Script;

/// `CREATE FOREIGN DATA WRAPPER`.
pub(crate) fn create_wrapper(script: &mut Script<'_>, create: CreateForeignDataWrapper) {
    let (mut handler, mut validator) = (create.handler, create.validator);
    for function in handler.iter_mut().chain(&mut validator) {
        script.mention_function(function);
    }
    let mut wrapper = ForeignDataWrapper {
        name: create.name,
        handler,
        validator,
        options: create.options,
        comment: None,
    };
    let secrets = take_secrets(&mut wrapper.options);
    define(script, wrapper, &secrets);
}

/// `CREATE SERVER`.
pub(crate) fn create_server(script: &mut Script<'_>, create: CreateServer) {
    let mut server = ForeignServer {
        name: create.name,
        server_type: create.server_type,
        version: create.version,
        wrapper: create.wrapper,
        options: create.options,
        comment: None,
    };
    let secrets = take_secrets(&mut server.options);
    define(script, server, &secrets);
}

/// `CREATE USER MAPPING`.
pub(crate) fn create_mapping(script: &mut Script<'_>, create: CreateUserMapping) {
    let mut options = create.options;
    let secrets = take_secrets(&mut options);
    let mapping = UserMapping {
        user: create.user,
        server: create.server,
        options: Some(options),
    };
    define(script, mapping, &secrets);
}

/// Takes the options that are secrets out; returns their names.
fn take_secrets(options: &mut Options) -> Vec<String> {
    let secrets: Vec<String> = options
        .iter()
        .filter(|(name, value)| is_secret(name, value))
        .map(|(name, _)| name.clone())
        .collect();
    for name in &secrets {
        options.remove(name);
    }
    secrets
}

/// Defines an object. One with secrets has no place: a message that shows its line would show them.
fn define<K: InCatalog>(script: &mut Script<'_>, object: K, secrets: &[String]) {
    if secrets.is_empty() {
        return script.define(object);
    }
    let about = object.object_ref();
    let message = format!("the secrets of {about} are left out: {}", secrets.join(", "));
    script.report(
        Diagnostic::warning(code::SECRET, message)
            .help("set them on the server itself; schemadiff neither reads, compares nor prints them"),
    );
    if script.into.catalog.insert(object).is_some() {
        let diagnostic = Diagnostic::error(code::DUPLICATE, format!("{about} is defined twice"));
        script.report(diagnostic.help("remove one of them"));
    }
}
