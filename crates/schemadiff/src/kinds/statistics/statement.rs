//! Extended statistics as SQL statements write them.

use schemadiff_sql::syntax::{CreateStatistics, ObjectName};

use super::Statistics;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::source::Script;

/// `CREATE STATISTICS`.
pub(crate) fn create(script: &mut Script<'_>, create: CreateStatistics) {
    let mut statistics = Statistics::new(script.own_name(create.name), script.relation_name(create.table));
    statistics.kinds = create.kinds;
    create.elements.into_iter().for_each(|element| statistics.add(element));
    script.mention_in(&mut statistics.expressions);
    script.define(statistics);
}

/// `ALTER STATISTICS … SET STATISTICS`.
pub(crate) fn set_target(script: &mut Script<'_>, name: ObjectName, target: Option<u16>) {
    let id = ObjectId::named(script.own_name(name));
    match script.into.catalog.statistics.get_mut(&id) {
        Some(statistics) => statistics.target = target,
        None => script.missing(code::MISSING_OBJECT, ObjectRef::new(Kind::Statistics, id)),
    }
}
