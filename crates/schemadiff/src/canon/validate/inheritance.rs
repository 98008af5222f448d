//! Tables that have their columns from elsewhere: parents and composite types are there, and go with them.

use schemadiff_sql::syntax::ObjectName;

use super::Check;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef};
use crate::diag::{Diagnostic, code, nearest};
use crate::kinds::Table;
use crate::kinds::table::inherit;

impl Check<'_> {
    /// The parents of a table are there, are not below it, and have their columns of its types.
    pub(super) fn inheritance(&mut self, table: &Table) {
        let about = ObjectRef::named(Kind::Table, &table.name);
        for parent in &table.inherits {
            self.require_table(parent, &about, "table");
        }
        if table.inherits.is_empty() {
            return;
        }
        self.require_columns(&table.name, table.said.keys(), &about);
        let complain = |check: &mut Self, message: String, help: &str| {
            let diagnostic = Diagnostic::error(code::BAD_VALUE, message);
            check.report(diagnostic.at_known(check.origin(&about), "inherits").help(help));
        };
        if table.partition_by.is_some() || table.partition_of.is_some() {
            let message = format!(
                "table `{}` is partitioned or a partition, and inherits",
                table.name
            );
            return complain(self, message, "remove `inherits`: PostgreSQL has either");
        }
        let catalog = &self.canonical.catalog;
        if inherit::is_below_itself(catalog, table) {
            let message = format!("table `{}` inherits from itself", table.name);
            return complain(self, message, "remove one of the parents of the circle");
        }
        for parent in inherit::parents(catalog, table) {
            if parent.partition_by.is_some() || parent.partition_of.is_some() {
                let message = format!(
                    "table `{}` inherits from `{}`, which is partitioned or a partition",
                    table.name, parent.name
                );
                complain(
                    self,
                    message,
                    "make it a partition, or inherit from another table",
                );
                continue;
            }
            for column in &parent.columns {
                let own = table.column(&column.name);
                if own.is_some_and(|own| own.data_type != column.data_type) {
                    let message = format!(
                        "column `{}` of table `{}` has another type than in `{}`, which it inherits from",
                        column.name, table.name, parent.name
                    );
                    complain(self, message, "give both the same type, or another name");
                }
            }
        }
    }

    /// The type of a table is a composite one, and has the columns that the table speaks of. Whether there is a type of that name
    /// is told by what resolves names.
    pub(super) fn typed(&mut self, table: &Table) {
        let Some(of_type) = &table.of_type else { return };
        let about = ObjectRef::named(Kind::Table, &table.name);
        let complain = |check: &mut Self, message: String, help: &str| {
            let diagnostic = Diagnostic::error(code::BAD_VALUE, message);
            check.report(
                diagnostic
                    .at_known(check.origin(&about), "of this type")
                    .help(help),
            );
        };
        if !table.inherits.is_empty() || table.partition_of.is_some() {
            let message = format!("table `{}` is of a type, and a partition or inherits", table.name);
            return complain(self, message, "remove `of`: PostgreSQL has either");
        }
        let Some(composite) = self
            .canonical
            .catalog
            .composite_types
            .get(&ObjectId::named(of_type.clone()))
        else {
            let is_another =
                self.is_compared(Kind::CompositeType, of_type) && is_a_type(&self.canonical.catalog, of_type);
            if is_another {
                let message = format!(
                    "table `{}` cannot be of `{of_type}`, which is no composite type",
                    table.name
                );
                complain(self, message, "name a composite type, which has columns");
            }
            return;
        };
        for column in &table.columns {
            if composite.attribute(&column.name).is_none() {
                let message = format!(
                    "column `{}` of table `{}` is not in its type `{of_type}`",
                    column.name, table.name
                );
                let known = composite
                    .definition
                    .attributes
                    .iter()
                    .map(|attribute| attribute.name.as_str());
                let help = match nearest(&column.name, known) {
                    Some(similar) => format!("did you mean `{similar}`?"),
                    None => "add the attribute to the type, or remove what is said of the column".to_owned(),
                };
                let part = ObjectRef::column(&table.name, &column.name);
                let diagnostic = Diagnostic::error(code::MISSING_COLUMN, message);
                self.report(diagnostic.at_known(self.origin(&part), "said here").help(help));
            }
        }
    }
}

/// Whether it is a type, but none that tables can be of.
fn is_a_type(catalog: &Catalog, name: &ObjectName) -> bool {
    let id = ObjectId::named(name.clone());
    let types =
        catalog.enums.contains(&id) || catalog.domains.contains(&id) || catalog.range_types.contains(&id);
    let relations = catalog.tables.contains(&id)
        || catalog.views.contains(&id)
        || catalog.materialized_views.contains(&id);
    types || relations || catalog.foreign_tables.contains(&id) || name.schema.is_none()
}
