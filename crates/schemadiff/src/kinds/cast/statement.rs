//! Casts as SQL statements write them.

use schemadiff_sql::syntax::{CastMethod, CreateCast, TypeName};

use super::Cast;
use crate::catalog::ObjectRef;
use crate::diag::code;
use crate::kinds::Kind;
use crate::source::{Script, is_same_type};

/// `CREATE CAST`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateCast) {
    script.mention_type(&mut definition.source);
    script.mention_type(&mut definition.target);
    if let CastMethod::Function(name, types) = &mut definition.method {
        script.mention_function(name);
        for data_type in types {
            script.mention_type(data_type);
        }
    }
    script.define(Cast {
        definition,
        comment: None,
    });
}

/// `COMMENT ON CAST`. Types may be qualified in one place and not in the other.
pub(crate) fn comment(script: &mut Script<'_>, types: (TypeName, TypeName), text: Option<String>) {
    let same = is_same_type;
    let mut casts = script.into.catalog.casts.iter_mut().map(|(_, cast)| cast);
    let found = casts.find(|cast| same(&cast.definition.source, &types.0) && same(&cast.definition.target, &types.1));
    match found {
        Some(cast) => cast.comment = text,
        None => {
            let cast = CreateCast {
                source: types.0,
                target: types.1,
                method: CastMethod::InOut,
                context: schemadiff_sql::syntax::CastContext::Explicit,
            };
            script.missing(code::MISSING_OBJECT, ObjectRef::new(Kind::Cast, Cast::id_of(&cast)));
        }
    }
}
