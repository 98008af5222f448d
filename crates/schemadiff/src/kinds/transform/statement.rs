//! Transforms as SQL statements write them.

use schemadiff_sql::syntax::{CreateTransform, TypeName};

use super::Transform;
use crate::catalog::ObjectRef;
use crate::diag::code;
use crate::kinds::ObjectKind;
use crate::source::Script;

/// `CREATE TRANSFORM`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateTransform) {
    script.mention_type(&mut definition.data_type);
    for function in definition.from_sql.iter_mut().chain(&mut definition.to_sql) {
        script.mention_function(function);
    }
    script.define(Transform {
        definition,
        comment: None,
    });
}

/// `COMMENT ON TRANSFORM`.
pub(crate) fn comment(script: &mut Script<'_>, mut data_type: TypeName, language: String, text: Option<String>) {
    script.mention_type(&mut data_type);
    let about = Transform {
        definition: CreateTransform {
            data_type,
            language,
            from_sql: None,
            to_sql: None,
        },
        comment: None,
    };
    match script.into.catalog.transforms.get_mut(&about.id()) {
        Some(transform) => transform.comment = text,
        None => script.missing(code::MISSING_OBJECT, ObjectRef::new(Transform::KIND, about.id())),
    }
}
