//! Comparing and changing text search parsers.

use super::TextSearchParser;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, Plain, PlainKind, lower_plain};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two text search parsers of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSearchParserChange {
    /// The functions, which cannot be altered.
    Functions,
    /// The comment.
    Comment,
}

impl ObjectKind for TextSearchParser {
    const KIND: Kind = Kind::TextSearchParser;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = TextSearchParserChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.function(&mut self.start);
        canon.function(&mut self.get_token);
        canon.function(&mut self.end);
        if let Some(headline) = &mut self.headline {
            canon.function(headline);
        }
        canon.function(&mut self.lex_types);
    }

    fn references(&self) -> Vec<ObjectRef> {
        let functions = [Some(&self.start), Some(&self.get_token), Some(&self.end), self.headline.as_ref(), Some(&self.lex_types)].into_iter().flatten().filter(|name| name.schema.is_some());
        functions.map(refs::function).chain(Schema::needed_by(&self.name)).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<TextSearchParserChange> {
        let Pair { old, new } = pair;
        let functions = (old.sql() != new.sql()).then_some(TextSearchParserChange::Functions);
        let comment = (old.comment != new.comment).then_some(TextSearchParserChange::Comment);
        functions.into_iter().chain(comment).collect()
    }

    fn replacement(_pair: Pair<&Self>, changes: &[TextSearchParserChange]) -> Option<String> {
        let changed = changes.contains(&TextSearchParserChange::Functions);
        changed.then(|| "a text search parser keeps its functions".to_owned())
    }

    /// What uses it has to go before it can be made anew.
    fn disturbs(pair: Pair<&Self>, changes: &[TextSearchParserChange]) -> Vec<ObjectRef> {
        let changed = changes.contains(&TextSearchParserChange::Functions);
        changed.then(|| pair.new.object_ref()).into_iter().collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        lower_plain(delta, out);
    }
}

impl PlainKind for TextSearchParser {
    fn plain(&self) -> Plain {
        Plain {
            object: self.object_ref(),
            subject: format!("TEXT SEARCH PARSER {}", self.name),
            create: self.sql(),
            needs: self.references(),
            comment: self.comment.clone(),
            create_code: OpCode::CreateTextSearch,
            drop_code: OpCode::DropTextSearch,
            permission: PermissionKind::DropTextSearch,
        }
    }

    fn alter(_old: &Self, new: &Self, changes: &[TextSearchParserChange]) -> Vec<Operation> {
        let comment = changes.contains(&TextSearchParserChange::Comment).then(|| new.plain().commented());
        comment.into_iter().collect()
    }
}

impl TextSearchParser {
    fn sql(&self) -> String {
        let items = [("START", Some(&self.start)), ("GETTOKEN", Some(&self.get_token)), ("END", Some(&self.end)), ("HEADLINE", self.headline.as_ref()), ("LEXTYPES", Some(&self.lex_types))];
        let items: Vec<String> = items
            .into_iter()
            .filter_map(|(key, function)| Some(format!("{key} = {}", function?)))
            .collect();
        format!("CREATE TEXT SEARCH PARSER {} ({})", self.name, items.join(", "))
    }
}
