//! Procedural languages as SQL statements write them.

use schemadiff_sql::syntax::CreateLanguage;

use super::Language;
use crate::source::Script;

/// `CREATE LANGUAGE` with a handler.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateLanguage) {
    script.mention_function(&mut definition.handler);
    for function in definition.inline.iter_mut().chain(&mut definition.validator) {
        script.mention_function(function);
    }
    script.define(Language {
        definition,
        comment: None,
    });
}
