//! Comparing and changing indexes.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{IndexDefinition, IndexElement, IndexValue, ObjectName};

use super::{Index, left, online, parts, sql};
use crate::canon::{Canon, parameters};
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::operator_class::class_ref;
use crate::kinds::{Attribute, Catalog, ObjectKind, Since, access_method, since};
use crate::lower::{Lowering, Operation, Operations, comment, helper_name, is_helper};
use crate::plan::PermissionKind;
use crate::settle::{Form, Questions};
use crate::source::{RowError, Snapshot};

/// How two indexes of one name can differ.
#[derive(Clone, Debug)]
pub enum IndexChange {
    /// What it holds, or the table: it has to be built anew.
    Definition,
    /// It is invalid: what an interrupted build left.
    Invalid,
    /// Storage parameters or tablespace alone.
    Storage,
    /// Statistics targets.
    Statistics,
    /// The comment.
    Comment,
}

impl ObjectKind for Index {
    const KIND: Kind = Kind::Index;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = IndexChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn relation(&self) -> Option<ObjectName> {
        Some(self.table.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.relation(&mut self.table);
        self.definition.elements.iter_mut().for_each(|element| canonical_element(canon, element));
        canon.optional(&mut self.definition.predicate);
        parameters(&mut self.definition.parameters);
    }

    /// A plain index of a table goes along with what it uses; that of a materialized view goes with the view.
    fn references(&self) -> Vec<ObjectRef> {
        let mut objects: Vec<ObjectRef> = refs::relation(&self.table).collect();
        objects.extend(self.columns());
        objects.extend(access_method::lower::used(&self.definition.method));
        let collations = self.definition.elements.iter().filter_map(|element| element.collation.as_ref());
        objects.extend(collations.filter_map(refs::collation));
        let classes = self.definition.elements.iter().filter_map(|element| element.operator_class.as_ref());
        objects.extend(classes.filter_map(|class| class_ref(class, &self.definition.method)));
        let expressions = self.definition.elements.iter().filter_map(|element| match &element.value {
            IndexValue::Expression(expression) => Some(expression),
            IndexValue::Column(_) => None,
        });
        for expression in expressions.chain(&self.definition.predicate) {
            objects.extend(refs::mentioned(&expression.references(), Some(&self.table)));
        }
        objects
    }

    fn since(&self) -> Vec<Since> {
        let mut since = since::parameters(self.definition.parameters.keys(), &self.object_ref());
        if self.definition.nulls_not_distinct {
            since.push(Since::new(15, "`NULLS NOT DISTINCT`", self.object_ref()));
        }
        since
    }

    fn diff(pair: Pair<&Self>) -> Vec<IndexChange> {
        let Pair { old, new } = pair;
        let mut changes = Vec::new();
        let bare = |definition: &IndexDefinition| IndexDefinition {
            parameters: BTreeMap::new(),
            tablespace: None,
            ..definition.clone()
        };
        if old.table != new.table || bare(&old.definition) != bare(&new.definition) {
            changes.push(IndexChange::Definition);
        } else if !old.valid {
            changes.push(IndexChange::Invalid);
        }
        // An index that is built anew is built as it is wanted.
        if !changes.is_empty() {
            return changes;
        }
        if old.definition != new.definition {
            changes.push(IndexChange::Storage);
        }
        if old.statistics != new.statistics {
            changes.push(IndexChange::Statistics);
        }
        if old.comment != new.comment {
            changes.push(IndexChange::Comment);
        }
        changes
    }

    fn replacement(_pair: Pair<&Self>, changes: &[IndexChange]) -> Option<String> {
        changes.iter().find_map(|change| match change {
            IndexChange::Definition => Some("its definition changes".to_owned()),
            IndexChange::Invalid => Some("an interrupted build left it invalid".to_owned()),
            IndexChange::Storage | IndexChange::Statistics | IndexChange::Comment => None,
        })
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let about = pair.new.object_ref();
        let table = pair.new.table.clone();
        let method = pair.new.definition.method.clone();
        let (old, new) = (&pair.old.definition, &mut pair.new.definition);
        for (old, new) in old.elements.iter().zip(&mut new.elements) {
            same_class(old, new);
            if old.operator_class.is_none() && new.operator_class.is_some() {
                questions.operator_class(&about, &table, &method, new);
            }
            if let (IndexValue::Expression(old), IndexValue::Expression(new)) = (&old.value, &mut new.value) {
                questions.expression(&about, &table, &Form::IndexElement, old, new);
            }
        }
        if let (Some(old), Some(new)) = (&old.predicate, &mut new.predicate) {
            questions.expression(&about, &table, &Form::IndexPredicate, old, new);
        }
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(index) => out.recipe(online::create(index, cx, "new index")),
            Delta::Drop(index) => {
                // A key that this plan adds takes it over.
                if !cx.goes_away(&index.table) && !left::is_finished(index, cx) && !parts::is_taken(index, cx) {
                    let mut drop = online::drop_index(index, cx);
                    // It has stepped aside only now: its name is free before, and taken in this plan.
                    if cx.renames_to(&index.object_ref()) {
                        drop.drops.clear();
                        drop.needs.push(index.object_ref());
                    }
                    let goes_along = cx.drops_any(&index.references());
                    out.add(if is_helper(&index.name.name) {
                        // It served until now in the place of one that is built, perhaps in this plan.
                        let successor = cx.new_indexes(&index.table).into_iter().filter(|new| {
                            helper_name(&new.id.name.name, online::ASIDE) == index.name.name
                                && !cx.pair.old.catalog().indexes.contains(&new.id)
                        });
                        drop.needs(successor).because("replaced")
                    } else if left::is_begun(index, cx) || parts::is_begun(index, cx) {
                        drop.because("an interrupted build left it")
                    } else if goes_along {
                        drop.because("no longer in the model")
                    } else {
                        drop.permission(PermissionKind::DropIndex).because("no longer in the model")
                    });
                }
            }
            Delta::Replace { old, new, because } => {
                let new = &cx.as_written(new);
                if cx.swaps(&old.references()) {
                    out.atomic(online::replace_in_place(old, new, because));
                } else if cx.goes_away(&old.table) || cx.is_rebuilt(&old.table) {
                    out.recipe(online::create(new, cx, "its view is created anew"));
                } else {
                    out.recipe(online::replace(old, new, cx, because));
                }
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    match change {
                        // Always a replacement.
                        IndexChange::Definition | IndexChange::Invalid => {}
                        IndexChange::Storage => {
                            let table = cx.old_table(&new.table);
                            out.recipe(new.keep(old, table.is_some_and(|table| table.partition_by.is_some())));
                        }
                        IndexChange::Statistics => out.recipe(new.target_statistics(&old.statistics)),
                        IndexChange::Comment => out.add(new.comment_operation()),
                    }
                }
            }
        }
    }
}

/// Resolves the names in an element.
pub(crate) fn canonical_element(canon: &mut Canon<'_>, element: &mut IndexElement) {
    if let IndexValue::Expression(expression) = &mut element.value {
        canon.expression(expression);
    }
    if let Some(collation) = &mut element.collation {
        canon.collation(collation);
    }
    element.operator_class.iter_mut().for_each(builtin);
}

/// An operator class of an extension is rarely qualified by those who write it; found through the search path it is the one
/// of that name which is there.
fn same_class(old: &IndexElement, new: &mut IndexElement) {
    if let (Some(old), Some(new)) = (&old.operator_class, &mut new.operator_class)
        && new.schema.is_none()
        && new.name == old.name
    {
        new.schema.clone_from(&old.schema);
    }
}

/// Takes `pg_catalog` off, as everywhere in canonical names.
pub(crate) fn builtin(name: &mut ObjectName) {
    if name.schema.as_deref() == Some("pg_catalog") {
        name.schema = None;
    }
}

impl Index {
    /// The columns that it names as such.
    pub(super) fn columns(&self) -> Vec<ObjectRef> {
        let elements = self.definition.elements.iter().filter_map(|element| match &element.value {
            IndexValue::Column(name) => Some(name),
            IndexValue::Expression(_) => None,
        });
        elements.chain(&self.definition.include).map(|column| ObjectRef::column(&self.table, column)).collect()
    }

    /// `CREATE [UNIQUE] INDEX words name ON …`.
    pub(super) fn create_sql(&self, words: &str, only: bool) -> String {
        let unique = if self.definition.unique { "UNIQUE " } else { "" };
        let name = ident(&self.name.name);
        format!("CREATE {unique}INDEX {words}{name} {}", sql::definition(&self.table, only, &self.definition))
    }

    pub(super) fn comment_operation(&self) -> Operation {
        let subject = format!("INDEX {}", self.name);
        comment(OpCode::CommentOnRelation, self.object_ref(), &subject, self.comment.as_deref()).on(&self.name)
    }
}
