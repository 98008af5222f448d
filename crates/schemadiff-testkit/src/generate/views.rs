//! Views over tables and over each other.

use super::parts::ViewShape;
use super::print::{Column, Printer, condition, distinct, ident, pick};

/// A relation that views can be over.
#[derive(Clone, Debug)]
struct Relation {
    name: String,
    columns: Vec<Column>,
}

impl Printer<'_> {
    pub(super) fn views(&mut self) {
        let mut relations: Vec<Relation> = Vec::new();
        for (number, table) in self.tables() {
            relations.push(Relation {
                name: self.table_name(number, table),
                columns: self.columns(table),
            });
        }
        let blueprint = self.blueprint;
        for (number, part) in blueprint.views.iter().enumerate() {
            let Some(shape) = part.on.get(self.side) else {
                continue;
            };
            let Some(source) = pick(&relations, shape.source).cloned() else {
                continue;
            };
            let name = self.qualified(part.schema, part.name, number, "v");
            let (query, columns) = self.query(&source, shape);
            let word = if part.materialized == 3 {
                "MATERIALIZED VIEW"
            } else {
                "VIEW"
            };
            self.out.push(format!("CREATE {word} {name} AS {query}"));
            self.comment(&format!("{word} {name}"), shape.comment);
            if part.materialized == 3
                && let Some(first) = columns.first()
            {
                let index = ident(&format!("mv_index{number}"));
                self.out
                    .push(format!("CREATE INDEX {index} ON {name} ({})", ident(&first.name)));
            }
            relations.push(Relation { name, columns });
        }
    }

    /// A query with the columns it has.
    fn query(&self, source: &Relation, shape: ViewShape) -> (String, Vec<Column>) {
        let names = distinct(&source.columns, &shape.columns);
        let columns: Vec<_> = source
            .columns
            .iter()
            .filter(|column| names.contains(&column.name))
            .cloned()
            .collect();
        let mut list: Vec<String> = columns
            .iter()
            .map(|column| format!("s.{}", ident(&column.name)))
            .collect();
        if let Some(column) = pick(&columns, shape.expression)
            && let Some(expression) = pick(column.data_type.expressions(), shape.expression / 7)
            && shape.expression % 2 == 1
        {
            list.push(format!(
                "{} AS computed",
                expression.replace('$', &format!("s.{}", ident(&column.name)))
            ));
        }
        if shape.function % 4 == 3
            && let Some(function) = self.scalar(shape.function / 4)
        {
            list.push(format!("{function}(3) AS called"));
        }
        let condition = if shape.condition % 2 == 1 {
            format!(
                " WHERE {}",
                condition(&columns, shape.condition / 2, shape.condition / 32)
            )
        } else {
            String::new()
        };
        (
            format!("SELECT {} FROM {} s{condition}", list.join(", "), source.name),
            columns,
        )
    }
}
