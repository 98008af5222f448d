//! A catalog as text, a line for each object and part, so that two catalogs can be compared and a difference be read.

use std::fmt::Write as _;

use schemadiff::catalog::Catalog;
use schemadiff::kinds::{self, InCatalog, Kind, KindVisitor, Table};

/// Writes every object with every attribute.
///
/// Versions of extensions are left out: what the server has is no property of a schema. So is access: in a database every
/// object belongs to somebody, and a script need not say to whom. Roles are those of the server.
pub fn describe(catalog: &Catalog) -> String {
    struct Describe<'a>(&'a Catalog, String);
    impl KindVisitor for Describe<'_> {
        fn visit<K: InCatalog>(&mut self) {
            for (_, object) in K::store(self.0)
                .iter()
                .filter(|_| !matches!(K::KIND, Kind::Access | Kind::Role))
            {
                let mut line = format!("{object:?}");
                if let Some(table) = (object as &dyn std::any::Any).downcast_ref::<Table>() {
                    line = describe_table(table);
                }
                let _ = writeln!(self.1, "{}\n    {line}", object.object_ref());
            }
        }
    }
    let mut catalog = catalog.clone();
    for (_, extension) in &mut catalog.extensions {
        extension.version = None;
    }
    let mut describe = Describe(&catalog, String::new());
    kinds::for_each(&mut describe);
    describe.1
}

/// Columns and constraints have lines of their own.
fn describe_table(table: &Table) -> String {
    let mut bare = table.clone();
    bare.columns.clear();
    bare.constraints.clear();
    let mut text = format!("{bare:?}");
    for column in &table.columns {
        let _ = write!(text, "\n    {column:?}");
    }
    for constraint in &table.constraints {
        let _ = write!(text, "\n    {constraint:?}");
    }
    text
}
