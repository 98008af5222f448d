//! Comparing and changing rules.

use schemadiff_sql::syntax::CreateRule;

use super::Rule;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::trigger::TriggerEnabled;
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::settle::Questions;
use crate::source::{RowError, Snapshot};

/// How two rules of one name on one table can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleChange {
    /// The definition.
    Definition,
    /// When it is enabled.
    Enabled,
    /// The comment.
    Comment,
}

impl ObjectKind for Rule {
    const KIND: Kind = Kind::Rule;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = RuleChange;

    fn id(&self) -> ObjectId {
        ObjectId::part(self.definition.table.clone(), self.definition.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.relation(&mut self.definition.table);
        canon.optional(&mut self.definition.condition);
        for action in &mut self.definition.actions {
            canon.body(action);
            canon.insert_columns(action);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let own = Some(&definition.table);
        let mut objects: Vec<ObjectRef> = refs::relation(&definition.table).collect();
        objects.extend(definition.condition.iter().flat_map(|condition| refs::mentioned(&condition.references(), own)));
        for action in &definition.actions {
            objects.extend(refs::mentioned(&schemadiff_sql::sql_body_references(action), own));
        }
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<RuleChange> {
        let Pair { old, new } = pair;
        let definition = (old.definition != new.definition).then_some(RuleChange::Definition);
        let enabled = (old.enabled != new.enabled).then_some(RuleChange::Enabled);
        let comment = (old.comment != new.comment).then_some(RuleChange::Comment);
        definition.into_iter().chain(enabled).chain(comment).collect()
    }

    fn details(_pair: Pair<&Self>, changes: &[RuleChange]) -> Vec<String> {
        changes.contains(&RuleChange::Definition).then(|| "definition changed".to_owned()).into_iter().collect()
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let about = pair.new.object_ref();
        questions.rule(&about, &pair.old.definition, &mut pair.new.definition);
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(rule) => out.recipe(rule.create("new rule")),
            Delta::Drop(rule) => {
                let table = &rule.definition.table;
                if !cx.goes_away(table) && !cx.is_rebuilt(table) {
                    let drop = rule.drop_operation().permission(PermissionKind::DropRule);
                    out.add(drop.needs(cx.renamed_table(table)).because("no longer in the model"));
                }
            }
            Delta::Replace { old, new, because } => {
                // What it belongs to takes it along.
                let table = &old.definition.table;
                let gone = cx.goes_away(table) || cx.is_rebuilt(table);
                let drop = old.drop_operation().needs(cx.renamed_table(table));
                let drop = (!gone).then(|| drop.harmless().because(format!("created anew below: {because}")));
                out.atomic(drop.into_iter().chain(cx.as_written(new).create("created anew")));
            }
            Delta::Alter { old, new, changes, .. } => {
                let one = |change: &RuleChange| match change {
                    // It keeps its state (`InsertRule()` in `src/backend/rewrite/rewriteDefine.c`).
                    RuleChange::Definition => new
                        .operation(OpCode::ReplaceRule, "CREATE OR REPLACE")
                        .releases(old.references())
                        .because("another definition")
                        .undo(create_rule(&old.definition, "CREATE OR REPLACE", &old.definition.name)),
                    RuleChange::Enabled => new.enable_operation(),
                    RuleChange::Comment => new.comment_operation(),
                };
                out.recipe(changes.iter().map(one));
            }
        }
    }
}

/// `CREATE RULE`, under a name.
pub(crate) fn create_rule(definition: &CreateRule, verb: &str, name: &str) -> String {
    let CreateRule { table, event, instead, condition, actions, .. } = definition;
    let condition = condition.as_ref().map_or_else(String::new, |condition| format!(" WHERE ({})", condition.sql()));
    let statements: Vec<&str> = actions.iter().filter_map(|action| action.only_statement()).collect();
    let actions = match statements.as_slice() {
        [] => "NOTHING".to_owned(),
        [one] => (*one).to_owned(),
        several => format!("(\n    {}\n)", several.join(";\n    ")),
    };
    let instead = if *instead { "INSTEAD" } else { "ALSO" };
    format!("{verb} RULE {} AS ON {} TO {table}{condition} DO {instead} {actions}", ident(name), event.as_sql())
}

impl Rule {
    fn operation(&self, code: OpCode, verb: &str) -> Operation {
        Operation::new(code, self.object_ref(), create_rule(&self.definition, verb, &self.definition.name))
            .on(&self.definition.table)
            .needs(self.references())
            .creates(self.object_ref())
    }

    fn subject(&self) -> String {
        format!("RULE {} ON {}", ident(&self.definition.name), self.definition.table)
    }

    fn create(&self, reason: &str) -> Vec<Operation> {
        let create = self.operation(OpCode::CreateRule, "CREATE").because(reason).undo(format!("DROP {}", self.subject()));
        let enable = (self.enabled != TriggerEnabled::Origin).then(|| self.enable_operation());
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(enable).chain(comment).collect()
    }

    fn drop_operation(&self) -> Operation {
        Operation::new(OpCode::DropRule, self.object_ref(), format!("DROP {}", self.subject()))
            .on(&self.definition.table)
            .drops(self.object_ref())
            .releases(self.references())
            .undo(create_rule(&self.definition, "CREATE", &self.definition.name))
    }

    fn enable_operation(&self) -> Operation {
        let (words, name) = (self.enabled.words(), ident(&self.definition.name));
        let sql = format!("ALTER TABLE {} {words} RULE {name}", self.definition.table);
        Operation::new(OpCode::EnableRule, self.object_ref(), sql)
            .on(&self.definition.table)
            .needs([self.object_ref()])
            .because("enabled state")
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.subject(), self.comment.as_deref())
    }
}
