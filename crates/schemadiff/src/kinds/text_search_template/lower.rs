//! Comparing and changing text search templates.

use super::TextSearchTemplate;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema};
use crate::lower::{Lowering, Operation, Operations, Plain, PlainKind, lower_plain};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two text search templates of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSearchTemplateChange {
    /// The functions, which cannot be altered.
    Functions,
    /// The comment.
    Comment,
}

impl ObjectKind for TextSearchTemplate {
    const KIND: Kind = Kind::TextSearchTemplate;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = TextSearchTemplateChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        if let Some(init) = &mut self.init {
            canon.function(init);
        }
        canon.function(&mut self.lexize);
    }

    fn references(&self) -> Vec<ObjectRef> {
        let functions = [self.init.as_ref(), Some(&self.lexize)].into_iter().flatten().filter(|name| name.schema.is_some());
        functions.map(refs::function).chain(Schema::needed_by(&self.name)).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<TextSearchTemplateChange> {
        let Pair { old, new } = pair;
        let functions = (old.sql() != new.sql()).then_some(TextSearchTemplateChange::Functions);
        let comment = (old.comment != new.comment).then_some(TextSearchTemplateChange::Comment);
        functions.into_iter().chain(comment).collect()
    }

    fn replacement(_pair: Pair<&Self>, changes: &[TextSearchTemplateChange]) -> Option<String> {
        let changed = changes.contains(&TextSearchTemplateChange::Functions);
        changed.then(|| "a text search template keeps its functions".to_owned())
    }

    /// What uses it has to go before it can be made anew.
    fn disturbs(pair: Pair<&Self>, changes: &[TextSearchTemplateChange]) -> Vec<ObjectRef> {
        let changed = changes.contains(&TextSearchTemplateChange::Functions);
        changed.then(|| pair.new.object_ref()).into_iter().collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        lower_plain(delta, out);
    }
}

impl PlainKind for TextSearchTemplate {
    fn plain(&self) -> Plain {
        Plain {
            object: self.object_ref(),
            subject: format!("TEXT SEARCH TEMPLATE {}", self.name),
            create: self.sql(),
            needs: self.references(),
            comment: self.comment.clone(),
            create_code: OpCode::CreateTextSearch,
            drop_code: OpCode::DropTextSearch,
            permission: PermissionKind::DropTextSearch,
        }
    }

    fn alter(_old: &Self, new: &Self, changes: &[TextSearchTemplateChange]) -> Vec<Operation> {
        let comment = changes.contains(&TextSearchTemplateChange::Comment).then(|| new.plain().commented());
        comment.into_iter().collect()
    }
}

impl TextSearchTemplate {
    fn sql(&self) -> String {
        let items = [("INIT", self.init.as_ref()), ("LEXIZE", Some(&self.lexize))];
        let items: Vec<String> = items
            .into_iter()
            .filter_map(|(key, function)| Some(format!("{key} = {}", function?)))
            .collect();
        format!("CREATE TEXT SEARCH TEMPLATE {} ({})", self.name, items.join(", "))
    }
}
