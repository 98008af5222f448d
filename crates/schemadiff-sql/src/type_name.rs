//! Names of data types: from PostgreSQL's grammar to one spelling, and from there to `format_type()`'s.
//!
//! Separate because columns, casts, function arguments and comments all need the same answer to "is `int` the type
//! that `integer` is".

use std::fmt;

use pg_query::protobuf as pb;

use crate::quote;
use crate::syntax::{ObjectName, TypeName};
use crate::tree;

/// Every type of `pg_catalog` that is neither an array nor a catalog's row, the same in PostgreSQL 14 to 18; sorted.
const BUILTIN: &[&str] = &[
    "aclitem",
    "any",
    "anyarray",
    "anycompatible",
    "anycompatiblearray",
    "anycompatiblemultirange",
    "anycompatiblenonarray",
    "anycompatiblerange",
    "anyelement",
    "anyenum",
    "anymultirange",
    "anynonarray",
    "anyrange",
    "bit",
    "bool",
    "box",
    "bpchar",
    "bytea",
    "char",
    "cid",
    "cidr",
    "circle",
    "cstring",
    "date",
    "datemultirange",
    "daterange",
    "event_trigger",
    "fdw_handler",
    "float4",
    "float8",
    "gtsvector",
    "index_am_handler",
    "inet",
    "int2",
    "int2vector",
    "int4",
    "int4multirange",
    "int4range",
    "int8",
    "int8multirange",
    "int8range",
    "internal",
    "interval",
    "json",
    "jsonb",
    "jsonpath",
    "language_handler",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "oidvector",
    "path",
    "pg_brin_bloom_summary",
    "pg_brin_minmax_multi_summary",
    "pg_ddl_command",
    "pg_dependencies",
    "pg_lsn",
    "pg_mcv_list",
    "pg_ndistinct",
    "pg_node_tree",
    "pg_snapshot",
    "point",
    "polygon",
    "record",
    "refcursor",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "table_am_handler",
    "text",
    "tid",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "trigger",
    "tsm_handler",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "unknown",
    "uuid",
    "varbit",
    "varchar",
    "void",
    "xid",
    "xid8",
    "xml",
];

/// Whether `pg_catalog` has a type of this name.
pub(crate) fn is_builtin(name: &str) -> bool {
    BUILTIN.binary_search(&name).is_ok()
}

impl TypeName {
    /// Whether this is one of PostgreSQL's own types or an array of one, rather than a name that a catalog must know.
    pub fn is_known_builtin(&self) -> bool {
        self.name.schema.is_none() && is_builtin(&self.name.name)
    }

    /// The catalog names of PostgreSQL's own types, sorted.
    pub fn builtin_names() -> &'static [&'static str] {
        BUILTIN
    }

    /// The type without modifiers: `numeric` for `numeric(19,4)`.
    pub fn without_modifiers(&self) -> Self {
        Self {
            name: self.name.clone(),
            modifiers: Vec::new(),
            array: self.array,
        }
    }
}

/// Writes the type as `format_type()` does.
///
/// Source: `src/backend/utils/adt/format_type.c`.
impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let modifiers = || match self.modifiers.as_slice() {
            [] => String::new(),
            some => format!("({})", some.join(",")),
        };
        if self.is_known_builtin() {
            match self.name.name.as_str() {
                "bool" => f.write_str("boolean")?,
                "int2" => f.write_str("smallint")?,
                "int4" => f.write_str("integer")?,
                "int8" => f.write_str("bigint")?,
                "float4" => f.write_str("real")?,
                "float8" => f.write_str("double precision")?,
                "varchar" => write!(f, "character varying{}", modifiers())?,
                "varbit" => write!(f, "bit varying{}", modifiers())?,
                // Without a length these two names would mean a length of one.
                "bpchar" if !self.modifiers.is_empty() => write!(f, "character{}", modifiers())?,
                "bit" if self.modifiers.is_empty() => f.write_str("\"bit\"")?,
                "bit" => write!(f, "bit{}", modifiers())?,
                "time" => write!(f, "time{} without time zone", modifiers())?,
                "timetz" => write!(f, "time{} with time zone", modifiers())?,
                "timestamp" => write!(f, "timestamp{} without time zone", modifiers())?,
                "timestamptz" => write!(f, "timestamp{} with time zone", modifiers())?,
                "interval" => write!(f, "interval{}", interval_modifiers(&self.modifiers))?,
                "numeric" => write!(f, "numeric{}", modifiers())?,
                // A keyword since 17, but one that names the type (src/backend/parser/gram.y, JsonType).
                "json" => f.write_str("json")?,
                other => write!(f, "{}{}", quote::identifier(other), modifiers())?,
            }
        } else {
            write!(f, "{}{}", self.name, modifiers())?;
        }
        if self.array { f.write_str("[]") } else { Ok(()) }
    }
}

/// ` day to second(3)` from its words and its precision.
fn interval_modifiers(modifiers: &[String]) -> String {
    modifiers.iter().fold(String::new(), |text, modifier| {
        if modifier.starts_with(|first: char| first.is_ascii_digit()) {
            format!("{text}({modifier})")
        } else {
            format!("{text} {modifier}")
        }
    })
}

/// The name of a type and whether it is an array, from the parts the grammar gives.
///
/// `pg_catalog.` is dropped, and `_int4`, the catalog's name of an array type, is `int4` with an array.
fn name_of(parts: &[&str]) -> (ObjectName, bool) {
    let (schema, name) = match parts {
        [] => (None, ""),
        [name] => (None, *name),
        [.., schema, name] => (Some(*schema), *name),
    };
    if schema.is_none() || schema == Some("pg_catalog") {
        if is_builtin(name) {
            return (ObjectName::bare(name), false);
        }
        if let Some(element) = name.strip_prefix('_').filter(|element| is_builtin(element)) {
            return (ObjectName::bare(element), true);
        }
    }
    (
        ObjectName {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
        },
        false,
    )
}

/// Makes our type name of the grammar's.
///
/// # Errors
/// `SETOF` and `%TYPE`, which are not types of their own.
pub(crate) fn convert(node: &pb::TypeName) -> Result<TypeName, String> {
    if node.setof {
        return Err("SETOF is only allowed for what a function returns".to_owned());
    }
    if node.pct_type {
        return Err("%TYPE is not modelled yet; write the type itself".to_owned());
    }
    Ok(convert_bare(node))
}

/// As [`convert`], for a caller that has dealt with `SETOF` and `%TYPE`.
pub(crate) fn convert_bare(node: &pb::TypeName) -> TypeName {
    let (name, element) = name_of(&tree::strings(&node.names));
    let mut modifiers: Vec<String> = node.typmods.iter().map(tree::modifier_text).collect();
    if name.schema.is_none() {
        match name.name.as_str() {
            "interval" => interval_fields(&mut modifiers),
            // numerictypmodin(): a precision alone has the scale 0.
            "numeric" if modifiers.len() == 1 => modifiers.push("0".to_owned()),
            _ => {}
        }
    }
    TypeName {
        name,
        modifiers,
        array: element || !node.array_bounds.is_empty(),
    }
}

/// Turns the grammar's bit mask of an interval's fields into words; a full range has none.
///
/// Source: `intervaltypmodin()` in `src/backend/utils/adt/timestamp.c`; bits in `src/include/utils/datetime.h`.
fn interval_fields(modifiers: &mut Vec<String>) {
    const FIELDS: [(u32, &str); 6] = [
        (1 << 2, "year"),
        (1 << 1, "month"),
        (1 << 3, "day"),
        (1 << 10, "hour"),
        (1 << 11, "minute"),
        (1 << 12, "second"),
    ];
    const FULL: u32 = 0x7FFF;
    if modifiers.is_empty() {
        return;
    }
    let Ok(mask) = modifiers[0].parse::<u32>() else {
        return;
    };
    if mask == FULL {
        modifiers.remove(0);
        return;
    }
    let named: Vec<&str> = FIELDS
        .iter()
        .filter(|(bit, _)| mask & bit != 0)
        .map(|(_, word)| *word)
        .collect();
    if let (Some(first), Some(last)) = (named.first(), named.last()) {
        modifiers[0] = if first == last {
            (*first).to_owned()
        } else {
            format!("{first} to {last}")
        };
    }
}

/// Gives a type name inside a tree its one spelling.
///
/// Types that the grammar itself qualifies keep `pg_catalog`, because the deparser only then prints their standard
/// spelling; all others are bare.
pub(crate) fn normalize(node: &mut pb::TypeName) {
    let (name, element) = name_of(&tree::strings(&node.names));
    if name.schema.is_none() {
        let qualified = is_printed_by_standard_name(&name.name, !node.typmods.is_empty());
        let parts: &[&str] = if qualified {
            &["pg_catalog", &name.name]
        } else {
            &[&name.name]
        };
        node.names = parts.iter().map(|part| tree::string(part)).collect();
        if name.name == "numeric" && node.typmods.len() == 1 {
            node.typmods.push(tree::integer_constant(0));
        }
    }
    // PostgreSQL ignores the number of dimensions and their sizes (manual, "Arrays").
    if element || !node.array_bounds.is_empty() {
        node.array_bounds = vec![tree::integer(-1)];
    }
}

/// Types that the grammar reads from SQL's own spellings. `bpchar` without a length must not become `char`.
fn is_printed_by_standard_name(name: &str, has_modifiers: bool) -> bool {
    match name {
        "bpchar" | "bit" => has_modifiers,
        "bool" | "int2" | "int4" | "int8" | "float4" | "float8" | "numeric" | "varchar" | "varbit"
        | "time" | "timetz" | "timestamp" | "timestamptz" | "interval" => true,
        _ => false,
    }
}

/// Qualifies a type name inside a tree.
pub(crate) fn set_schema(node: &mut pb::TypeName, schema: &str) {
    if let [name] = tree::strings(&node.names).as_slice() {
        node.names = vec![tree::string(schema), tree::string(name)];
    }
}

#[cfg(test)]
mod tests {
    use crate::parse_type;

    /// What `format_type()` of PostgreSQL 14 to 18 prints for each.
    #[test]
    fn types_are_printed_as_format_type_does() {
        for (text, printed) in [
            ("int", "integer"),
            ("int4", "integer"),
            ("bigint", "bigint"),
            ("float", "double precision"),
            ("float(24)", "real"),
            ("dec(19,4)", "numeric(19,4)"),
            ("numeric(10)", "numeric(10,0)"),
            ("bool", "boolean"),
            ("varchar", "character varying"),
            ("varchar(320)", "character varying(320)"),
            ("char", "character(1)"),
            ("char(3)", "character(3)"),
            ("bpchar", "bpchar"),
            ("\"char\"", "\"char\""),
            ("name", "name"),
            ("bit", "bit(1)"),
            ("bit(3)", "bit(3)"),
            ("bit varying(5)", "bit varying(5)"),
            ("time", "time without time zone"),
            ("timetz(2)", "time(2) with time zone"),
            ("timestamp(3)", "timestamp(3) without time zone"),
            ("timestamptz", "timestamp with time zone"),
            ("timestamptz(3)", "timestamp(3) with time zone"),
            ("interval", "interval"),
            ("interval(3)", "interval(3)"),
            ("interval year to month", "interval year to month"),
            ("interval day to second(3)", "interval day to second(3)"),
            ("interval second(0)", "interval second(0)"),
            ("text[]", "text[]"),
            ("integer[3][4]", "integer[]"),
            ("int array", "integer[]"),
            ("_int8", "bigint[]"),
            ("pg_catalog.uuid", "uuid"),
            ("jsonb", "jsonb"),
            ("public.user_role", "public.user_role"),
            ("user_role[]", "user_role[]"),
            ("\"We ird\".\"T\"", "\"We ird\".\"T\""),
            ("geometry(point, 4326)", "geometry(point,4326)"),
        ] {
            let data_type = parse_type(text).unwrap();
            assert_eq!(data_type.to_string(), printed, "{text}");
            assert_eq!(parse_type(printed).unwrap(), data_type, "{text}");
        }
    }

    #[test]
    fn only_own_types_are_built_in() {
        for (text, builtin) in [
            ("uuid", true),
            ("text[]", true),
            ("user_role", false),
            ("public.text", false),
            ("citext", false),
        ] {
            assert_eq!(parse_type(text).unwrap().is_known_builtin(), builtin, "{text}");
        }
    }

    #[test]
    fn what_is_no_type_is_refused() {
        for (text, message) in [
            ("setof int", "SETOF is only allowed for what a function returns"),
            ("int not null", "syntax error at or near \"not\""),
            ("int, drop column b", "this is more than a data type"),
            ("int collate \"C\"", "this is more than a data type"),
            ("int using 1", "this is more than a data type"),
            ("", "a data type is missing"),
            ("int; drop table x", "a semicolon does not belong here"),
        ] {
            assert_eq!(parse_type(text).unwrap_err().message, message, "{text}");
        }
    }
}
