//! How a blueprint is drawn.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::extras::SORTS;
use super::parts::{
    Both, ColumnPart, ColumnShape, EnumPart, ExtraPart, FunctionPart, FunctionShape, On, OverColumns,
    OverShape, SequencePart, Side, TablePart, ViewPart, ViewShape, Word,
};
use super::print::Printer;

/// Both schemas of a pair.
#[derive(Clone, Debug)]
pub struct Blueprint {
    pub(super) schemas: Vec<Word>,
    pub(super) enums: Vec<EnumPart>,
    pub(super) sequences: Vec<SequencePart>,
    pub(super) functions: Vec<FunctionPart>,
    pub(super) tables: Vec<TablePart>,
    pub(super) views: Vec<ViewPart>,
    pub(super) extras: Vec<ExtraPart>,
    /// Which of those it is that share a database.
    pub(super) place: usize,
}

impl Blueprint {
    /// The same in schemas of its own, so that it can share a database with those of other places.
    #[must_use]
    pub fn at(self, place: usize) -> Self {
        Self { place, ..self }
    }

    /// The number of a part whose name is of the whole database, so that no other place has it.
    pub(super) fn apart(&self, number: usize) -> usize {
        /// More than there are parts of a sort.
        const PARTS: usize = 10;
        self.place * PARTS + number
    }

    /// The statements of one side, in an order that `psql` takes.
    pub fn sql(&self, side: Side) -> String {
        Printer::new(self, side).print()
    }

    /// The statements of one side, each by itself.
    pub fn statements(&self, side: Side) -> Vec<String> {
        Printer::new(self, side).statements()
    }
}

/// Draws a blueprint.
pub fn blueprint() -> impl Strategy<Value = Blueprint> {
    (
        vec(any::<Word>(), 0..=2),
        vec(enum_part(), 0..=3),
        vec(sequence(), 0..=2),
        vec(function(), 0..=4),
        vec(table(), 1..=5),
        vec(view(), 0..=5),
        vec(extra(), 0..=5),
    )
        .prop_map(
            |(schemas, enums, sequences, functions, tables, views, extras)| Blueprint {
                schemas,
                enums,
                sequences,
                functions,
                tables,
                views,
                extras,
                place: 0,
            },
        )
}

fn extra() -> impl Strategy<Value = ExtraPart> {
    (any::<Word>(), any::<Word>(), 0..SORTS, on(over_shape())).prop_map(|(name, schema, sort, on)| {
        ExtraPart {
            name,
            schema,
            sort,
            on,
        }
    })
}

/// Mostly on both sides and the same.
fn on<T: Copy + std::fmt::Debug>(value: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = On<T>> {
    (value.clone(), value, 0..10u8).prop_map(|(one, other, choice)| match choice {
        0 => On {
            old: None,
            new: Some(one),
        },
        1 => On {
            old: Some(one),
            new: None,
        },
        2 | 3 => On {
            old: Some(one),
            new: Some(other),
        },
        _ => On {
            old: Some(one),
            new: Some(one),
        },
    })
}

/// Mostly the same.
fn both<T: Copy + std::fmt::Debug>(
    value: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = Both<T>> {
    (value.clone(), option::weighted(0.2, value)).prop_map(|(old, new)| Both {
        old,
        new: new.unwrap_or(old),
    })
}

fn enum_part() -> impl Strategy<Value = EnumPart> {
    (any::<Word>(), both(1..4u16), any::<Word>(), on(Just(()))).prop_map(|(name, values, at, on)| EnumPart {
        name,
        values,
        at,
        on,
    })
}

fn sequence() -> impl Strategy<Value = SequencePart> {
    (any::<Word>(), any::<Word>(), on(any::<Word>())).prop_map(|(name, schema, on)| SequencePart {
        name,
        schema,
        on,
    })
}

fn function() -> impl Strategy<Value = FunctionPart> {
    let shape = (
        any::<Word>(),
        any::<Word>(),
        any::<Word>(),
        any::<Word>(),
        comment(),
    )
        .prop_map(|(variant, table, body, volatility, comment)| FunctionShape {
            variant,
            table,
            body,
            volatility,
            comment,
        });
    (any::<Word>(), any::<Word>(), on(shape)).prop_map(|(name, schema, on)| FunctionPart { name, schema, on })
}

fn table() -> impl Strategy<Value = TablePart> {
    let head = (
        any::<Word>(),
        any::<Word>(),
        on(Just(())),
        any::<Word>(),
        0..6u16,
        both(comment()),
    );
    let first = (
        vec(column(), 1..=5),
        vec(over_columns(), 0..=2),
        vec(over_columns(), 0..=1),
        vec(over_columns(), 0..=3),
    );
    let second = (
        vec(over_columns(), 0..=2),
        vec(over_columns(), 0..=1),
        vec(over_columns(), 0..=2),
    );
    (head, first, second).prop_map(
        |(
            (name, schema, on, key, partitioned, comment),
            (columns, checks, uniques, indexes),
            (references, triggers, policies),
        )| TablePart {
            name,
            schema,
            on,
            key,
            partitioned,
            comment,
            columns,
            checks,
            uniques,
            indexes,
            references,
            triggers,
            policies,
        },
    )
}

fn column() -> impl Strategy<Value = ColumnPart> {
    let shape = (any::<Word>(), any::<bool>(), any::<Word>(), comment(), 0..8u16).prop_map(
        |(data_type, not_null, default, comment, generated)| ColumnShape {
            data_type,
            not_null,
            default,
            comment,
            generated,
        },
    );
    (any::<Word>(), on(shape)).prop_map(|(name, on)| ColumnPart { name, on })
}

fn over_shape() -> impl Strategy<Value = OverShape> + Clone {
    (any::<[Word; 2]>(), any::<Word>(), any::<Word>(), comment()).prop_map(
        |(columns, variant, extra, comment)| OverShape {
            columns,
            variant,
            extra,
            comment,
        },
    )
}

fn over_columns() -> impl Strategy<Value = OverColumns> {
    (any::<Word>(), on(over_shape())).prop_map(|(name, on)| OverColumns { name, on })
}

fn view() -> impl Strategy<Value = ViewPart> {
    let shape = (
        any::<Word>(),
        any::<[Word; 3]>(),
        any::<Word>(),
        any::<Word>(),
        any::<Word>(),
        comment(),
    )
        .prop_map(
            |(source, columns, expression, condition, function, comment)| ViewShape {
                source,
                columns,
                expression,
                condition,
                function,
                comment,
            },
        );
    (any::<Word>(), any::<Word>(), 0..4u16, on(shape)).prop_map(|(name, schema, materialized, on)| ViewPart {
        name,
        schema,
        materialized,
        on,
    })
}

/// Few objects have a comment.
fn comment() -> impl Strategy<Value = Word> + Clone {
    0..12u16
}
