//! Comparing and changing views.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::Query;
use schemadiff_sql::syntax::ObjectName;

use super::View;
use crate::canon::{Canon, parameters};
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, idents, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::table::sql::operand;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema, Since};
use crate::lower::{Lowering, Operation, Operations, comment, option_list};
use crate::plan::PermissionKind;
use crate::settle::Questions;
use crate::source::{RowError, Snapshot};

/// How two views of one name can differ.
#[derive(Clone, Debug)]
pub enum ViewChange {
    /// The query or the column list.
    Query,
    /// The options.
    Options,
    /// The default of a column.
    ColumnDefault(String),
    /// The comment.
    Comment,
    /// The comment on a column.
    ColumnComment(String),
}

impl ObjectKind for View {
    const KIND: Kind = Kind::View;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = ViewChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.query(&mut self.query);
        parameters(&mut self.options);
        self.options.retain(|_, value| value != "false");
        name_columns(&mut self.query, &mut self.columns);
        // `DEFAULT NULL` is no default (`AddRelationNewConstraints()` in `src/backend/catalog/heap.c`).
        self.column_defaults.retain(|_, default| !default.is_null());
        self.column_defaults.values_mut().for_each(|default| canon.expression(default));
    }

    fn references(&self) -> Vec<ObjectRef> {
        let mut objects = refs::mentioned(&self.query.references(), None);
        for default in self.column_defaults.values() {
            objects.extend(refs::mentioned(&default.references(), None));
        }
        objects.extend(Schema::needed_by(&self.name));
        objects
    }

    fn since(&self) -> Vec<Since> {
        let invoker = self.options.contains_key("security_invoker");
        invoker.then(|| Since::new(15, "`security_invoker`", self.object_ref())).into_iter().collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<ViewChange> {
        let Pair { old, new } = pair;
        let mut changes = Vec::new();
        if old.query != new.query || old.columns != new.columns {
            changes.push(ViewChange::Query);
        }
        if old.options != new.options {
            changes.push(ViewChange::Options);
        }
        let (before, after) = (&old.column_defaults, &new.column_defaults);
        let columns: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let differs = columns.into_iter().filter(|column| before.get(*column) != after.get(*column));
        changes.extend(differs.cloned().map(ViewChange::ColumnDefault));
        if old.comment != new.comment {
            changes.push(ViewChange::Comment);
        }
        changes.extend(column_comment_changes(&old.column_comments, &new.column_comments).map(ViewChange::ColumnComment));
        changes
    }

    /// Source: `checkViewColumns` in `src/backend/commands/view.c`: `CREATE OR REPLACE` may only append columns. Types are not
    /// known here, so every column that is there has to be computed by the same text.
    fn replacement(pair: Pair<&Self>, changes: &[ViewChange]) -> Option<String> {
        let Pair { old, new } = pair;
        if !changes.iter().any(|change| matches!(change, ViewChange::Query)) {
            return None;
        }
        let appends = match (old.query.targets(), new.query.targets()) {
            (Some(old), Some(new)) => new.starts_with(&old),
            _ => false,
        };
        let same_names = old.columns.is_empty() && new.columns.is_empty();
        (!(appends && same_names)).then(|| "its columns change".to_owned())
    }

    fn disturbs(pair: Pair<&Self>, changes: &[ViewChange]) -> Vec<ObjectRef> {
        // Only when it is dropped: whatever selects from it has to go first.
        Self::replacement(pair, changes).map(|_| pair.new.object_ref()).into_iter().collect()
    }

    fn details(_pair: Pair<&Self>, changes: &[ViewChange]) -> Vec<String> {
        let changed = |wanted: fn(&ViewChange) -> bool| changes.iter().any(wanted);
        let mut details = Vec::new();
        if changed(|change| matches!(change, ViewChange::Query)) {
            details.push("query changed".to_owned());
        }
        if changed(|change| matches!(change, ViewChange::Options)) {
            details.push("options changed".to_owned());
        }
        details
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let about = pair.new.object_ref();
        let View { query, columns, .. } = &mut *pair.new;
        let old = (&pair.old.query, pair.old.columns.as_slice());
        questions.query(&about, old, query, columns);
        for (column, old) in &pair.old.column_defaults {
            if let Some(new) = pair.new.column_defaults.get_mut(column) {
                questions.view_default(&about, (&pair.new.query, &pair.new.columns), column, old, new);
            }
        }
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(view) => out.recipe(view.create("new view")),
            Delta::Drop(view) => out.add(
                view.drop_operation(cx).permission(PermissionKind::DropView).because("no longer in the model"),
            ),
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation(cx).harmless().because(format!("created anew below: {because}"));
                let new = cx.as_written(new);
                out.atomic(std::iter::once(drop).chain(new.create("created anew")));
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    match change {
                        ViewChange::Query => out.add(new.replace(old)),
                        ViewChange::Options => out.recipe(option_operations(
                            &Pair { old: &old.options, new: &new.options },
                            |clause| {
                                Operation::new(OpCode::SetViewOptions, new.object_ref(), format!("ALTER VIEW {} {clause}", new.name))
                                    .on(&new.name)
                                    .because("other options")
                            },
                        )),
                        ViewChange::ColumnDefault(column) => out.add(new.default_operation(column).undo(old.default_sql(column))),
                        ViewChange::Comment => out.add(new.comment_operation()),
                        ViewChange::ColumnComment(column) => out.add(new.column_comment_operation(column)),
                    }
                }
            }
        }
    }
}

/// The columns whose comment differs.
pub(crate) fn column_comment_changes<'a>(
    old: &'a BTreeMap<String, String>,
    new: &'a BTreeMap<String, String>,
) -> impl Iterator<Item = String> + 'a {
    let removed = old.keys().filter(|column| !new.contains_key(*column));
    new.iter().filter(|(column, text)| old.get(*column) != Some(text)).map(|(column, _)| column).chain(removed).cloned()
}

/// `SET (…)` and `RESET (…)`, as far as they are needed.
pub(crate) fn option_operations(
    options: &Pair<&BTreeMap<String, String>>,
    operation: impl Fn(String) -> Operation,
) -> Vec<Operation> {
    let set: BTreeMap<String, String> = options
        .new
        .iter()
        .filter(|(name, value)| options.old.get(*name) != Some(value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let reset: Vec<String> = options.old.keys().filter(|name| !options.new.contains_key(*name)).cloned().collect();
    let mut operations = Vec::new();
    if !set.is_empty() {
        operations.push(operation(format!("SET ({})", option_list(&set))));
    }
    if !reset.is_empty() {
        operations.push(operation(format!("RESET ({})", reset.join(", "))));
    }
    operations
}

/// Puts a column list into the query, as PostgreSQL does when it stores a view, where that needs no server.
pub(crate) fn name_columns(query: &mut Query, columns: &mut Vec<String>) {
    if columns.is_empty() {
        return;
    }
    if let Some(named) = query.with_columns(columns) {
        *query = named;
        columns.clear();
    }
}

/// `(a, b)` after a name, when there is a column list.
pub(crate) fn column_list(columns: &[String]) -> String {
    if columns.is_empty() { String::new() } else { format!(" ({})", idents(columns)) }
}

impl View {
    fn definition(&self) -> String {
        let options =
            if self.options.is_empty() { String::new() } else { format!(" WITH ({})", option_list(&self.options)) };
        format!("VIEW {}{}{options} AS\n{}", self.name, column_list(&self.columns), self.query.pretty())
    }

    fn own_columns(name: &ObjectName, columns: Option<Vec<String>>) -> Vec<ObjectRef> {
        columns.unwrap_or_default().iter().map(|column| ObjectRef::column(name, column)).collect()
    }

    fn create(&self, reason: &str) -> Vec<Operation> {
        let create = Operation::new(OpCode::CreateView, self.object_ref(), format!("CREATE {}", self.definition()))
            .needs(self.references())
            .creates(self.object_ref())
            .creates_all(Self::own_columns(&self.name, self.query.columns()))
            .because(reason)
            .undo(format!("DROP VIEW {}", self.name));
        let defaults = self.column_defaults.keys().map(|column| self.default_operation(column));
        let comments = self.comment.as_ref().map(|_| self.comment_operation());
        let column_comments = self.column_comments.keys().map(|column| self.column_comment_operation(column));
        std::iter::once(create).chain(defaults).chain(comments).chain(column_comments).collect()
    }

    fn replace(&self, old: &Self) -> Operation {
        Operation::new(OpCode::ReplaceView, self.object_ref(), format!("CREATE OR REPLACE {}", self.definition()))
            .on(&self.name)
            .needs(self.references())
            .releases(old.references())
            .creates_all(Self::own_columns(&self.name, self.query.columns()))
            .because("another query with the same columns first")
    }

    /// Puts it where it stands once more, in the same words.
    pub(crate) fn again(&self, reason: &str) -> Operation {
        Operation::new(OpCode::ReplaceView, self.object_ref(), format!("CREATE OR REPLACE {}", self.definition()))
            .on(&self.name)
            .because(reason)
    }

    fn drop_operation(&self, cx: &Lowering<'_>) -> Operation {
        Operation::new(OpCode::DropView, self.object_ref(), format!("DROP VIEW {}", self.name))
            .on(&self.name)
            .drops(self.object_ref())
            .releases(self.references())
            .releases(cx.used_by_belongings(&self.name))
    }

    fn default_sql(&self, column: &str) -> String {
        let (name, column_sql) = (&self.name, ident(column));
        match self.column_defaults.get(column) {
            Some(default) => format!("ALTER VIEW {name} ALTER COLUMN {column_sql} SET DEFAULT {}", operand(default.sql())),
            None => format!("ALTER VIEW {name} ALTER COLUMN {column_sql} DROP DEFAULT"),
        }
    }

    /// Sets the default of a column, or takes it away.
    fn default_operation(&self, column: &str) -> Operation {
        let default = self.column_defaults.get(column);
        let code = if default.is_some() { OpCode::SetViewDefault } else { OpCode::DropViewDefault };
        let mentioned = default.map(|default| refs::mentioned(&default.references(), None));
        Operation::new(code, self.object_ref(), self.default_sql(column))
            .on(&self.name)
            .needs([self.object_ref(), ObjectRef::column(&self.name, column)])
            .needs(mentioned.unwrap_or_default())
            .because(if default.is_some() { "for INSERT into the view" } else { "no default any more" })
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::CommentOnRelation, self.object_ref(), &format!("VIEW {}", self.name), self.comment.as_deref())
            .on(&self.name)
    }

    fn column_comment_operation(&self, column: &str) -> Operation {
        let text = self.column_comments.get(column).map(String::as_str);
        comment(OpCode::CommentOnRelation, self.object_ref(), &format!("COLUMN {}.{}", self.name, ident(column)), text)
            .needs([ObjectRef::column(&self.name, column)])
            .on(&self.name)
    }
}
