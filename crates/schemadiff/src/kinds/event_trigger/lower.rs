//! Comparing and changing event triggers.

use std::collections::BTreeSet;

use schemadiff_sql::quote;

use super::EventTrigger;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::trigger::TriggerEnabled;
use crate::kinds::{Attribute, Catalog, ObjectKind, Since};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two event triggers of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventTriggerChange {
    /// The event, tags or function, which cannot be altered.
    Definition,
    /// When it is enabled.
    Enabled,
    /// The comment.
    Comment,
}

impl ObjectKind for EventTrigger {
    const KIND: Kind = Kind::EventTrigger;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = EventTriggerChange;

    fn id(&self) -> ObjectId {
        Self::id_of(&self.definition.name)
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.function(&mut self.definition.function);
    }

    fn references(&self) -> Vec<ObjectRef> {
        vec![refs::function(&self.definition.function)]
    }

    fn since(&self) -> Vec<Since> {
        let login = self.definition.event == "login";
        login.then(|| Since::new(17, "event `login`", self.object_ref())).into_iter().collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<EventTriggerChange> {
        use EventTriggerChange as Change;
        let Pair { old, new } = pair;
        let differs = [
            (Change::Definition, !old.is_defined_as(new)),
            (Change::Enabled, old.enabled != new.enabled),
            (Change::Comment, old.comment != new.comment),
        ];
        let changes = differs.into_iter().filter(|(_, differs)| *differs);
        changes.map(|(change, _)| change).collect()
    }

    fn replacement(_pair: Pair<&Self>, changes: &[EventTriggerChange]) -> Option<String> {
        let changed = changes.contains(&EventTriggerChange::Definition);
        changed.then(|| "an event trigger keeps its event, tags and function".to_owned())
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(trigger) => out.recipe(trigger.create("new event trigger")),
            Delta::Drop(trigger) => {
                let drop = trigger.drop_operation().permission(PermissionKind::DropEventTrigger);
                out.add(drop.because("no longer in the model"));
            }
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation().because(format!("created anew below: {because}"));
                out.atomic(std::iter::once(drop).chain(new.create("created anew")));
            }
            Delta::Alter { new, changes, .. } => out.recipe(changes.iter().filter_map(|change| match change {
                EventTriggerChange::Definition => None,
                EventTriggerChange::Enabled => Some(new.enable_operation()),
                EventTriggerChange::Comment => Some(new.comment_operation()),
            })),
        }
    }
}

impl EventTrigger {
    /// The order of tags means nothing.
    fn is_defined_as(&self, other: &Self) -> bool {
        let (one, two) = (&self.definition, &other.definition);
        let tags = |tags: &[String]| tags.iter().cloned().collect::<BTreeSet<_>>();
        one.event == two.event && one.function == two.function && tags(&one.tags) == tags(&two.tags)
    }

    fn subject(&self) -> String {
        format!("EVENT TRIGGER {}", ident(&self.definition.name))
    }

    fn sql(&self) -> String {
        let definition = &self.definition;
        let mut sql = format!("CREATE {} ON {}", self.subject(), ident(&definition.event));
        if !definition.tags.is_empty() {
            let tags: Vec<_> = definition.tags.iter().map(|tag| quote::literal(tag)).collect();
            sql.push_str(&format!(" WHEN TAG IN ({})", tags.join(", ")));
        }
        sql.push_str(&format!(" EXECUTE FUNCTION {}()", definition.function));
        sql
    }

    fn create(&self, reason: &str) -> Vec<Operation> {
        let create = Operation::new(OpCode::CreateEventTrigger, self.object_ref(), self.sql())
            .needs(self.references())
            .creates(self.object_ref())
            .because(reason)
            .undo(format!("DROP {}", self.subject()));
        let enable = (self.enabled != TriggerEnabled::Origin).then(|| self.enable_operation());
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(enable).chain(comment).collect()
    }

    fn drop_operation(&self) -> Operation {
        Operation::new(OpCode::DropEventTrigger, self.object_ref(), format!("DROP {}", self.subject()))
            .drops(self.object_ref())
            .releases(self.references())
            .undo(self.sql())
    }

    fn enable_operation(&self) -> Operation {
        let word = match self.enabled {
            TriggerEnabled::Origin => "ENABLE",
            TriggerEnabled::Disabled => "DISABLE",
            TriggerEnabled::Replica => "ENABLE REPLICA",
            TriggerEnabled::Always => "ENABLE ALWAYS",
        };
        let sql = format!("ALTER {} {word}", self.subject());
        Operation::new(OpCode::AlterEventTrigger, self.object_ref(), sql)
            .needs([self.object_ref()])
            .because("enabled state")
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.subject(), self.comment.as_deref())
    }
}
