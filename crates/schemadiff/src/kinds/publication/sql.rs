//! Publications as SQL.

use schemadiff_sql::syntax::ObjectName;

use super::{Publication, Published};
use crate::catalog::{ident, idents};

impl Publication {
    /// `CREATE PUBLICATION`.
    pub(super) fn sql(&self) -> String {
        let mut sql = format!("CREATE PUBLICATION {}", ident(&self.name));
        if self.all_tables {
            sql.push_str(" FOR ALL TABLES");
        }
        let tables: Vec<String> = self
            .tables
            .iter()
            .map(|(table, published)| published.sql(table))
            .collect();
        let schemas: Vec<String> = self.schemas.iter().map(|schema| ident(schema)).collect();
        let mut objects = Vec::new();
        if !tables.is_empty() {
            objects.push(format!("TABLE {}", tables.join(", ")));
        }
        if !schemas.is_empty() {
            objects.push(format!("TABLES IN SCHEMA {}", schemas.join(", ")));
        }
        if !objects.is_empty() {
            sql.push_str(" FOR ");
            sql.push_str(&objects.join(", "));
        }
        let options = self.options(&Self::new(self.name.clone()));
        if !options.is_empty() {
            sql.push_str(&format!(" WITH ({options})"));
        }
        sql
    }

    /// The options that another publication has otherwise, as `WITH` and `SET` take them.
    pub(super) fn options(&self, other: &Self) -> String {
        let mut options = Vec::new();
        if self.publish != other.publish {
            let words: Vec<_> = self.publish.iter().map(|command| command.word()).collect();
            options.push(format!("publish = '{}'", words.join(", ")));
        }
        if self.via_partition_root != other.via_partition_root {
            options.push(format!("publish_via_partition_root = {}", self.via_partition_root));
        }
        if self.generated_columns != other.generated_columns {
            let word = if self.generated_columns { "stored" } else { "none" };
            options.push(format!("publish_generated_columns = {word}"));
        }
        options.join(", ")
    }
}

impl Published {
    /// A table as `TABLE` takes it. `ONLY`, because each table is named by itself: tables that inherit from it are not
    /// meant.
    pub(super) fn sql(&self, table: &ObjectName) -> String {
        let mut sql = format!("ONLY {table}");
        if !self.columns.is_empty() {
            let columns: Vec<String> = self.columns.iter().cloned().collect();
            sql.push_str(&format!(" ({})", idents(&columns)));
        }
        if let Some(filter) = &self.filter {
            sql.push_str(&format!(" WHERE ({})", filter.sql()));
        }
        sql
    }
}
