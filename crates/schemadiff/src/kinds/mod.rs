//! The kinds of objects: one folder each, registered once, here.
//!
//! A stage that treats every kind alike is a [`KindVisitor`]; it never grows when a kind is added.

mod attribute;
mod since;

use std::fmt::Debug;

pub use attribute::Attribute;
pub use since::Since;

use schemadiff_sql::syntax::ObjectName;

use crate::canon::Canon;
use crate::catalog::{ObjectId, ObjectRef, Pair, Store};
use crate::diff::Delta;
use crate::lower::{Lowering, Operations};
use crate::settle::Questions;
use crate::source::{RowError, Snapshot};

/// Everything the engine asks of a kind.
pub trait ObjectKind: Clone + Debug + PartialEq + Sized + 'static {
    /// Which kind this is.
    const KIND: Kind;
    /// The catalog queries that find its objects: section name of the snapshot and SQL (see [`crate::source::query`]).
    const QUERIES: &'static [(&'static str, &'static str)];
    /// What can be said about its objects, for the table in `docs/` and for the survey of what is not modelled. The first
    /// is the object itself.
    const ATTRIBUTES: &'static [Attribute] = &[];
    /// One way in which two objects with the same identity can differ.
    type Change: Clone + Debug;

    /// Its identity.
    fn id(&self) -> ObjectId;
    /// Its identity across kinds.
    fn object_ref(&self) -> ObjectRef {
        ObjectRef::new(Self::KIND, self.id())
    }
    /// The relation that it is part of or belongs to, and goes with: of a trigger its table, of a partition its parent.
    fn relation(&self) -> Option<ObjectName> {
        let id = self.id();
        id.part.is_some().then_some(id.name)
    }
    /// Adds what a snapshot holds of this kind to `catalog`.
    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError>;
    /// Gives names and defaults the one spelling that comparison relies on, and reports what does not exist.
    fn canonicalize(&mut self, canon: &mut Canon<'_>);
    /// What must exist for this object to exist; canonical names.
    fn references(&self) -> Vec<ObjectRef>;
    /// How the wanted object differs from the one that is there.
    fn diff(pair: Pair<&Self>) -> Vec<Self::Change>;
    /// Why the object has to be dropped and created anew for these changes, as a sentence fragment; `None` when it can be
    /// altered in place.
    fn replacement(_pair: Pair<&Self>, _changes: &[Self::Change]) -> Option<String> {
        None
    }
    /// Changes among these that no recipe makes, each as a sentence fragment with what to do instead.
    fn impossible(_pair: Pair<&Self>, _changes: &[Self::Change]) -> Vec<(String, String)> {
        Vec::new()
    }
    /// What is said of it that servers have only since some major version, so that older ones cannot have it.
    fn since(&self) -> Vec<Since> {
        Vec::new()
    }
    /// What these changes need that servers have only since some major version, though the object may be made so before.
    fn changes_since(_pair: Pair<&Self>, _changes: &[Self::Change]) -> Vec<Since> {
        Vec::new()
    }
    /// What these changes alter in a way that objects using it have to be dropped before and created after.
    fn disturbs(_pair: Pair<&Self>, _changes: &[Self::Change]) -> Vec<ObjectRef> {
        Vec::new()
    }
    /// Whether an object of this kind can be dropped and created anew without loss when what it uses is disturbed.
    const REBUILDABLE: bool = false;
    /// Whether objects of this kind that a model says nothing of stay as they are, instead of being dropped.
    const KEPT: bool = false;
    /// What the change is in words, for the summary: `1 column added`.
    fn details(_pair: Pair<&Self>, _changes: &[Self::Change]) -> Vec<String> {
        Vec::new()
    }
    /// Whether there may be a doubt about two that are equal, because what is known of the old one is not all there is.
    const IN_DOUBT_WHEN_EQUAL: bool = false;
    /// Questions for a server about texts that differ and may mean the same; answers replace the wanted text.
    fn doubts(_pair: Pair<&mut Self>, _questions: &mut Questions<'_>) {}
    /// The operations that make the difference.
    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations);
}

/// A stage: called once per kind, with the kind's real types.
pub trait KindVisitor {
    /// Treats one kind.
    fn visit<K: InCatalog>(&mut self);
}

/// Where a kind's objects are kept; written by `kinds!`.
pub trait InCatalog: ObjectKind {
    /// Its objects.
    fn store(catalog: &Catalog) -> &Store<Self>;
    /// Its objects, to change.
    fn store_mut(catalog: &mut Catalog) -> &mut Store<Self>;
    /// Its differences.
    fn deltas(changes: &crate::diff::ChangeSet) -> &Vec<Delta<Self>>;
    /// Its differences, to change.
    fn deltas_mut(changes: &mut crate::diff::ChangeSet) -> &mut Vec<Delta<Self>>;
}

/// Declares the kinds: their modules, [`Kind`], [`Catalog`], `ChangeSet` and [`for_each`].
///
/// A line is `module / Type, store, "words";`. Parts have no store of their own: they live inside a kind.
macro_rules! kinds {
    (kinds { $($module:ident / $type:ident, $store:ident, $words:literal;)* }
     parts { $($part:ident, $part_words:literal;)* }) => {
        $(pub mod $module; pub use $module::$type;)*

        /// A kind of object, or of a part of one. The order is the order of kinds in output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $(#[doc = $words] $type,)* $(#[doc = $part_words] $part,)* }

        impl Kind {
            /// Every kind and part, in order.
            pub const ALL: &'static [Self] = &[$(Self::$type,)* $(Self::$part,)*];

            /// The kind in words, as in messages.
            pub fn words(self) -> &'static str {
                match self { $(Self::$type => $words,)* $(Self::$part => $part_words,)* }
            }
        }

        /// All objects of a schema, one typed store per kind.
        #[derive(Clone, Debug, Default)]
        pub struct Catalog { $(#[doc = $words] pub $store: Store<$type>,)* }

        /// What differs between two catalogs, one typed list per kind.
        #[derive(Clone, Debug, Default)]
        pub struct Deltas { $(#[doc = $words] pub $store: Vec<Delta<$type>>,)* }

        $(impl InCatalog for $type {
            fn store(catalog: &Catalog) -> &Store<Self> { &catalog.$store }
            fn store_mut(catalog: &mut Catalog) -> &mut Store<Self> { &mut catalog.$store }
            fn deltas(changes: &crate::diff::ChangeSet) -> &Vec<Delta<Self>> { &changes.kinds.$store }
            fn deltas_mut(changes: &mut crate::diff::ChangeSet) -> &mut Vec<Delta<Self>> { &mut changes.kinds.$store }
        })*

        /// Calls the visitor once per kind, in order.
        pub fn for_each(visitor: &mut impl KindVisitor) { $(visitor.visit::<$type>();)* }
    };
}

kinds! {
    kinds {
        role / Role, roles, "role";
        schema / Schema, schemas, "schema";
        extension / Extension, extensions, "extension";
        default_privilege / DefaultPrivilege, default_privileges, "default privileges";
        collation / Collation, collations, "collation";
        enum_type / EnumType, enums, "enum";
        foreign_data_wrapper / ForeignDataWrapper, foreign_data_wrappers, "foreign data wrapper";
        foreign_server / ForeignServer, foreign_servers, "foreign server";
        user_mapping / UserMapping, user_mappings, "user mapping";
        language / Language, languages, "language";
        access_method / AccessMethod, access_methods, "access method";
        domain / Domain, domains, "domain";
        composite_type / CompositeType, composite_types, "composite type";
        range_type / RangeType, range_types, "range type";
        sequence / Sequence, sequences, "sequence";
        function / Function, functions, "function";
        aggregate / Aggregate, aggregates, "aggregate";
        cast / Cast, casts, "cast";
        operator / Operator, operators, "operator";
        operator_family / OperatorFamily, operator_families, "operator family";
        operator_class / OperatorClass, operator_classes, "operator class";
        transform / Transform, transforms, "transform";
        conversion / Conversion, conversions, "conversion";
        text_search_parser / TextSearchParser, text_search_parsers, "text search parser";
        text_search_template / TextSearchTemplate, text_search_templates, "text search template";
        text_search_dictionary / TextSearchDictionary, text_search_dictionaries, "text search dictionary";
        text_search_configuration / TextSearchConfiguration, text_search_configurations, "text search configuration";
        table / Table, tables, "table";
        foreign_table / ForeignTable, foreign_tables, "foreign table";
        index / Index, indexes, "index";
        statistics / Statistics, statistics, "statistics";
        view / View, views, "view";
        materialized_view / MaterializedView, materialized_views, "materialized view";
        trigger / Trigger, triggers, "trigger";
        rule / Rule, rules, "rule";
        policy / Policy, policies, "policy";
        event_trigger / EventTrigger, event_triggers, "event trigger";
        publication / Publication, publications, "publication";
        subscription / Subscription, subscriptions, "subscription";
        access / Access, accesses, "access";
        seed / Seed, seeds, "rows";
    }
    parts {
        Column, "column";
        Constraint, "constraint";
        EnumValue, "enum value";
        Attribute, "attribute";
    }
}

impl Catalog {
    /// Adds an object; returns the one that had its identity before, if any.
    pub fn insert<K: InCatalog>(&mut self, object: K) -> Option<K> {
        K::store_mut(self).insert(object.id(), object)
    }

    /// How many objects there are, parts not counted.
    pub fn len(&self) -> usize {
        struct Count<'a>(&'a Catalog, usize);
        impl KindVisitor for Count<'_> {
            fn visit<K: InCatalog>(&mut self) {
                self.1 += K::store(self.0).len();
            }
        }
        let mut count = Count(self, 0);
        for_each(&mut count);
        count.1
    }

    /// Whether there is no object.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
