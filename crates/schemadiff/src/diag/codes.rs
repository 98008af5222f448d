//! The table of codes: stable, one row each, explained by `schemadiff explain`.

/// A stable code, printed as `SD0001`.
pub type Code = &'static str;

/// What a code means.
#[derive(Clone, Copy, Debug)]
pub struct CodeInfo {
    /// `SD0001`.
    pub code: Code,
    /// One line.
    pub title: &'static str,
    /// What it means and what to do.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($name:ident = $code:literal : $title:literal, $explanation:literal;)*) => {
        impl CodeInfo {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self { code: $code, title: $title, explanation: $explanation }),*];
        }
        $(#[doc = $title] pub const $name: Code = $code;)*
    };
}

codes! {
    TOML_SYNTAX = "SD0001": "the file is not valid TOML",
        "The TOML grammar does not accept the file at the place shown. Everything else in the file is still checked.";
    SQL_SYNTAX = "SD0002": "a piece of SQL cannot be parsed",
        "Every string of the model that is SQL is parsed by PostgreSQL's own grammar when it is loaded, and so is every \
         statement of an SQL file. The place shown is where the grammar stopped.";
    WRONG_TYPE = "SD0003": "a key has a value of the wrong type",
        "The key exists but takes another type of value, such as a string where a table was written.";
    MISSING_KEY = "SD0004": "a required key is missing",
        "The object cannot be defined without this key.";
    BAD_VALUE = "SD0005": "a key has a value that it cannot take",
        "The value has the right type, but it is none of those that the key takes.";
    UNKNOWN_KEY = "SD0007": "unknown key",
        "The model has no such key here. Unknown keys are errors, so that a typing mistake never goes unnoticed.";
    DUPLICATE = "SD0008": "an object is defined twice",
        "Two definitions of one object are never merged. Remove one, or rename it.";
    UNREADABLE = "SD0009": "a file cannot be read",
        "The file named by the command or by `include` does not exist, is not UTF-8, or may not be read.";
    UNSUPPORTED = "SD0010": "a statement is not understood",
        "The statement is valid SQL but says something that the model does not hold yet. It is reported and left out, \
         never skipped in silence.";
    SECRET = "SD0011": "a secret is left where it is",
        "Passwords and how a subscription connects are secrets. They are set on the server itself: no model holds them, and \
         they are neither read, compared nor printed.";
    MISSING_TABLE = "SD0110": "a table that is referenced does not exist",
        "A foreign key, partition, index, trigger or policy names a table that the model does not define.";
    UNKNOWN_TYPE = "SD0111": "a type does not exist",
        "The type is not built in, not defined in the model, and no extension of the model may provide it.";
    MISSING_COLUMN = "SD0112": "a column does not exist",
        "A key, index, foreign key or constraint names a column that its table does not have.";
    MISSING_OBJECT = "SD0113": "an object that is named does not exist",
        "The model names a function, schema or other object that neither the model nor PostgreSQL defines.";
    FOREIGN_KEY_MISMATCH = "SD0114": "a foreign key does not fit the key it references",
        "The referenced columns must be a primary key or unique key of the referenced table, and there must be as many \
         of them as referencing columns.";
    MISPLACED = "SD0115": "an object cannot be defined here",
        "The object exists in the model's language but not in this place, such as a column beside `partition_of`.";
    CYCLE = "SD0120": "objects depend on each other in a circle",
        "No order of statements can create them. The message names every object of the circle and why it needs the next.";
    PROTECTED = "SD0201": "a protected object would be dropped",
        "`protect = true` cannot be overridden by any flag. Take it off in the model first.";
    LOOKS_LIKE_RENAME = "SD0202": "a drop beside an add looks like a rename",
        "A column is dropped and one of the same type is added to the same table (or a table beside a table of the same \
         columns). If it is a rename, say `renamed_from`; if not, allow the drop.";
    CANNOT_CHANGE = "SD0203": "a change that cannot be made in place",
        "PostgreSQL has no statement for this change and this version of schemadiff has no recipe for it.";
    STALE_RENAME = "SD0204": "a rename of which both names exist, or neither",
        "`renamed_from` names an object that exists beside the new one, or a value of an enum that has neither of the two, so \
         it is not clear what is meant.";
    LOSES_UNMANAGED = "SD0205": "an object that is made anew loses what is not managed",
        "The plan drops an object and creates it again. What the database says about it and no model can say, such as a \
         security label, goes with it and does not come back. Write it down first and restore it afterwards, in the same \
         window.";
    NEEDED_OUT_OF_SCOPE = "SD0206": "something out of scope needs what would be dropped",
        "What is out of scope stays as it is, so what it needs cannot go. PostgreSQL would refuse the drop, and there is no \
         CASCADE here.";
    TOO_NEW = "SD0207": "the server is too old for something",
        "What the model says came with a later version of PostgreSQL than that of the server, or than the oldest that \
         `database.postgres` names. No statement could make it there.";
    UPKEEP = "SD0208": "a policy that cannot be followed",
        "The policy of a partitioned table asks for partitions that cannot be made or retired as things are. Everything else \
         that policies ask for is planned.";
    OLD_RECORDING = "SD0302": "a recording is older than what is compared now",
        "The recorded catalog was made by an older version of schemadiff and says nothing of some kinds of objects or of \
         owners and privileges. They are not compared. Record it again.";
    UNSETTLED = "SD0301": "an expression could not be compared exactly",
        "The wanted text differs from the text PostgreSQL keeps, and no server could say whether they mean the same. \
         The plan treats them as different.";
}

/// The row of a code, in any case.
pub fn explain(code: &str) -> Option<&'static CodeInfo> {
    CodeInfo::ALL
        .iter()
        .find(|info| info.code.eq_ignore_ascii_case(code))
}

/// The codes by name.
pub mod code {
    pub use super::{
        BAD_VALUE, CANNOT_CHANGE, CYCLE, DUPLICATE, FOREIGN_KEY_MISMATCH, LOOKS_LIKE_RENAME, LOSES_UNMANAGED,
        MISPLACED, MISSING_COLUMN, MISSING_KEY, MISSING_OBJECT, MISSING_TABLE, NEEDED_OUT_OF_SCOPE,
        OLD_RECORDING, PROTECTED, SECRET, SQL_SYNTAX, STALE_RENAME, TOML_SYNTAX, TOO_NEW, UNKNOWN_KEY,
        UNKNOWN_TYPE, UNREADABLE, UNSETTLED, UNSUPPORTED, UPKEEP, WRONG_TYPE,
    };
}
