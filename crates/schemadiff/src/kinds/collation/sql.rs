//! Collations as SQL.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{CollationProvider, CreateCollation, ObjectName};

/// `CREATE COLLATION`, under a name that may be another one.
pub(crate) fn create(name: &ObjectName, collation: &CreateCollation) -> String {
    let mut options = Vec::new();
    if collation.provider != CollationProvider::Libc {
        options.push(format!("PROVIDER = {}", collation.provider.word()));
    }
    if collation.collate == collation.ctype {
        options.push(format!("LOCALE = {}", quote::literal(&collation.collate)));
    } else {
        options.push(format!("LC_COLLATE = {}", quote::literal(&collation.collate)));
        options.push(format!("LC_CTYPE = {}", quote::literal(&collation.ctype)));
    }
    if !collation.deterministic {
        options.push("DETERMINISTIC = false".to_owned());
    }
    if let Some(rules) = &collation.rules {
        options.push(format!("RULES = {}", quote::literal(rules)));
    }
    format!("CREATE COLLATION {name} ({})", options.join(", "))
}
