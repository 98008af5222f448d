//! The normal form: reading what it prints gives it again, and nothing makes it panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use schemadiff_sql::syntax::{ObjectName, TypeName};
use schemadiff_sql::{ColumnTypes, Expr, Query, parse_type};

struct Types(Vec<(String, Option<TypeName>)>);

impl ColumnTypes for Types {
    fn columns(&self, _relation: &ObjectName) -> Option<&[(String, Option<TypeName>)]> {
        Some(&self.0)
    }
}

fn types() -> Types {
    let columns = [("a", "integer"), ("b", "text"), ("c", "numeric"), ("d", "varchar"), ("e", "jsonb")];
    Types(
        columns
            .iter()
            .map(|(name, data_type)| ((*name).to_owned(), parse_type(data_type).ok()))
            .collect(),
    )
}

fuzz_target!(|text: &str| {
    let types = types();
    if let Ok(expression) = Expr::parse(text) {
        let again = Expr::parse(expression.sql()).expect("the normal form is an expression");
        assert_eq!(expression, again, "{}", again.sql());
        let _ = expression.with_casts(&ObjectName::bare("t"), &types);
        let _ = (expression.references(), expression.is_inert(), expression.literal());
    }
    if let Ok(query) = Query::parse(text) {
        let again = Query::parse(query.sql()).expect("the normal form is a query");
        assert_eq!(query, again, "{}", again.sql());
        let _ = query.with_casts(&types);
        let _ = (query.references(), query.columns(), query.targets());
        let _ = query.pretty();
    }
});
