//! What is over the columns of a table: constraints, indexes, triggers, policies.

use super::parts::{OverShape, TablePart, Word};
use super::print::{Column, Printer, condition, distinct, ident, is_partitioned, named, pick};
use super::types::Type;

impl Printer<'_> {
    /// What is over the columns of a table.
    pub(super) fn over_table(&mut self, number: usize, table: &TablePart) {
        let name = self.table_name(number, table);
        let columns = self.columns(table);
        for (at, part) in table.checks.iter().enumerate() {
            let Some(shape) = part.on.get(self.side) else {
                continue;
            };
            let condition = self.condition(&columns, shape);
            let constraint = ident(&format!("{}_check{at}", named(part.name, number)));
            self.out.push(format!(
                "ALTER TABLE {name} ADD CONSTRAINT {constraint} CHECK ({condition})"
            ));
            self.comment(&format!("CONSTRAINT {constraint} ON {name}"), shape.comment);
        }
        for (at, part) in table.uniques.iter().enumerate() {
            let Some(shape) = part.on.get(self.side) else {
                continue;
            };
            let mut keys = distinct(&columns, &shape.columns);
            if is_partitioned(table) {
                keys.insert("id".to_owned());
            }
            let keys: Vec<_> = keys.iter().map(|key| ident(key)).collect();
            let constraint = ident(&format!("{}_key{at}", named(part.name, number)));
            let deferrable = if shape.variant % 4 == 3 { " DEFERRABLE" } else { "" };
            self.out.push(format!(
                "ALTER TABLE {name} ADD CONSTRAINT {constraint} UNIQUE ({}){deferrable}",
                keys.join(", ")
            ));
        }
        for (at, part) in table.indexes.iter().enumerate() {
            let Some(shape) = part.on.get(self.side) else {
                continue;
            };
            self.index(
                &name,
                &columns,
                &format!("{}_index{at}", named(part.name, number)),
                table.schema,
                shape,
            );
        }
        for (at, shape, target) in self.references(table) {
            let found = self
                .blueprint
                .tables
                .iter()
                .position(|other| std::ptr::eq(other, target))
                .unwrap_or_default();
            let target = self.table_name(found, target);
            let action = [
                "",
                " ON DELETE CASCADE",
                " ON DELETE SET NULL",
                " ON UPDATE CASCADE",
            ][usize::from(shape.variant) % 4];
            let timing = if shape.extra % 4 == 0 {
                " DEFERRABLE INITIALLY DEFERRED"
            } else {
                ""
            };
            self.out.push(format!(
                "ALTER TABLE {name} ADD CONSTRAINT fk{at} FOREIGN KEY (ref{at}) REFERENCES {target} (id){action}{timing}"
            ));
        }
        for (at, part) in table.triggers.iter().enumerate() {
            let Some(shape) = part.on.get(self.side) else {
                continue;
            };
            let timing = [
                "BEFORE INSERT",
                "AFTER UPDATE",
                "BEFORE INSERT OR UPDATE",
                "AFTER DELETE",
            ][usize::from(shape.variant) % 4];
            let trigger = ident(&format!("{}_trigger{at}", named(part.name, number)));
            self.out.push(format!(
                "CREATE TRIGGER {trigger} {timing} ON {name} FOR EACH ROW EXECUTE FUNCTION {}()",
                self.trigger_function()
            ));
            self.comment(&format!("TRIGGER {trigger} ON {name}"), shape.comment);
        }
        if !table.policies.is_empty() {
            self.out
                .push(format!("ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"));
        }
        for (at, part) in table.policies.iter().enumerate() {
            let Some(shape) = part.on.get(self.side) else {
                continue;
            };
            let condition = self.policy_condition(&columns, shape);
            let policy = ident(&format!("{}_policy{at}", named(part.name, number)));
            let command = ["ALL", "SELECT", "DELETE"][usize::from(shape.extra) % 3];
            self.out.push(format!(
                "CREATE POLICY {policy} ON {name} FOR {command} USING ({condition})"
            ));
            self.comment(&format!("POLICY {policy} ON {name}"), shape.comment);
        }
    }

    fn condition(&self, columns: &[Column], shape: OverShape) -> String {
        let one = condition(columns, shape.columns[0], shape.variant);
        match shape.extra % 6 {
            0 => format!(
                "{one} OR {}",
                condition(columns, shape.columns[1], shape.variant / 16)
            ),
            1 => self
                .scalar(shape.extra / 6)
                .map_or(one, |function| format!("{function}(7) > 0")),
            _ => one,
        }
    }

    fn policy_condition(&self, columns: &[Column], shape: OverShape) -> String {
        let tables = self.tables();
        match (shape.extra % 5, pick(&tables, shape.extra / 5)) {
            (4, Some((number, other))) => {
                format!(
                    "EXISTS (SELECT 1 FROM {} other WHERE other.id IS NOT NULL)",
                    self.table_name(*number, other)
                )
            }
            (3, _) => "pg_has_role(current_user, 'pg_monitor', 'MEMBER')".to_owned(),
            _ => condition(columns, shape.columns[0], shape.variant),
        }
    }

    fn index(&mut self, table: &str, columns: &[Column], name: &str, schema: Word, shape: OverShape) {
        let Some(first) = pick(columns, shape.columns[0]) else {
            return;
        };
        let name_of_index = ident(name);
        let (method, elements) = match (shape.variant % 5, first.data_type, first.data_type.indexed()) {
            (0, Type::Json | Type::Texts, _) => ("gin", ident(&first.name)),
            (1, _, _) => ("hash", ident(&first.name)),
            (2, _, Some(expression)) => (
                "btree",
                format!("({})", expression.replace('$', &ident(&first.name))),
            ),
            (3, _, _) => ("btree", format!("{} DESC NULLS LAST", ident(&first.name))),
            _ => {
                let keys = distinct(columns, &shape.columns);
                (
                    "btree",
                    keys.iter().map(|key| ident(key)).collect::<Vec<_>>().join(", "),
                )
            }
        };
        let predicate = if shape.extra % 3 == 2 {
            format!(" WHERE {}", condition(columns, shape.columns[1], shape.extra / 3))
        } else {
            String::new()
        };
        self.out.push(format!(
            "CREATE INDEX {name_of_index} ON {table} USING {method} ({elements}){predicate}"
        ));
        let qualified = format!("{}.{name_of_index}", self.schema(schema));
        self.comment(&format!("INDEX {qualified}"), shape.comment);
    }
}
