//! From a snapshot's rows to a catalog: each kind reads its own sections.

use std::collections::BTreeMap;

use super::{Observed, RowError, Snapshot};
use crate::catalog::{Catalog, Size};
use crate::kinds::{self, InCatalog, KindVisitor};
use crate::survey;

/// Reads everything that a snapshot holds.
pub fn read(snapshot: &Snapshot) -> Result<Observed, RowError> {
    struct Read<'a>(&'a Snapshot, Catalog, Result<(), RowError>);
    impl KindVisitor for Read<'_> {
        fn visit<K: InCatalog>(&mut self) {
            if self.2.is_ok() {
                self.2 = K::read_rows(self.0, &mut self.1);
            }
        }
    }
    let mut kinds = Read(snapshot, Catalog::default(), Ok(()));
    kinds::for_each(&mut kinds);
    let Read(_, catalog, result) = kinds;
    result?;

    let mut sizes = BTreeMap::new();
    for row in snapshot.rows("sizes")? {
        // Before the first ANALYZE the number of rows is -1.
        let rows: i64 = row.number("rows")?;
        let size = Size {
            rows: u64::try_from(rows).ok(),
            bytes: row.number("bytes")?,
        };
        sizes.insert(row.qualified("schema", "name")?, size);
    }
    Ok(Observed {
        catalog,
        sizes,
        server_version: snapshot.server_version,
        database: snapshot.database.clone(),
        role: snapshot.role.clone(),
        owner: snapshot.owner.clone(),
        survey: survey::read(snapshot)?,
    })
}
