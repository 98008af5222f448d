//! The rule `security-definer-search-path`: a function that runs with the rights of its owner says where it looks for names.

use crate::kinds::ObjectKind as _;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL504",
    name: "security-definer-search-path",
    group: Group::Security,
    minimal: Level::Warning,
    document: Level::Error,
    wants: "A function that runs with the rights of its owner says where it looks for names",
    why: "Whoever calls it sets search_path, and can put a table or function of their own in \
          front of what it means: it then runs with the owner's rights.",
    keys: &[],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    for function in subject.catalog.functions.values() {
        let definition = &function.definition;
        if definition.security_definer && !definition.settings.contains_key("search_path") {
            out.find(
                function.object_ref(),
                format!("`{}` is `security definer` and does not set `search_path`", definition.name.name),
                "add `set = { search_path = \"pg_catalog, …\" }`, with `pg_temp` last where tables are named without a schema",
            );
        }
    }
}
