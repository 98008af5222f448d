//! Comparing and changing text search configurations.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use super::TextSearchConfiguration;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, idents};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema, text_search_configuration};
use crate::lower::{Lowering, Operation, Operations, Plain, PlainKind, lower_plain};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two text search configurations of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSearchConfigurationChange {
    /// The parser, which cannot be altered.
    Parser,
    /// The mappings.
    Mappings,
    /// The comment.
    Comment,
}

impl ObjectKind for TextSearchConfiguration {
    const KIND: Kind = Kind::TextSearchConfiguration;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = TextSearchConfigurationChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.text_search(Kind::TextSearchParser, &mut self.parser);
        for dictionary in self.mappings.values_mut().flatten() {
            canon.text_search(Kind::TextSearchDictionary, dictionary);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let parser = text_search_configuration::needed(Kind::TextSearchParser, &self.parser);
        let schema = Schema::needed_by(&self.name);
        parser.into_iter().chain(dictionaries(self.mappings.values())).chain(schema).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<TextSearchConfigurationChange> {
        use TextSearchConfigurationChange as Change;
        let Pair { old, new } = pair;
        let differs = [
            (Change::Parser, old.parser != new.parser),
            (Change::Mappings, old.mappings != new.mappings),
            (Change::Comment, old.comment != new.comment),
        ];
        let changes = differs.into_iter().filter(|(_, differs)| *differs);
        changes.map(|(change, _)| change).collect()
    }

    fn replacement(_pair: Pair<&Self>, changes: &[TextSearchConfigurationChange]) -> Option<String> {
        let changed = changes.contains(&TextSearchConfigurationChange::Parser);
        changed.then(|| "a text search configuration keeps its parser".to_owned())
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(new) => out.recipe(new.created(&format!("new {}", Self::KIND.words()))),
            Delta::Replace { old, new, because } => {
                let drop = old.plain().dropped().because(format!("created anew below: {because}"));
                out.atomic(std::iter::once(drop).chain(new.created("created anew")));
            }
            Delta::Drop(_) | Delta::Alter { .. } => lower_plain(delta, out),
        }
    }
}

impl PlainKind for TextSearchConfiguration {
    fn plain(&self) -> Plain {
        Plain {
            object: self.object_ref(),
            subject: self.subject(),
            create: self.sql(),
            needs: self.references(),
            comment: self.comment.clone(),
            create_code: OpCode::CreateTextSearch,
            drop_code: OpCode::DropTextSearch,
            permission: PermissionKind::DropTextSearch,
        }
    }

    fn alter(old: &Self, new: &Self, changes: &[TextSearchConfigurationChange]) -> Vec<Operation> {
        let mut operations = Vec::new();
        if changes.contains(&TextSearchConfigurationChange::Mappings) {
            operations.extend(new.map(old, "other dictionaries; what was indexed before keeps its old words"));
        }
        if changes.contains(&TextSearchConfigurationChange::Comment) {
            operations.push(new.plain().commented());
        }
        operations
    }
}

/// The dictionaries that a model may have to make.
fn dictionaries<'a>(lists: impl IntoIterator<Item = &'a Vec<ObjectName>>) -> Vec<ObjectRef> {
    let names = lists.into_iter().flatten();
    let mut needed: Vec<ObjectRef> =
        names.filter_map(|name| text_search_configuration::needed(Kind::TextSearchDictionary, name)).collect();
    needed.sort();
    needed.dedup();
    needed
}

impl TextSearchConfiguration {
    fn subject(&self) -> String {
        format!("TEXT SEARCH CONFIGURATION {}", self.name)
    }

    fn sql(&self) -> String {
        format!("CREATE {} (PARSER = {})", self.subject(), text_search_configuration::qualified(&self.parser))
    }

    /// The statement that creates it maps nothing.
    fn created(&self, reason: &str) -> Vec<Operation> {
        let mut operations = self.plain().created(reason);
        let comment = operations.split_off(1);
        operations.extend(self.map(&Self::new(self.name.clone(), self.parser.clone()), "its dictionaries"));
        operations.extend(comment);
        operations
    }

    /// Types of tokens that get the same dictionaries share a statement.
    fn map(&self, old: &Self, reason: &str) -> Vec<Operation> {
        let mut groups: BTreeMap<(&str, &[ObjectName]), Vec<String>> = BTreeMap::new();
        for (token, dictionaries) in &self.mappings {
            match old.mappings.get(token) {
                Some(before) if before == dictionaries => {}
                Some(_) => groups.entry(("ALTER", dictionaries)).or_default().push(token.clone()),
                None => groups.entry(("ADD", dictionaries)).or_default().push(token.clone()),
            }
        }
        for token in old.mappings.keys().filter(|token| !self.mappings.contains_key(*token)) {
            groups.entry(("DROP", &[])).or_default().push(token.clone());
        }
        let mut operations = Vec::new();
        for ((verb, dictionaries), tokens) in groups {
            let mut sql = format!("ALTER {} {verb} MAPPING FOR {}", self.subject(), idents(&tokens));
            if !dictionaries.is_empty() {
                let names: Vec<String> = dictionaries.iter().map(text_search_configuration::qualified).collect();
                sql.push_str(&format!(" WITH {}", names.join(", ")));
            }
            let released = tokens.iter().filter_map(|token| old.mappings.get(token));
            let operation = Operation::new(OpCode::AlterTextSearch, self.object_ref(), sql)
                .needs([self.object_ref()])
                .needs(dictionaries.iter().filter_map(|name| text_search_configuration::needed(Kind::TextSearchDictionary, name)))
                .releases(self::dictionaries(released))
                .because(reason);
            operations.push(operation);
        }
        operations
    }
}
