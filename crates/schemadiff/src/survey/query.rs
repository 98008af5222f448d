//! The query of the survey: one statement, made of the sources whose classes nobody covers.

use std::collections::BTreeMap;

use super::{Class, Source, covered, sources};

/// Members of extensions, looked up once for all sources.
const MEMBERS: &str = "WITH member AS MATERIALIZED (SELECT e.classid, e.objid FROM pg_depend e \
                       WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e')\n";

/// The query that finds what is not modelled, for a server version.
pub(crate) fn query(server_version: u32) -> String {
    query_without(server_version, &covered())
}

fn query_without(server_version: u32, covered: &BTreeMap<&str, &str>) -> String {
    let major = server_version / 10_000;
    let parts: Vec<String> = sources()
        .filter_map(|source| {
            let open = |class: &&Class| class.since <= major && !covered.contains_key(class.name);
            let classes: Vec<&Class> = source.classes.iter().filter(open).collect();
            (!classes.is_empty()).then(|| part(source, &classes))
        })
        .collect();
    let nothing = "SELECT NULL::text AS class, NULL::text AS schema, NULL::text AS name WHERE false";
    let all = if parts.is_empty() {
        nothing.to_owned()
    } else {
        parts.join("UNION ALL\n")
    };
    format!("{MEMBERS}{all}\n")
}

/// How many objects extensions own.
pub(crate) fn left_out() -> &'static str {
    "SELECT x.extname AS extension, count(*) AS objects FROM pg_extension x \
     JOIN pg_depend e ON e.refclassid = 'pg_extension'::regclass AND e.refobjid = x.oid AND e.deptype = 'e' \
     WHERE x.extname <> 'plpgsql' GROUP BY x.extname ORDER BY x.extname"
}

/// Who owns the schemas.
pub(crate) fn schema_owners() -> &'static str {
    "SELECT n.nspname AS schema, pg_get_userbyid(n.nspowner) AS owner FROM pg_namespace n \
     WHERE n.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('schemadiff') ORDER BY n.nspname"
}

/// The rows of one source: one for each class that a row of the catalog is of.
fn part(source: &Source, classes: &[&Class]) -> String {
    let class = match classes {
        [one] => format!("'{}'", quoted(one.name)),
        several => {
            let each: Vec<_> = several
                .iter()
                .map(|class| format!("CASE WHEN {} THEN '{}' END", class.condition, quoted(class.name)))
                .collect();
            format!("unnest(array_remove(ARRAY[{}], NULL))", each.join(", "))
        }
    };
    let any: Vec<_> = classes
        .iter()
        .map(|class| format!("({})", class.condition))
        .collect();
    format!(
        "SELECT {class}::text AS class, {}::text AS schema, {}::text AS name FROM {} WHERE {} AND ({})\n",
        source.schema,
        source.name,
        source.from,
        filled(source.belongs),
        any.join(" OR ")
    )
}

fn quoted(text: &str) -> String {
    text.replace('\'', "''")
}

/// Puts conditions in the place of `{user:ALIAS}` and `{own:CATALOG:OID}`.
fn filled(condition: &str) -> String {
    let mut out = String::with_capacity(condition.len() * 2);
    let mut rest = condition;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((mark, after)) = after.split_once('}') else {
            break;
        };
        let mut words = mark.split(':');
        match (words.next(), words.next(), words.next()) {
            (Some("user"), Some(alias), None) => out.push_str(&format!(
                "{alias}.nspname !~ '^pg_' AND {alias}.nspname NOT IN ('information_schema', 'schemadiff')"
            )),
            (Some("own"), Some(catalog), Some(oid)) => {
                let class = if catalog.contains('.') {
                    catalog.to_owned()
                } else {
                    format!("'{catalog}'::regclass")
                };
                out.push_str(&format!(
                    "({class}, {oid}) NOT IN (SELECT classid, objid FROM member)"
                ));
            }
            _ => {}
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_covered_is_not_looked_for() {
        let covered = BTreeMap::from([("cast", "cast"), ("column storage", "table")]);
        let query = query_without(180_000, &covered);
        assert!(!query.contains("pg_cast o"), "{query}");
        assert!(!query.contains("'column storage'"), "{query}");
        assert!(query.contains("'column compression'"), "{query}");
    }

    #[test]
    fn what_a_server_does_not_have_is_not_looked_for() {
        assert!(query_without(180_000, &BTreeMap::new()).contains("conenforced"));
        assert!(!query_without(170_000, &BTreeMap::new()).contains("conenforced"));
    }

    #[test]
    fn no_mark_is_left() {
        let query = query_without(180_000, &BTreeMap::new());
        assert!(!query.contains(['{', '}']), "{query}");
    }
}
