//! Finding composite types in the catalogs.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{CreateCompositeType, TypeAttribute};
use schemadiff_sql::{parse_name, parse_type};

use super::CompositeType;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("composite_types", include_str!("composite_types.sql")),
    ("type_attributes", include_str!("type_attributes.sql")),
];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    let mut types: BTreeMap<u32, CompositeType> = BTreeMap::new();
    for row in snapshot.rows("composite_types")? {
        let definition = CreateCompositeType {
            name: row.qualified("schema", "name")?,
            attributes: Vec::new(),
        };
        let comment = row.owned("comment")?;
        types.insert(row.number("oid")?, CompositeType { definition, comment });
    }
    // Attributes come in their order.
    for row in snapshot.rows("type_attributes")? {
        let Some(composite) = types.get_mut(&row.number("type")?) else {
            continue;
        };
        let name = row.text("name")?.to_owned();
        let about = format!("attribute `{}.{name}`", composite.definition.name);
        let data_type = row.text("data_type")?;
        let collation = row.optional("collation")?.map(|text| {
            parse_name(text).map_err(|error| RowError::text(&about, text, &error))
        });
        composite.definition.attributes.push(TypeAttribute {
            data_type: parse_type(data_type).map_err(|error| RowError::text(&about, data_type, &error))?,
            collation: collation.transpose()?,
            comment: row.owned("comment")?,
            name,
        });
    }
    for composite in types.into_values() {
        catalog.insert(composite);
    }
    Ok(())
}
