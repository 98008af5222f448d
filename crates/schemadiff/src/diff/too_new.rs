//! What is wanted and the server is too old for: said before anything is planned, with its place, instead of when a
//! statement fails halfway.

use crate::canon::Canonical;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair};
use crate::diag::{Diagnostic, code};
use crate::diff::{ChangeSet, Delta};
use crate::kinds::{self, InCatalog, KindVisitor, Since};

/// Errors about what the target cannot have or do, or, where no server is looked at, the oldest that the model names.
pub(super) fn refused(pair: Pair<&Canonical>, changes: &ChangeSet) -> Vec<Diagnostic> {
    struct Find<'a>(Pair<&'a Canonical>, &'a ChangeSet, u32, Vec<Since>);
    impl KindVisitor for Find<'_> {
        fn visit<K: InCatalog>(&mut self) {
            let own = K::store(&self.0.new.catalog).values().flat_map(K::since);
            let deltas = K::deltas(self.1).iter();
            let changes = deltas.filter_map(|delta| match delta {
                Delta::Alter {
                    old, new, changes, ..
                } => Some(K::changes_since(Pair { old, new }, changes)),
                Delta::Create(_) | Delta::Drop(_) | Delta::Replace { .. } => None,
            });
            let major = self.2;
            self.3
                .extend(own.chain(changes.flatten()).filter(|since| since.major > major));
        }
    }
    let Some(major) = pair.known_major() else {
        return Vec::new();
    };
    let mut find = Find(pair, changes, major, Vec::new());
    kinds::for_each(&mut find);
    find.3
        .into_iter()
        .map(|since| diagnostic(pair.new, &since, major, pair.old.live.is_some()))
        .collect()
}

fn diagnostic(wanted: &Canonical, since: &Since, major: u32, is_target: bool) -> Diagnostic {
    let Since {
        major: first,
        what,
        about,
    } = since;
    let server = if is_target {
        format!("the server is {major}")
    } else {
        format!("plans are to run on {major}")
    };
    let help = if is_target {
        "leave it out, or upgrade the server first".to_owned()
    } else {
        format!(
            "leave it out, or write `postgres = \">={first}\"` in `[database]` where no older server is meant"
        )
    };
    // A part has no place of its own where it stands in its object's.
    let owners = wanted.origins.get(about).or_else(|| {
        let id = ObjectId::named(about.id.name.clone());
        let kinds = [Kind::Table, Kind::ForeignTable, Kind::MaterializedView];
        kinds
            .iter()
            .find_map(|kind| wanted.origins.get(&ObjectRef::new(*kind, id.clone())))
    });
    Diagnostic::error(
        code::TOO_NEW,
        format!("{what} of {about} needs PostgreSQL {first}, and {server}"),
    )
    .at_known(owners, "said here")
    .help(help)
}
