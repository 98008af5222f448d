//! Comparing and changing procedural languages.

use schemadiff_sql::syntax::ObjectName;

use super::Language;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, Plain, PlainKind, lower_plain};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two languages of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LanguageChange {
    /// Anything of the definition.
    Definition,
    /// The comment.
    Comment,
}

impl ObjectKind for Language {
    const KIND: Kind = Kind::Language;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = LanguageChange;

    fn id(&self) -> ObjectId {
        Self::id_of(&self.definition.name)
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        let definition = &mut self.definition;
        canon.function(&mut definition.handler);
        for function in definition.inline.iter_mut().chain(&mut definition.validator) {
            canon.function(function);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let functions = std::iter::once(&definition.handler).chain(&definition.inline).chain(&definition.validator);
        functions.filter(|name| name.schema.is_some()).map(refs::function).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<LanguageChange> {
        let Pair { old, new } = pair;
        let definition = (old.definition != new.definition).then_some(LanguageChange::Definition);
        let comment = (old.comment != new.comment).then_some(LanguageChange::Comment);
        definition.into_iter().chain(comment).collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        lower_plain(delta, out);
    }
}

impl PlainKind for Language {
    fn plain(&self) -> Plain {
        Plain {
            object: self.object_ref(),
            subject: format!("LANGUAGE {}", ident(&self.definition.name)),
            create: self.sql("CREATE"),
            needs: self.references(),
            comment: self.comment.clone(),
            create_code: OpCode::CreateLanguage,
            drop_code: OpCode::DropLanguage,
            permission: PermissionKind::DropLanguage,
        }
    }

    fn alter(old: &Self, new: &Self, changes: &[LanguageChange]) -> Vec<Operation> {
        let one = |change: &LanguageChange| match change {
            LanguageChange::Definition => {
                Operation::new(OpCode::CreateLanguage, new.object_ref(), new.sql("CREATE OR REPLACE"))
                    .needs(new.references())
                    .releases(old.references())
                    .because("other functions")
                    .undo(old.sql("CREATE OR REPLACE"))
            }
            LanguageChange::Comment => new.plain().commented(),
        };
        changes.iter().map(one).collect()
    }
}

impl Language {
    /// The identity of a language by its name.
    pub fn id_of(name: &str) -> ObjectId {
        ObjectId::named(ObjectName::bare(name))
    }

    fn sql(&self, verb: &str) -> String {
        let definition = &self.definition;
        let trusted = if definition.trusted { "TRUSTED " } else { "" };
        let mut sql = format!("{verb} {trusted}LANGUAGE {} HANDLER {}", ident(&definition.name), definition.handler);
        for (word, function) in [("INLINE", &definition.inline), ("VALIDATOR", &definition.validator)] {
            if let Some(function) = function {
                sql.push_str(&format!(" {word} {function}"));
            }
        }
        sql
    }
}
