//! Tables that inherit: their parents are there, and go with them.

use super::Check;
use crate::catalog::{Kind, ObjectRef};
use crate::diag::{Diagnostic, code};
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
}
