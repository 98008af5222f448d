//! Comparing and changing sequences.

use schemadiff_sql::syntax::{ObjectName, OwnedBy, Persistence, SequenceOptions};

use super::Sequence;
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::table::serial;
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema, Since};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::source::{RowError, Snapshot};

/// How two sequences of one name can differ.
#[derive(Clone, Debug)]
pub enum SequenceChange {
    /// Options other than the owner.
    Options,
    /// The column that owns it.
    Owner,
    /// Logged or not.
    Persistence,
    /// The comment.
    Comment,
}

impl ObjectKind for Sequence {
    const KIND: Kind = Kind::Sequence;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = SequenceChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.name.clone())
    }

    fn relation(&self) -> Option<ObjectName> {
        self.options.owned_by.as_ref().map(|owner| owner.table.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        self.options.name = None;
        canon.sequence(&mut self.options);
    }

    fn references(&self) -> Vec<ObjectRef> {
        Schema::needed_by(&self.name).into_iter().collect()
    }

    fn since(&self) -> Vec<Since> {
        let unlogged = self.options.persistence == Some(Persistence::Unlogged);
        unlogged.then(|| Since::new(15, "`UNLOGGED`", self.object_ref())).into_iter().collect()
    }

    fn diff(pair: Pair<&Self>) -> Vec<SequenceChange> {
        let Pair { old, new } = pair;
        let mut changes = Vec::new();
        let without_owner =
            |options: &SequenceOptions| SequenceOptions { owned_by: None, persistence: None, ..options.clone() };
        if without_owner(&old.options) != without_owner(&new.options) {
            changes.push(SequenceChange::Options);
        }
        if old.options.owned_by != new.options.owned_by {
            changes.push(SequenceChange::Owner);
        }
        if old.options.persistence != new.options.persistence {
            changes.push(SequenceChange::Persistence);
        }
        if old.comment != new.comment {
            changes.push(SequenceChange::Comment);
        }
        changes
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(sequence) => {
                let unlogged = if sequence.is_unlogged(cx) { "UNLOGGED " } else { "" };
                let options = SequenceOptions { persistence: None, ..sequence.options.clone() };
                let sql = format!("CREATE {unlogged}SEQUENCE {}{}", sequence.name, options_sql(&options));
                out.add(
                    Operation::new(OpCode::CreateSequence, sequence.object_ref(), sql)
                        .needs(sequence.references())
                        .creates(sequence.object_ref())
                        .because("new sequence")
                        .undo(format!("DROP SEQUENCE {}", sequence.name)),
                );
                if sequence.options.owned_by.is_some() {
                    out.add(sequence.own());
                }
                if let Some(text) = &sequence.comment {
                    out.add(sequence.comment_operation(Some(text)));
                }
            }
            Delta::Drop(sequence) => {
                // A sequence goes with the column that owns it.
                let goes_along = sequence.options.owned_by.as_ref().is_some_and(|owner| cx.drops_column(owner));
                if !goes_along && !serial::becomes_identity(sequence, cx) {
                    out.add(
                        Operation::new(OpCode::DropSequence, sequence.object_ref(), format!("DROP SEQUENCE {}", sequence.name))
                            .on(&sequence.name)
                            .drops(sequence.object_ref())
                            .releases(sequence.references())
                            .permission(PermissionKind::DropSequence)
                            .because("no longer in the model"),
                    );
                }
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    out.add(match change {
                        SequenceChange::Options => new.alter(old),
                        SequenceChange::Owner => new.own().undo(format!("ALTER SEQUENCE {} OWNED BY {}", new.name, owner_sql(old.options.owned_by.as_ref()))),
                        SequenceChange::Persistence => new.set_persistence(new.is_unlogged(cx)),
                        SequenceChange::Comment => new.comment_operation(new.comment.as_deref()),
                    });
                }
            }
            Delta::Replace { .. } => {}
        }
    }
}

impl Sequence {
    fn comment_operation(&self, text: Option<&str>) -> Operation {
        comment(OpCode::CommentOnRelation, self.object_ref(), &format!("SEQUENCE {}", self.name), text).on(&self.name)
    }

    /// `OWNED BY`, which needs the column and comes after whatever stops the column being dropped.
    fn own(&self) -> Operation {
        let owner = self.options.owned_by.as_ref();
        let sql = format!("ALTER SEQUENCE {} OWNED BY {}", self.name, owner_sql(owner));
        Operation::new(OpCode::OwnSequence, self.object_ref(), sql)
            .on(&self.name)
            .needs([self.object_ref()])
            .needs(owner.map(|owner| ObjectRef::column(&owner.table, &owner.column)))
            .because("goes with its column")
    }

    /// Whether it is to be unlogged: as it says itself, or as the table that it serves. Before 15 none can be.
    fn is_unlogged(&self, cx: &Lowering<'_>) -> bool {
        let owner = self.options.owned_by.as_ref().map(|owner| ObjectId::named(owner.table.clone()));
        let table = owner.and_then(|owner| cx.pair.new.catalog().tables.get(&owner));
        let follows = table.map_or(Persistence::Permanent, |table| table.persistence);
        match self.options.persistence {
            Some(own) => own == Persistence::Unlogged,
            None => follows == Persistence::Unlogged && cx.server_major() >= 15,
        }
    }

    fn set_persistence(&self, unlogged: bool) -> Operation {
        let words = |unlogged: bool| {
            format!("ALTER SEQUENCE {} SET {}", self.name, if unlogged { "UNLOGGED" } else { "LOGGED" })
        };
        Operation::new(OpCode::SetSequencePersistence, self.object_ref(), words(unlogged))
            .on(&self.name)
            .needs([self.object_ref()])
            .because("another persistence")
            .undo(words(!unlogged))
    }

    fn alter(&self, old: &Self) -> Operation {
        let sql = format!("ALTER SEQUENCE {}{}", self.name, differing_options_sql(&old.options, &self.options));
        let undo = format!("ALTER SEQUENCE {}{}", self.name, differing_options_sql(&self.options, &old.options));
        Operation::new(OpCode::AlterSequence, self.object_ref(), sql)
            .on(&self.name)
            .creates(self.object_ref())
            .because("other options")
            .undo(undo)
    }
}

fn owner_sql(owner: Option<&OwnedBy>) -> String {
    owner.map_or_else(|| "NONE".to_owned(), |owner| format!("{}.{}", owner.table, ident(&owner.column)))
}

/// The options that are not PostgreSQL's defaults, each after a blank.
pub(crate) fn options_sql(options: &SequenceOptions) -> String {
    // A new sequence begins where its other options say, unless it says itself.
    let implied = begins(&SequenceOptions { start: None, ..options.clone() });
    differing_options_sql(&SequenceOptions { start: Some(implied), ..SequenceOptions::default() }, options)
}

/// Where a sequence begins. One that goes without saying follows from the other options when the sequence is made, and
/// stays when they change.
fn begins(options: &SequenceOptions) -> i64 {
    let first =
        if options.increment.unwrap_or(1) > 0 { options.min.unwrap_or(1) } else { options.max.unwrap_or(-1) };
    options.start.unwrap_or(first)
}

/// The options in which `new` differs from `old`, each after a blank, defaults spelled out.
fn differing_options_sql(old: &SequenceOptions, new: &SequenceOptions) -> String {
    differing_options(old, new).into_iter().fold(String::new(), |sql, option| sql + " " + &option)
}

/// The options in which `new` differs from `old`, defaults spelled out.
pub(crate) fn differing_options(old: &SequenceOptions, new: &SequenceOptions) -> Vec<String> {
    let mut options = Vec::new();
    if old.data_type != new.data_type {
        let data_type = new.data_type.as_ref().map_or_else(|| "bigint".to_owned(), ToString::to_string);
        options.push(format!("AS {data_type}"));
    }
    let mut number = |before: Option<i64>, after: Option<i64>, word: &str, default: &str| {
        if before != after {
            options.push(after.map_or_else(|| default.to_owned(), |value| format!("{word} {value}")));
        }
    };
    number(old.increment, new.increment, "INCREMENT BY", "INCREMENT BY 1");
    number(old.min, new.min, "MINVALUE", "NO MINVALUE");
    number(old.max, new.max, "MAXVALUE", "NO MAXVALUE");
    number(Some(begins(old)), Some(begins(new)), "START WITH", "");
    number(old.cache, new.cache, "CACHE", "CACHE 1");
    if old.cycle != new.cycle {
        options.push(if new.cycle { "CYCLE" } else { "NO CYCLE" }.to_owned());
    }
    if old.persistence != new.persistence {
        options.extend(new.persistence.map(|persistence| {
            if persistence == Persistence::Unlogged { "UNLOGGED" } else { "LOGGED" }.to_owned()
        }));
    }
    options
}
