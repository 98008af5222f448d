//! Comparing and changing materialized views.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::ColumnSettings;

use super::MaterializedView;
use crate::canon::{Canon, parameters};
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::table::physical::Relation;
use crate::kinds::table::{Physical, PhysicalChange, settings};
use crate::kinds::view::{column_comment_changes, column_list, name_columns, option_operations};
use crate::kinds::{Attribute, Catalog, ObjectKind, access_method, Schema, Since, since};
use crate::lower::{Lowering, Operation, Operations, comment, option_list};
use crate::plan::PermissionKind;
use crate::settle::Questions;
use crate::source::{RowError, Snapshot};

/// How two materialized views of one name can differ.
#[derive(Clone, Debug)]
pub enum MaterializedViewChange {
    /// The query or the column list.
    Query,
    /// The storage parameters.
    Parameters,
    /// How it is kept.
    Physical(PhysicalChange),
    /// Settings of a column.
    ColumnSettings(String),
    /// The comment.
    Comment,
    /// The comment on a column.
    ColumnComment(String),
}

impl ObjectKind for MaterializedView {
    const KIND: Kind = Kind::MaterializedView;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = MaterializedViewChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.query(&mut self.query);
        parameters(&mut self.parameters);
        self.physical.canonicalize();
        self.column_settings.values_mut().for_each(|own| settings::canonicalize(own, None));
        self.column_settings.retain(|_, own| !own.is_default());
        name_columns(&mut self.query, &mut self.columns);
    }

    fn references(&self) -> Vec<ObjectRef> {
        let mut objects = refs::mentioned(&self.query.references(), None);
        objects.extend(Schema::needed_by(&self.name));
        objects.extend(self.physical.access_method.as_deref().and_then(access_method::lower::used));
        objects
    }

    fn since(&self) -> Vec<Since> {
        since::parameters(self.parameters.keys(), &self.object_ref())
    }

    fn changes_since(pair: Pair<&Self>, changes: &[MaterializedViewChange]) -> Vec<Since> {
        let moves = |change: &MaterializedViewChange| {
            matches!(change, MaterializedViewChange::Physical(PhysicalChange::AccessMethod))
        };
        let moved = changes.iter().any(moves);
        moved.then(|| Since::new(15, "`SET ACCESS METHOD`", pair.new.object_ref())).into_iter().collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<MaterializedViewChange> {
        let Pair { old, new } = pair;
        let mut changes = Vec::new();
        if old.query != new.query || old.columns != new.columns {
            changes.push(MaterializedViewChange::Query);
        }
        if old.parameters != new.parameters {
            changes.push(MaterializedViewChange::Parameters);
        }
        let physical = Physical::compare(Pair { old: &old.physical, new: &new.physical });
        changes.extend(physical.into_iter().map(MaterializedViewChange::Physical));
        let columns: BTreeSet<&String> = old.column_settings.keys().chain(new.column_settings.keys()).collect();
        let differs = |column: &&&String| old.column_settings.get(**column) != new.column_settings.get(**column);
        let columns = columns.iter().filter(differs);
        changes.extend(columns.map(|column| MaterializedViewChange::ColumnSettings((*column).clone())));
        if old.comment != new.comment {
            changes.push(MaterializedViewChange::Comment);
        }
        let comments = column_comment_changes(&old.column_comments, &new.column_comments);
        changes.extend(comments.map(MaterializedViewChange::ColumnComment));
        changes
    }

    fn replacement(_pair: Pair<&Self>, changes: &[MaterializedViewChange]) -> Option<String> {
        let changed = changes.iter().any(|change| matches!(change, MaterializedViewChange::Query));
        changed.then(|| "its query changes, and a materialized view cannot be replaced in place".to_owned())
    }

    fn disturbs(pair: Pair<&Self>, changes: &[MaterializedViewChange]) -> Vec<ObjectRef> {
        Self::replacement(pair, changes).map(|_| pair.new.object_ref()).into_iter().collect()
    }

    fn details(_pair: Pair<&Self>, changes: &[MaterializedViewChange]) -> Vec<String> {
        let changed = changes.iter().any(|change| matches!(change, MaterializedViewChange::Query));
        changed.then(|| "query changed".to_owned()).into_iter().collect()
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let about = pair.new.object_ref();
        let MaterializedView { query, columns, .. } = &mut *pair.new;
        let old = (&pair.old.query, pair.old.columns.as_slice());
        questions.query(&about, old, query, columns);
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(view) => {
                out.recipe(view.create("new materialized view", cx));
                view.mark(out);
            }
            Delta::Drop(view) => out.add(
                view.drop_operation(cx).permission(PermissionKind::DropMaterializedView).because("no longer in the model"),
            ),
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation(cx).harmless().because(format!("created anew below: {because}"));
                let new = cx.as_written(new);
                out.atomic(std::iter::once(drop).chain(new.create("created anew", cx)));
                new.mark(out);
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    match change {
                        // Always a replacement.
                        MaterializedViewChange::Query => {}
                        MaterializedViewChange::Parameters => out.recipe(option_operations(
                            &Pair { old: &old.parameters, new: &new.parameters },
                            |clause| {
                                let sql = format!("ALTER MATERIALIZED VIEW {} {clause}", new.name);
                                Operation::new(OpCode::SetMaterializedViewParameters, new.object_ref(), sql)
                                    .on(&new.name)
                                    .because("other storage parameters")
                            },
                        )),
                        MaterializedViewChange::Physical(change) => {
                            out.add(new.physical.operation(*change, &old.physical, new.relation_to_alter()));
                        }
                        MaterializedViewChange::ColumnSettings(column) => {
                            out.recipe(new.set_column(column, old.column_settings.get(column), cx));
                        }
                        MaterializedViewChange::Comment => out.add(new.comment_operation()),
                        MaterializedViewChange::ColumnComment(column) => out.add(new.column_comment_operation(column)),
                    }
                }
            }
        }
    }
}

impl MaterializedView {
    fn relation_to_alter(&self) -> Relation<'_> {
        Relation { kind: Kind::MaterializedView, name: &self.name, is_empty: false }
    }

    /// What its table would say of its indexes, once they are there.
    fn mark(&self, out: &mut Operations) {
        for operation in self.physical.after_create(self.relation_to_alter()) {
            out.add(operation);
        }
    }

    /// Sets what is different about a column.
    fn set_column(&self, column: &str, old: Option<&ColumnSettings>, cx: &Lowering<'_>) -> Vec<Operation> {
        let nothing = ColumnSettings::default();
        let new = self.column_settings.get(column).unwrap_or(&nothing);
        let differences = settings::differences(Pair { old: old.unwrap_or(&nothing), new }, None, cx).into_iter();
        let sql = |words: &str| format!("ALTER MATERIALIZED VIEW {} ALTER COLUMN {} {words}", self.name, ident(column));
        differences
            .map(|difference| {
                Operation::new(difference.code, ObjectRef::column(&self.name, column), sql(&difference.words))
                    .on(&self.name)
                    .needs([self.object_ref()])
                    .because(difference.because)
                    .undo(sql(&difference.back))
            })
            .collect()
    }

    fn create(&self, reason: &str, cx: &Lowering<'_>) -> Vec<Operation> {
        let parameters =
            if self.parameters.is_empty() { String::new() } else { format!(" WITH ({})", option_list(&self.parameters)) };
        let [access_method, tablespace] = self.physical.clauses();
        let sql = format!(
            "CREATE MATERIALIZED VIEW {}{}{access_method}{parameters}{tablespace} AS\n{}{}",
            self.name,
            column_list(&self.columns),
            self.query.pretty(),
            if self.no_data { "\nWITH NO DATA" } else { "" }
        );
        let columns = self.query.columns().unwrap_or_default();
        let create = Operation::new(OpCode::CreateMaterializedView, self.object_ref(), sql)
            .needs(self.references())
            .creates(self.object_ref())
            .creates_all(columns.iter().map(|column| ObjectRef::column(&self.name, column)))
            .because(reason)
            .undo(format!("DROP MATERIALIZED VIEW {}", self.name));
        let settings = self.column_settings.keys().flat_map(|column| self.set_column(column, None, cx));
        let comments = self.comment.as_ref().map(|_| self.comment_operation());
        let column_comments = self.column_comments.keys().map(|column| self.column_comment_operation(column));
        std::iter::once(create).chain(settings).chain(comments).chain(column_comments).collect()
    }

    fn drop_operation(&self, cx: &Lowering<'_>) -> Operation {
        let sql = format!("DROP MATERIALIZED VIEW {}", self.name);
        Operation::new(OpCode::DropMaterializedView, self.object_ref(), sql)
            .on(&self.name)
            .drops(self.object_ref())
            .releases(self.references())
            .releases(cx.used_by_belongings(&self.name))
    }

    fn comment_operation(&self) -> Operation {
        let subject = format!("MATERIALIZED VIEW {}", self.name);
        comment(OpCode::CommentOnRelation, self.object_ref(), &subject, self.comment.as_deref()).on(&self.name)
    }

    fn column_comment_operation(&self, column: &str) -> Operation {
        let text = self.column_comments.get(column).map(String::as_str);
        let subject = format!("COLUMN {}.{}", self.name, ident(column));
        comment(OpCode::CommentOnRelation, self.object_ref(), &subject, text).on(&self.name)
    }
}
