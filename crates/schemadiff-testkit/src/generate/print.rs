//! One side of a blueprint as SQL.

use std::collections::BTreeSet;

use super::blueprint::Blueprint;
use super::parts::{ColumnPart, ColumnShape, EnumPart, FunctionShape, OverShape, Side, TablePart, Word};
use super::types::Type;

/// Names that have to be quoted, that are words of SQL, that other alphabets have, that are almost too long.
const NAMES: [&str; 16] = [
    "users",
    "orders",
    "Order",
    "select",
    "table",
    "user",
    "with space",
    "say \"no\"",
    "it's",
    "a.b",
    "Grüße",
    "naïve_表",
    "x$y",
    "UPPER",
    "a_name_that_is_almost_as_long_as_a_name_can_be_in",
    "$1",
];

/// A column as one side has it.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) data_type: Type,
    /// The type's name.
    pub(super) sql: String,
    pub(super) shape: Option<ColumnShape>,
}

/// Prints one side.
pub(super) struct Printer<'a> {
    pub(super) blueprint: &'a Blueprint,
    pub(super) side: Side,
    pub(super) out: Vec<String>,
}

/// A number's name, with the number of its part so that no two parts share one.
pub(super) fn named(word: Word, number: usize) -> String {
    format!("{}{number}", NAMES[usize::from(word) % NAMES.len()])
}

/// An identifier, always quoted.
pub(super) fn ident(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

pub(super) fn pick<T>(from: &[T], word: Word) -> Option<&T> {
    (!from.is_empty()).then(|| &from[usize::from(word) % from.len()])
}

impl<'a> Printer<'a> {
    pub(super) fn new(blueprint: &'a Blueprint, side: Side) -> Self {
        Self {
            blueprint,
            side,
            out: Vec::new(),
        }
    }

    pub(super) fn print(self) -> String {
        self.statements()
            .into_iter()
            .fold(String::new(), |text, statement| text + &statement + ";\n")
    }

    /// Tables without what refers to others come first, then functions, then the rest: an order that `psql` takes.
    pub(super) fn statements(mut self) -> Vec<String> {
        if self.blueprint.place > 0 {
            self.out.push(format!("CREATE SCHEMA {}", self.home()));
        }
        for number in 0..self.blueprint.schemas.len() {
            self.out.push(format!("CREATE SCHEMA {}", self.schema_of(number)));
        }
        self.enums();
        self.extra_types();
        self.sequences();
        for (number, table) in self.tables() {
            self.table(number, table);
        }
        self.out.push(format!(
            "CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
            self.trigger_function()
        ));
        self.functions();
        for (number, table) in self.tables() {
            self.over_table(number, table);
        }
        self.extras_over_tables();
        self.views();
        self.out
    }

    fn schema_of(&self, number: usize) -> String {
        ident(&named(
            self.blueprint.schemas[number],
            self.blueprint.apart(number),
        ))
    }

    /// The schema that there always is.
    fn home(&self) -> String {
        match self.blueprint.place {
            0 => "public".to_owned(),
            place => format!("home{place}"),
        }
    }

    /// The function of every trigger.
    pub(super) fn trigger_function(&self) -> String {
        format!("{}.touch", self.home())
    }

    /// The one that there always is, or one of the others.
    pub(super) fn schema(&self, word: Word) -> String {
        match usize::from(word) % (self.blueprint.schemas.len() + 1) {
            0 => self.home(),
            number => self.schema_of(number - 1),
        }
    }

    pub(super) fn qualified(&self, schema: Word, word: Word, number: usize, sort: &str) -> String {
        format!(
            "{}.{}",
            self.schema(schema),
            ident(&format!("{}{sort}", named(word, number)))
        )
    }

    pub(super) fn comment(&mut self, on: &str, word: Word) {
        /// Below it there is none.
        const COMMENTS: Word = 10;
        if word >= COMMENTS {
            let text = ["it's a \"comment\"", "zwei\nZeilen \\"][usize::from(word - COMMENTS) % 2];
            self.out.push(format!("COMMENT ON {on} IS {}", literal(text)));
        }
    }

    fn enum_name(&self, number: usize, part: &EnumPart) -> String {
        self.qualified(part.name / 16, part.name, number, "e")
    }

    fn enums(&mut self) {
        let blueprint = self.blueprint;
        for (number, part) in blueprint.enums.iter().enumerate() {
            if part.on.get(self.side).is_none() {
                continue;
            }
            let few = part.values.old.min(part.values.new);
            let mut values: Vec<String> = (0..few).map(|value| format!("v{value}")).collect();
            let more = part.values.get(self.side) - few;
            let at = usize::from(part.at) % (values.len() + 1);
            for value in 0..more {
                values.insert(at, format!("new'{value}"));
            }
            let values: Vec<_> = values.iter().map(|value| literal(value)).collect();
            self.out.push(format!(
                "CREATE TYPE {} AS ENUM ({})",
                self.enum_name(number, part),
                values.join(", ")
            ));
        }
    }

    fn sequences(&mut self) {
        let blueprint = self.blueprint;
        for (number, part) in blueprint.sequences.iter().enumerate() {
            let Some(options) = part.on.get(self.side) else {
                continue;
            };
            let name = self.qualified(part.schema, part.name, number, "s");
            let options = [
                "",
                " INCREMENT BY 5",
                " START WITH 10 CACHE 3",
                " AS smallint CYCLE",
                " MINVALUE -5 START WITH 1",
            ][usize::from(options) % 5];
            self.out.push(format!("CREATE SEQUENCE {name}{options}"));
        }
    }

    pub(super) fn tables(&self) -> Vec<(usize, &'a TablePart)> {
        let tables = self.blueprint.tables.iter().enumerate();
        tables
            .filter(|(_, part)| part.on.get(self.side).is_some())
            .collect()
    }

    pub(super) fn table_name(&self, number: usize, table: &TablePart) -> String {
        self.qualified(table.schema, table.name, number, "t")
    }

    /// The type of a table's key; one that it is partitioned by cannot change.
    fn key_type(table: &TablePart) -> Type {
        if is_partitioned(table) {
            return Type::Integer;
        }
        [Type::Integer, Type::Bigint, Type::Uuid, Type::Text][usize::from(table.key) % 4]
    }

    /// A type with its name; an enum that this side does not have is a text.
    fn data_type(&self, word: Word) -> (Type, String) {
        match Type::of(word) {
            Type::Enum(number) => {
                let enums: Vec<_> = self.blueprint.enums.iter().enumerate().collect();
                match pick(&enums, number) {
                    Some((number, part)) if part.on.get(self.side).is_some() => (
                        Type::Enum(Word::try_from(*number).unwrap_or_default()),
                        self.enum_name(*number, part),
                    ),
                    _ => (Type::Text, "text".to_owned()),
                }
            }
            plain => (plain, plain.sql().to_owned()),
        }
    }

    /// The type of a column; one that its old type cannot become is a text on the new side.
    fn column_type(&self, part: &ColumnPart, shape: ColumnShape) -> (Type, String) {
        let text = (Type::Text, "text".to_owned());
        if is_computed(part.on.old.or(part.on.new)) {
            return text;
        }
        let wanted = self.data_type(shape.data_type);
        match part.on.old {
            Some(old) if self.side == Side::New => {
                let (before, _) = Printer::new(self.blueprint, Side::Old).data_type(old.data_type);
                if before.becomes(wanted.0) { wanted } else { text }
            }
            _ => wanted,
        }
    }

    /// The columns of a table: the key, references to others, and its own.
    pub(super) fn columns(&self, table: &TablePart) -> Vec<Column> {
        let key = Self::key_type(table);
        let mut columns = vec![Column {
            name: "id".to_owned(),
            data_type: key,
            sql: key.sql().to_owned(),
            shape: None,
        }];
        for (number, part) in table.columns.iter().enumerate() {
            let Some(shape) = part.on.get(self.side) else {
                continue;
            };
            let (data_type, sql) = self.column_type(part, shape);
            columns.push(Column {
                name: named(part.name, number),
                data_type,
                sql,
                shape: Some(ColumnShape {
                    generated: part.on.old.or(part.on.new).map_or(0, |shape| shape.generated),
                    ..shape
                }),
            });
        }
        columns
    }

    fn table(&mut self, number: usize, table: &TablePart) {
        let name = self.table_name(number, table);
        let columns = self.columns(table);
        let mut lines = Vec::new();
        for column in &columns {
            lines.push(Self::column(table, column));
        }
        lines.push("PRIMARY KEY (id)".to_owned());
        for (number, _, target) in self.references(table) {
            let key = Self::key_type(target);
            lines.push(format!("ref{number} {}", key.sql()));
        }
        let by = if is_partitioned(table) {
            " PARTITION BY RANGE (id)"
        } else {
            ""
        };
        self.out
            .push(format!("CREATE TABLE {name} ({}){by}", lines.join(", ")));
        self.comment(&format!("TABLE {name}"), table.comment.get(self.side));
        for column in &columns {
            if let Some(shape) = column.shape {
                self.comment(&format!("COLUMN {name}.{}", ident(&column.name)), shape.comment);
            }
        }
        if is_partitioned(table) {
            for (part, bound) in ["(MINVALUE) TO (100)", "(100) TO (200)"].iter().enumerate() {
                let partition = format!(
                    "{}.{}",
                    self.schema(table.schema),
                    ident(&format!("part{number}_{part}"))
                );
                self.out.push(format!(
                    "CREATE TABLE {partition} PARTITION OF {name} FOR VALUES FROM {bound}"
                ));
            }
        }
    }

    fn column(table: &TablePart, column: &Column) -> String {
        let mut line = format!("{} {}", ident(&column.name), column.sql);
        let Some(shape) = column.shape else {
            match (table.key / 4 % 3, column.data_type) {
                (1, Type::Integer | Type::Bigint) if !is_partitioned(table) => {
                    line += " GENERATED BY DEFAULT AS IDENTITY";
                }
                (1, Type::Uuid) => line += " DEFAULT gen_random_uuid()",
                _ => {}
            }
            return line;
        };
        if is_computed(Some(shape)) {
            line += &format!(
                " GENERATED ALWAYS AS ({}) STORED",
                COMPUTED[usize::from(shape.default) % COMPUTED.len()]
            );
        } else if shape.default % 3 == 2
            && let Some(default) = pick(column.data_type.defaults(), shape.default / 3)
        {
            line += &format!(" DEFAULT {default}");
        }
        if shape.not_null {
            line += " NOT NULL";
        }
        line
    }

    /// The references of a table to others that this side has: their number, shape and the other.
    pub(super) fn references(&self, table: &TablePart) -> Vec<(usize, OverShape, &'a TablePart)> {
        let mut found = Vec::new();
        for (number, part) in table.references.iter().enumerate() {
            let Some(shape) = part.on.get(self.side) else {
                continue;
            };
            // The same other table on both sides, so that the column keeps a type that fits.
            let word = part.on.old.or(part.on.new).map_or(0, |shape| shape.columns[0]);
            let Some(target) = pick(&self.blueprint.tables, word) else {
                continue;
            };
            if target.on.get(self.side).is_some() {
                found.push((number, shape, target));
            }
        }
        found
    }

    /// A function of this side that takes an integer, for expressions.
    pub(super) fn scalar(&self, word: Word) -> Option<String> {
        let functions: Vec<_> = self
            .blueprint
            .functions
            .iter()
            .enumerate()
            .filter_map(|(number, part)| {
                let shape = part.on.get(self.side)?;
                (shape.variant % 4 == 0).then(|| self.qualified(part.schema, part.name, number, "f"))
            })
            .collect();
        pick(&functions, word).cloned()
    }

    fn functions(&mut self) {
        let blueprint = self.blueprint;
        for (number, part) in blueprint.functions.iter().enumerate() {
            let Some(shape) = part.on.get(self.side) else {
                continue;
            };
            let name = self.qualified(part.schema, part.name, number, "f");
            let Some((arguments, sql)) = self.function(&name, shape) else {
                continue;
            };
            self.out.push(sql);
            self.comment(&format!("FUNCTION {name}({arguments})"), shape.comment);
        }
    }

    /// A function with the types of its arguments.
    fn function(&self, name: &str, shape: FunctionShape) -> Option<(String, String)> {
        let tables = self.tables();
        let body = usize::from(shape.body);
        let volatility = ["IMMUTABLE", "STABLE", "VOLATILE"][usize::from(shape.volatility) % 3];
        Some(match shape.variant % 4 {
            0 => {
                let result = ["integer", "bigint"][body % 2];
                let text = ["n + 1", "n * 2", "abs(n)"][body / 2 % 3];
                (
                    "integer".to_owned(),
                    format!(
                        "CREATE FUNCTION {name}(n integer) RETURNS {result} LANGUAGE sql IMMUTABLE AS $$SELECT {text}$$"
                    ),
                )
            }
            1 => {
                let (number, table) = pick(&tables, shape.table)?;
                let table = self.table_name(*number, table);
                let text = ["r.id::text", "(r).id::text || 'x'"][body % 2];
                (
                    table.clone(),
                    format!(
                        "CREATE FUNCTION {name}(r {table}) RETURNS text LANGUAGE sql {volatility} AS $$SELECT {text}$$"
                    ),
                )
            }
            2 => {
                let (number, table) = pick(&tables, shape.table)?;
                let table = self.table_name(*number, table);
                let text = ["count(*)", "count(*) + 1", "max(1)"][body % 3];
                (
                    String::new(),
                    format!(
                        "CREATE FUNCTION {name}() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT {text} FROM {table}; END"
                    ),
                )
            }
            _ => {
                let (number, table) = pick(&tables, shape.table)?;
                let table = self.table_name(*number, table);
                (
                    "integer, text".to_owned(),
                    format!(
                        "CREATE FUNCTION {name}(a integer, b text DEFAULT 'x') RETURNS SETOF {table} LANGUAGE plpgsql {volatility} AS \
                         $$BEGIN RETURN QUERY SELECT * FROM {table} LIMIT {}; END$$",
                        body % 5
                    ),
                )
            }
        })
    }
}

/// What a generated column is computed from: the key, which is always there.
const COMPUTED: [&str; 3] = ["id::text", "id::text || 'x'", "upper(id::text)"];

pub(super) fn is_partitioned(table: &TablePart) -> bool {
    table.partitioned == 5
}

fn is_computed(shape: Option<ColumnShape>) -> bool {
    shape.is_some_and(|shape| shape.generated == 7)
}

/// A condition over one of the columns.
pub(super) fn condition(columns: &[Column], word: Word, variant: Word) -> String {
    let Some(column) = pick(columns, word) else {
        return "true".to_owned();
    };
    let text = pick(column.data_type.conditions(), variant)
        .copied()
        .unwrap_or("true");
    text.replace('$', &ident(&column.name))
}

/// The names of some columns, none twice.
pub(super) fn distinct(columns: &[Column], words: &[Word]) -> BTreeSet<String> {
    words
        .iter()
        .filter_map(|word| pick(columns, *word))
        .map(|column| column.name.clone())
        .collect()
}
