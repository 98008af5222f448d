//! What a schema is held to: `[conventions]` of a model, with what the schema document asks for wherever nothing is said.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{Column, TypeName};
use schemadiff_sql::{parse_column, parse_type};

use super::rule::{Choice, Level, Preset, Rule};
use super::style::Case;
use super::template::Template;
use crate::catalog::{ObjectRef, Origin, matches};
use crate::render::toml::Fields;

/// The conventions of a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conventions {
    /// The levels of rules of which nothing is said; [`Preset::Minimal`] when it is not said either.
    pub preset: Option<Preset>,
    /// What things are called.
    pub names: Names,
    /// What data types they have.
    pub types: Types,
    /// Which columns tables share.
    pub columns: Columns,
    /// Levels of rules, by name.
    pub levels: BTreeMap<&'static str, Level>,
    /// Options of rules that are set, by the rule's name and the key.
    pub options: BTreeMap<(&'static str, &'static str), String>,
    /// What need not keep to them.
    pub except: Vec<Except>,
    /// The keys that the model has written, such as `names.tables`: what it writes down it wants kept.
    pub written: BTreeSet<&'static str>,
    /// All of it as the model writes it, remarks for people included; what has keys of its own comes last.
    pub(crate) text: Fields,
}

/// An object that need not keep to a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Except {
    /// The rule; without one, all rules.
    pub rule: Option<&'static str>,
    /// Which objects, with `*` for any text and `?` for a character: `public.users.email`, `users.*`.
    pub object: String,
    /// Why.
    pub reason: String,
    /// Where it is written.
    pub place: Place,
}

/// Where something is written, which is no part of what it says.
#[derive(Clone)]
pub struct Place(pub Origin);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Place")
    }
}

impl Except {
    /// Whether an object is excepted from a rule. Its schema need not be said when it is the default one.
    pub(super) fn takes(&self, rule: &Rule, object: &ObjectRef, default_schema: &str) -> bool {
        if self.rule.is_some_and(|known| known != rule.name) {
            return false;
        }
        let path = object.path();
        let short = path
            .strip_prefix(default_schema)
            .and_then(|rest| rest.strip_prefix('.'));
        matches(&self.object, &path) || short.is_some_and(|short| matches(&self.object, short))
    }
}

impl Conventions {
    /// How grave what a rule finds is: as the model says, else as the preset says. A convention that the model writes down is
    /// one it wants kept, whatever the preset thinks of it.
    pub fn level(&self, rule: &Rule) -> Level {
        if let Some(level) = self.levels.get(rule.name) {
            return *level;
        }
        let preset = self.preset.unwrap_or_default();
        let level = rule.level(preset);
        let is_written = rule.keys.iter().any(|key| self.written.contains(key));
        if level == Level::Off && preset != Preset::Off && is_written {
            rule.document
        } else {
            level
        }
    }

    /// The value of an option of a rule, as text.
    pub(super) fn option(&self, rule: &Rule, key: &str) -> String {
        let Some(option) = rule.options.iter().find(|option| option.key == key) else {
            return String::new();
        };
        let set = self.options.get(&(rule.name, option.key)).cloned();
        set.unwrap_or_else(|| match option.choice {
            Choice::Flag(flag) => flag.to_string(),
            Choice::Word(words) => words.first().copied().unwrap_or_default().to_owned(),
        })
    }
}

/// How the names of a kind of object are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Their case.
    pub case: Case,
    /// Whether they speak of one thing or of many.
    pub number: Number,
}

/// One or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// `user`.
    Singular,
    /// `users`.
    Plural,
    /// Either.
    Any,
}

/// `[conventions.names]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Tables.
    pub tables: Style,
    /// Columns.
    pub columns: Style,
    /// Enums.
    pub enums: Style,
    /// The one column of a primary key.
    pub primary_key: String,
    /// The one column of the primary key of a lookup table.
    pub lookup_key: String,
    /// Columns that reference another table.
    pub foreign_key: Vec<Template>,
    /// Columns that reference another table and are called by the part that the row plays; with `*`.
    pub foreign_key_roles: Vec<String>,
    /// Indexes.
    pub index: Template,
    /// Unique indexes and constraints.
    pub unique_index: Template,
    /// Checks.
    pub check: Template,
    /// Primary keys, as constraints.
    pub primary_key_constraint: Template,
    /// Foreign keys, as constraints.
    pub foreign_key_constraint: Template,
    /// Tables that join two others.
    pub junction_table: Template,
    /// Whether the two tables stand in alphabetical order in that name.
    pub junction_alphabetical: bool,
    /// Boolean columns; with `*`.
    pub booleans: Vec<String>,
    /// Columns that hold a moment; with `*`.
    pub timestamps: Vec<String>,
    /// Columns that hold a day; with `*`.
    pub dates: Vec<String>,
    /// Plurals that English has no rule for, by their singular.
    pub irregular: BTreeMap<String, String>,
}

/// The gaps of templates, by their key under `[conventions.names]`.
pub(super) const GAPS: &[(&str, &[&str])] = &[
    (
        "foreign_key",
        &[
            "referenced_table",
            "referenced_table_singular",
            "referenced_column",
            "any",
        ],
    ),
    ("index", &["table", "table_singular", "columns", "any"]),
    ("unique_index", &["table", "table_singular", "columns", "any"]),
    ("check", &["table", "table_singular", "columns", "any"]),
    (
        "primary_key_constraint",
        &["table", "table_singular", "columns", "any"],
    ),
    (
        "foreign_key_constraint",
        &[
            "table",
            "table_singular",
            "columns",
            "referenced_table",
            "referenced_table_singular",
            "any",
        ],
    ),
    ("junction_table", &["table1", "table2", "any"]),
];

/// The gaps that a template of a key may have.
pub(super) fn gaps(key: &str) -> &'static [&'static str] {
    GAPS.iter()
        .find(|(known, _)| *known == key)
        .map_or(&[], |(_, gaps)| gaps)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

impl Default for Names {
    fn default() -> Self {
        let template = |key: &str, text: &str| Template::known(text, gaps(key));
        let style = |number| Style {
            case: Case::Snake,
            number,
        };
        Self {
            tables: style(Number::Plural),
            columns: style(Number::Any),
            enums: style(Number::Any),
            primary_key: "id".to_owned(),
            lookup_key: "code".to_owned(),
            foreign_key: vec![template(
                "foreign_key",
                "{referenced_table_singular}_{referenced_column}",
            )],
            foreign_key_roles: texts(&["created_by", "updated_by", "deleted_by", "actor_id", "parent_id"]),
            index: template("index", "idx_{table}_{columns}"),
            unique_index: template("unique_index", "uq_{table}_{columns}"),
            check: template("check", "{table}_{any}"),
            primary_key_constraint: template("primary_key_constraint", "{table}_pkey"),
            foreign_key_constraint: template("foreign_key_constraint", "{table}_{columns}_fkey"),
            junction_table: template("junction_table", "{table1}_{table2}"),
            junction_alphabetical: true,
            booleans: texts(&[
                "is_*",
                "has_*",
                "can_*",
                "may_*",
                "should_*",
                "allow_*",
                "*_enabled",
                "*_disabled",
            ]),
            timestamps: texts(&["*_at"]),
            dates: texts(&["*_on", "*_date", "date", "date_*"]),
            irregular: BTreeMap::new(),
        }
    }
}

/// Which type a sort of data has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeConvention {
    /// The type it has; nothing where any that is not refused will do.
    pub data_type: Option<TypeName>,
    /// Its default, where one is asked for.
    pub default: Option<String>,
    /// The columns that hold such data, by name; with `*`.
    pub columns: Vec<String>,
    /// Types that it never has.
    pub never: Vec<TypeName>,
}

impl TypeConvention {
    /// Whether a column is called as one that holds such data.
    pub(super) fn names(&self, column: &str) -> bool {
        self.columns.iter().any(|glob| matches(glob, column))
    }

    /// Whether a type is one that such data never has. Arrays are meant too; lengths and precisions only where they are said.
    pub(super) fn refuses(&self, data_type: &TypeName) -> bool {
        self.never.iter().any(|never| {
            never.name == data_type.name
                && (never.modifiers.is_empty() || never.modifiers == data_type.modifiers)
        })
    }
}

/// `[conventions.types]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Types {
    /// Keys that stand for a row.
    pub primary_key: TypeConvention,
    /// Texts with a greatest length.
    pub short_string: TypeConvention,
    /// Texts without.
    pub long_text: TypeConvention,
    /// Amounts of money.
    pub money: TypeConvention,
    /// Yes or no.
    pub boolean: TypeConvention,
    /// One of a few words.
    pub enumeration: TypeConvention,
    /// Documents.
    pub json: TypeConvention,
    /// Addresses of machines.
    pub ip_address: TypeConvention,
    /// Addresses of pages.
    pub url: TypeConvention,
    /// Moments.
    pub timestamp: TypeConvention,
    /// Days.
    pub date: TypeConvention,
    /// Lengths of time.
    pub duration: TypeConvention,
}

/// A type that is known to be one.
fn known_type(text: &str) -> TypeName {
    parse_type(text).unwrap_or_else(|_| TypeName::builtin(text))
}

impl Default for Types {
    fn default() -> Self {
        let kind = |data_type: &str, columns: &[&str], never: &[&str]| TypeConvention {
            data_type: (!data_type.is_empty()).then(|| known_type(data_type)),
            default: None,
            columns: texts(columns),
            never: never.iter().map(|never| known_type(never)).collect(),
        };
        let strings = &["varchar", "text", "bpchar"];
        Self {
            primary_key: TypeConvention {
                default: Some("gen_random_uuid()".to_owned()),
                ..kind("uuid", &[], &[])
            },
            short_string: kind("", &[], &[]),
            long_text: kind("text", &[], &[]),
            money: kind(
                "numeric(19,4)",
                &[
                    "amount",
                    "*_amount",
                    "amount_*",
                    "price",
                    "*_price",
                    "price_*",
                    "balance",
                    "*_balance",
                    "cost",
                    "*_cost",
                    "fee",
                    "*_fee",
                    "total_due",
                    "subtotal",
                ],
                &["real", "double precision", "money"],
            ),
            boolean: kind("boolean", &[], &[]),
            enumeration: kind("", &["status", "*_status", "role", "*_role"], strings),
            json: kind("jsonb", &[], &["json"]),
            ip_address: kind("inet", &["ip", "ip_address", "*_ip", "*_ip_address"], strings),
            url: kind("text", &["url", "*_url"], &["varchar", "bpchar"]),
            timestamp: kind("timestamptz", &[], &["timestamp", "timetz"]),
            date: kind(
                "date",
                &["*_on", "*_date"],
                &["timestamp", "timestamptz", "varchar", "text", "bpchar"],
            ),
            duration: kind(
                "interval",
                &["duration", "*_duration"],
                &[
                    "smallint",
                    "integer",
                    "bigint",
                    "numeric",
                    "real",
                    "double precision",
                    "varchar",
                    "text",
                    "time",
                ],
            ),
        }
    }
}

/// `[conventions.columns]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Those of a table of its own.
    pub standard: Vec<String>,
    /// Those of a lookup table.
    pub lookup: Vec<String>,
    /// Those of a table that joins two others.
    pub junction: Vec<String>,
    /// Those of a partitioned table.
    pub partitioned: Vec<String>,
    /// What they are, by name.
    pub define: BTreeMap<String, Column>,
    /// The column that says a row has been deleted.
    pub soft_delete: String,
    /// The column that a trigger keeps at the time of the last change.
    pub updated_at: String,
    /// The trigger, when its name matters.
    pub updated_at_trigger: Option<String>,
    /// Its function, when that matters.
    pub updated_at_function: Option<String>,
    /// The column that says whose row it is.
    pub tenant: String,
    /// The table of those whom rows belong to.
    pub tenants: String,
}

impl Default for Columns {
    fn default() -> Self {
        let define = [
            ("id", "uuid not null default gen_random_uuid()"),
            ("created_at", "timestamptz not null default now()"),
            ("updated_at", "timestamptz not null default now()"),
            ("deleted_at", "timestamptz"),
            ("version", "integer not null default 1"),
        ];
        let define = define.into_iter().filter_map(|(name, text)| {
            let definition = parse_column(name, text).ok()?;
            Some((name.to_owned(), definition.column))
        });
        Self {
            standard: texts(&["id", "created_at", "updated_at", "deleted_at", "version"]),
            lookup: Vec::new(),
            junction: Vec::new(),
            partitioned: texts(&["id", "created_at"]),
            define: define.collect(),
            soft_delete: "deleted_at".to_owned(),
            updated_at: "updated_at".to_owned(),
            updated_at_trigger: None,
            updated_at_function: None,
            tenant: "tenant_id".to_owned(),
            tenants: "tenants".to_owned(),
        }
    }
}
