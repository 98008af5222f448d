//! Comparing and changing policies.

use schemadiff_sql::syntax::{CreatePolicy, PolicyCommand};

use super::Policy;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::settle::{Form, Questions};
use crate::source::{RowError, Snapshot};

/// How two policies of one name on one table can differ.
#[derive(Clone, Debug)]
pub enum PolicyChange {
    /// Roles or expressions, which `ALTER POLICY` changes.
    Definition,
    /// The command or kind, which it does not.
    Nature,
    /// The comment.
    Comment,
}

impl ObjectKind for Policy {
    const KIND: Kind = Kind::Policy;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = PolicyChange;

    fn id(&self) -> ObjectId {
        ObjectId::part(self.definition.table.clone(), self.definition.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.relation(&mut self.definition.table);
        canon.optional(&mut self.definition.using);
        canon.optional(&mut self.definition.check);
        self.definition.roles.sort();
        if self.definition.roles.is_empty() {
            self.definition.roles.push("public".to_owned());
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let table = &self.definition.table;
        let mut objects = vec![ObjectRef::named(Kind::Table, table)];
        for expression in self.definition.using.iter().chain(&self.definition.check) {
            objects.extend(refs::mentioned(&expression.references(), Some(table)));
        }
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<PolicyChange> {
        let (old, new) = (&pair.old.definition, &pair.new.definition);
        let mut changes = Vec::new();
        // An expression can be changed but not taken away, except by making the policy anew.
        let removed = (old.using.is_some() && new.using.is_none()) || (old.check.is_some() && new.check.is_none());
        if old.permissive != new.permissive || old.command != new.command || removed {
            changes.push(PolicyChange::Nature);
        } else if old != new {
            changes.push(PolicyChange::Definition);
        }
        if pair.old.comment != pair.new.comment {
            changes.push(PolicyChange::Comment);
        }
        changes
    }

    fn replacement(_pair: Pair<&Self>, changes: &[PolicyChange]) -> Option<String> {
        let changed = changes.iter().any(|change| matches!(change, PolicyChange::Nature));
        changed.then(|| "`ALTER POLICY` changes neither its command nor its kind, and takes no expression away".to_owned())
    }

    fn details(_pair: Pair<&Self>, changes: &[PolicyChange]) -> Vec<String> {
        let changed = changes.iter().any(|change| !matches!(change, PolicyChange::Comment));
        changed.then(|| "definition changed".to_owned()).into_iter().collect()
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let about = pair.new.object_ref();
        let table = pair.new.definition.table.clone();
        let (old, new) = (&pair.old.definition, &mut pair.new.definition);
        if let (Some(old), Some(new)) = (&old.using, &mut new.using) {
            questions.expression(&about, &table, &Form::Policy, old, new);
        }
        if let (Some(old), Some(new)) = (&old.check, &mut new.check) {
            questions.expression(&about, &table, &Form::Policy, old, new);
        }
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(policy) => {
                let is_new = cx.is_new_table(&policy.definition.table);
                let create = policy.create("new policy").into_iter();
                out.recipe(create.map(|operation| if is_new { operation.harmless() } else { operation }));
            }
            Delta::Drop(policy) => {
                let table = &policy.definition.table;
                if !cx.goes_away(table) {
                    let drop = policy.drop_operation().permission(PermissionKind::DropPolicy);
                    out.add(drop.needs(cx.renamed_table(table)).because("no longer in the model"));
                }
            }
            Delta::Replace { old, new, because } => {
                // What it belongs to takes it along.
                let gone = cx.goes_away(&old.definition.table) || cx.is_rebuilt(&old.definition.table);
                let drop = (!gone).then(|| old.drop_operation().needs(cx.renamed_table(&old.definition.table)).because(format!("created anew below: {because}")));
                out.atomic(drop.into_iter().chain(cx.as_written(new).create("created anew")));
            }
            Delta::Alter { old, new, changes, .. } => out.recipe(changes.iter().map(|change| match change {
                PolicyChange::Comment => new.comment_operation(),
                PolicyChange::Definition | PolicyChange::Nature => new.alter(old),
            })),
        }
    }
}

impl Policy {
    fn subject(&self) -> String {
        format!("POLICY {} ON {}", ident(&self.definition.name), self.definition.table)
    }

    fn sql(&self) -> String {
        let CreatePolicy { permissive, command, .. } = &self.definition;
        let command = match command {
            PolicyCommand::All => "ALL",
            PolicyCommand::Select => "SELECT",
            PolicyCommand::Insert => "INSERT",
            PolicyCommand::Update => "UPDATE",
            PolicyCommand::Delete => "DELETE",
        };
        let kind = if *permissive { "" } else { " AS RESTRICTIVE" };
        format!("CREATE {}{kind} FOR {command}{}", self.subject(), self.tail())
    }

    fn tail(&self) -> String {
        let roles: Vec<_> = self.definition.roles.iter().map(|role| role_name(role)).collect();
        let mut sql = format!(" TO {}", roles.join(", "));
        if let Some(using) = &self.definition.using {
            sql.push_str(&format!(" USING ({})", using.sql()));
        }
        if let Some(check) = &self.definition.check {
            sql.push_str(&format!(" WITH CHECK ({})", check.sql()));
        }
        sql
    }

    fn create(&self, reason: &str) -> Vec<Operation> {
        let create = Operation::new(OpCode::CreatePolicy, self.object_ref(), self.sql())
            .on(&self.definition.table)
            .needs(self.references())
            .creates(self.object_ref())
            .because(reason)
            .undo(format!("DROP {}", self.subject()));
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(comment).collect()
    }

    fn alter(&self, old: &Self) -> Operation {
        Operation::new(OpCode::AlterPolicy, self.object_ref(), format!("ALTER {}{}", self.subject(), self.tail()))
            .on(&self.definition.table)
            .needs(self.references())
            .releases(old.references())
            .because("other roles or expressions")
    }

    fn drop_operation(&self) -> Operation {
        Operation::new(OpCode::DropPolicy, self.object_ref(), format!("DROP {}", self.subject()))
            .on(&self.definition.table)
            .drops(self.object_ref())
            .releases(self.references())
            .undo(self.sql())
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.subject(), self.comment.as_deref())
    }
}

/// A role as policies name it: the words for roles that are not names stay words.
fn role_name(role: &str) -> String {
    match role {
        "public" | "current_user" | "session_user" | "current_role" => role.to_uppercase(),
        _ => ident(role),
    }
}
