//! Finding operator classes in the catalogs. Their members are found with the families, and sorted to them afterwards.

use schemadiff_sql::parse_type;
use schemadiff_sql::syntax::{CreateOperatorClass, TypeName};

use super::OperatorClass;
use crate::catalog::ObjectId;
use crate::kinds::Catalog;
use crate::kinds::operator_family::introspect::member;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("own_operator_classes", include_str!("operator_classes.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    let data_type = |text: &str| -> Result<TypeName, RowError> {
        parse_type(text).map_err(|error| RowError::text("a type of an operator class", text, &error))
    };
    for row in snapshot.rows("own_operator_classes")? {
        let definition = CreateOperatorClass {
            name: row.qualified("schema", "name")?,
            method: row.text("method")?.to_owned(),
            is_default: row.boolean("is_default")?,
            data_type: data_type(row.text("type")?)?,
            family: Some(row.qualified("family_schema", "family")?),
            storage: row.optional("storage")?.map(data_type).transpose()?,
            members: Vec::new(),
        };
        let comment = row.owned("comment")?;
        catalog.insert(OperatorClass { definition, comment });
    }
    // What they bring to families of somebody else's; what is in families of ours is read with those.
    for row in snapshot.rows("operator_family_members")? {
        let family = ObjectId::part(row.qualified("schema", "name")?, row.text("method")?);
        if catalog.operator_families.contains(&family) {
            continue;
        }
        let found = member(&row)?;
        let own = catalog.operator_classes.iter_mut().map(|(_, class)| class).find(|class| {
            let definition = &class.definition;
            let types = Some((&definition.data_type, &definition.data_type));
            *class.family() == family.name
                && Some(&definition.method) == family.part.as_ref()
                && found.types.as_ref().map(|(left, right)| (left, right)) == types
        });
        if let Some(class) = own {
            class.definition.members.push(found);
        }
    }
    Ok(())
}
