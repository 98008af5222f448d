//! What a helper object says in its comment: for people that it is one, for a later plan what it is for.

use serde::{Deserialize, Serialize};

/// How a marker begins. What follows is JSON.
const PREFIX: &str = "schemadiff: ";

/// What a helper is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Marker {
    /// A function that keeps a column and its copy under the new name equal.
    RenameColumn(RenameColumn),
    /// A view that has the old name of a table.
    RenameTable(RenameTable),
    /// A function that fills a new column.
    FillColumn(FillColumn),
    /// A function that keeps a column in another type too.
    RetypeColumn(RetypeColumn),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RetypeColumn {
    /// The column.
    pub(super) column: String,
    /// The one that has its values in the new type.
    pub(super) shadow: String,
    /// How they are made: another way is another change.
    pub(super) conversion: String,
    /// Whether every row that was there before the trigger is filled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) filled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FillColumn {
    /// The column.
    pub(super) column: String,
    /// Whether every row that was there before is filled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) filled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RenameTable {
    /// The schema of the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) schema: Option<String>,
    /// The table.
    pub(super) to: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RenameColumn {
    /// The column that holds the values.
    pub(super) from: String,
    /// The copy.
    pub(super) to: String,
    /// Whether every row that was there before the trigger is filled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) filled: bool,
}

impl Marker {
    /// The comment.
    pub(super) fn write(&self) -> String {
        let json = serde_json::to_string(self).expect("strings and flags are always JSON");
        format!("{PREFIX}{json}")
    }

    /// Reads a comment, if it is one.
    pub(super) fn read(comment: &str) -> Option<Self> {
        serde_json::from_str(comment.strip_prefix(PREFIX)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Marker, RenameColumn};

    #[test]
    fn what_is_written_is_read() {
        for filled in [false, true] {
            let marker = Marker::RenameColumn(RenameColumn {
                from: "na\"me".to_owned(),
                to: "Full Name".to_owned(),
                filled,
            });
            assert_eq!(Marker::read(&marker.write()), Some(marker));
        }
        assert_eq!(
            Marker::read("schemadiff: is what we use"),
            None,
            "a comment of somebody else's"
        );
    }
}
