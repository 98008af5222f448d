//! Comparing foreign tables, creating and dropping them.

use schemadiff_sql::syntax::{Constraint, ConstraintKind};

use super::ForeignTable;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::table::lower::{canonical_column, column_references};
use crate::kinds::table::since;
use crate::kinds::{Attribute, Catalog, ForeignServer, ObjectKind, Schema, Since};
use crate::lower::{Lowering, Operation, Operations};
use crate::plan::PermissionKind;
use crate::settle::{Form, Questions};
use crate::source::{RowError, Snapshot};

/// How two foreign tables of one name can differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignTableChange {
    /// The server, which no statement changes.
    Server,
    /// The options of the table.
    Options,
    /// A column is new.
    AddColumn(String),
    /// A column is not wanted.
    DropColumn(String),
    /// A column differs.
    AlterColumn(String),
    /// A check is new, not wanted, or another one.
    Check(String),
    /// The comment on a check.
    CheckComment(String),
    /// The comment.
    Comment,
}

impl ObjectKind for ForeignTable {
    const KIND: Kind = Kind::ForeignTable;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = ForeignTableChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        self.columns.iter_mut().for_each(|column| canonical_column(canon, &self.name, column));
        for check in &mut self.checks {
            check.validated |= !check.enforced;
            if let ConstraintKind::Check(check) = &mut check.kind {
                canon.expression(&mut check.expression);
            }
        }
        self.column_options.retain(|_, options| !options.is_empty());
        self.name_checks();
    }

    fn references(&self) -> Vec<ObjectRef> {
        let mut objects: Vec<ObjectRef> = Schema::needed_by(&self.name).into_iter().collect();
        objects.push(ObjectRef::new(Kind::ForeignServer, ForeignServer::id_of(&self.server)));
        objects.extend(self.columns.iter().flat_map(|column| column_references(&self.name, column)));
        for check in &self.checks {
            if let ConstraintKind::Check(check) = &check.kind {
                objects.extend(refs::mentioned(&check.expression.references(), None));
            }
        }
        objects
    }

    fn since(&self) -> Vec<Since> {
        self.columns.iter().flat_map(|column| since::of_column(&self.name, column)).collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<ForeignTableChange> {
        use ForeignTableChange as Change;
        let Pair { old, new } = pair;
        let mut changes = Vec::new();
        let mut note = |differs: bool, change: Change| {
            if differs {
                changes.push(change);
            }
        };
        note(old.server != new.server, Change::Server);
        note(old.options != new.options, Change::Options);
        for column in &old.columns {
            note(new.column(&column.name).is_none(), Change::DropColumn(column.name.clone()));
        }
        for column in &new.columns {
            let name = || column.name.clone();
            let options = old.options_of(&column.name) != new.options_of(&column.name);
            match old.column(&column.name) {
                None => note(true, Change::AddColumn(name())),
                Some(before) => note(before != column || options, Change::AlterColumn(name())),
            }
        }
        let names = old.checks.iter().chain(&new.checks).filter_map(|check| check.name.clone());
        for name in names.collect::<std::collections::BTreeSet<_>>() {
            match (old.check(&name), new.check(&name)) {
                (Some(before), Some(after)) if says_the_same(before, after) => {
                    note(before.comment != after.comment, Change::CheckComment(name));
                }
                _ => note(true, Change::Check(name)),
            }
        }
        note(old.comment != new.comment, Change::Comment);
        changes
    }

    fn replacement(_pair: Pair<&Self>, changes: &[ForeignTableChange]) -> Option<String> {
        let changed = changes.contains(&ForeignTableChange::Server);
        changed.then(|| "a foreign table keeps its server; the rows are there, not here".to_owned())
    }

    fn disturbs(pair: Pair<&Self>, changes: &[ForeignTableChange]) -> Vec<ObjectRef> {
        if changes.contains(&ForeignTableChange::Server) {
            return vec![pair.new.object_ref()];
        }
        let disturbed = changes.iter().filter_map(|change| match change {
            ForeignTableChange::DropColumn(name) => Some(name),
            ForeignTableChange::AlterColumn(name) if super::alter::remakes(pair, name) => Some(name),
            _ => None,
        });
        disturbed.map(|column| ObjectRef::column(&pair.new.name, column)).collect()
    }

    fn details(_pair: Pair<&Self>, changes: &[ForeignTableChange]) -> Vec<String> {
        use ForeignTableChange as Change;
        let number = |wanted: fn(&Change) -> bool| changes.iter().filter(|change| wanted(change)).count();
        [
            crate::diff::count(number(|change| matches!(change, Change::AddColumn(_))), "column", "added"),
            crate::diff::count(number(|change| matches!(change, Change::DropColumn(_))), "column", "dropped"),
            crate::diff::count(number(|change| matches!(change, Change::AlterColumn(_))), "column", "changed"),
            crate::diff::count(number(|change| matches!(change, Change::Check(_))), "check", "changed"),
            changes.contains(&Change::Options).then(|| "other options".to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let Pair { old, new } = pair;
        for column in &mut new.columns {
            let Some(before) = old.column(&column.name) else { continue };
            let about = ObjectRef::column(&new.name, &column.name);
            if let (Some(old), Some(default)) = (&before.default, &mut column.default) {
                let form = Form::Default(column.data_type.clone());
                questions.expression(&about, &new.name, &form, old, default);
            }
        }
        for check in &mut new.checks {
            let name = check.name.clone().unwrap_or_default();
            let about = ObjectRef::constraint(&new.name, &name);
            let before = old.check(&name).map(|before| &before.kind);
            if let (Some(ConstraintKind::Check(old)), ConstraintKind::Check(check)) = (before, &mut check.kind) {
                questions.expression(&about, &new.name, &Form::Check, &old.expression, &mut check.expression);
            }
        }
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(table) => out.recipe(table.create("new foreign table", cx)),
            Delta::Drop(table) => {
                out.add(table.drop_operation().permission(PermissionKind::DropTable).because("no longer in the model"));
            }
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation().because(format!("created anew below: {because}"));
                out.atomic(std::iter::once(drop).chain(new.create("created anew", cx)));
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    super::alter::alter(Pair { old, new }, change, cx, out);
                }
            }
        }
    }
}

/// Whether two checks differ in nothing but their comments.
fn says_the_same(old: &Constraint, new: &Constraint) -> bool {
    old.kind == new.kind && old.validated == new.validated
}

impl ForeignTable {
    fn create(&self, reason: &str, cx: &Lowering<'_>) -> Vec<Operation> {
        let columns = self.columns.iter().map(|column| ObjectRef::column(&self.name, &column.name));
        let create = Operation::new(OpCode::CreateForeignTable, self.object_ref(), self.sql())
            .needs(self.references())
            .creates(self.object_ref())
            .creates_all(columns)
            .because(reason)
            .undo(format!("DROP FOREIGN TABLE {}", self.name));
        let mut operations = vec![create];
        let late = self.checks.iter().filter(|check| !check.validated);
        operations.extend(late.map(|check| super::alter::add_check(self, check)));
        operations.extend(self.columns.iter().flat_map(|column| super::alter::set_all(self, column, cx)));
        operations.extend(self.comment.as_ref().map(|_| super::alter::comment_on_table(self)));
        let commented = self.columns.iter().filter(|column| column.comment.is_some());
        operations.extend(commented.map(|column| super::alter::comment_on_column(self, column)));
        let commented = self.checks.iter().filter(|check| check.comment.is_some());
        operations.extend(commented.map(|check| super::alter::comment_on_check(self, check)));
        operations
    }

    fn drop_operation(&self) -> Operation {
        let columns = self.columns.iter().map(|column| ObjectRef::column(&self.name, &column.name));
        let mut releases = self.references();
        releases.retain(|object| object.id.name != self.name);
        Operation::new(OpCode::DropForeignTable, self.object_ref(), format!("DROP FOREIGN TABLE {}", self.name))
            .on(&self.name)
            .drops(self.object_ref())
            .drops_all(columns)
            .releases(releases)
            .undo(self.sql())
    }
}
