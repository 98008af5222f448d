//! Comparing and changing extended statistics.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{IndexValue, ObjectName, StatisticsKind};

use super::Statistics;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema, index};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::{PermissionKind, Phase};
use crate::settle::{Form, Questions};
use crate::source::{RowError, Snapshot};

/// How two statistics of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticsChange {
    /// What they are of, or what is counted: they have to be made anew.
    Definition,
    /// The target.
    Target,
    /// The comment.
    Comment,
}

impl ObjectKind for Statistics {
    const KIND: Kind = Kind::Statistics;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = StatisticsChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn relation(&self) -> Option<ObjectName> {
        Some(self.table.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    /// Without kinds all are meant (`CreateStatistics()` in `src/backend/commands/statscmds.c`), except for a single
    /// expression, of which there is nothing to count together.
    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.relation(&mut self.table);
        self.expressions.iter_mut().for_each(|expression| canon.expression(expression));
        if self.kinds.is_empty() && self.columns.len() + self.expressions.len() > 1 {
            self.kinds = BTreeSet::from(StatisticsKind::ALL);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let mut objects: Vec<ObjectRef> = refs::relation(&self.table).collect();
        objects.extend(Schema::needed_by(&self.name));
        objects.extend(self.columns.iter().map(|column| ObjectRef::column(&self.table, column)));
        for expression in &self.expressions {
            objects.extend(refs::mentioned(&expression.references(), Some(&self.table)));
        }
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<StatisticsChange> {
        let Pair { old, new } = pair;
        let definition = |of: &Self| Self { target: None, comment: None, ..of.clone() };
        // What is made anew is made as it is wanted.
        if definition(old) != definition(new) {
            return vec![StatisticsChange::Definition];
        }
        let target = (old.target != new.target).then_some(StatisticsChange::Target);
        let comment = (old.comment != new.comment).then_some(StatisticsChange::Comment);
        target.into_iter().chain(comment).collect()
    }

    fn replacement(_pair: Pair<&Self>, changes: &[StatisticsChange]) -> Option<String> {
        changes.contains(&StatisticsChange::Definition).then(|| "its definition changes".to_owned())
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let about = pair.new.object_ref();
        let table = pair.new.table.clone();
        for (old, new) in pair.old.expressions.iter().zip(&mut pair.new.expressions) {
            questions.expression(&about, &table, &Form::Statistics, old, new);
        }
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(new) => out.recipe(new.create("new statistics")),
            Delta::Drop(old) => {
                if !cx.goes_away(&old.table) {
                    let drop = old.drop_operation().because("no longer in the model");
                    let goes_along = cx.drops_any(&old.references());
                    out.add(if goes_along { drop } else { drop.permission(PermissionKind::DropStatistics) });
                }
            }
            Delta::Replace { old, new, because } => {
                let new = &cx.as_written(new);
                // Those of a view go with it.
                if cx.is_rebuilt(&old.table) && old.table == new.table {
                    return out.recipe(new.create("its view is created anew"));
                }
                let drop = old.drop_operation().because(format!("created anew below: {because}"));
                let create = new.create("created anew; it is empty until the next ANALYZE");
                let operations = std::iter::once(drop.in_phase(Phase::Expand)).chain(create);
                if cx.swaps(&old.references()) {
                    out.atomic(operations);
                } else {
                    out.recipe(operations);
                }
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    match change {
                        // Always a replacement.
                        StatisticsChange::Definition => {}
                        StatisticsChange::Target => {
                            let set = new.set_target().undo(old.target_sql());
                            out.add(set.because("for the next ANALYZE"));
                        }
                        StatisticsChange::Comment => out.add(new.comment_operation()),
                    }
                }
            }
        }
    }
}

impl Statistics {
    /// Statistics of nothing yet.
    pub(super) fn new(name: ObjectName, table: ObjectName) -> Self {
        Self {
            name,
            table,
            kinds: BTreeSet::new(),
            columns: BTreeSet::new(),
            expressions: Vec::new(),
            target: None,
            comment: None,
        }
    }

    /// Adds a column or expression.
    pub(super) fn add(&mut self, element: IndexValue) {
        match element {
            IndexValue::Column(name) => drop(self.columns.insert(name)),
            IndexValue::Expression(expression) => self.expressions.push(expression),
        }
    }

    fn subject(&self) -> String {
        format!("STATISTICS {}", self.name)
    }

    pub(in crate::kinds) fn create(&self, because: &str) -> Vec<Operation> {
        let columns = self.columns.iter().map(|column| ident(column));
        let expressions = self.expressions.iter();
        let expressions = expressions.map(|expression| index::sql::value(&IndexValue::Expression(expression.clone())));
        let on: Vec<String> = columns.chain(expressions).collect();
        let is_all = StatisticsKind::ALL.iter().all(|kind| self.kinds.contains(kind));
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.as_sql()).collect();
        let kinds = if is_all || kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
        let sql = format!("CREATE {}{kinds} ON {} FROM {}", self.subject(), on.join(", "), self.table);
        let create = Operation::new(OpCode::CreateStatistics, self.object_ref(), sql)
            .on(&self.table)
            .needs(self.references())
            .creates(self.object_ref())
            .because(because)
            .undo(format!("DROP {}", self.subject()));
        let target = self.target.map(|_| self.set_target().because("for the next ANALYZE"));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(target).chain(comment).collect()
    }

    fn drop_operation(&self) -> Operation {
        Operation::new(OpCode::DropStatistics, self.object_ref(), format!("DROP {}", self.subject()))
            .on(&self.table)
            .drops(self.object_ref())
            .releases(self.references())
    }

    fn target_sql(&self) -> String {
        let target = self.target.map_or("-1".to_owned(), |target| target.to_string());
        format!("ALTER {} SET STATISTICS {target}", self.subject())
    }

    fn set_target(&self) -> Operation {
        Operation::new(OpCode::AlterStatistics, self.object_ref(), self.target_sql()).needs([self.object_ref()])
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.subject(), self.comment.as_deref())
    }
}
