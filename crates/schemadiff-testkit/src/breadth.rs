//! Zero silent: whatever the catalogs of a server list is modelled, or named by the survey.
//!
//! The scripts in `tests/breadth/` make something of everything. What is there is counted by SQL of its own, which finds
//! the catalogs by looking, so that an object in a catalog that nobody knows of is counted too.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemadiff::canon::{Canonical, observe};
use schemadiff::kinds::{self, InCatalog, KindVisitor};
use schemadiff::source;
use schemadiff::survey::{self, Survey};
use schemadiff_pg::{Connection, Target, snapshot};
use schemadiff_sql::syntax::ConstraintKind;

use crate::clients::Clients;
use crate::place::{entries, repository};
use crate::servers::{Server, batch, block_on, open};

/// Classes that no script can make, with the reason.
const EXCUSED: &[(&str, &str)] = &[
    ("relation of an unknown kind", "no server has one"),
    ("constraint of an unknown kind", "no server has one"),
    ("type of an unknown kind", "no server has one"),
    ("function of an unknown kind", "no server has one"),
    ("object of an unknown kind", "no server has one"),
    ("security label", "needs a provider, which is a library"),
    ("tablespace", "is of the whole server and has a folder"),
];

/// Objects that are part of another, which stands for them.
const PARTS: &[&str] = &[
    "operator of access method",
    "function of access method",
    "domain constraint",
    "publication relation",
    "publication namespace",
    "toast table",
];

/// Runs the scripts for a server's version and accounts for what they made.
///
/// # Errors
/// With what nobody accounts for.
pub fn check(server: &Server, clients: &Clients) -> Result<(), String> {
    block_on(server.with_databases(async |[database]: [Target; 1]| {
        for script in entries(&repository().join("tests/breadth"))? {
            let name = script
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let since = name
                .strip_prefix("since")
                .and_then(|since| since.parse().ok())
                .unwrap_or(0);
            if since <= server.major() {
                clients.run_file(server, &database, &script)?;
            }
        }
        let mut connection = open(&database).await?;
        let outcome = match account(&mut connection).await {
            Ok(()) => guest_sees_all(&mut connection).await,
            error => error,
        };
        // A database with a subscription cannot be dropped.
        batch(&connection, "DROP SUBSCRIPTION other").await?;
        outcome
    }))
}

/// The catalogs are open to everybody: whoever may do nothing reads the same, and nothing looks as if it were missing.
async fn guest_sees_all(connection: &mut Connection) -> Result<(), String> {
    let owner = snapshot::read(connection)
        .await
        .map_err(|error| error.to_string())?;
    batch(connection, "SET ROLE pg_signal_backend").await?;
    let guest = snapshot::read(connection).await;
    batch(connection, "RESET ROLE").await?;
    let guest = guest.map_err(|error| format!("as a guest: {error}"))?;
    for (name, section) in &owner.sections {
        // Nobody is shown the options of a mapping that is not for him; they read as not known.
        if name == "user_mappings" {
            continue;
        }
        if guest.sections.get(name) != Some(section) {
            return Err(format!("a guest reads something else in section `{name}`"));
        }
    }
    Ok(())
}

async fn account(connection: &mut Connection) -> Result<(), String> {
    let read = snapshot::read(connection)
        .await
        .map_err(|error| error.to_string())?;
    let observed = observe(source::read(&read).map_err(|error| error.to_string())?);
    let live = observed.live().ok_or("a live catalog says where it is from")?;
    let survey = live.survey.as_ref().ok_or("a live catalog is surveyed")?;

    let mut report = String::new();
    for (sort, there) in count(connection).await? {
        let known = accounted(&sort, &observed, survey);
        if known != there {
            let _ = writeln!(report, "{sort}: {there} there, {known} modelled or named");
        }
    }
    let counts = survey.counts();
    let covered = survey::covered();
    let major = live.server_version / 10_000;
    for (class, about) in survey::classes() {
        let excused = EXCUSED.iter().any(|(known, _)| *known == class);
        if about.since <= major && !covered.contains_key(class) && !excused && !counts.contains_key(class) {
            let _ = writeln!(
                report,
                "{class}: a script makes one, and the survey does not find it"
            );
        }
    }
    if survey.left_out.is_empty() {
        report.push_str("members of extensions are not counted\n");
    }
    if report.is_empty() { Ok(()) } else { Err(report) }
}

/// How many objects of a sort are modelled or named.
fn accounted(sort: &str, observed: &Canonical, survey: &Survey) -> usize {
    let catalog = observed.catalog();
    let tables = || catalog.tables.values();
    let constraints = || tables().flat_map(|table| &table.constraints);
    let known = |words: &str| modelled(observed, words).unwrap_or_default() + named(survey, words);
    match sort {
        "schema" => known("schema").saturating_sub(usize::from(has_public(observed))),
        "index" => {
            let keys = constraints().filter(|constraint| {
                matches!(
                    constraint.kind,
                    ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclude(_)
                )
            });
            known("index") + keys.count()
        }
        "sequence" => {
            let columns = tables().flat_map(|table| &table.columns);
            known("sequence") + columns.filter(|column| column.identity.is_some()).count()
        }
        "table constraint" => constraints().count(),
        "default value" => {
            let columns = tables().flat_map(|table| &table.columns);
            columns
                .filter(|column| column.default.is_some() || column.generated.is_some())
                .count()
                + catalog
                    .views
                    .values()
                    .map(|view| view.column_defaults.len())
                    .sum::<usize>()
        }
        "procedure" | "function" => known("function"),
        "foreign table" => {
            known("foreign table") + named(survey, "foreign table that is a partition or inherits")
        }
        "foreign-data wrapper" => known("foreign data wrapper"),
        "server" => known("foreign server"),
        "default acl" => known("default privileges"),
        "statistics object" => known("statistics"),
        other => known(other),
    }
}

fn has_public(observed: &Canonical) -> bool {
    observed
        .catalog()
        .schemas
        .values()
        .any(|schema| schema.name == "public")
}

/// How many objects there are of the kind with these words, when there is one.
fn modelled(observed: &Canonical, words: &str) -> Option<usize> {
    struct Find<'a>(&'a Canonical, &'a str, Option<usize>);
    impl KindVisitor for Find<'_> {
        fn visit<K: InCatalog>(&mut self) {
            if K::KIND.words() == self.1 {
                self.2 = Some(K::store(self.0.catalog()).len());
            }
        }
    }
    let mut find = Find(observed, words, None);
    kinds::for_each(&mut find);
    find.2
}

fn named(survey: &Survey, class: &str) -> usize {
    survey.counts().get(class).copied().unwrap_or_default()
}

/// Every object that is not PostgreSQL's own, an extension's or part of another, counted by sort.
///
/// The values of an enum have numbers of their own and are no objects (objectaddress.c).
async fn count(connection: &Connection) -> Result<BTreeMap<String, usize>, String> {
    let catalogs = connection
        .rows(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'oid'
             WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND NOT c.relisshared
             AND c.relname <> 'pg_enum' ORDER BY 1",
        )
        .await
        .map_err(|error| error.to_string())?;
    let each: Vec<_> = catalogs
        .rows
        .into_iter()
        .flatten()
        .flatten()
        .map(|catalog| {
            format!("SELECT '{catalog}'::regclass::oid AS class, oid FROM {catalog} WHERE oid >= 16384")
        })
        .collect();
    if each.len() < 30 {
        return Err(format!("only {} catalogs were found", each.len()));
    }
    let parts: Vec<_> = PARTS.iter().map(|part| format!("'{part}'")).collect();
    let sql = format!(
        "SELECT sort, count(*) FROM (
           SELECT CASE WHEN i.type = 'type' THEN (SELECT CASE t.typtype
                         WHEN 'd' THEN 'domain' WHEN 'e' THEN 'enum' WHEN 'r' THEN 'range type' WHEN 'p' THEN 'shell type'
                         WHEN 'b' THEN CASE WHEN EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid) THEN NULL
                                            ELSE 'base type' END END
                         FROM pg_type t WHERE t.oid = o.oid)
                       WHEN i.type = 'index' AND c.relispartition THEN NULL
                       WHEN i.type = 'trigger' THEN (SELECT 'trigger' FROM pg_trigger g
                         WHERE g.oid = o.oid AND NOT g.tgisinternal AND g.tgparentid = 0)
                       WHEN i.type = 'rule' THEN (SELECT 'rule' FROM pg_rewrite r
                         WHERE r.oid = o.oid AND r.rulename <> '_RETURN')
                       WHEN i.type = 'table constraint' THEN (SELECT 'table constraint' FROM pg_constraint k
                         WHERE k.oid = o.oid AND k.contype NOT IN ('n', 't') AND k.conparentid = 0
                         AND (k.conislocal OR k.coninhcount = 0))
                       WHEN i.type = 'default value' THEN (SELECT 'default value' FROM pg_attrdef d JOIN pg_class dc
                         ON dc.oid = d.adrelid WHERE d.oid = o.oid AND NOT dc.relispartition)
                       WHEN EXISTS (SELECT FROM pg_depend p WHERE p.deptype = 'i' AND p.classid = o.class AND p.objid = o.oid
                         AND p.refclassid = 'pg_type'::regclass AND i.type IN ('function', 'cast')) THEN NULL
                       WHEN i.type IN ('function', 'procedure') THEN 'function'
                       ELSE i.type END AS sort
           FROM (SELECT CASE WHEN class = 'pg_largeobject_metadata'::regclass THEN 'pg_largeobject'::regclass::oid
                        ELSE class END AS class, oid FROM ({}) every) o CROSS JOIN LATERAL pg_identify_object(o.class, o.oid, 0) i
           LEFT JOIN pg_class c ON o.class = 'pg_class'::regclass AND c.oid = o.oid
           WHERE i.type NOT IN ({}) AND COALESCE(c.relnamespace <> 'pg_toast'::regnamespace, true)
             AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e' AND e.classid = o.class AND e.objid = o.oid)
             AND (i.schema IS NULL OR i.schema !~ '^pg_temp')
         ) x WHERE sort IS NOT NULL GROUP BY sort
         UNION ALL SELECT 'subscription', count(*) FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
         WHERE d.datname = current_database()",
        each.join(" UNION ALL "),
        parts.join(", ")
    );
    let counted = connection.rows(&sql).await.map_err(|error| error.to_string())?;
    let mut counts = BTreeMap::new();
    for row in counted.rows {
        if let [Some(sort), Some(many)] = row.as_slice() {
            counts.insert(
                sort.clone(),
                many.parse().map_err(|_| format!("{many} is no number"))?,
            );
        }
    }
    Ok(counts)
}
