//! Expressions and queries: text in, normal form out.

use std::fmt;

use crate::syntax::TypeName;
use crate::{References, Scope, SqlError};

/// A scalar expression, equal to another when their normal forms are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Expr {
    sql: String,
}

impl Expr {
    /// Parses one expression.
    ///
    /// # Errors
    /// When PostgreSQL's grammar does not accept it as one expression.
    pub fn parse(_text: &str) -> Result<Self, SqlError> {
        todo!()
    }

    /// The normal form as SQL, without enclosing parentheses.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The same expression with every name that `scope` knows qualified, and `pg_catalog.` dropped.
    pub fn resolve(&self, _scope: &dyn Scope) -> Self {
        todo!()
    }

    /// What it refers to.
    pub fn references(&self) -> References {
        todo!()
    }

    /// The same expression with a cast of the whole to `data_type` (modifiers apart) taken off when what is cast is
    /// a literal: how a column's type reads a default.
    pub fn without_literal_cast(&self, _data_type: &TypeName) -> Self {
        todo!()
    }

    /// The text of a string, number or boolean literal, a cast around it ignored; `None` for anything else.
    pub fn literal(&self) -> Option<String> {
        todo!()
    }

    /// Renames column references: what a view or check says after `ALTER TABLE … RENAME COLUMN`.
    pub fn rename_column(&self, _old: &str, _new: &str) -> Self {
        todo!()
    }
}

impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expr({})", self.sql)
    }
}

/// A `SELECT` (or `VALUES`, `WITH … SELECT`), equal to another when their normal forms are.
#[derive(Clone, PartialEq, Eq)]
pub struct Query {
    sql: String,
}

impl Query {
    /// Parses one query; a trailing semicolon is allowed.
    ///
    /// # Errors
    /// When PostgreSQL's grammar does not accept it, or it is not a query.
    pub fn parse(_text: &str) -> Result<Self, SqlError> {
        todo!()
    }

    /// The normal form as SQL on one line.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The normal form as SQL on several lines, for printing.
    pub fn pretty(&self) -> String {
        todo!()
    }

    /// The same query with every name that `scope` knows qualified, `pg_catalog.` dropped, and `*` expanded where the
    /// columns of everything it stands for are known.
    pub fn resolve(&self, _scope: &dyn Scope) -> Self {
        todo!()
    }

    /// What it refers to.
    pub fn references(&self) -> References {
        todo!()
    }

    /// The names of the columns it returns, or `None` where they cannot be told without a server.
    pub fn columns(&self) -> Option<Vec<String>> {
        todo!()
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Query({})", self.sql)
    }
}
