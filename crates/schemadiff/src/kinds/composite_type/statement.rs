//! Composite types as SQL statements write them.

use schemadiff_sql::syntax::CreateCompositeType;

use super::CompositeType;
use crate::source::Script;

/// `CREATE TYPE … AS (…)`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateCompositeType) {
    definition.name = script.own_name(definition.name);
    for attribute in &mut definition.attributes {
        script.mention_type(&mut attribute.data_type);
        if let Some(collation) = &mut attribute.collation {
            script.mention_collation(collation);
        }
    }
    let mut composite = CompositeType {
        definition,
        comment: None,
    };
    let mut kept = Vec::new();
    for attribute in std::mem::take(&mut composite.definition.attributes) {
        let part = composite.attribute_ref(&attribute.name);
        let origin = script.origin_of(&attribute.name);
        if script.define_part(part, origin, kept.iter().any(|other: &schemadiff_sql::syntax::TypeAttribute| other.name == attribute.name)) {
            kept.push(attribute);
        }
    }
    composite.definition.attributes = kept;
    script.define(composite);
}
