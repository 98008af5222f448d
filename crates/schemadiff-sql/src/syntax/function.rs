//! Functions and procedures.

use std::collections::BTreeMap;

use super::{ObjectName, TypeName};
use crate::Expr;

/// `CREATE FUNCTION` or `CREATE PROCEDURE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateFunction {
    /// Its name.
    pub name: ObjectName,
    /// Whether it is a procedure.
    pub procedure: bool,
    /// Its arguments, without the columns of `RETURNS TABLE`.
    pub arguments: Vec<Argument>,
    /// What it returns; absent for procedures and where OUT arguments say it.
    pub returns: Option<Returns>,
    /// `LANGUAGE`, in lower case.
    pub language: String,
    /// The body.
    pub body: Body,
    /// `IMMUTABLE`, `STABLE` or `VOLATILE`.
    pub volatility: Volatility,
    /// `STRICT`.
    pub strict: bool,
    /// `SECURITY DEFINER`.
    pub security_definer: bool,
    /// `LEAKPROOF`.
    pub leakproof: bool,
    /// `WINDOW`.
    pub window: bool,
    /// `PARALLEL`.
    pub parallel: Parallel,
    /// `COST`, as text; absent when default.
    pub cost: Option<String>,
    /// `ROWS`, as text; absent when default.
    pub rows: Option<String>,
    /// `SUPPORT`.
    pub support: Option<ObjectName>,
    /// `SET name = value`, values as in `pg_proc.proconfig`.
    pub settings: BTreeMap<String, String>,
}

impl CreateFunction {
    /// The types that, with the name, identify the function: those of IN, INOUT and VARIADIC arguments.
    ///
    /// Source: manual, "CREATE FUNCTION"; procedures count OUT arguments too since PostgreSQL 14.
    pub fn signature(&self) -> Vec<TypeName> {
        self.arguments
            .iter()
            .filter(|argument| self.procedure || argument.mode != ArgumentMode::Out)
            .map(|argument| argument.data_type.clone())
            .collect()
    }
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name, if any.
    pub name: Option<String>,
    /// Its mode.
    pub mode: ArgumentMode,
    /// Its type.
    pub data_type: TypeName,
    /// `DEFAULT`.
    pub default: Option<Expr>,
}

/// `proargmodes`, without `TABLE`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArgumentMode {
    /// `IN`.
    #[default]
    In,
    /// `OUT`.
    Out,
    /// `INOUT`.
    InOut,
    /// `VARIADIC`.
    Variadic,
}

/// `RETURNS`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returns {
    /// One value.
    Type(TypeName),
    /// `SETOF`.
    SetOf(TypeName),
    /// `TABLE (…)`.
    Table(Vec<(String, TypeName)>),
}

/// A function's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// `AS '…'`: text that the language reads, kept to the byte.
    Text(String),
    /// `AS 'object file', 'symbol'` of C functions.
    Linked {
        /// The object file.
        file: String,
        /// The link symbol.
        symbol: String,
    },
    /// `RETURN …` or `BEGIN ATOMIC … END` (PostgreSQL 14), in normal form.
    Sql(String),
}

impl Body {
    /// The statement of a body that has one and no more, as the action of a rule has.
    pub fn only_statement(&self) -> Option<&str> {
        match self {
            Self::Sql(text) => text.strip_prefix("BEGIN ATOMIC\n  ")?.strip_suffix(";\nEND"),
            Self::Text(_) | Self::Linked { .. } => None,
        }
    }
}

/// `provolatile`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Volatility {
    /// `IMMUTABLE`.
    Immutable,
    /// `STABLE`.
    Stable,
    /// `VOLATILE`.
    #[default]
    Volatile,
}

/// `proparallel`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parallel {
    /// `SAFE`.
    Safe,
    /// `RESTRICTED`.
    Restricted,
    /// `UNSAFE`.
    #[default]
    Unsafe,
}
