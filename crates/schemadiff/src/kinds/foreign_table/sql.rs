//! Foreign tables as SQL.

use schemadiff_sql::syntax::Column;

use super::ForeignTable;
use crate::catalog::ident;
use crate::kinds::foreign_server::options;
use crate::kinds::table::sql as table_sql;

impl ForeignTable {
    /// `CREATE FOREIGN TABLE`.
    pub(super) fn sql(&self) -> String {
        let columns = self.columns.iter().map(|column| self.column_sql(column));
        let valid = self.checks.iter().filter(|check| check.validated);
        let checks = valid.map(table_sql::constraint_with_name);
        let elements: Vec<_> = columns.chain(checks).map(|element| format!("    {element}")).collect();
        let elements = if elements.is_empty() { String::new() } else { format!("\n{}\n", elements.join(",\n")) };
        format!(
            "CREATE FOREIGN TABLE {} ({elements}) SERVER {}{}",
            self.name,
            ident(&self.server),
            options::given(&self.options)
        )
    }

    /// A column as in `CREATE` and `ADD COLUMN`: its options follow the type.
    pub(super) fn column_sql(&self, column: &Column) -> String {
        let head = format!("{} {}", ident(&column.name), column.data_type);
        let whole = table_sql::column(column);
        let rest = whole.strip_prefix(&head).unwrap_or_default();
        format!("{head}{}{rest}", options::given(&self.options_of(&column.name)))
    }
}
