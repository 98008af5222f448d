//! Kinds beside tables, views, functions, enums and sequences: types of other sorts, tables that are partitioned in every way, and what
//! stands beside a table.

use super::parts::{ExtraPart, OverShape, TablePart, Word};
use super::print::{Printer, condition, distinct, ident, is_partitioned, literal, named, pick};

/// Roles that there are on every server that pairs are tried on.
pub const ROLES: [&str; 4] = [
    "generated_reader",
    "Generated \"writer\"",
    "generated_owner",
    "generated owner",
];

/// How many sorts there are; those below [`TYPES`] are types, which come before tables.
pub(super) const SORTS: Word = 14;

const TYPES: Word = 4;

impl Printer<'_> {
    /// Types that are no enums.
    pub(super) fn extra_types(&mut self) {
        self.extras(|sort| sort < TYPES);
    }

    /// What needs tables and functions.
    pub(super) fn extras_over_tables(&mut self) {
        self.extras(|sort| sort >= TYPES);
        let tables = self.tables();
        for (number, table) in tables.into_iter().filter(|(_, table)| table.key % 5 == 2) {
            self.grants(number, table);
        }
    }

    fn extras(&mut self, now: impl Fn(Word) -> bool) {
        let blueprint = self.blueprint;
        for (number, part) in blueprint.extras.iter().enumerate() {
            if let Some(shape) = part.on.get(self.side).filter(|_| now(part.sort)) {
                self.extra(number, part, shape);
            }
        }
    }

    fn extra(&mut self, number: usize, part: &ExtraPart, shape: OverShape) {
        let name = self.qualified(part.schema, part.name, number, "x");
        // What is fixed for a part is decided by its name, what may change by its shape.
        let fixed = usize::from(part.name / 16);
        let variant = usize::from(shape.variant);
        match part.sort {
            0 => {
                let (base, checks): (_, &[&str]) = [
                    (
                        "integer",
                        &[
                            "VALUE > 0",
                            "VALUE BETWEEN 1 AND 10",
                            "VALUE % 2 = 0 OR VALUE IS NULL",
                        ][..],
                    ),
                    (
                        "text",
                        &["VALUE <> ''", "length(VALUE) > 2", "VALUE IN ('a', 'b')"][..],
                    ),
                    ("numeric(10,2)", &["VALUE >= 0.5", "round(VALUE) < 7"][..]),
                ][fixed % 3];
                let default = match (base, variant / 8 % 3) {
                    ("text", 1) => " DEFAULT 'it''s'",
                    (_, 2) => " DEFAULT '7'",
                    _ => "",
                };
                let not_null = if variant / 32 % 4 == 3 { " NOT NULL" } else { "" };
                let check = checks[variant % checks.len()];
                self.out.push(format!(
                    "CREATE DOMAIN {name} AS {base}{default}{not_null} CHECK ({check})"
                ));
                self.comment(&format!("DOMAIN {name}"), shape.comment);
            }
            1 => {
                let types = ["integer", "text", "varchar(20)", "timestamptz"];
                let attributes: Vec<_> = (0..=variant % 3)
                    .map(|at| format!("{} {}", ident(&named(part.name + 1, at)), types[(fixed + at) % 4]))
                    .collect();
                self.out
                    .push(format!("CREATE TYPE {name} AS ({})", attributes.join(", ")));
                self.comment(&format!("TYPE {name}"), shape.comment);
            }
            2 => {
                let subtype = ["integer", "numeric", "timestamptz", "text"][fixed % 4];
                self.out
                    .push(format!("CREATE TYPE {name} AS RANGE (SUBTYPE = {subtype})"));
                self.comment(&format!("TYPE {name}"), shape.comment);
            }
            3 => {
                let start = ["0", "1", "-5"][variant % 3];
                self.out.push(format!(
                    "CREATE AGGREGATE {name}(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = {})",
                    literal(start)
                ));
                self.comment(&format!("AGGREGATE {name}(integer)"), shape.comment);
            }
            4 => self.list(&name, part, number, shape),
            5 => self.hash(&name, part, number, shape),
            6 => self.levels(&name, part, number, shape),
            7 => self.configuration(&name, shape),
            8 => self.calls(&name, number, shape),
            9 => self.publication(part, number, shape),
            _ => self.beside_table(part, number, shape),
        }
    }

    fn partition(&self, part: &ExtraPart, number: usize, suffix: &str) -> String {
        format!(
            "{}.{}",
            self.schema(part.schema),
            ident(&format!("xpart{number}_{suffix}"))
        )
    }

    /// Partitioned by a list, with partitions that come and go.
    fn list(&mut self, name: &str, part: &ExtraPart, number: usize, shape: OverShape) {
        let more = if shape.extra % 3 == 1 {
            ", more text DEFAULT 'x'"
        } else {
            ""
        };
        self.out.push(format!(
            "CREATE TABLE {name} (id integer NOT NULL, kind text NOT NULL{more}, PRIMARY KEY (id, kind)) PARTITION BY LIST (kind)"
        ));
        self.comment(&format!("TABLE {name}"), shape.comment);
        for (at, bound) in ["IN ('a', 'it''s')", "IN ('b')", "IN ('c', 'd', 'e')"]
            .iter()
            .enumerate()
        {
            if at == 0 || shape.variant >> at & 1 == 1 {
                let partition = self.partition(part, number, &at.to_string());
                self.out.push(format!(
                    "CREATE TABLE {partition} PARTITION OF {name} FOR VALUES {bound}"
                ));
            }
        }
        if part.name.is_multiple_of(3) {
            let partition = self.partition(part, number, "rest");
            self.out
                .push(format!("CREATE TABLE {partition} PARTITION OF {name} DEFAULT"));
        }
        if shape.extra % 5 < 2 {
            let index = ident(&format!("xindex{number}"));
            self.out.push(format!("CREATE INDEX {index} ON {name} (kind)"));
        }
    }

    fn hash(&mut self, name: &str, part: &ExtraPart, number: usize, shape: OverShape) {
        let check = if shape.extra % 3 == 1 {
            ", CONSTRAINT positive CHECK (id > 0)"
        } else {
            ""
        };
        self.out.push(format!(
            "CREATE TABLE {name} (id bigint PRIMARY KEY, note text{check}) PARTITION BY HASH (id)"
        ));
        self.comment(&format!("TABLE {name}"), shape.comment);
        for remainder in 0..2 {
            let partition = self.partition(part, number, &remainder.to_string());
            self.out.push(format!(
                "CREATE TABLE {partition} PARTITION OF {name} FOR VALUES WITH (MODULUS 2, REMAINDER {remainder})"
            ));
        }
    }

    /// Partitioned by days, and one of the partitions again by a list.
    fn levels(&mut self, name: &str, part: &ExtraPart, number: usize, shape: OverShape) {
        let more = if shape.extra % 3 == 1 {
            ", more integer"
        } else {
            ""
        };
        self.out.push(format!(
            "CREATE TABLE {name} (day date NOT NULL, kind text NOT NULL{more}) PARTITION BY RANGE (day)"
        ));
        let years = self.partition(part, number, "2024");
        self.out.push(format!(
            "CREATE TABLE {years} PARTITION OF {name} FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind)"
        ));
        let leaf = self.partition(part, number, "leaf");
        self.out.push(format!(
            "CREATE TABLE {leaf} PARTITION OF {years} FOR VALUES IN ('a', 'b')"
        ));
        if shape.variant % 2 == 1 {
            let next = self.partition(part, number, "2025");
            self.out.push(format!(
                "CREATE TABLE {next} PARTITION OF {name} FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"
            ));
        }
        if shape.extra % 4 == 3 {
            let index = ident(&format!("xindex{number}"));
            self.out
                .push(format!("CREATE INDEX {index} ON {name} (day DESC)"));
        }
    }

    fn configuration(&mut self, name: &str, shape: OverShape) {
        self.out.push(format!(
            "CREATE TEXT SEARCH CONFIGURATION {name} (COPY = pg_catalog.simple)"
        ));
        if shape.variant % 3 == 1 {
            self.out.push(format!(
                "ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR word, asciiword WITH english_stem"
            ));
        }
        self.comment(&format!("TEXT SEARCH CONFIGURATION {name}"), shape.comment);
    }

    /// Functions that call each other, which no order satisfies.
    fn calls(&mut self, name: &str, number: usize, shape: OverShape) {
        let other = format!("{}_b\"", name.trim_end_matches('"'));
        let step = shape.variant % 3 + 1;
        for (one, another) in [(name, other.as_str()), (other.as_str(), name)] {
            self.out.push(format!(
                "CREATE FUNCTION {one}(n integer) RETURNS integer LANGUAGE plpgsql AS \
                 $$BEGIN IF n < 1 THEN RETURN {number}; END IF; RETURN {another}(n - {step}); END$$"
            ));
        }
        if shape.extra % 3 == 1 {
            self.out.push(format!(
                "CREATE PROCEDURE {}_p\"(INOUT n integer, b text DEFAULT 'x') LANGUAGE plpgsql AS $$BEGIN n := {name}(n); END$$",
                name.trim_end_matches('"')
            ));
        }
        self.comment(&format!("FUNCTION {name}(integer)"), shape.comment);
    }

    fn publication(&mut self, part: &ExtraPart, number: usize, shape: OverShape) {
        let name = ident(&format!("{}p", named(part.name, self.blueprint.apart(number))));
        let options = ["", " WITH (publish = 'insert, update')"][usize::from(shape.variant) % 2];
        let tables: Vec<_> = self
            .tables()
            .into_iter()
            .filter(|(at, _)| shape.extra >> (at % 8) & 1 == 1)
            .map(|(at, table)| self.table_name(at, table))
            .collect();
        let list = if tables.is_empty() {
            String::new()
        } else {
            format!(" FOR TABLE {}", tables.join(", "))
        };
        self.out.push(format!("CREATE PUBLICATION {name}{list}{options}"));
        self.comment(&format!("PUBLICATION {name}"), shape.comment);
    }

    /// Statistics, a rule, an exclusion constraint, a trigger with a condition.
    fn beside_table(&mut self, part: &ExtraPart, number: usize, shape: OverShape) {
        let blueprint = self.blueprint;
        let numbered: Vec<(usize, &TablePart)> = blueprint.tables.iter().enumerate().collect();
        let Some((at, table)) = pick(&numbered, part.name).copied() else {
            return;
        };
        if table.on.get(self.side).is_none() {
            return;
        }
        let on = self.table_name(at, table);
        let columns = self.columns(table);
        let own = ident(&format!("{}y", named(part.name, number)));
        let variant = usize::from(shape.variant);
        match part.sort {
            10 => {
                let name = format!("{}.{own}", self.schema(part.schema));
                let mut keys: Vec<String> = distinct(&columns, &shape.columns)
                    .iter()
                    .map(|key| ident(key))
                    .collect();
                if keys.len() < 2 {
                    keys.push("(id::text || 'x')".to_owned());
                }
                let kinds = ["", " (ndistinct)", " (dependencies, mcv)"][variant % 3];
                self.out.push(format!(
                    "CREATE STATISTICS {name}{kinds} ON {} FROM {on}",
                    keys.join(", ")
                ));
                self.comment(&format!("STATISTICS {name}"), shape.comment);
            }
            11 => {
                let event = ["INSERT", "UPDATE", "DELETE"][variant % 3];
                let row = if event == "INSERT" { "new" } else { "old" };
                let condition = [String::new(), format!(" WHERE {row}.id IS NULL")][variant / 3 % 2].clone();
                let action = ["ALSO NOTHING", "INSTEAD NOTHING", "ALSO SELECT 1"][variant / 6 % 3];
                self.out.push(format!(
                    "CREATE RULE {own} AS ON {event} TO {on}{condition} DO {action}"
                ));
                self.comment(&format!("RULE {own} ON {on}"), shape.comment);
            }
            12 if !is_partitioned(table) => {
                let condition = if shape.extra % 3 == 1 {
                    format!(
                        " WHERE ({})",
                        condition(&columns, shape.columns[0], shape.variant)
                    )
                } else {
                    String::new()
                };
                let timing = if shape.extra % 4 == 3 { " DEFERRABLE" } else { "" };
                self.out.push(format!(
                    "ALTER TABLE {on} ADD CONSTRAINT {own} EXCLUDE USING btree (id WITH =){condition}{timing}"
                ));
            }
            13 => {
                let condition = condition(&columns, shape.columns[0], shape.variant);
                let condition = columns.iter().fold(condition, |condition, column| {
                    let name = ident(&column.name);
                    condition.replace(&name, &format!("new.{name}"))
                });
                self.out.push(format!(
                    "CREATE TRIGGER {own} AFTER UPDATE ON {on} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {}()",
                    self.trigger_function()
                ));
                let state = ["", "DISABLE", "ENABLE ALWAYS"][usize::from(shape.extra) % 3];
                if !state.is_empty() && !is_partitioned(table) {
                    self.out.push(format!("ALTER TABLE {on} {state} TRIGGER {own}"));
                }
            }
            _ => {}
        }
    }

    /// Who may what. Silence would keep what there is, so that some of it is said on both sides.
    fn grants(&mut self, number: usize, table: &TablePart) {
        let name = self.table_name(number, table);
        let comment = usize::from(table.comment.get(self.side));
        let [reader, writer, owner, another] = ROLES.map(ident);
        // Before anything is granted: what the owner has goes with it.
        let owner = [&owner, &another][comment / 4 % 2];
        self.out.push(format!("ALTER TABLE {name} OWNER TO {owner}"));
        self.out.push(format!("GRANT SELECT ON {name} TO {reader}"));
        match comment % 4 {
            1 => self
                .out
                .push(format!("GRANT INSERT, UPDATE ON {name} TO {writer}")),
            2 => self.out.push(format!("GRANT UPDATE (id) ON {name} TO {writer}")),
            3 => self
                .out
                .push(format!("GRANT DELETE ON {name} TO {writer} WITH GRANT OPTION")),
            _ => {}
        }
    }
}
