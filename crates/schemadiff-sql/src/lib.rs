//! SQL in and SQL out: the only crate that sees PostgreSQL's grammar (`pg_query`) and the `sqlparser` tokenizer.
//!
//! Text comes in and leaves as values of [`syntax`]; the parsers' own types never leave. Expressions and queries are
//! kept as [`Expr`] and [`Query`]: equal when their normal forms are equal, printable, and able to name what they
//! refer to. Errors carry byte ranges into the text that was parsed.

mod convert;
mod depth;
mod enum_value;
mod error;
mod expr;
mod fragment;
mod function_names;
mod grammar;
pub mod highlight;
mod inert;
mod lexer;
mod memo;
mod normal;
mod plain;
pub mod quote;
mod references;
mod rename;
mod resolve;
mod script;
mod split;
mod stored;
pub mod syntax;
mod tree;
mod type_name;
mod typed;
mod walk;
mod walk_json;

pub use enum_value::EnumValueRename;
pub use error::SqlError;
pub use expr::{Expr, Query};
pub use fragment::*;
pub use plain::plain_query;
pub use references::{References, Scope, is_builtin_function, is_builtin_operator};
pub use script::parse_script;
pub use typed::ColumnTypes;
