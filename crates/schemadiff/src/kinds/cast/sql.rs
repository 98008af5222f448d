//! Casts as SQL.

use schemadiff_sql::syntax::{CastContext, CastMethod, CreateCast};

/// `source AS target`.
pub(super) fn types(cast: &CreateCast) -> String {
    format!("{} AS {}", cast.source, cast.target)
}

/// What follows the types: `WITH FUNCTION f(text) AS ASSIGNMENT`.
pub(super) fn how(cast: &CreateCast, function: impl Fn(&schemadiff_sql::syntax::ObjectName) -> String) -> String {
    let context = match cast.context {
        CastContext::Explicit => "",
        CastContext::Assignment => " AS ASSIGNMENT",
        CastContext::Implicit => " AS IMPLICIT",
    };
    match &cast.method {
        CastMethod::Function(name, types) => {
            let types: Vec<String> = types.iter().map(ToString::to_string).collect();
            format!("WITH FUNCTION {}({}){context}", function(name), types.join(", "))
        }
        CastMethod::InOut => format!("WITH INOUT{context}"),
        CastMethod::Binary => format!("WITHOUT FUNCTION{context}"),
    }
}

/// `CREATE CAST`.
pub(super) fn create(cast: &CreateCast) -> String {
    format!("CREATE CAST ({}) {}", types(cast), how(cast, ToString::to_string))
}
