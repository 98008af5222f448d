//! Sequences that are logged beside a table that is not.
//!
//! Before 15 every sequence is logged, whatever its table is, and no statement says so. `pg_dump` writes `SET LOGGED` for
//! such a server all the same (`dumpSequence` in `src/bin/pg_dump/pg_dump.c`), as for one that has a choice.

use schemadiff_sql::syntax::{Persistence, SequenceOptions};

use crate::catalog::Catalog;

/// Whether servers of a major version know no other sequences than logged ones.
pub(crate) fn are_all_logged(major: u32) -> bool {
    major < 15
}

/// Whether a catalog says of a sequence that it is logged though its table is not.
pub(crate) fn says_logged(catalog: &Catalog) -> bool {
    let own = catalog.sequences.values().map(|sequence| &sequence.options);
    let columns = catalog.tables.values().flat_map(|table| &table.columns);
    let identities = columns.filter_map(|column| Some(&column.identity.as_ref()?.options));
    own.chain(identities)
        .any(|options| options.persistence == Some(Persistence::Permanent))
}

/// Takes off what goes without saying where every sequence is logged.
pub(crate) fn forget_logged(catalog: &mut Catalog) {
    let forget = |options: &mut SequenceOptions| {
        options.persistence = options
            .persistence
            .filter(|persistence| *persistence != Persistence::Permanent);
    };
    for (_, sequence) in &mut catalog.sequences {
        forget(&mut sequence.options);
    }
    let columns = catalog.tables.iter_mut().flat_map(|(_, table)| &mut table.columns);
    for identity in columns.filter_map(|column| column.identity.as_mut()) {
        forget(&mut identity.options);
    }
}
