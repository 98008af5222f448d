//! Foreign data wrappers, servers and user mappings, as their statements say them.

use std::collections::BTreeMap;

use super::{CreateTable, ObjectName};

/// `CREATE FOREIGN DATA WRAPPER`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateForeignDataWrapper {
    /// Its name.
    pub name: String,
    /// `HANDLER`.
    pub handler: Option<ObjectName>,
    /// `VALIDATOR`.
    pub validator: Option<ObjectName>,
    /// `OPTIONS`.
    pub options: BTreeMap<String, String>,
}

/// `CREATE SERVER`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateServer {
    /// Its name.
    pub name: String,
    /// `TYPE`.
    pub server_type: Option<String>,
    /// `VERSION`.
    pub version: Option<String>,
    /// `FOREIGN DATA WRAPPER`.
    pub wrapper: String,
    /// `OPTIONS`.
    pub options: BTreeMap<String, String>,
}

/// `CREATE FOREIGN TABLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateForeignTable {
    /// What it says as a table would.
    pub table: CreateTable,
    /// The server.
    pub server: String,
    /// `OPTIONS` of the table.
    pub options: BTreeMap<String, String>,
    /// `OPTIONS` of columns, by their names.
    pub column_options: BTreeMap<String, BTreeMap<String, String>>,
}

/// `CREATE USER MAPPING`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateUserMapping {
    /// The role, or `public`.
    pub user: String,
    /// The server.
    pub server: String,
    /// `OPTIONS`, those that are secrets too.
    pub options: BTreeMap<String, String>,
}
