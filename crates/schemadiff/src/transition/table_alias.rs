//! A renamed table: for a while a view has its old name.
//!
//! The table takes its new name at once, with all that it has, in the transaction that makes the view. PostgreSQL writes
//! through a view of one table as if it were the table (manual, "CREATE VIEW", "Updatable Views"): defaults, triggers,
//! constraints and `ON CONFLICT` are the table's.

use schemadiff_sql::syntax::ObjectName;

use super::marker::{Marker, RenameTable};
use super::{Strategy, Transition};
use crate::catalog::{Kind, ObjectId, ObjectRef, ident, idents};
use crate::diff::Rename;
use crate::facts::OpCode;
use crate::kinds::{Schema, Table, access};
use crate::lower::{Lowering, Operation, Operations};
use crate::plan::Phase;

/// A view that has the old name of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableAlias {
    /// The old name.
    pub from: ObjectName,
    /// The table.
    pub to: ObjectName,
}

/// Whether a renamed table can have both names for a while.
///
/// Not where the old name is taken by something else at once, nor where row security decides who sees what: before
/// PostgreSQL 15 the rows that a view shows are those that its owner may see (`security_invoker`).
pub(super) fn keeps_both(rename: &Rename, cx: &Lowering<'_>) -> bool {
    let (from, to) = (&rename.from.id.name, &rename.to.id.name);
    let Some(table) = cx.old_table(to) else {
        return false;
    };
    let id = ObjectId::named(from.clone());
    let new = cx.pair.new.catalog();
    let taken = new.tables.contains(&id)
        || new.foreign_tables.contains(&id)
        || new.views.contains(&id)
        || new.materialized_views.contains(&id)
        || new.sequences.contains(&id)
        || new.indexes.contains(&id);
    let is_shown_to_all = !table.row_security || cx.server_major() >= 15;
    rename.to.kind == Kind::Table
        && table.partition_of.is_none()
        && cx.strategy(to) == Strategy::ExpandContract
        && !taken
        && is_shown_to_all
}

/// The recipe of a rename that both versions of the application live through.
///
/// # Locks
/// ACCESS EXCLUSIVE on the table for an instant as it gets its name; then on the view alone, as it goes.
pub(super) fn rename(rename: &Rename, cx: &Lowering<'_>, out: &mut Operations) {
    let alias = TableAlias {
        from: rename.from.id.name.clone(),
        to: rename.to.id.name.clone(),
    };
    let Some(table) = cx.old_table(&alias.to) else {
        return;
    };
    let begin = alias
        .begin(rename, table, cx)
        .into_iter()
        .map(|operation| operation.harmless().in_phase(Phase::Expand).atomically());
    out.recipe(begin);
    out.add(alias.finish(table, cx));
}

impl TableAlias {
    fn begin(&self, rename: &Rename, table: &Table, cx: &Lowering<'_>) -> Vec<Operation> {
        let mut operations = rename.statements();
        let target = ObjectRef::named(Kind::Table, &self.to);
        let named = |column: &str| {
            let before = cx.before_renames(&ObjectRef::column(&self.to, column));
            before.id.part.unwrap_or_default()
        };
        let columns: Vec<String> = table.columns.iter().map(|column| named(&column.name)).collect();
        // Row security is then that of whoever looks.
        let options = if table.row_security {
            " WITH (security_invoker = true)"
        } else {
            ""
        };
        let sql = format!(
            "CREATE VIEW {}{options} AS SELECT {} FROM {}",
            self.from,
            idents(&columns),
            self.to
        );
        operations.push(
            Operation::new(OpCode::CreateView, target.clone(), sql)
                .because("the old name, for as long as somebody uses it")
                .undo(format!("DROP VIEW {}", self.from)),
        );
        let marker = Marker::RenameTable(RenameTable {
            schema: self.to.schema.clone(),
            to: self.to.name.clone(),
        });
        let text = schemadiff_sql::quote::literal(&marker.write());
        let sql = format!("COMMENT ON VIEW {} IS {text}", self.from);
        operations.push(
            Operation::new(OpCode::CommentOnRelation, target, sql)
                .because("tells a later plan what it is for"),
        );
        operations.extend(access::like_relation(cx.pair.old, &self.to, &self.from, named));
        operations
    }

    /// The view goes, before anything happens to a column that it shows.
    pub(super) fn finish(&self, table: &Table, cx: &Lowering<'_>) -> Operation {
        let columns = table.columns.iter().flat_map(|column| {
            let column = ObjectRef::column(&self.to, &column.name);
            [cx.before_renames(&column), column]
        });
        Operation::new(
            OpCode::DropView,
            ObjectRef::named(Kind::Table, &self.to),
            format!("DROP VIEW {}", self.from),
        )
        .on(&self.from)
        .needs([ObjectRef::named(Kind::Table, &self.to)])
        .releases(columns)
        .releases(Schema::needed_by(&self.from))
        .drops(ObjectRef::named(Kind::View, &self.from))
        .harmless()
        .in_phase(Phase::Contract)
        .because("nobody uses the old name any more")
    }

    /// The way back: the view goes, and the table has its old name again.
    pub(super) fn take_back(&self, rename: &Rename, out: &mut Operations) {
        let drop = Operation::new(
            OpCode::DropView,
            ObjectRef::named(Kind::Table, &self.from),
            format!("DROP VIEW {}", self.from),
        )
        .because("makes room for the table");
        let operations = std::iter::once(drop).chain(rename.statements());
        out.atomic(operations.map(|operation| operation.harmless().in_phase(Phase::Contract)));
    }
}

/// The statements that give a table another name, another schema, or both.
pub(crate) fn statements(from: &ObjectName, to: &ObjectName) -> Vec<(String, String)> {
    let moved = ObjectName {
        schema: to.schema.clone(),
        name: from.name.clone(),
    };
    let mut statements = Vec::new();
    let schema = |name: &ObjectName| ident(name.schema.as_deref().unwrap_or_default());
    if from.schema != to.schema {
        statements.push((
            format!("ALTER TABLE {from} SET SCHEMA {}", schema(to)),
            format!("ALTER TABLE {moved} SET SCHEMA {}", schema(from)),
        ));
    }
    if from.name != to.name {
        statements.push((
            format!("ALTER TABLE {moved} RENAME TO {}", ident(&to.name)),
            format!("ALTER TABLE {to} RENAME TO {}", ident(&from.name)),
        ));
    }
    statements
}

/// The alias of a rename that takes one back.
pub(super) fn taken_back<'a>(transitions: &'a [Transition], rename: &Rename) -> Option<&'a TableAlias> {
    transitions.iter().find_map(|transition| match transition {
        Transition::Table(alias) => {
            let is_back = rename.to.kind == Kind::Table
                && rename.from.id.name == alias.to
                && rename.to.id.name == alias.from;
            is_back.then_some(alias)
        }
        Transition::Column(_) | Transition::Fill(_) | Transition::Shadow(_) => None,
    })
}
