//! What names mean: the catalog, seen through a search path.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::Scope;
use schemadiff_sql::syntax::{ObjectName, Storage, TypeName};

use super::view_columns;
use crate::catalog::{Catalog, ObjectRef, refs};
use crate::kinds::Kind;
use crate::kinds::table::builtin_storage;

/// The names of a catalog, by what may be written for them.
pub(crate) struct Names {
    search_path: Vec<String>,
    relations: BTreeMap<String, BTreeSet<String>>,
    types: BTreeMap<String, BTreeSet<String>>,
    functions: BTreeMap<String, BTreeSet<String>>,
    columns: BTreeMap<ObjectName, Vec<String>>,
    text_search: BTreeMap<Kind, BTreeMap<String, BTreeSet<String>>>,
    collations: BTreeMap<String, BTreeSet<String>>,
    operators: BTreeMap<String, BTreeSet<String>>,
    /// What each domain is over, and its collation.
    domains: BTreeMap<ObjectName, (TypeName, Option<ObjectName>)>,
    /// The storage that columns of a type of the catalog have by themselves; of domains that of what they are over.
    storages: BTreeMap<ObjectName, Storage>,
    /// Whether some extension may provide types that the catalog does not list.
    has_extensions: bool,
    /// Which objects are compared; others need not be known.
    compared: crate::catalog::Scope,
}

/// Types of extensions that are widely used, so that an unqualified name finds its schema.
const EXTENSION_TYPES: &[(&str, &[&str])] = &[
    ("citext", &["citext"]),
    ("cube", &["cube"]),
    ("hstore", &["hstore"]),
    ("ltree", &["ltree", "lquery", "ltxtquery"]),
    ("postgis", &["geometry", "geography", "box2d", "box3d"]),
    ("seg", &["seg"]),
    ("vector", &["vector", "halfvec", "sparsevec"]),
];

/// Names of built-in types beside those that the catalog has (manual, table 8.1), as people write them.
const OTHER_NAMES: &[&str] = &[
    "bigint",
    "bigserial",
    "boolean",
    "character",
    "decimal",
    "integer",
    "real",
    "serial",
    "smallint",
    "smallserial",
];

/// Text search objects of the extensions that PostgreSQL comes with.
const EXTENSION_TEXT_SEARCH: &[(&str, Kind, &str)] = &[
    ("dict_int", Kind::TextSearchDictionary, "intdict"),
    ("dict_int", Kind::TextSearchTemplate, "intdict_template"),
    ("dict_xsyn", Kind::TextSearchDictionary, "xsyn"),
    ("dict_xsyn", Kind::TextSearchTemplate, "xsyn_template"),
    ("unaccent", Kind::TextSearchDictionary, "unaccent"),
    ("unaccent", Kind::TextSearchTemplate, "unaccent"),
];

impl Names {
    /// The same names, for a model that is about a part of the database.
    pub(crate) fn within(mut self, scope: &crate::catalog::Scope) -> Self {
        self.compared = scope.clone();
        self
    }

    /// Whether a type is out of scope, so that the model need not define it.
    pub(crate) fn is_somebody_elses(&self, name: &ObjectName) -> bool {
        !self.compared.is_everything()
            && name.schema.is_some()
            && refs::TYPES
                .iter()
                .all(|kind| !self.compared.takes(&ObjectRef::named(*kind, name)))
    }

    /// The names of `catalog`. With a default schema, unqualified names are looked for in it and then in the schemas of
    /// extensions; without one nothing is: PostgreSQL qualified all that it printed.
    pub(crate) fn of(catalog: &Catalog, default_schema: Option<&str>) -> Self {
        let mut names = Self {
            search_path: Vec::new(),
            relations: BTreeMap::new(),
            types: BTreeMap::new(),
            functions: BTreeMap::new(),
            columns: BTreeMap::new(),
            text_search: BTreeMap::new(),
            collations: BTreeMap::new(),
            operators: BTreeMap::new(),
            domains: BTreeMap::new(),
            storages: BTreeMap::new(),
            has_extensions: catalog
                .extensions
                .values()
                .any(|extension| extension.name != "plpgsql"),
            compared: crate::catalog::Scope::default(),
        };
        if let Some(default_schema) = default_schema {
            names.search_path.push(default_schema.to_owned());
            for extension in catalog.extensions.values() {
                let schema = extension.schema.as_deref().unwrap_or(default_schema);
                if !names.search_path.iter().any(|known| known == schema) {
                    names.search_path.push(schema.to_owned());
                }
                let types = EXTENSION_TYPES.iter().find(|(name, _)| *name == extension.name);
                for data_type in types.iter().flat_map(|(_, types)| types.iter()) {
                    add(&mut names.types, &ObjectName::qualified(schema, *data_type));
                }
                let known = EXTENSION_TEXT_SEARCH
                    .iter()
                    .filter(|(name, ..)| *name == extension.name);
                for (_, kind, name) in known {
                    add(
                        names.text_search.entry(*kind).or_default(),
                        &ObjectName::qualified(schema, *name),
                    );
                }
            }
        }
        for table in catalog.tables.values() {
            add(&mut names.relations, &table.name);
            add(&mut names.types, &table.name);
            names.storages.insert(table.name.clone(), Storage::Extended);
            if let Some(columns) = super::columns_of(catalog, &table.name) {
                names.columns.insert(
                    table.name.clone(),
                    columns.iter().map(|column| column.name.clone()).collect(),
                );
            }
        }
        for table in catalog.foreign_tables.values() {
            add(&mut names.relations, &table.name);
            add(&mut names.types, &table.name);
            let columns = table.columns.iter().map(|column| column.name.clone());
            names.columns.insert(table.name.clone(), columns.collect());
        }
        for sequence in catalog.sequences.values() {
            add(&mut names.relations, &sequence.name);
        }
        for view in catalog.views.values() {
            add(&mut names.relations, &view.name);
            add(&mut names.types, &view.name);
        }
        for view in catalog.materialized_views.values() {
            add(&mut names.relations, &view.name);
            add(&mut names.types, &view.name);
        }
        for data_type in catalog.enums.values() {
            add(&mut names.types, &data_type.name);
            names.storages.insert(data_type.name.clone(), Storage::Plain);
        }
        for kind in [
            Kind::TextSearchParser,
            Kind::TextSearchTemplate,
            Kind::TextSearchDictionary,
        ] {
            let ids: Vec<_> = match kind {
                Kind::TextSearchParser => catalog.text_search_parsers.keys().collect(),
                Kind::TextSearchTemplate => catalog.text_search_templates.keys().collect(),
                _ => catalog.text_search_dictionaries.keys().collect(),
            };
            let known = names.text_search.entry(kind).or_default();
            for id in ids {
                add(known, &id.name);
            }
        }
        for collation in catalog.collations.values() {
            add(&mut names.collations, &collation.definition.name);
        }
        for domain in catalog.domains.values() {
            let definition = &domain.definition;
            add(&mut names.types, &definition.name);
            names.domains.insert(
                definition.name.clone(),
                (definition.data_type.clone(), definition.collation.clone()),
            );
        }
        for composite in catalog.composite_types.values() {
            add(&mut names.types, &composite.definition.name);
            names
                .storages
                .insert(composite.definition.name.clone(), Storage::Extended);
        }
        for range in catalog.range_types.values() {
            // Functions of these names make values of them.
            for name in [&range.definition.name, &range.multirange()] {
                add(&mut names.types, name);
                add(&mut names.functions, name);
                names.storages.insert(name.clone(), Storage::Extended);
            }
        }
        for aggregate in catalog.aggregates.values() {
            add(&mut names.functions, &aggregate.definition.name);
        }
        for operator in catalog.operators.values() {
            add(&mut names.operators, &operator.definition.name);
        }
        for function in catalog.functions.values() {
            add(&mut names.functions, &function.definition.name);
        }
        view_columns::learn(&mut names, catalog);
        names
    }

    fn find(&self, kind: &BTreeMap<String, BTreeSet<String>>, name: &str) -> Option<String> {
        let schemas = kind.get(name)?;
        self.search_path
            .iter()
            .find(|schema| schemas.contains(*schema))
            .cloned()
    }

    /// Notes the columns of a relation.
    pub(super) fn know_columns(&mut self, relation: &ObjectName, columns: Vec<String>) {
        self.columns.insert(relation.clone(), columns);
    }

    pub(super) fn qualify_relation(&self, name: &mut ObjectName) {
        if name.schema.is_none() {
            name.schema = self
                .find(&self.relations, &name.name)
                .or_else(|| self.search_path.first().cloned());
        }
    }

    /// `pg_catalog` comes first in the search path; what is known nowhere is to be in the default schema.
    pub(super) fn qualify_text_search(&self, kind: Kind, name: &mut ObjectName) {
        if name.schema.as_deref() == Some("pg_catalog") {
            name.schema = None;
        } else if name.schema.is_none()
            && !crate::kinds::text_search_configuration::builtin::is_builtin(kind, &name.name)
        {
            let known = self
                .text_search
                .get(&kind)
                .and_then(|known| self.find(known, &name.name));
            name.schema = known.or_else(|| self.search_path.first().cloned());
        }
    }

    pub(super) fn qualify_function(&self, name: &mut ObjectName) {
        match name.schema.as_deref() {
            None => name.schema = self.find(&self.functions, &name.name),
            Some("pg_catalog") => name.schema = None,
            Some(_) => {}
        }
    }

    pub(super) fn qualify_collation(&self, name: &mut ObjectName) {
        match name.schema.as_deref() {
            None => name.schema = self.find(&self.collations, &name.name),
            Some("pg_catalog") => name.schema = None,
            Some(_) => {}
        }
    }

    pub(super) fn qualify_operator(&self, name: &mut ObjectName) {
        match name.schema.as_deref() {
            None => name.schema = self.find(&self.operators, &name.name),
            Some("pg_catalog") => name.schema = None,
            Some(_) => {}
        }
    }

    /// Qualifies a type; false when it is known to be unknown.
    pub(super) fn qualify_type(&self, data_type: &mut TypeName) -> bool {
        if data_type.is_known_builtin() {
            return true;
        }
        match &data_type.name.schema {
            Some(schema) => {
                let known = self
                    .types
                    .get(&data_type.name.name)
                    .is_some_and(|schemas| schemas.contains(schema));
                known || self.has_extensions || self.search_path.is_empty()
            }
            None => match self.find(&self.types, &data_type.name.name) {
                Some(schema) => {
                    data_type.name.schema = Some(schema);
                    true
                }
                None => self.has_extensions || self.search_path.is_empty(),
            },
        }
    }

    /// The type that values of a type are stored as: what a domain is over, in the end.
    pub(crate) fn base_type(&self, data_type: &TypeName) -> TypeName {
        let mut data_type = data_type.clone();
        // A chain longer than the number of domains is a circle, which no server has.
        for _ in 0..self.domains.len() {
            self.qualify_type(&mut data_type);
            match self.domains.get(&data_type.name) {
                Some((base, _)) if !data_type.array => data_type = base.clone(),
                _ => break,
            }
        }
        self.qualify_type(&mut data_type);
        data_type
    }

    /// The storage that columns of a type have by themselves (`pg_type.typstorage`): for enums `TYPSTORAGE_PLAIN`, for
    /// rows and ranges `TYPSTORAGE_EXTENDED` (`src/backend/commands/typecmds.c`). What an extension's has, it alone knows.
    pub(super) fn own_storage(&self, data_type: &TypeName) -> Option<Storage> {
        let base = self.base_type(data_type);
        builtin_storage(&base).or_else(|| self.storages.get(&base.name).copied())
    }

    /// The collation that a type has by itself: that of the first domain on the way to what is stored that says one.
    fn type_collation(&self, data_type: &TypeName) -> Option<ObjectName> {
        let mut data_type = data_type.clone();
        // A chain longer than the number of domains is a circle, which no server has.
        for _ in 0..self.domains.len() {
            self.qualify_type(&mut data_type);
            match self.domains.get(&data_type.name)? {
                (_, Some(collation)) => {
                    let mut collation = collation.clone();
                    self.qualify_collation(&mut collation);
                    return Some(collation);
                }
                (base, None) => data_type = base.clone(),
            }
        }
        None
    }

    /// Qualifies the collation of something that is of a type, and takes off the one that the type has anyway.
    pub(super) fn own_collation(&self, collation: &mut Option<ObjectName>, data_type: &TypeName) {
        if let Some(name) = collation {
            self.qualify_collation(name);
        }
        if collation.is_some() && *collation == self.type_collation(data_type) {
            *collation = None;
        }
    }

    /// The known type whose name is nearest to a mistyped one.
    pub(super) fn similar_type(&self, name: &str) -> Option<String> {
        let own = self.types.keys().map(String::as_str);
        let known = own
            .chain(OTHER_NAMES.iter().copied())
            .chain(TypeName::builtin_names().iter().copied());
        crate::diag::nearest(name, known).map(str::to_owned)
    }
}

fn add(kind: &mut BTreeMap<String, BTreeSet<String>>, name: &ObjectName) {
    let schema = name.schema.clone().unwrap_or_default();
    kind.entry(name.name.clone()).or_default().insert(schema);
}

impl Scope for Names {
    fn relation(&self, name: &str) -> Option<String> {
        self.find(&self.relations, name)
    }

    fn columns(&self, relation: &ObjectName) -> Option<Vec<String>> {
        self.columns.get(relation).cloned()
    }

    fn type_name(&self, name: &str) -> Option<String> {
        self.find(&self.types, name)
    }

    fn operator(&self, symbol: &str) -> Option<String> {
        self.find(&self.operators, symbol)
    }

    fn collation(&self, name: &str) -> Option<String> {
        self.find(&self.collations, name)
    }

    fn function(&self, name: &str) -> Option<String> {
        if schemadiff_sql::is_builtin_function(name) {
            return None;
        }
        self.find(&self.functions, name)
    }
}
