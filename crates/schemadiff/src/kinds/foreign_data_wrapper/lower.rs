//! Comparing and changing foreign data wrappers.

use schemadiff_sql::syntax::ObjectName;

use super::ForeignDataWrapper;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::foreign_server::options;
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, Plain, PlainKind, lower_plain};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two foreign data wrappers of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignDataWrapperChange {
    /// Handler, validator or options.
    Definition,
    /// The comment.
    Comment,
}

impl ObjectKind for ForeignDataWrapper {
    const KIND: Kind = Kind::ForeignDataWrapper;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = ForeignDataWrapperChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(ObjectName::bare(self.name.clone()))
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        for function in self.handler.iter_mut().chain(&mut self.validator) {
            canon.function(function);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let functions = self.handler.iter().chain(&self.validator);
        functions.filter(|name| name.schema.is_some()).map(refs::function).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<ForeignDataWrapperChange> {
        let definition = (pair.old.sql() != pair.new.sql()).then_some(ForeignDataWrapperChange::Definition);
        let comment = (pair.old.comment != pair.new.comment).then_some(ForeignDataWrapperChange::Comment);
        definition.into_iter().chain(comment).collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        lower_plain(delta, out);
    }
}

impl PlainKind for ForeignDataWrapper {
    fn plain(&self) -> Plain {
        Plain {
            object: self.object_ref(),
            subject: self.subject(),
            create: self.sql(),
            needs: self.references(),
            comment: self.comment.clone(),
            create_code: OpCode::CreateForeignDataWrapper,
            drop_code: OpCode::DropForeignDataWrapper,
            permission: PermissionKind::DropForeignDataWrapper,
        }
    }

    fn alter(old: &Self, new: &Self, changes: &[ForeignDataWrapperChange]) -> Vec<Operation> {
        let one = |change: &ForeignDataWrapperChange| match change {
            ForeignDataWrapperChange::Definition => new.alter_operation(old),
            ForeignDataWrapperChange::Comment => new.plain().commented(),
        };
        changes.iter().map(one).collect()
    }
}

impl ForeignDataWrapper {
    fn subject(&self) -> String {
        format!("FOREIGN DATA WRAPPER {}", ident(&self.name))
    }

    fn sql(&self) -> String {
        let mut sql = format!("CREATE {}", self.subject());
        for (word, function) in [("HANDLER", &self.handler), ("VALIDATOR", &self.validator)] {
            if let Some(function) = function {
                sql.push_str(&format!(" {word} {function}"));
            }
        }
        sql + &options::given(&self.options)
    }

    fn alter_operation(&self, old: &Self) -> Operation {
        let mut sql = format!("ALTER {}", self.subject());
        let functions = [
            ("HANDLER", &old.handler, &self.handler),
            ("VALIDATOR", &old.validator, &self.validator),
        ];
        for (word, before, after) in functions {
            match after {
                _ if before == after => {}
                Some(function) => sql.push_str(&format!(" {word} {function}")),
                None => sql.push_str(&format!(" NO {word}")),
            }
        }
        sql.push_str(&options::changed(&old.options, &self.options));
        Operation::new(OpCode::AlterForeignDataWrapper, self.object_ref(), sql)
            .needs([self.object_ref()])
            .needs(self.references())
            .releases(old.references())
            .because("other functions or options")
    }
}
