//! A catalog is read in one transaction, section by section.

use schemadiff::source::{FORMAT, queries};
use schemadiff_pg::snapshot::{SnapshotError, read, read_queries, read_with_help};

use crate::servers::{connect, on_every_version};

fn asked(sql: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    sql.iter().map(|(name, sql)| (*name, (*sql).to_owned())).collect()
}

#[test]
fn sections_keep_their_columns_even_without_rows() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection
            .batch("CREATE SCHEMA app; CREATE TABLE app.t (a int, b text)")
            .await
            .unwrap();
        let snapshot = read_queries(
            &mut connection,
            &asked(&[
                ("tables", "SELECT relname, relkind, NULL AS nothing FROM pg_class WHERE relname = 't' -- a comment"),
                ("none", "SELECT relname FROM pg_class WHERE false;\n"),
                ("names", "SELECT 'app.t'::regclass::text AS name, current_setting('search_path') AS path"),
                ("readonly", "SELECT current_setting('transaction_read_only'), current_setting('transaction_isolation')"),
            ]),
        )
        .await
        .unwrap();
        assert_eq!(snapshot.format, FORMAT);
        assert_eq!(snapshot.database, target.database());
        assert_eq!(snapshot.server_version, connection.server_version());
        let section = &snapshot.sections["tables"];
        assert_eq!(section.columns, ["relname", "relkind", "nothing"]);
        assert_eq!(section.rows, [[Some("t".to_owned()), Some("r".to_owned()), None]]);
        assert_eq!(snapshot.sections["none"].columns, ["relname"]);
        assert!(snapshot.sections["none"].rows.is_empty());
        let name = |section: &str, column: usize| snapshot.sections[section].rows[0][column].clone().unwrap();
        assert_eq!(
            (name("names", 0).as_str(), name("names", 1).as_str()),
            ("app.t", "pg_catalog")
        );
        assert_eq!(
            (name("readonly", 0).as_str(), name("readonly", 1).as_str()),
            ("on", "repeatable read")
        );
        assert_eq!(
            connection.value("SHOW search_path").await.unwrap().unwrap(),
            "\"$user\", public"
        );
    });
}

#[test]
fn a_failure_names_its_section_and_leaves_the_session_usable() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        for bad in [
            "SELECT 1 FROM nowhere",
            "SELECT 1/0 FROM pg_class",
            "SELECT FROM WHERE",
        ] {
            let asked = asked(&[("good", "SELECT 'ä'"), ("bad", bad), ("later", "SELECT 2")]);
            match read_queries(&mut connection, &asked).await.unwrap_err() {
                SnapshotError::Failed { section, .. } => assert_eq!(section, "bad", "{bad}"),
                error @ SnapshotError::TooOld { .. } => panic!("{error}"),
            }
            assert_eq!(connection.value("SELECT 1").await.unwrap().as_deref(), Some("1"));
        }
    });
}

#[test]
fn the_engines_own_queries_run_on_every_version() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection
            .batch(
                "CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('sad', 'glad');
                 CREATE TABLE app.t (id int PRIMARY KEY, mood app.mood DEFAULT 'glad', CHECK (id > 0));
                 CREATE VIEW app.v AS SELECT id FROM app.t",
            )
            .await
            .unwrap();
        let snapshot = read(&mut connection).await.unwrap();
        let names: Vec<_> = queries(connection.server_version())
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(snapshot.sections.len(), names.len());
        for name in names {
            assert!(!snapshot.sections[name].columns.is_empty(), "{name}");
        }
        let text = format!("{:?}", snapshot.sections);
        for part in ["(id > 0)", "'glad'::app.mood", "FROM app.t"] {
            assert!(text.contains(part), "no {part}");
        }
    });
}

/// Where no helper can be had, or one cannot see the same moment, the one session reads it all.
#[test]
fn a_large_database_is_read_alike_with_and_without_help() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection
            .batch(
                "DO $$ BEGIN FOR i IN 1..2100 LOOP EXECUTE 'CREATE TYPE c' || i || ' AS ()'; END LOOP; END $$;
                 CREATE TABLE t (id int PRIMARY KEY, CHECK (id > 0)); CREATE VIEW v AS SELECT id FROM t",
            )
            .await
            .unwrap();
        let alone = read(&mut connection).await.unwrap();
        let helped = read_with_help(&mut connection, &target).await.unwrap();
        assert_eq!(alone, helped);
        assert_eq!(connection.value("SELECT 1").await.unwrap().as_deref(), Some("1"));

        for elsewhere in ["postgres", "no such database"] {
            let unhelped = read_with_help(&mut connection, &target.with_database(elsewhere))
                .await
                .unwrap();
            assert_eq!(alone, unhelped, "{elsewhere}");
        }
    });
}
