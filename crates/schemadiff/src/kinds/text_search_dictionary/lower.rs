//! Comparing and changing text search dictionaries.

use std::collections::BTreeMap;

use schemadiff_sql::quote;

use super::TextSearchDictionary;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema, text_search_configuration};
use crate::lower::{Lowering, Operation, Operations, Plain, PlainKind, lower_plain};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two text search dictionaries of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSearchDictionaryChange {
    /// The template, which cannot be altered.
    Template,
    /// The options.
    Options,
    /// The comment.
    Comment,
}

impl ObjectKind for TextSearchDictionary {
    const KIND: Kind = Kind::TextSearchDictionary;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = TextSearchDictionaryChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.text_search(Kind::TextSearchTemplate, &mut self.template);
    }

    fn references(&self) -> Vec<ObjectRef> {
        let template = text_search_configuration::needed(Kind::TextSearchTemplate, &self.template);
        template.into_iter().chain(Schema::needed_by(&self.name)).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<TextSearchDictionaryChange> {
        use TextSearchDictionaryChange as Change;
        let Pair { old, new } = pair;
        let differs = [
            (Change::Template, old.template != new.template),
            (Change::Options, old.sorted_options() != new.sorted_options()),
            (Change::Comment, old.comment != new.comment),
        ];
        let changes = differs.into_iter().filter(|(_, differs)| *differs);
        changes.map(|(change, _)| change).collect()
    }

    fn replacement(_pair: Pair<&Self>, changes: &[TextSearchDictionaryChange]) -> Option<String> {
        let changed = changes.contains(&TextSearchDictionaryChange::Template);
        changed.then(|| "a text search dictionary keeps its template".to_owned())
    }

    fn disturbs(pair: Pair<&Self>, changes: &[TextSearchDictionaryChange]) -> Vec<ObjectRef> {
        let changed = changes.contains(&TextSearchDictionaryChange::Template);
        changed.then(|| pair.new.object_ref()).into_iter().collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        lower_plain(delta, out);
    }
}

impl PlainKind for TextSearchDictionary {
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

    fn alter(old: &Self, new: &Self, changes: &[TextSearchDictionaryChange]) -> Vec<Operation> {
        let one = |change: &TextSearchDictionaryChange| match change {
            TextSearchDictionaryChange::Template => None,
            TextSearchDictionaryChange::Options => Some(new.set_options(old)),
            TextSearchDictionaryChange::Comment => Some(new.plain().commented()),
        };
        changes.iter().filter_map(one).collect()
    }
}

impl TextSearchDictionary {
    fn subject(&self) -> String {
        format!("TEXT SEARCH DICTIONARY {}", self.name)
    }

    /// Their order means nothing.
    fn sorted_options(&self) -> BTreeMap<&str, &str> {
        self.options.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect()
    }

    fn sql(&self) -> String {
        let template = std::iter::once(format!("TEMPLATE = {}", text_search_configuration::qualified(&self.template)));
        let items: Vec<String> = template.chain(self.options.iter().map(option)).collect();
        format!("CREATE {} ({})", self.subject(), items.join(", "))
    }

    /// All options are set, those that stay too: PostgreSQL appends what it is given, and so they keep their order.
    fn set_options(&self, old: &Self) -> Operation {
        let wanted = self.sorted_options();
        let gone = old.options.iter().filter(|(key, _)| !wanted.contains_key(key.as_str()));
        let items: Vec<String> = gone.map(|(key, _)| ident(key)).chain(self.options.iter().map(option)).collect();
        let sql = format!("ALTER {} ({})", self.subject(), items.join(", "));
        Operation::new(OpCode::AlterTextSearch, self.object_ref(), sql)
            .needs([self.object_ref()])
            .because("other options; what was indexed before keeps its old words")
    }
}

/// Numbers stand as they are: PostgreSQL keeps whether a value was quoted (`serialize_deflist()` in
/// `src/backend/commands/tsearchcmds.c`).
fn option((key, value): &(String, String)) -> String {
    let value = if value.parse::<i32>().is_ok() { value.clone() } else { quote::literal(value) };
    format!("{} = {value}", ident(key))
}
