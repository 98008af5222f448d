//! Canonical form: every name, type, default and implied name in the one spelling that comparison relies on.
//!
//! Only [`canonicalize`] and [`observe`] make a [`Canonical`], so nothing else can be compared.

mod bound;
mod context;
mod implied;
mod names;
mod own_columns;
mod validate;
mod view_columns;

use std::collections::BTreeMap;
use std::sync::Arc;

use schemadiff_sql::syntax::{Column, ObjectName};

pub(crate) use bound::{KeyTypes, canonical_bound, key_types};
pub use context::Canon;
pub(crate) use context::{parameters, without_default_cast};
pub(crate) use implied::{LONGEST_NAME, Taken, implied_name, index_name, object_name, serial_sequence_name};
pub(crate) use names::Names;
pub(crate) use own_columns::{above, said};

use crate::catalog::{Annotations, Catalog, ObjectRef, Origins, Pair, Scope, Settings, Size, Store};
use crate::diag::{Diagnostic, code};
use crate::kinds::{self, InCatalog, KindVisitor, access};
use crate::source::{Declared, Observed};
use crate::survey::Survey;
use crate::transition::{self, Transition};

/// The oldest version that plans are made for.
pub(crate) const OLDEST: u32 = 14;

/// A catalog in canonical form, with what is known beside it.
#[derive(Clone, Debug)]
pub struct Canonical {
    pub(crate) catalog: Catalog,
    pub(crate) annotations: Arc<Annotations>,
    pub(crate) settings: Settings,
    pub(crate) origins: Arc<Origins>,
    pub(crate) sizes: Arc<BTreeMap<ObjectName, Size>>,
    /// Changes that were begun in it and are not finished; of a live one. Their helpers are not in `catalog`.
    pub(crate) transitions: Vec<Transition>,
    /// `server_version_num` and name of the database, for a live one.
    pub(crate) live: Option<Live>,
    /// The objects as they were written, after a server has put its own words in.
    ///
    /// Comparison goes on with those of the server. They may say more than was written, such as the names of all columns
    /// of a function in `FROM` or the cast of an argument, and not hold any more once what they use is made anew.
    pub(crate) written: Option<Arc<Catalog>>,
}

/// The database that a catalog was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// `server_version_num`.
    pub server_version: u32,
    /// Its name.
    pub database: String,
    /// The role that looked at it, which owns what it makes; unknown in older recordings.
    pub role: String,
    /// The role that the database belongs to; unknown in older recordings.
    pub owner: String,
    /// What is there and not modelled; a recording may not say.
    pub survey: Option<Survey>,
}

impl Pair<&Canonical> {
    /// The major version that a plan has to run on: the target's, or the oldest that the model names, or that there is.
    pub fn server_major(&self) -> u32 {
        self.known_major().unwrap_or(OLDEST)
    }

    /// The major version that a plan has to run on, when the target or the model says so.
    pub fn known_major(&self) -> Option<u32> {
        let live = self.old.live.as_ref().map(|live| live.server_version / 10_000);
        live.or(self.new.settings.oldest_server)
    }
}

impl Canonical {
    /// A database with nothing in it.
    pub fn empty() -> Self {
        canonicalize(Declared::default()).0
    }

    /// The same with these rows and no others wanted, for a plan that puts rows in and nothing else.
    #[must_use]
    pub fn with_rows(&self, rows: &[kinds::seed::Seed]) -> Self {
        let mut canonical = self.clone();
        canonical.catalog.seeds = Store::default();
        for seed in rows {
            let mut seed = seed.clone();
            seed.table
                .schema
                .get_or_insert_with(|| self.settings.default_schema.clone());
            canonical.catalog.insert(seed);
        }
        canonical
    }

    /// Has plans that lead to it run on a major version, where no server says which it is.
    pub fn plan_for(&mut self, major: u32) {
        self.settings.oldest_server = Some(major);
    }

    /// Where unqualified names are looked for when its statements run: PostgreSQL's own first, so that nothing can stand in
    /// for them, then the default schema and those of extensions, whose operators nobody qualifies.
    pub fn search_path(&self) -> Vec<String> {
        let mut path = vec!["pg_catalog".to_owned(), self.settings.default_schema.clone()];
        let schemas = self
            .catalog
            .extensions
            .values()
            .filter_map(|extension| extension.schema.clone());
        for schema in schemas {
            if !path.contains(&schema) {
                path.push(schema);
            }
        }
        path
    }

    /// Says which objects are compared, beside what a model says itself.
    pub fn narrow(&mut self, scope: &Scope) {
        self.settings.scope.extend(scope);
        for (_, access) in &mut self.catalog.accesses {
            access::restrict(access, &self.settings.scope);
        }
        if self.settings.scope.without_privileges {
            self.catalog.default_privileges = Store::default();
        }
    }

    /// Takes away what is not in scope, for printing what is left.
    pub fn restrict(&mut self) {
        let mut scope = self.settings.scope.clone();
        let survey = self.live.as_ref().and_then(|live| live.survey.as_ref());
        for (schema, owner) in survey.iter().flat_map(|survey| &survey.schema_owners) {
            if scope.is_platform(owner) {
                scope.exclude_schema(schema);
            }
        }
        if scope.asks_for_owners() {
            crate::scope::learn_owners(&mut scope, &self.catalog, None);
        }
        crate::scope::restrict(&mut self.catalog, &scope);
        self.tidy();

        if let Some(survey) = self.live.as_mut().and_then(|live| live.survey.as_mut()) {
            survey.unmanaged.retain(|found| scope.takes_unmanaged(found));
        }
    }

    /// Of what a server says keeps what a model would say.
    pub(crate) fn tidy(&mut self) {
        if let Some(live) = &self.live {
            access::tidy(&mut self.catalog, &live.owner);
        }
    }

    /// The objects.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// What a model says beyond its objects.
    pub fn annotations(&self) -> &Annotations {
        &self.annotations
    }

    /// What a model says about the database.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Where each object was written.
    pub fn origins(&self) -> &Origins {
        &self.origins
    }

    /// The changes that were begun in it and are not finished.
    pub fn transitions(&self) -> &[Transition] {
        &self.transitions
    }

    /// The database it was read from, if any.
    pub fn live(&self) -> Option<&Live> {
        self.live.as_ref()
    }

    /// Sizes of live relations.
    pub fn sizes(&self) -> &BTreeMap<ObjectName, Size> {
        &self.sizes
    }
}

/// Brings what was written into canonical form, and reports what names nothing.
pub fn canonicalize(declared: Declared) -> (Canonical, Vec<Diagnostic>) {
    let Declared {
        mut catalog,
        mut annotations,
        settings,
        mut origins,
    } = declared;
    implied::imply(&mut catalog);
    let names = Names::of(&catalog, Some(&settings.default_schema)).within(&settings.scope);
    let mut diagnostics = Vec::new();
    each(&mut catalog, &names, &mut origins, &mut diagnostics);
    kinds::operator_family::settle::settle(&mut catalog, Some(&settings.default_schema));
    implied::name_everything(&mut catalog);
    implied::sequences(&mut catalog);
    implied::parts(&mut catalog);
    bound::bounds(&mut catalog);
    own_columns::settle(&mut catalog, false);
    access::settle(&mut catalog, &settings, &origins, &mut diagnostics);
    for annotation in annotations.values_mut() {
        if let Some(using) = &mut annotation.using
            && let Ok(expression) = schemadiff_sql::Expr::parse(using)
        {
            expression.resolve(&names).sql().clone_into(using);
        }
    }
    let canonical = Canonical {
        catalog,
        annotations: Arc::new(annotations),
        settings,
        origins: Arc::new(origins),
        sizes: Arc::default(),
        transitions: Vec::new(),
        live: None,
        written: None,
    };
    validate::validate(&canonical, &mut diagnostics);
    (canonical, diagnostics)
}

/// Brings what is there into canonical form.
pub fn observe(observed: Observed) -> Canonical {
    let Observed {
        mut catalog,
        sizes,
        server_version,
        database,
        role,
        owner,
        survey,
    } = observed;
    let names = Names::of(&catalog, None);
    // What a server reports exists: there is nothing to complain of.
    each(&mut catalog, &names, &mut Origins::new(), &mut Vec::new());
    kinds::operator_family::settle::settle(&mut catalog, None);
    for (_, table) in &mut catalog.tables {
        table.constraints.sort_by(|a, b| a.name.cmp(&b.name));
    }
    bound::bounds(&mut catalog);
    own_columns::settle(&mut catalog, true);
    let transitions = transition::recognise(&mut catalog);
    Canonical {
        catalog,
        annotations: Arc::default(),
        settings: Settings::default(),
        origins: Arc::default(),
        sizes: Arc::new(sizes),
        transitions,
        live: Some(Live {
            server_version,
            database,
            role,
            owner,
            survey,
        }),
        written: None,
    }
}

fn each(catalog: &mut Catalog, names: &Names, origins: &mut Origins, diagnostics: &mut Vec<Diagnostic>) {
    struct Each<'a>(
        &'a mut Catalog,
        &'a Names,
        &'a mut Origins,
        &'a mut Vec<Diagnostic>,
    );
    impl KindVisitor for Each<'_> {
        fn visit<K: InCatalog>(&mut self) {
            let mut renamed = Vec::new();
            for (id, object) in K::store_mut(self.0).iter_mut() {
                let about = ObjectRef::new(K::KIND, id.clone());
                object.canonicalize(&mut Canon::new(self.1, self.2, self.3, about));
                if object.id() != *id {
                    renamed.push(id.clone());
                }
            }
            // The argument types of a function are part of its identity and have one spelling only now.
            for id in renamed {
                let Some(object) = K::store_mut(self.0).remove(&id) else {
                    continue;
                };
                let new = object.object_ref();
                if let Some(origin) = self.2.remove(&ObjectRef::new(K::KIND, id)) {
                    if self.0.insert(object).is_some() {
                        let message = format!("{new} is defined twice");
                        self.3.push(
                            Diagnostic::error(code::DUPLICATE, message)
                                .at_origin(origin.clone(), "here")
                                .at_known(self.2.get(&new), "and here"),
                        );
                    }
                    self.2.insert(new, origin);
                } else {
                    self.0.insert(object);
                }
            }
        }
    }
    kinds::for_each(&mut Each(catalog, names, origins, diagnostics));
}

/// The columns of a table; those of a partition are its topmost parent's.
pub fn columns_of<'a>(catalog: &'a Catalog, table: &ObjectName) -> Option<&'a [Column]> {
    let mut name = table;
    // A chain longer than the number of tables is a circle, which `validate` reports.
    for _ in 0..=catalog.tables.len() {
        let table = catalog
            .tables
            .get(&crate::catalog::ObjectId::named(name.clone()))?;
        match &table.partition_of {
            Some(partition) => name = &partition.parent,
            None => return Some(&table.columns),
        }
    }
    None
}
