//! Types of columns, and expressions over columns of them.

use super::parts::Word;

/// A type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Smallint,
    Integer,
    Bigint,
    Numeric,
    Text,
    Short,
    Long,
    Boolean,
    Date,
    Timestamp,
    Uuid,
    Json,
    Texts,
    Address,
    /// An enum of the schema, by number.
    Enum(Word),
}

impl Type {
    /// The one that a number stands for.
    pub(super) fn of(word: Word) -> Self {
        const PLAIN: [Type; 14] = [
            Type::Integer,
            Type::Text,
            Type::Boolean,
            Type::Short,
            Type::Bigint,
            Type::Timestamp,
            Type::Numeric,
            Type::Date,
            Type::Uuid,
            Type::Json,
            Type::Texts,
            Type::Long,
            Type::Smallint,
            Type::Address,
        ];
        let choice = usize::from(word) % (PLAIN.len() + 4);
        PLAIN.get(choice).copied().unwrap_or(Self::Enum(word / 18))
    }

    /// Whether a column of one type can become one of the other.
    pub(super) fn becomes(self, other: Self) -> bool {
        self == other || self.is_text() || other.is_text() || (self.is_number() && other.is_number())
    }

    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Short | Self::Long)
    }

    pub(super) fn is_number(self) -> bool {
        matches!(
            self,
            Self::Smallint | Self::Integer | Self::Bigint | Self::Numeric
        )
    }

    /// Its SQL; an enum's is the caller's to say.
    pub(super) fn sql(self) -> &'static str {
        match self {
            Self::Smallint => "smallint",
            Self::Integer => "integer",
            Self::Bigint => "bigint",
            Self::Numeric => "numeric(10,2)",
            Self::Text | Self::Enum(_) => "text",
            Self::Short => "varchar(20)",
            Self::Long => "varchar(200)",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Timestamp => "timestamptz",
            Self::Uuid => "uuid",
            Self::Json => "jsonb",
            Self::Texts => "text[]",
            Self::Address => "inet",
        }
    }

    /// Defaults; several spellings on purpose.
    pub(super) fn defaults(self) -> &'static [&'static str] {
        match self {
            Self::Smallint | Self::Integer | Self::Bigint => &["0", "42", "-1", "1 + 1", "'7'"],
            Self::Numeric => &["0", "9.99", "-0.5", "10 / 4"],
            Self::Text => &[
                "''",
                "'it''s'",
                "'a' || 'b'",
                "current_user",
                "lower('X')",
                "CURRENT_SCHEMA",
            ],
            Self::Short | Self::Long => &["''", "'new'", "'a' || 'b'", "upper('x')"],
            Self::Boolean => &["true", "FALSE", "'t'", "(NOT true)"],
            Self::Date => &["CURRENT_DATE", "'2024-02-29'", "now()", "date '2024-01-01'"],
            Self::Timestamp => &[
                "now()",
                "CURRENT_TIMESTAMP",
                "'2024-01-01 00:00:00+00'",
                "now() - interval '1 day'",
            ],
            Self::Uuid => &["gen_random_uuid()", "'00000000-0000-0000-0000-000000000001'"],
            Self::Json => &["'{}'", "'[]'::jsonb", "jsonb_build_object('a', 1)"],
            Self::Texts => &["'{}'", "ARRAY[]::text[]", "ARRAY['a', 'b']"],
            Self::Address => &["'127.0.0.1'", "inet '::1'"],
            Self::Enum(_) => &[],
        }
    }

    /// Conditions over a column `$`.
    pub(super) fn conditions(self) -> &'static [&'static str] {
        match self {
            Self::Smallint | Self::Integer | Self::Bigint => &[
                "$ > 0",
                "$ BETWEEN 1 AND 10",
                "$ IN (1, 2, 3)",
                "$ % 2 = 0 AND $ <> 4",
                "NOT ($ = 5 OR $ IS NULL)",
                "abs($) < 100",
            ],
            Self::Numeric => &["$ >= 0", "$ > 0.5 AND $ < 100", "round($, 1) <> 3"],
            Self::Text | Self::Short | Self::Long => &[
                "$ <> ''",
                "length($) > 2",
                "$ IN ('a', 'b', 'c')",
                "$ LIKE 'a%'",
                "lower($) = $",
                "$ ~ '^[a-z]+' OR $ IS NULL",
                "coalesce($, 'x') <> 'y'",
                "substring($ from 1 for 2) = 'ab'",
                "trim($) = $",
            ],
            Self::Boolean => &["$", "NOT $", "$ IS NOT TRUE", "$ = true"],
            Self::Date => &["$ > '2000-01-01'", "extract(year FROM $) > 1999", "$ IS NOT NULL"],
            Self::Timestamp => &["$ > '2000-01-01'::timestamptz", "$ IS NOT NULL", "$ < 'infinity'"],
            Self::Uuid => &["$ <> '00000000-0000-0000-0000-000000000000'", "$ IS NOT NULL"],
            Self::Json => &["$ ? 'a'", "$ ->> 'a' = 'b'", "jsonb_typeof($) = 'object'"],
            Self::Texts => &[
                "cardinality($) > 0",
                "'a' = ANY ($)",
                "$ @> ARRAY['a']",
                "$[1] IS NOT NULL",
            ],
            Self::Address => &["family($) = 4", "$ << inet '10.0.0.0/8'"],
            Self::Enum(_) => &["$ IS NOT NULL", "$ = $", "$ > 'v0'"],
        }
    }

    /// Expressions over a column `$` for views.
    pub(super) fn expressions(self) -> &'static [&'static str] {
        match self {
            Self::Smallint | Self::Integer | Self::Bigint | Self::Numeric => &[
                "$ + 1",
                "coalesce($, 0)",
                "CASE WHEN $ > 0 THEN 'yes' ELSE 'no' END",
                "$::text",
                "-$",
            ],
            Self::Text | Self::Short | Self::Long => &[
                "upper($)",
                "$ || '!'",
                "length($)",
                "coalesce($, '')",
                "NULLIF($, '')",
                "left($, 3)",
            ],
            Self::Boolean => &["NOT $", "$::integer", "CASE $ WHEN true THEN 1 END"],
            Self::Date | Self::Timestamp => &[
                "$ + interval '1 day'",
                "date_trunc('month', $)",
                "extract(year FROM $)",
            ],
            Self::Uuid | Self::Address | Self::Enum(_) => &["$::text", "coalesce($, NULL)", "$ IS NULL"],
            Self::Json => &["$ -> 'a'", "$ ->> 'a'", "($ ->> 'n')::integer"],
            Self::Texts => &["cardinality($)", "$[1]", "array_to_string($, ',')"],
        }
    }

    /// An expression over a column `$` that an index can hold.
    pub(super) fn indexed(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Short | Self::Long => Some("lower($)"),
            Self::Smallint | Self::Integer | Self::Bigint | Self::Numeric => Some("abs($)"),
            Self::Json => Some("($ ->> 'a')"),
            Self::Texts => Some("cardinality($)"),
            _ => None,
        }
    }
}
