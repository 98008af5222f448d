//! Matching objects by identity and telling what became of each.

use super::{ChangeSet, Delta, names, rebuild, renames, too_new, types};
use crate::canon::Canonical;
use crate::catalog::{Annotations, Catalog, ObjectRef, Origins, Pair};
use crate::diag::{Diagnostic, code};
use crate::kinds::table::not_null;
use crate::kinds::{self, InCatalog, KindVisitor, function, sequence};
use crate::transition;

/// Compares two catalogs.
///
/// Returns the old side under its new names as well: renames come first, and everything else speaks of objects by the
/// names that they have then.
pub fn diff(pair: Pair<&Canonical>) -> (ChangeSet, Canonical, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut old = pair.old.clone();
    if pair.known_major().is_some_and(sequence::are_all_logged) {
        sequence::forget_logged(&mut old.catalog);
    }
    let renames = renames::apply(&mut old, pair.new, &mut diagnostics);
    if pair
        .known_major()
        .is_some_and(|major| !not_null::have_names(major))
    {
        not_null::forget_names(&mut old.catalog);
    }
    let mut differ = Differ {
        old: &old.catalog,
        new: &pair.new.catalog,
        annotations: Pair {
            old: &pair.old.annotations,
            new: &pair.new.annotations,
        },
        origins: &pair.new.origins,
        changes: ChangeSet {
            ended: transition::ended(&old, &pair.new.catalog, &renames)
                .cloned()
                .collect(),
            renames,
            ..ChangeSet::default()
        },
        disturbed: Vec::new(),
        diagnostics: &mut diagnostics,
    };
    kinds::for_each(&mut differ);
    let (mut changes, mut disturbed) = (differ.changes, differ.disturbed);
    function::replace_what_collides(&mut changes.kinds.functions);
    disturbed.extend(names::passed_on(&changes, &pair.new.catalog));
    let catalogs = Pair {
        old: &old.catalog,
        new: &pair.new.catalog,
    };
    for refused in rebuild::rebuild(&mut changes, catalogs, disturbed, pair.server_major()) {
        let place = pair.new.origins.get(&refused.about);
        diagnostics.push(
            Diagnostic::error(code::CANNOT_CHANGE, refused.message)
                .at_known(place, "defined here")
                .help(refused.help),
        );
    }
    let canonicals = Pair {
        old: &old,
        new: pair.new,
    };
    diagnostics.extend(types::refused(&changes, canonicals));
    diagnostics.extend(too_new::refused(canonicals, &changes));
    (changes, old, diagnostics)
}

struct Differ<'a> {
    old: &'a Catalog,
    new: &'a Catalog,
    annotations: Pair<&'a Annotations>,
    origins: &'a Origins,
    changes: ChangeSet,
    /// What is altered in a way that its users have to be dropped before and created after.
    disturbed: Vec<ObjectRef>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl KindVisitor for Differ<'_> {
    fn visit<K: InCatalog>(&mut self) {
        let (old_store, new_store) = (K::store(self.old), K::store(self.new));
        for (id, old) in old_store {
            if !K::KEPT && !new_store.contains(id) {
                self.check_protection(&ObjectRef::new(K::KIND, id.clone()));
                K::deltas_mut(&mut self.changes).push(Delta::Drop(old.clone()));
            }
        }
        for (id, new) in new_store {
            let Some(old) = old_store.get(id) else {
                K::deltas_mut(&mut self.changes).push(Delta::Create(new.clone()));
                continue;
            };
            let pair = Pair { old, new };
            let changes = K::diff(pair);
            if changes.is_empty() {
                continue;
            }
            self.disturbed.extend(K::disturbs(pair, &changes));
            for (what, help) in K::impossible(pair, &changes) {
                let object = ObjectRef::new(K::KIND, id.clone());
                let diagnostic = Diagnostic::error(code::CANNOT_CHANGE, what).help(help);
                self.diagnostics
                    .push(diagnostic.at_known(self.origins.get(&object), "defined here"));
            }
            let delta = match K::replacement(pair, &changes) {
                Some(because) => Delta::Replace {
                    old: old.clone(),
                    new: new.clone(),
                    because,
                },
                None => Delta::Alter {
                    id: id.clone(),
                    old: old.clone(),
                    new: new.clone(),
                    changes,
                },
            };
            K::deltas_mut(&mut self.changes).push(delta);
        }
    }
}

impl Differ<'_> {
    /// What either model protects is not dropped; a live database knows nothing of protection.
    fn check_protection(&mut self, object: &ObjectRef) {
        let Pair { old, new } = self.annotations;
        if [old, new]
            .iter()
            .any(|side| side.get(object).is_some_and(|annotation| annotation.protect))
        {
            let message = format!("{object} is protected and would be dropped");
            self.diagnostics.push(
                Diagnostic::error(code::PROTECTED, message)
                    .at_known(self.origins.get(object), "protected here")
                    .help("take `protect = true` off first, if it is really to go"),
            );
        }
    }
}
