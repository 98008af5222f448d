//! What can be set on a column beyond its definition, and how a relation is kept on disk.

use super::IndexParameters;

/// How a column is stored, and what `ANALYZE` gathers about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnSettings {
    /// `STORAGE`, when it is not the type's own.
    pub storage: Option<Storage>,
    /// `COMPRESSION`, when it is not left to `default_toast_compression`.
    pub compression: Option<String>,
    /// `STATISTICS`, when it is not left to `default_statistics_target`.
    pub statistics: Option<u16>,
    /// `SET (…)`: `n_distinct` and `n_distinct_inherited`.
    pub options: IndexParameters,
}

/// `pg_attribute.attstorage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// `PLAIN`: in the row, not compressed.
    Plain,
    /// `EXTERNAL`: out of line, not compressed.
    External,
    /// `EXTENDED`: compressed, then out of line.
    Extended,
    /// `MAIN`: compressed, out of line as a last resort.
    Main,
}

impl Storage {
    /// Every one, in the order of the manual.
    pub const ALL: &'static [Self] = &[Self::Plain, Self::External, Self::Extended, Self::Main];

    /// The SQL word.
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::External => "EXTERNAL",
            Self::Extended => "EXTENDED",
            Self::Main => "MAIN",
        }
    }

    /// The one that a word names, in whatever case.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|storage| storage.as_sql().eq_ignore_ascii_case(word))
    }
}

/// One setting of a column, as `ALTER COLUMN` names it. What is absent is the default again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnSetting {
    /// `SET STORAGE`.
    Storage(Option<Storage>),
    /// `SET COMPRESSION`.
    Compression(Option<String>),
    /// `SET STATISTICS`.
    Statistics(Option<u16>),
    /// `SET (…)`.
    Options(IndexParameters),
}

/// The column that `ALTER COLUMN` names; those of an index have numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnName {
    /// By its name.
    Named(String),
    /// By its number, from 1.
    Numbered(u16),
}

impl ColumnSettings {
    /// Takes one setting over.
    pub fn set(&mut self, setting: ColumnSetting) {
        match setting {
            ColumnSetting::Storage(storage) => self.storage = storage,
            ColumnSetting::Compression(compression) => self.compression = compression,
            ColumnSetting::Statistics(statistics) => self.statistics = statistics,
            ColumnSetting::Options(options) => self.options.extend(options),
        }
    }

    /// Whether everything is left to the defaults.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// `pg_class.relreplident`: what identifies an old row for logical replication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ReplicaIdentity {
    /// `DEFAULT`: the primary key.
    #[default]
    Default,
    /// `NOTHING`.
    Nothing,
    /// `FULL`.
    Full,
    /// `USING INDEX`.
    Index(String),
}
