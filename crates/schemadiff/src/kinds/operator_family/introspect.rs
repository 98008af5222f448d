//! Finding operator families in the catalogs, with all that they consist of.

use schemadiff_sql::parse_type;
use schemadiff_sql::syntax::{FamilyMember, FamilyMemberKind, TypeName};

use super::OperatorFamily;
use crate::catalog::ObjectId;
use crate::kinds::Catalog;
use crate::source::{Row, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("operator_families", include_str!("operator_families.sql")),
    ("operator_family_members", include_str!("operator_family_members.sql")),
];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("operator_families")? {
        let mut family = OperatorFamily::new(row.qualified("schema", "name")?, row.text("method")?);
        family.comment = row.owned("comment")?;
        catalog.insert(family);
    }
    for row in snapshot.rows("operator_family_members")? {
        let id = ObjectId::part(row.qualified("schema", "name")?, row.text("method")?);
        // Those that classes of ours bring to families of somebody else's are read with the classes.
        if let Some(family) = catalog.operator_families.get_mut(&id) {
            family.members.push(member(&row)?);
        }
    }
    Ok(())
}

/// An operator or function of a family.
pub(in crate::kinds) fn member(row: &Row<'_>) -> Result<FamilyMember, RowError> {
    let data_type = |text: &str| -> Result<TypeName, RowError> {
        parse_type(text).map_err(|error| RowError::text("a type of an operator family", text, &error))
    };
    let name = row.qualified("member_schema", "member")?;
    let kind = if row.boolean("is_function")? {
        let arguments = row.list("arguments")?;
        FamilyMemberKind::Function {
            name,
            arguments: arguments.iter().map(|text| data_type(text)).collect::<Result<_, _>>()?,
        }
    } else {
        let order_by = row.optional("sort_family")?.map(|_| row.qualified("sort_schema", "sort_family"));
        FamilyMemberKind::Operator {
            name,
            order_by: order_by.transpose()?,
        }
    };
    Ok(FamilyMember {
        number: row.number("number")?,
        types: Some((data_type(row.text("left_type")?)?, data_type(row.text("right_type")?)?)),
        kind,
    })
}
