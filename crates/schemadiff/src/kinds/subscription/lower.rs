//! Comparing and changing subscriptions.

use std::collections::BTreeSet;

use schemadiff_sql::quote;

use super::{Subscription, options};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, idents};
use crate::diff::Delta;
use crate::facts::{Hazard, OpCode};
use crate::kinds::{Attribute, Catalog, ObjectKind, Since};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two subscriptions of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionChange {
    /// The publications.
    Publications,
    /// The replication slot.
    Slot,
    /// The other options.
    Options,
    /// The comment.
    Comment,
}

impl ObjectKind for Subscription {
    const KIND: Kind = Kind::Subscription;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = SubscriptionChange;

    fn id(&self) -> ObjectId {
        Self::id_of(&self.name)
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, _canon: &mut Canon<'_>) {}

    /// The publications are on another server.
    fn references(&self) -> Vec<ObjectRef> {
        Vec::new()
    }

    fn since(&self) -> Vec<Since> {
        let known = self.options.iter().filter(|(_, value)| *value != options::UNKNOWN);
        let known = known.filter_map(|(name, _)| options::find(name));
        let mut since: Vec<Since> = known
            .map(|option| Since::new(option.since, format!("`{}`", option.name), self.object_ref()))
            .collect();
        if self.streaming.as_deref() == Some("parallel") {
            since.push(Since::new(16, "`streaming = parallel`", self.object_ref()));
        }
        since
    }

    fn diff(pair: Pair<&Self>) -> Vec<SubscriptionChange> {
        use SubscriptionChange as Change;
        let Pair { old, new } = pair;
        let differs = [
            (Change::Publications, old.publication_set() != new.publication_set()),
            (Change::Slot, old.slot_name != new.slot_name),
            (Change::Options, !new.changed(old).is_empty()),
            (Change::Comment, old.comment != new.comment),
        ];
        let changes = differs.into_iter().filter(|(_, differs)| *differs);
        changes.map(|(change, _)| change).collect()
    }

    fn impossible(pair: Pair<&Self>, _changes: &[SubscriptionChange]) -> Vec<(String, String)> {
        let changed = pair.new.changed(pair.old);
        let fixed = changed.iter().filter(|(name, _)| options::find(name).is_some_and(|option| option.fixed));
        fixed
            .map(|(name, _)| {
                let message = format!("`{name}` of subscription `{}` cannot be changed by a plan", pair.new.name);
                let help = format!(
                    "the replication slot at the publisher has to change with it: where PostgreSQL can, disable the \
                     subscription, run ALTER SUBSCRIPTION … SET ({name} = …) and enable it again"
                );
                (message, help)
            })
            .collect()
    }

    fn lower(delta: &Delta<Self>, _cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(new) => out.recipe(new.create()),
            Delta::Drop(old) => out.atomic(old.drop_operations()),
            Delta::Alter { old, new, changes, .. } => {
                out.recipe(changes.iter().filter_map(|change| new.alter(old, *change)));
            }
            Delta::Replace { new, .. } => out.add(new.comment_operation()),
        }
    }
}

impl Subscription {
    fn subject(&self) -> String {
        format!("SUBSCRIPTION {}", ident(&self.name))
    }

    fn publication_set(&self) -> BTreeSet<&String> {
        self.publications.iter().collect()
    }

    fn publication_list(&self) -> String {
        idents(&self.publications)
    }

    fn slot(&self) -> String {
        self.slot_name.as_deref().map_or_else(|| "NONE".to_owned(), quote::literal)
    }

    /// The options that `old` has otherwise; what the model leaves open does not differ.
    fn changed(&self, old: &Self) -> Vec<(&'static str, String)> {
        let value = |subscription: &Self, option: &options::SubscriptionOption| {
            subscription.options.get(option.name).cloned().unwrap_or_else(|| option.default.to_owned())
        };
        let mut changed: Vec<(&'static str, String)> = options::OPTIONS
            .iter()
            .filter(|option| {
                let (before, after) = (value(old, option), value(self, option));
                before != after && before != options::UNKNOWN && after != options::UNKNOWN
            })
            .map(|option| (option.name, value(self, option)))
            .collect();
        if let Some(streaming) = self.streaming.as_ref().filter(|_| self.streaming != old.streaming) {
            changed.push(("streaming", streaming.clone()));
        }
        changed
    }

    /// `connect = false`: nobody is connected to, no slot is made there and nothing copied. `CONNECTION` is for those who
    /// know it.
    fn create(&self) -> Vec<Operation> {
        let mut with = vec!["connect = false".to_owned()];
        if self.slot_name.as_ref() != Some(&self.name) {
            with.push(format!("slot_name = {}", self.slot()));
        }
        with.extend(self.changed(&Self::new(self.name.clone())).iter().map(written));
        let sql = format!(
            "CREATE {} CONNECTION '' PUBLICATION {} WITH ({})",
            self.subject(),
            self.publication_list(),
            with.join(", ")
        );
        let create = Operation::new(OpCode::CreateSubscription, self.object_ref(), sql)
            .creates(self.object_ref())
            .because(
                "new subscription, not connected: say how with ALTER SUBSCRIPTION … CONNECTION, make its slot at the \
                 publisher, then ENABLE it and REFRESH PUBLICATION",
            );
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(comment).collect()
    }

    /// The slot is at the publisher and is not dropped by looking away: it is taken off first, and the plan says that it
    /// stays there.
    fn drop_operations(&self) -> Vec<Operation> {
        let mut operations = Vec::new();
        if let Some(slot) = &self.slot_name {
            let disable = self.alter_operation("DISABLE").because("dropped below");
            let release = self.alter_operation("SET (slot_name = NONE)").because(format!(
                "its slot `{slot}` stays at the publisher and keeps the log there until it is dropped: SELECT \
                 pg_drop_replication_slot({})",
                quote::literal(slot)
            ));
            operations.extend([disable, release].map(|operation| operation.in_phase(crate::plan::Phase::Contract)));
        }
        let drop = Operation::new(OpCode::DropSubscription, self.object_ref(), format!("DROP {}", self.subject()))
            .drops(self.object_ref())
            .permission(PermissionKind::DropSubscription)
            .because("no longer in the model");
        operations.push(drop);
        operations
    }

    fn alter(&self, old: &Self, change: SubscriptionChange) -> Option<Operation> {
        match change {
            SubscriptionChange::Publications => {
                let clause = |of: &Self| format!("SET PUBLICATION {} WITH (refresh = false)", of.publication_list());
                let less = !old.publication_set().is_subset(&self.publication_set());
                let alter = self.alter_operation(&clause(self)).because(
                    "other publications; their tables come or go with ALTER SUBSCRIPTION … REFRESH PUBLICATION",
                );
                let alter = alter.undo(format!("ALTER {} {}", self.subject(), clause(old)));
                Some(if less { alter.hazard(Hazard::StopsReplication) } else { alter })
            }
            SubscriptionChange::Slot => {
                let clause = |of: &Self| format!("SET (slot_name = {})", of.slot());
                let alter = self.alter_operation(&clause(self)).because("another replication slot, which has to be there");
                let alter = alter.undo(format!("ALTER {} {}", self.subject(), clause(old)));
                Some(alter.hazard(Hazard::StopsReplication))
            }
            SubscriptionChange::Options => {
                let changed = self.changed(old);
                let written: Vec<String> =
                    changed.iter().filter(|(name, _)| options::find(name).is_none_or(|option| !option.fixed)).map(written).collect();
                let alter = self.alter_operation(&format!("SET ({})", written.join(", ")));
                (!written.is_empty()).then(|| alter.because("other options"))
            }
            SubscriptionChange::Comment => Some(self.comment_operation()),
        }
    }

    fn alter_operation(&self, clause: &str) -> Operation {
        Operation::new(OpCode::AlterSubscription, self.object_ref(), format!("ALTER {} {clause}", self.subject()))
            .needs([self.object_ref()])
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.subject(), self.comment.as_deref())
    }
}

/// An option as `WITH` and `SET` take it: a word as it is, anything else as a string.
fn written((name, value): &(&'static str, String)) -> String {
    let plain = !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain {
        format!("{name} = {value}")
    } else {
        format!("{name} = {}", quote::literal(value))
    }
}
