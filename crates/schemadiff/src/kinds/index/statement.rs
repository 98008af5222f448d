//! Indexes as SQL statements write them.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{CreateIndex, ObjectName};

use super::Index;
use crate::canon::index_name;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::kinds::table;
use crate::source::Script;

/// `CREATE INDEX`. `ON ONLY` says the same as without: the index of a partitioned table stands for its partitions' too.
pub(crate) fn create(script: &mut Script<'_>, create: CreateIndex) {
    let table = script.relation_name(create.table);
    let mut definition = create.definition;
    table::statement::mention_elements(script, &mut definition.elements);
    script.mention_in(&mut definition.predicate);
    let name = match create.name {
        Some(name) => ObjectName {
            schema: table.schema.clone(),
            name,
        },
        None => index_name(&script.into.catalog, &table, &definition),
    };
    script.define(Index {
        name,
        table,
        definition,
        valid: true,
        statistics: BTreeMap::new(),
        comment: None,
    });
}

/// `ALTER INDEX parent ATTACH PARTITION child`: the parent's index says it already.
pub(crate) fn attach(script: &mut Script<'_>, parent: ObjectName, child: ObjectName) {
    let (parent, child) = (script.relation_name(parent), script.relation_name(child));
    let is_index = |held: &&ObjectRef| matches!(held.kind, Kind::Index | Kind::Constraint);
    let is_known = script.relation(&parent).is_some_and(|held| is_index(&held));
    if !is_known && !script.attached.contains(&parent) {
        return script.missing(code::MISSING_OBJECT, ObjectRef::named(Kind::Index, &parent));
    }
    match script.relation(&child).filter(is_index).cloned() {
        Some(held) if held.kind == Kind::Constraint => table::statement::attach_constraint(script, &held),
        Some(_) => {
            script.remove::<Index>(&ObjectId::named(child.clone()));
            script.attached.insert(child);
        }
        None if script.attached.contains(&child) => {}
        None => script.missing(code::MISSING_OBJECT, ObjectRef::named(Kind::Index, &child)),
    }
}
