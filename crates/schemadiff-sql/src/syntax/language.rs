//! Procedural languages, transforms and conversions, as their statements say them.

use super::{ObjectName, TypeName};

/// `CREATE ACCESS METHOD`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateAccessMethod {
    /// Its name.
    pub name: String,
    /// `TYPE TABLE` rather than `TYPE INDEX`.
    pub of_tables: bool,
    /// `HANDLER`.
    pub handler: ObjectName,
}

/// `CREATE LANGUAGE` with a handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateLanguage {
    /// Its name.
    pub name: String,
    /// `TRUSTED`.
    pub trusted: bool,
    /// `HANDLER`.
    pub handler: ObjectName,
    /// `INLINE`.
    pub inline: Option<ObjectName>,
    /// `VALIDATOR`.
    pub validator: Option<ObjectName>,
}

/// `CREATE TRANSFORM`. Both functions take one argument of type `internal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTransform {
    /// `FOR`.
    pub data_type: TypeName,
    /// `LANGUAGE`.
    pub language: String,
    /// `FROM SQL WITH FUNCTION`.
    pub from_sql: Option<ObjectName>,
    /// `TO SQL WITH FUNCTION`.
    pub to_sql: Option<ObjectName>,
}

/// `CREATE CONVERSION`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateConversion {
    /// Its name.
    pub name: ObjectName,
    /// `FOR`.
    pub from: String,
    /// `TO`.
    pub to: String,
    /// `FROM`.
    pub function: ObjectName,
    /// `DEFAULT`.
    pub default: bool,
}
