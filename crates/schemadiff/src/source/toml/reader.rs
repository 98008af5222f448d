//! What reading fills: the declared catalog, and who holds which name.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Constraint, ConstraintKind, ObjectName};

use super::problem::Problems;
use super::table::{self, Entry};
use super::value::Value;
use crate::catalog::{Annotation, Kind, ObjectRef, Origin};
use crate::diag::{Diagnostic, code};
use crate::kinds::table::toml::{KnownColumns, StandardColumns};
use crate::kinds::trigger::toml::Templates;
use crate::kinds::{InCatalog, Table};
use crate::source::Declared;

/// Where reading puts what it finds.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    /// What has been read so far.
    pub(crate) declared: Declared,
    /// The columns that tables may ask for by name.
    pub(crate) standard_columns: StandardColumns<'a>,
    /// The columns that were parsed already.
    pub(crate) known_columns: KnownColumns<'a>,
    /// The triggers that tables may ask for by name.
    pub(crate) templates: Templates<'a>,
    problems: &'a Problems,
    claims: BTreeMap<Claim, (ObjectRef, Origin)>,
}

/// A name in its space, with the part of a relation that it names, if any.
type Claim = (Space, ObjectName, Option<String>);

/// Names that must differ from each other share a space.
///
/// Source: unique indexes of `pg_class` (tables, views, indexes, sequences), `pg_type` (enums, and the row type of each
/// table and view), `pg_constraint` (per table), `pg_proc` (per signature), `pg_trigger` and `pg_policy` (per table).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Space {
    /// Schemas, extensions, functions, triggers, policies, rows: each among its own kind.
    Kind(Kind),
    /// Relations of a schema.
    Relation,
    /// Types of a schema.
    Type,
    /// The one primary key of a table.
    PrimaryKey,
}

impl<'a> Reader<'a> {
    pub(super) fn new(problems: &'a Problems) -> Self {
        Self {
            declared: Declared::default(),
            standard_columns: StandardColumns::new(),
            known_columns: KnownColumns::new(),
            templates: Templates::new(),
            problems,
            claims: BTreeMap::new(),
        }
    }

    /// The schema of names that say none.
    pub(crate) fn default_schema(&self) -> &str {
        &self.declared.settings.default_schema
    }

    /// The key of a definition as a name.
    pub(crate) fn name(&self, entry: &Entry<'_>) -> Option<ObjectName> {
        entry.object_name(self.default_schema())
    }

    /// Adds a message.
    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        self.problems.report(diagnostic);
    }

    /// Adds an object; one whose name is taken is reported and left out.
    pub(crate) fn define<K: InCatalog>(&mut self, object: K, origin: &Origin) {
        let about = object.object_ref();
        let spaces: &[Space] = match K::KIND {
            Kind::Table | Kind::View | Kind::MaterializedView | Kind::CompositeType | Kind::ForeignTable => {
                &[Space::Relation, Space::Type]
            }
            Kind::Sequence | Kind::Index => &[Space::Relation],
            Kind::EnumType | Kind::Domain | Kind::RangeType => &[Space::Type],
            Kind::Schema
            | Kind::Extension
            | Kind::Function
            | Kind::Trigger
            | Kind::Policy
            | Kind::Rule
            | Kind::EventTrigger
            | Kind::Publication
            | Kind::Conversion
            | Kind::ForeignDataWrapper
            | Kind::ForeignServer
            | Kind::Language
            | Kind::AccessMethod
            | Kind::Statistics
            | Kind::Subscription
            | Kind::TextSearchConfiguration
            | Kind::TextSearchDictionary
            | Kind::TextSearchParser
            | Kind::TextSearchTemplate
            | Kind::Transform
            | Kind::UserMapping
            | Kind::Access
            | Kind::DefaultPrivilege
            | Kind::Role
            | Kind::Seed
            | Kind::Column
            | Kind::Attribute
            | Kind::Aggregate
            | Kind::Cast
            | Kind::Operator
            | Kind::OperatorClass
            | Kind::OperatorFamily
            | Kind::Collation
            | Kind::Constraint
            | Kind::EnumValue => &[Space::Kind(K::KIND)],
        };
        let free = spaces.iter().all(|space| self.claim(*space, &about, origin));
        if free {
            self.declared.origins.insert(about, origin.clone());
            self.declared.catalog.insert(object);
        }
    }

    /// Whether a table cannot be defined because its name is taken, which is reported. Asked before its parts are read:
    /// those of a second definition would all be reported too.
    pub(crate) fn is_duplicate(&self, table: &ObjectName, origin: &Origin) -> bool {
        let about = ObjectRef::named(Kind::Table, table);
        self.is_taken(&(Space::Relation, table.clone(), None), &about, origin, "name")
    }

    /// Records where a part of an object was written; false when there is one of that name already.
    pub(crate) fn define_part(&mut self, part: ObjectRef, origin: &Origin) -> bool {
        let free = self.claim(Space::Kind(part.kind), &part, origin);
        if free {
            self.declared.origins.insert(part, origin.clone());
        }
        free
    }

    /// Records a constraint of `owner`; false when it must be left out.
    ///
    /// One that nobody named is recorded under the name that PostgreSQL chooses when nothing is in its way, so that
    /// messages about it find the place.
    pub(crate) fn define_constraint(
        &mut self,
        owner: &Table,
        constraint: &Constraint,
        origin: &Origin,
    ) -> bool {
        let written = constraint.name.is_some();
        let name = constraint
            .name
            .clone()
            .unwrap_or_else(|| crate::canon::implied_name(owner, constraint));
        let table = &owner.name;
        let part = ObjectRef::constraint(table, &name);
        let is_index = match constraint.kind {
            ConstraintKind::PrimaryKey(_) => {
                if !self.claim_as(
                    Space::PrimaryKey,
                    table.clone(),
                    None,
                    &part,
                    origin,
                    "primary key",
                ) {
                    return false;
                }
                true
            }
            ConstraintKind::Unique(_) | ConstraintKind::Exclude(_) => true,
            ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) => false,
        };
        if !written {
            self.declared
                .origins
                .entry(part)
                .or_insert_with(|| origin.clone());
            return true;
        }
        if is_index {
            // The index behind it takes the name in the schema.
            let index = ObjectName {
                schema: table.schema.clone(),
                name,
            };
            if !self.claim_as(Space::Relation, index, None, &part, origin, "relation") {
                return false;
            }
        }
        self.define_part(part, origin)
    }

    /// What the model says about an object beyond its definition, to be filled.
    pub(crate) fn annotation(&mut self, object: ObjectRef) -> &mut Annotation {
        self.declared.annotations.entry(object).or_default()
    }

    fn claim(&mut self, space: Space, about: &ObjectRef, origin: &Origin) -> bool {
        let id = about.id.clone();
        self.claim_as(space, id.name, id.part, about, origin, "name")
    }

    fn claim_as(
        &mut self,
        space: Space,
        name: ObjectName,
        part: Option<String>,
        about: &ObjectRef,
        origin: &Origin,
        what: &str,
    ) -> bool {
        let key = (space, name, part);
        let taken = self.is_taken(&key, about, origin, what);
        if !taken {
            self.claims.insert(key, (about.clone(), origin.clone()));
        }
        !taken
    }

    /// Whether somebody else holds a name, which is reported.
    fn is_taken(&self, key: &Claim, about: &ObjectRef, origin: &Origin, what: &str) -> bool {
        let Some((first, place)) = self.claims.get(key) else {
            return false;
        };
        let message = if key.0 == Space::PrimaryKey {
            format!("table `{}` has two primary keys", about.id.name.name)
        } else if first == about {
            format!("{about} is defined twice")
        } else {
            format!("{about} has the same {what} as {first}")
        };
        let (place, again) = in_order(place, origin);
        let diagnostic = Diagnostic::error(code::DUPLICATE, message)
            .at_origin(again.clone(), "defined again here")
            .at_origin(place.clone(), "first defined here")
            .help("remove one of them, or rename it");
        self.problems.report(diagnostic);
        true
    }
}

/// Two places with the one that comes first in the file first; kinds are not read in the order of the file.
fn in_order<'o>(first: &'o Origin, second: &'o Origin) -> (&'o Origin, &'o Origin) {
    match (first, second) {
        (
            Origin::File { file: a, range: one },
            Origin::File {
                file: b,
                range: other,
            },
        ) if a == b && other.start < one.start => (second, first),
        (Origin::File { .. } | Origin::Live(_), _) => (first, second),
    }
}

/// `comment = "…"`, the same for every kind.
pub(crate) fn comment(table: &table::Table<'_>) -> Option<String> {
    table.string("comment")
}

/// Storage parameters: `{ fillfactor = 80, toast.autovacuum_enabled = false }`, also with the dot inside quotes.
pub(crate) fn storage(value: Option<Value<'_>>) -> BTreeMap<String, String> {
    let mut parameters = BTreeMap::new();
    for entry in value.and_then(Value::entries).unwrap_or_default() {
        if entry.value.is_table() {
            for inner in entry.value.entries().unwrap_or_default() {
                if let Some(value) = scalar(inner.value) {
                    parameters.insert(format!("{}.{}", entry.name, inner.name), value);
                }
            }
        } else if let Some(value) = scalar(entry.value) {
            parameters.insert(entry.name.to_owned(), value);
        }
    }
    parameters
}

/// A string, number or boolean as the text of a setting.
pub(crate) fn scalar(value: Value<'_>) -> Option<String> {
    use toml::de::DeValue;
    match value.raw() {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(_) => value.integer().map(|number| number.to_string()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
            value.wrong_type("a string, a number, `true` or `false`");
            None
        }
    }
}
