//! Collations.

use pg_query::protobuf as pb;

use super::{Problem, Result, options, types};
use crate::syntax::{CollationProvider, CreateCollation, Statement};
use crate::tree;

/// Converts `CREATE COLLATION`.
///
/// Source: `DefineCollation()` in `src/backend/commands/collationcmds.c`.
pub(super) fn create(node: &pb::DefineStmt) -> Result<Statement> {
    let name = tree::object_name(&node.defnames);
    let mut collation = CreateCollation {
        name: name.clone(),
        provider: CollationProvider::Libc,
        collate: String::new(),
        ctype: String::new(),
        deterministic: true,
        rules: None,
    };
    for option in options::elements(&node.definition) {
        let text = options::text(option);
        match option.defname.to_ascii_lowercase().as_str() {
            "from" => {
                return Ok(Statement::CopyCollation {
                    name,
                    from: types::name_of(option),
                });
            }
            "locale" => {
                collation.collate.clone_from(&text);
                collation.ctype = text;
            }
            "lc_collate" => collation.collate = text,
            "lc_ctype" => collation.ctype = text,
            "provider" => {
                collation.provider = match text.to_ascii_lowercase().as_str() {
                    "libc" => CollationProvider::Libc,
                    "icu" => CollationProvider::Icu,
                    "builtin" => CollationProvider::Builtin,
                    other => {
                        return Err(Problem::at(
                            option.location,
                            format!("unrecognized collation provider: {other}"),
                        ));
                    }
                };
            }
            "deterministic" => {
                collation.deterministic = matches!(text.to_ascii_lowercase().as_str(), "true" | "on" | "1");
            }
            "rules" => collation.rules = Some(text),
            // What the version was when the collation was made is the server's business.
            "version" => {}
            other => {
                return Err(Problem::at(
                    option.location,
                    format!("collation attribute \"{other}\" not recognized"),
                ));
            }
        }
    }
    Ok(Statement::CreateCollation(collation))
}
