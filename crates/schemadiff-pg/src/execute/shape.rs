//! Whether what a step is about is still as the run has left it, or found it: somebody else may change a table while an index of
//! another one is built for hours.
//!
//! Before the first step everything is compared with the plan (`look`). From then on a shape of each relation that the plan
//! locks is remembered, and compared before the next step that is about it; what our own steps do to it is remembered anew. A
//! look is one query about the relations of one step.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff::facts::Lock;
use schemadiff::plan::Step;

use crate::connection::{Connection, PgError};
use crate::literal;

/// Columns, checks and foreign keys. Keys, indexes and triggers of a table may come and go without it being another one; those of a
/// plan are held to by what the statement says that is about them. Privileges, options and statistics are nobody's ground.
const SHAPES: &str = "SELECT c.oid::text, r.name,
        pg_catalog.md5((SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod,
                a.attnotnull, a.atthasdef, a.attgenerated, a.attidentity), ',' ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)),
        pg_catalog.md5((SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', o.conname, o.contype, o.convalidated), ',' ORDER BY o.conname)
            FROM pg_catalog.pg_constraint o WHERE o.conrelid = c.oid AND o.conparentid = 0 AND o.contype IN ('c', 'f')))
    FROM (VALUES {NAMES}) r (name) JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(r.name)
    ORDER BY 2";

/// What is remembered, by the relation's number: a name may come to mean another one.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    known: BTreeMap<String, Shape>,
    /// Relations that the step before has changed.
    ours: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Shape {
    columns: Option<String>,
    constraints: Option<String>,
}

impl Shapes {
    /// Remembers every relation that the steps are about.
    pub(super) async fn remember(connection: &Connection, steps: &[&Step]) -> Result<Self, PgError> {
        let mut shapes = Self::default();
        // With a single step there is nothing between the look before it and itself.
        if steps.len() > 1 {
            let names = steps.iter().flat_map(|step| locked(step)).collect();
            for (number, _, shape) in look(connection, &names).await? {
                shapes.known.insert(number, shape);
            }
        }
        Ok(shapes)
    }

    /// Looks before a step: what has changed that we did not change, in words.
    ///
    /// # Errors
    /// When the server does not say.
    pub(super) async fn compare(
        &mut self,
        connection: &Connection,
        step: &Step,
    ) -> Result<Vec<String>, PgError> {
        let wanted = locked(step);
        let ours = std::mem::take(&mut self.ours);
        let names: BTreeSet<String> = wanted.union(&ours).cloned().collect();
        if self.known.is_empty() || names.is_empty() {
            return Ok(Vec::new());
        }
        let mut changed = Vec::new();
        for (number, name, shape) in look(connection, &names).await? {
            match self.known.get(&number) {
                Some(known) if *known != shape && !ours.contains(&name) => {
                    let what = if known.columns == shape.columns {
                        "constraints"
                    } else {
                        "columns"
                    };
                    changed.push(format!("the {what} of {name} have changed"));
                }
                _ => {
                    self.known.insert(number, shape);
                }
            }
        }
        Ok(changed)
    }

    /// A step has run, and what it changed is remembered by the next look.
    pub(super) fn changed_by(&mut self, step: &Step) {
        self.ours.extend(changing(step));
    }
}

/// The relations that a step locks.
fn locked(step: &Step) -> BTreeSet<String> {
    let locks = step.statements.iter().flat_map(|statement| &statement.locks);
    locks.map(|(relation, _)| relation.to_string()).collect()
}

/// Those whose catalog entries it may change, for which it takes a lock against others who do.
fn changing(step: &Step) -> impl Iterator<Item = String> {
    let locks = step.statements.iter().flat_map(|statement| &statement.locks);
    locks
        .filter(|(_, lock)| *lock >= Lock::ShareUpdateExclusive)
        .map(|(relation, _)| relation.to_string())
}

async fn look(
    connection: &Connection,
    names: &BTreeSet<String>,
) -> Result<Vec<(String, String, Shape)>, PgError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<_> = names.iter().map(|name| format!("({})", literal(name))).collect();
    let found = connection
        .rows(&SHAPES.replace("{NAMES}", &names.join(", ")))
        .await?;
    let shape = |row: Vec<Option<String>>| {
        let mut values = row.into_iter();
        let (number, name) = (values.next()??, values.next()??);
        let (columns, constraints) = (values.next()?, values.next()?);
        Some((number, name, Shape { columns, constraints }))
    };
    Ok(found.rows.into_iter().filter_map(shape).collect())
}
