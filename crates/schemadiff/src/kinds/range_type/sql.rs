//! Range types as SQL.

use schemadiff_sql::syntax::CreateRangeType;

use super::implied_multirange;

/// `CREATE TYPE … AS RANGE`.
pub(super) fn create(range: &CreateRangeType) -> String {
    let mut options = vec![format!("SUBTYPE = {}", range.subtype)];
    let multirange = range.multirange.as_ref().filter(|name| **name != implied_multirange(&range.name));
    let names = [
        ("SUBTYPE_OPCLASS", range.operator_class.as_ref()),
        ("COLLATION", range.collation.as_ref()),
        ("CANONICAL", range.canonical.as_ref()),
        ("SUBTYPE_DIFF", range.subtype_diff.as_ref()),
        ("MULTIRANGE_TYPE_NAME", multirange),
    ];
    options.extend(names.into_iter().filter_map(|(word, name)| Some(format!("{word} = {}", name?))));
    format!("CREATE TYPE {} AS RANGE (\n    {}\n)", range.name, options.join(",\n    "))
}
