//! SQL-standard bodies of functions, which are kept as text in normal form.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::syntax::{Body, CreateFunction};
use crate::{References, Scope, convert, grammar, references, resolve};

/// What an SQL-standard body refers to; nothing for a body that is text, which nobody can be sure to understand.
pub fn body_references(function: &CreateFunction) -> References {
    tree(&function.body).map_or_else(References::default, |mut body| references::collect(&mut body))
}

/// The same body with every name that `scope` knows qualified. A body that is text stays as it is.
pub fn resolve_body(body: &Body, scope: &dyn Scope) -> Body {
    let resolved = tree(body).and_then(|mut tree| {
        resolve::resolve(&mut tree, scope);
        convert::sql_body(&tree).ok()
    });
    resolved.unwrap_or_else(|| body.clone())
}

fn tree(body: &Body) -> Option<pb::Node> {
    let Body::Sql(text) = body else { return None };
    let mut statements =
        grammar::parse(&format!("CREATE FUNCTION x() RETURNS int LANGUAGE sql {text}")).ok()?;
    match statements.pop()?.node {
        NodeEnum::CreateFunctionStmt(create) => create.sql_body.map(|body| *body),
        _ => None,
    }
}
