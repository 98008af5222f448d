//! How tables and materialized views are kept: tablespace, access method, replica identity, and the index that they are
//! clustered on.

pub(in crate::kinds) mod toml;
pub(in crate::kinds) mod write;

use schemadiff_sql::syntax::{ObjectName, ReplicaIdentity};

use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident};
use crate::facts::OpCode;
use crate::lower::{Lowering, Operation};
use crate::plan::PermissionKind;
use crate::source::{Row, RowError};

/// How a table or materialized view is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Physical {
    /// `TABLESPACE`, when it is not the database's.
    pub tablespace: Option<String>,
    /// `USING`, when it is not `heap`.
    pub access_method: Option<String>,
    /// `CLUSTER ON`: the name of an index, perhaps of a constraint's.
    pub cluster_on: Option<String>,
    /// `REPLICA IDENTITY`.
    pub replica_identity: ReplicaIdentity,
}

/// One way in which two can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhysicalChange {
    /// The tablespace.
    Tablespace,
    /// The access method.
    AccessMethod,
    /// The index that `CLUSTER` orders by.
    ClusterOn,
    /// The replica identity.
    ReplicaIdentity,
}

/// A relation as statements name it.
#[derive(Clone, Copy, Debug)]
pub(in crate::kinds) struct Relation<'a> {
    /// Table or materialized view.
    pub(in crate::kinds) kind: Kind,
    /// Its name.
    pub(in crate::kinds) name: &'a ObjectName,
    /// Whether it has no rows of its own, so that nothing is moved or written anew.
    pub(in crate::kinds) is_empty: bool,
}

impl Physical {
    /// What a row of a catalog query says.
    pub(in crate::kinds) fn read(row: &Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            tablespace: row.owned("tablespace")?,
            access_method: row.owned("access_method")?,
            cluster_on: row.owned("clustered")?,
            // Source: `REPLICA_IDENTITY_*` in `src/include/catalog/pg_class.h`.
            replica_identity: match (row.code("replica_identity")?, row.owned("identity_index")?) {
                ('f', _) => ReplicaIdentity::Full,
                ('i', Some(index)) => ReplicaIdentity::Index(index),
                // An index that was dropped leaves a table that has none (manual, "ALTER TABLE", REPLICA IDENTITY).
                ('n', _) | ('i', None) => ReplicaIdentity::Nothing,
                _ => ReplicaIdentity::Default,
            },
        })
    }

    /// Takes off what is the default anyway.
    pub(in crate::kinds) fn canonicalize(&mut self) {
        self.tablespace = self.tablespace.take().filter(|name| name != "pg_default");
        self.access_method = self.access_method.take().filter(|name| name != "heap");
    }

    /// The clauses of CREATE, each with a blank before it: the access method, and the tablespace, which comes later.
    pub(in crate::kinds) fn clauses(&self) -> [String; 2] {
        let clause = |word: &str, name: &Option<String>| {
            name.as_ref().map(|name| format!(" {word} {}", ident(name))).unwrap_or_default()
        };
        [clause("USING", &self.access_method), clause("TABLESPACE", &self.tablespace)]
    }

    /// In what ways the wanted one differs.
    pub(in crate::kinds) fn compare(pair: Pair<&Self>) -> Vec<PhysicalChange> {
        let Pair { old, new } = pair;
        let all = [
            (old.tablespace != new.tablespace, PhysicalChange::Tablespace),
            (old.access_method != new.access_method, PhysicalChange::AccessMethod),
            (old.cluster_on != new.cluster_on, PhysicalChange::ClusterOn),
            (old.replica_identity != new.replica_identity, PhysicalChange::ReplicaIdentity),
        ];
        all.into_iter().filter(|(differs, _)| *differs).map(|(_, change)| change).collect()
    }

    /// What CREATE does not say, for a relation that is new.
    pub(in crate::kinds) fn after_create(&self, relation: Relation<'_>) -> Vec<Operation> {
        let nothing = Self::default();
        [PhysicalChange::ClusterOn, PhysicalChange::ReplicaIdentity]
            .into_iter()
            .filter(|change| Self::compare(Pair { old: &nothing, new: self }).contains(change))
            .map(|change| self.operation(change, &nothing, relation))
            .collect()
    }

    /// Makes one difference.
    ///
    /// # Locks
    /// Another tablespace or access method copies every row under ACCESS EXCLUSIVE. The others are instant: ACCESS
    /// EXCLUSIVE for the replica identity, SHARE UPDATE EXCLUSIVE for `CLUSTER ON`, which orders no row.
    pub(in crate::kinds) fn operation(&self, change: PhysicalChange, old: &Self, relation: Relation<'_>) -> Operation {
        let (code, because) = match change {
            PhysicalChange::Tablespace => (OpCode::SetTablespace, "another tablespace: every row is copied"),
            PhysicalChange::AccessMethod => (OpCode::SetAccessMethod, "another access method: every row is written anew"),
            PhysicalChange::ClusterOn => (OpCode::SetClusterOn, "what CLUSTER orders by; no row moves now"),
            PhysicalChange::ReplicaIdentity => (OpCode::SetReplicaIdentity, "what identifies a row that is replicated"),
        };
        let words = |physical: &Self| physical.words(change);
        let target = ObjectRef::named(relation.kind, relation.name);
        let verb = if relation.kind == Kind::Table { "ALTER TABLE" } else { "ALTER MATERIALIZED VIEW" };
        let operation = if relation.kind == Kind::Table {
            Operation::clause(code, target.clone(), relation.name, words(self))
        } else {
            Operation::new(code, target.clone(), format!("{verb} {} {}", relation.name, words(self))).on(relation.name)
        };
        let mut operation = operation
            .needs([target])
            .needs(self.index(change).into_iter().flat_map(|index| indexes(relation.name, index)))
            .releases(old.index(change).into_iter().flat_map(|index| indexes(relation.name, index)))
            .because(because)
            .undo(format!("{verb} {} {}", relation.name, words(old)));
        let copies = matches!(change, PhysicalChange::Tablespace | PhysicalChange::AccessMethod);
        if copies && relation.is_empty {
            operation.work = crate::facts::Work::Instant;
            operation = operation.harmless().because("for partitions to come");
        } else if copies {
            operation = operation.permission(PermissionKind::Rewrite);
        }
        operation
    }

    fn words(&self, change: PhysicalChange) -> String {
        let name = |name: &Option<String>, otherwise: &str| ident(name.as_deref().unwrap_or(otherwise));
        match change {
            PhysicalChange::Tablespace => format!("SET TABLESPACE {}", name(&self.tablespace, "pg_default")),
            PhysicalChange::AccessMethod => format!("SET ACCESS METHOD {}", name(&self.access_method, "heap")),
            PhysicalChange::ClusterOn => match &self.cluster_on {
                Some(index) => format!("CLUSTER ON {}", ident(index)),
                None => "SET WITHOUT CLUSTER".to_owned(),
            },
            PhysicalChange::ReplicaIdentity => match &self.replica_identity {
                ReplicaIdentity::Default => "REPLICA IDENTITY DEFAULT".to_owned(),
                ReplicaIdentity::Nothing => "REPLICA IDENTITY NOTHING".to_owned(),
                ReplicaIdentity::Full => "REPLICA IDENTITY FULL".to_owned(),
                ReplicaIdentity::Index(index) => format!("REPLICA IDENTITY USING INDEX {}", ident(index)),
            },
        }
    }

    /// The index that is named.
    fn index(&self, change: PhysicalChange) -> Option<&str> {
        match (change, &self.replica_identity) {
            (PhysicalChange::ClusterOn, _) => self.cluster_on.as_deref(),
            (PhysicalChange::ReplicaIdentity, ReplicaIdentity::Index(index)) => Some(index),
            _ => None,
        }
    }

    /// The indexes that are named.
    pub(crate) fn indexes(&self) -> impl Iterator<Item = &str> {
        [PhysicalChange::ClusterOn, PhysicalChange::ReplicaIdentity].into_iter().filter_map(|change| self.index(change))
    }

    /// Gives an index that is named its new name.
    pub(crate) fn rename_index(&mut self, from: &str, to: &str) {
        if self.cluster_on.as_deref() == Some(from) {
            self.cluster_on = Some(to.to_owned());
        }
        if self.replica_identity == ReplicaIdentity::Index(from.to_owned()) {
            self.replica_identity = ReplicaIdentity::Index(to.to_owned());
        }
    }
}

/// The index of this name may be a constraint's.
fn indexes(relation: &ObjectName, index: &str) -> [ObjectRef; 2] {
    let name = ObjectName { schema: relation.schema.clone(), name: index.to_owned() };
    [ObjectRef::named(Kind::Index, &name), ObjectRef::constraint(relation, index)]
}

/// What is said of an index by its table is lost with the index, and said again of one that takes its place.
pub(in crate::kinds) fn marks_again(relation: &ObjectName, index: &str, cx: &Lowering<'_>) -> Vec<Operation> {
    let catalog = cx.pair.new.catalog();
    let id = ObjectId::named(relation.clone());
    let table = catalog.tables.get(&id).map(|table| (Kind::Table, &table.physical));
    let view = catalog.materialized_views.get(&id).map(|view| (Kind::MaterializedView, &view.physical));
    let Some((kind, physical)) = table.or(view) else { return Vec::new() };
    let relation = Relation { kind, name: relation, is_empty: false };
    [PhysicalChange::ClusterOn, PhysicalChange::ReplicaIdentity]
        .into_iter()
        .filter(|change| physical.index(*change) == Some(index))
        .map(|change| physical.operation(change, physical, relation))
        .collect()
}
