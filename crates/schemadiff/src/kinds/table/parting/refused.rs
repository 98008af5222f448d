//! What cannot be carried over to a partitioned table under the same name, and why.

use schemadiff_sql::syntax::{ConstraintKind, PartitionBound, TypeName};

use super::{Parting, table};
use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectRef};
use crate::diag::{Diagnostic, code};
use crate::kinds::{InCatalog, KindVisitor};

/// Errors about tables that are to become partitions under their own names and have something that would not follow.
pub(crate) fn refused(old: &Canonical, new: &Canonical, partings: &[Parting]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for parting in partings {
        let about = ObjectRef::named(Kind::Table, &parting.partition);
        for (why, help) in reasons(&old.catalog, &new.catalog, parting) {
            let message = format!("table `{}` cannot become partitioned: {why}", parting.parent);
            diagnostics.push(
                Diagnostic::error(code::CANNOT_CHANGE, message)
                    .at_known(new.origins.get(&about), "renamed here")
                    .help(help),
            );
        }
    }
    diagnostics
}

fn reasons(old: &Catalog, new: &Catalog, parting: &Parting) -> Vec<(String, String)> {
    let mut reasons = Vec::new();
    let name = &parting.parent;
    let mut say = |why: String, help: &str| reasons.push((why, help.to_owned()));
    let Some(there) = table(old, name) else { return reasons };
    if let Some(partition) = table(new, &parting.partition) {
        match partition.partition_of.as_ref().map(|of| &of.bound) {
            Some(PartitionBound::Hash { .. }) => say(
                "its rows would have to be read under ACCESS EXCLUSIVE, as the hash of a key cannot be checked before the partitioned table is there".to_owned(),
                "partition it by a range or a list, or make a new table beside it and move the rows",
            ),
            _ if partition.partition_by.is_some() => say(
                format!("`{}` would be partitioned too", parting.partition),
                "name a partition without partitions of its own as the one that the table becomes",
            ),
            _ => {}
        }
    }
    if !there.inherits.is_empty() || old.tables.values().any(|other| other.inherits.contains(name)) {
        say(
            "it inherits, or another table inherits from it".to_owned(),
            "end the inheritance first (`ALTER TABLE … NO INHERIT`)",
        );
    }
    if there.of_type.is_some() {
        say("it is of a composite type".to_owned(), "take `of_type` off first");
    }
    let to_itself = |constraint: &schemadiff_sql::syntax::Constraint| {
        matches!(&constraint.kind, ConstraintKind::ForeignKey(key) if key.table == *name)
    };
    if let Some(key) = table(new, name).and_then(|table| table.constraints.iter().find(|key| to_itself(key))) {
        say(
            format!(
                "its foreign key `{}` references itself, and would be made anew under ACCESS EXCLUSIVE, with a look at every row",
                key.name.as_deref().unwrap_or_default()
            ),
            "drop it first, and add it in a plan of its own when the table is partitioned",
        );
    }
    for publication in old.publications.values().filter(|publication| publication.tables.contains_key(name)) {
        if !publication.via_partition_root {
            say(
                format!("publication `{}` would send its rows under another name", publication.name),
                "have it say `publish_via_partition_root = true` first",
            );
        }
    }
    let mut users = Users { name: ObjectRef::named(Kind::Table, name), old, found: Vec::new() };
    crate::kinds::for_each(&mut users);
    for user in users.found {
        say(
            format!("{user} would go on with the partition alone, and is made anew only by hand"),
            "drop it first, and create it again when the table is partitioned",
        );
    }
    let is_row = |data_type: &TypeName| data_type.name == *name;
    let columns = old.tables.values().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    for (table, column) in columns.filter(|(_, column)| is_row(&column.data_type)) {
        say(
            format!("column `{}` of {} holds its rows, and would hold those of the partition", column.name, table.name),
            "give the column a composite type of its own first",
        );
    }
    reasons
}

/// What uses a table by its identity rather than its name, of kinds that no statement in the transaction turns to another one.
struct Users<'a> {
    name: ObjectRef,
    old: &'a Catalog,
    found: Vec<ObjectRef>,
}

impl KindVisitor for Users<'_> {
    fn visit<K: InCatalog>(&mut self) {
        let kinds = [
            Kind::Function,
            Kind::Aggregate,
            Kind::MaterializedView,
            Kind::Domain,
            Kind::CompositeType,
            Kind::Cast,
            Kind::Operator,
            Kind::Rule,
        ];
        if !kinds.contains(&K::KIND) {
            return;
        }
        for (id, object) in K::store(self.old) {
            let is_own = object.relation().as_ref() == Some(&self.name.id.name);
            if !is_own && object.references().contains(&self.name) {
                self.found.push(ObjectRef::new(K::KIND, id.clone()));
            }
        }
    }
}
