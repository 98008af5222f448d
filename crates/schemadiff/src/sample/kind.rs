//! Types as the generator sees them: what their values look like, and how many there are.

use schemadiff_sql::Formula;
use schemadiff_sql::syntax::{DomainConstraintKind, TypeName};

use super::value::Form;
use crate::catalog::{Catalog, ObjectId};

/// What values of a type look like.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Flag,
    /// Numbers, days and times, from one to another; the ends are the type's.
    Scalar {
        form: Form,
        low: i64,
        high: i64,
    },
    /// Text of so many characters at most; exactly, when `fixed`.
    Text {
        limit: Option<usize>,
        fixed: bool,
    },
    /// `"char"`.
    Char,
    Bytes,
    Uuid,
    Json,
    Inet,
    Cidr,
    /// Of six bytes or eight.
    Mac(u8),
    Bits {
        many: usize,
        fixed: bool,
    },
    TsVector,
    TsQuery,
    /// A geometry of so many points, and how they are written.
    Points(Geometry),
    Range {
        of: Box<Kind>,
        multi: bool,
    },
    Lsn,
    Enum(Vec<String>),
    Composite(Vec<Kind>),
    Array(Box<Kind>),
    Hstore,
    Ltree,
    /// An array of numbers in brackets, as the extension for vectors writes it.
    Vector(usize),
    /// What has one value that is sensible.
    Only(&'static str),
}

/// The built-in geometries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Geometry {
    Point,
    Line,
    Segment,
    Box,
    Path,
    Polygon,
    Circle,
}

/// A type, and what its domains add.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) kind: Kind,
    pub(super) not_null: bool,
    /// Checks about `value`.
    pub(super) checks: Vec<Formula>,
}

/// Types within types that are followed; deeper ones are not known.
const DEPTH: usize = 8;

/// Looks a type up. Nothing for types of extensions and base types of users.
pub(super) fn known(catalog: &Catalog, data_type: &TypeName) -> Option<Known> {
    look_up(catalog, data_type, DEPTH)
}

fn look_up(catalog: &Catalog, data_type: &TypeName, depth: usize) -> Option<Known> {
    let depth = depth.checked_sub(1)?;
    let plain = |kind| {
        Some(Known {
            kind,
            not_null: false,
            checks: Vec::new(),
        })
    };
    if data_type.array {
        let element = TypeName {
            array: false,
            ..data_type.clone()
        };
        let element = look_up(catalog, &element, depth)?;
        // The checks of a domain hold for each element, where nobody looks.
        return if element.checks.is_empty() {
            plain(Kind::Array(Box::new(element.kind)))
        } else {
            None
        };
    }
    let id = ObjectId::named(data_type.name.clone());
    if let Some(found) = catalog.enums.get(&id) {
        return if found.values.is_empty() {
            None
        } else {
            plain(Kind::Enum(found.values.clone()))
        };
    }
    if let Some(domain) = catalog.domains.get(&id) {
        let mut base = look_up(catalog, &domain.definition.data_type, depth)?;
        base.not_null |= domain.not_null().is_some();
        base.checks
            .extend(domain.checks().filter_map(|check| match &check.kind {
                DomainConstraintKind::Check(expression) => Some(expression.formula()),
                DomainConstraintKind::NotNull => None,
            }));
        return Some(base);
    }
    if let Some(composite) = catalog.composite_types.get(&id) {
        let fields = composite.definition.attributes.iter();
        let fields: Option<Vec<Kind>> = fields
            .map(|field| look_up(catalog, &field.data_type, depth).map(|known| known.kind))
            .collect();
        return plain(Kind::Composite(fields?));
    }
    if let Some(range) = catalog.range_types.get(&id) {
        let of = Box::new(look_up(catalog, &range.definition.subtype, depth)?.kind);
        return plain(Kind::Range { of, multi: false });
    }
    if let Some(range) = catalog
        .range_types
        .values()
        .find(|range| range.multirange() == data_type.name)
    {
        let of = Box::new(look_up(catalog, &range.definition.subtype, depth)?.kind);
        return plain(Kind::Range { of, multi: true });
    }
    if let Some(table) = catalog.tables.get(&id) {
        let fields: Option<Vec<Kind>> = table
            .columns
            .iter()
            .map(|column| look_up(catalog, &column.data_type, depth).map(|known| known.kind))
            .collect();
        return plain(Kind::Composite(fields?));
    }
    plain(builtin(data_type)?)
}

/// The last second that is made for a time, 2037-12-31: what is older than 64 bits lives on in columns of type `abstime`.
const LAST_DAY: i64 = 24_836;

fn builtin(data_type: &TypeName) -> Option<Kind> {
    let modifier = |at: usize| {
        data_type
            .modifiers
            .get(at)
            .and_then(|text| text.parse::<usize>().ok())
    };
    let scalar = |form, low: i64, high: i64| Kind::Scalar { form, low, high };
    let day = super::value::DAY;
    let range = |of: &str, multi| {
        let of = Box::new(builtin(&TypeName::builtin(of))?);
        Some(Kind::Range { of, multi })
    };
    Some(match data_type.name.name.as_str() {
        // Those of extensions have a schema and are known by their names all the same.
        "citext" => Kind::Text {
            limit: None,
            fixed: false,
        },
        "hstore" => Kind::Hstore,
        "ltree" => Kind::Ltree,
        "vector" | "halfvec" => Kind::Vector(modifier(0).unwrap_or(3)),
        "geometry" | "geography" => {
            let shape = data_type.modifiers.first().map(|text| text.to_ascii_lowercase());
            if shape.is_some_and(|shape| !shape.contains("point") && !shape.contains("geometry")) {
                return None;
            }
            Kind::Only("SRID=4326;POINT(13.4 52.5)")
        }
        _ if data_type.name.schema.is_some() => return None,
        "bool" => Kind::Flag,
        "int2" => scalar(Form::Int, i64::from(i16::MIN), i64::from(i16::MAX)),
        "int4" => scalar(Form::Int, i64::from(i32::MIN), i64::from(i32::MAX)),
        "int8" => scalar(Form::Int, i64::MIN, i64::MAX),
        "oid" | "xid" | "cid" => scalar(Form::Int, 0, i64::from(i32::MAX)),
        "xid8" => scalar(Form::Int, 0, i64::MAX),
        "float4" => scalar(Form::Decimal(2), -9_999_999, 9_999_999),
        "float8" | "money" => scalar(Form::Decimal(2), -1_000_000_000_000, 1_000_000_000_000),
        "numeric" => {
            // Digits before the point, at least none; a negative scale rounds to tens.
            let precision = modifier(0).unwrap_or(15);
            let scale = match data_type.modifiers.get(1) {
                Some(text) => text.parse().ok()?,
                None if data_type.modifiers.is_empty() => 2,
                None => 0,
            };
            let scale: usize = scale;
            let digits = u32::try_from(precision.min(17)).ok()?;
            let most = 10_i64.pow(digits) - 1;
            scalar(Form::Decimal(u8::try_from(scale.min(18)).ok()?), -most, most)
        }
        "text" => Kind::Text {
            limit: None,
            fixed: false,
        },
        "varchar" => Kind::Text {
            limit: modifier(0),
            fixed: false,
        },
        // Without a number it may be `character`, which is `character(1)`.
        "bpchar" => Kind::Text {
            limit: Some(modifier(0).unwrap_or(1)),
            fixed: true,
        },
        "name" => Kind::Text {
            limit: Some(63),
            fixed: false,
        },
        "char" => Kind::Char,
        "bytea" => Kind::Bytes,
        "uuid" => Kind::Uuid,
        "date" => scalar(Form::Date, -36_524, LAST_DAY),
        "timestamp" => scalar(Form::Stamp { zone: false }, -36_524 * day, LAST_DAY * day),
        "timestamptz" => scalar(Form::Stamp { zone: true }, -36_524 * day, LAST_DAY * day),
        "time" => scalar(Form::Time { zone: false }, 0, 86_399),
        "timetz" => scalar(Form::Time { zone: true }, 0, 86_399),
        "interval" => match data_type.modifiers.first().map(String::as_str) {
            // The fields that are left out are cut off, so that two values can be one.
            Some(fields) if fields.chars().next().is_some_and(char::is_alphabetic) => {
                Kind::Only("1 year 2 days 03:04:05")
            }
            _ => scalar(Form::Span, -1_000_000_000, 1_000_000_000),
        },
        "json" | "jsonb" => Kind::Json,
        "jsonpath" => Kind::Only("$.name"),
        "xml" => Kind::Only("<note>sample</note>"),
        "inet" => Kind::Inet,
        "cidr" => Kind::Cidr,
        "macaddr" => Kind::Mac(6),
        "macaddr8" => Kind::Mac(8),
        "bit" => Kind::Bits {
            many: modifier(0).unwrap_or(1),
            fixed: true,
        },
        "varbit" => Kind::Bits {
            many: modifier(0).unwrap_or(16),
            fixed: false,
        },
        "tsvector" => Kind::TsVector,
        "tsquery" => Kind::TsQuery,
        "point" => Kind::Points(Geometry::Point),
        "line" => Kind::Points(Geometry::Line),
        "lseg" => Kind::Points(Geometry::Segment),
        "box" => Kind::Points(Geometry::Box),
        "path" => Kind::Points(Geometry::Path),
        "polygon" => Kind::Points(Geometry::Polygon),
        "circle" => Kind::Points(Geometry::Circle),
        "int4range" => range("int4", false)?,
        "int8range" => range("int8", false)?,
        "numrange" => range("numeric", false)?,
        "daterange" => range("date", false)?,
        "tsrange" => range("timestamp", false)?,
        "tstzrange" => range("timestamptz", false)?,
        "int4multirange" => range("int4", true)?,
        "int8multirange" => range("int8", true)?,
        "nummultirange" => range("numeric", true)?,
        "datemultirange" => range("date", true)?,
        "tsmultirange" => range("timestamp", true)?,
        "tstzmultirange" => range("timestamptz", true)?,
        "pg_lsn" => Kind::Lsn,
        "tid" => Kind::Only("(0,1)"),
        "pg_snapshot" | "txid_snapshot" => Kind::Only("10:20:10,14,15"),
        "regclass" => Kind::Only("pg_class"),
        "regtype" => Kind::Only("integer"),
        "regproc" => Kind::Only("now"),
        "regprocedure" => Kind::Only("now()"),
        "regoper" => Kind::Only("||/"),
        "regoperator" => Kind::Only("+(integer,integer)"),
        "regrole" => Kind::Only("pg_monitor"),
        "regnamespace" => Kind::Only("pg_catalog"),
        "regcollation" => Kind::Only("\"C\""),
        "regconfig" | "regdictionary" => Kind::Only("simple"),
        _ => return None,
    })
}

impl Kind {
    /// How many different values can be counted off, at most; 0 where none can.
    pub(super) fn many(&self) -> u64 {
        match self {
            Self::Flag => 2,
            Self::Scalar { form, low, high } => match form {
                Form::Date => 20_000,
                Form::Time { .. } => 86_400,
                _ => high.saturating_sub((*low).max(1)).cast_unsigned(),
            },
            Self::Text {
                limit: Some(limit), ..
            } => 36_u64.saturating_pow(u32::try_from(*limit).unwrap_or(u32::MAX)),
            Self::Char => 62,
            Self::Enum(values) => values.len() as u64,
            Self::Bits { many, .. } => 2_u64.saturating_pow(u32::try_from(*many).unwrap_or(u32::MAX)),
            Self::Array(of) => of.many(),
            Self::Range { of, multi: false } => of.many() / 2,
            Self::Composite(fields) => fields.first().map_or(0, Self::many),
            Self::Text { limit: None, .. }
            | Self::Bytes
            | Self::Uuid
            | Self::Json
            | Self::Lsn
            | Self::Hstore
            | Self::Ltree
            | Self::TsVector
            | Self::Vector(_)
            | Self::Inet => u64::MAX,
            Self::Cidr => 1 << 24,
            Self::Mac(_) | Self::Points(Geometry::Point) => 1 << 40,
            Self::TsQuery | Self::Points(_) | Self::Range { multi: true, .. } | Self::Only(_) => 0,
        }
    }
}
