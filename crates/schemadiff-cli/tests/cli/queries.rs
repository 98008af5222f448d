//! Queries of the model against a database that has its schema.

use crate::harness::{Project, ThrowAway};

const MODEL: &str = r#"
format = 1
[tables.notes]
indexes.notes_author = { on = ["author", "at desc"] }
[tables.notes.columns]
id = "bigint primary key"
author = "bigint not null"
at = "timestamptz not null"
body = "text not null"

[tables.log]
partition_by = "range (at)"
partitions = { every = "month", from = "2024-01-01", until = "2024-03-01" }
indexes.log_note = { on = ["note"] }
columns = { at = "timestamptz not null", note = "text" }

[queries.by_author]
p99 = "50ms"
sql = "select * from notes where author = $1 order by at desc limit 20"
served_by = "notes_author"
[queries.log_by_note]
sql = "select * from log where note = $1"
served_by = "public.log_note"
[queries.elsewhere]
served_by = "the data warehouse"
"#;

#[test]
fn what_serves_a_query() {
    for server in ThrowAway::oldest_and_newest() {
        let url = server.database("shop");
        let project = Project::with(MODEL);
        let early = project.run(&format!("queries --target {url}")).exits(1);
        assert!(
            early.stdout.contains("relation \"notes\" does not exist"),
            "{early}"
        );
        project.run(&format!("apply --target {url}")).exits(0);
        let few = project.run(&format!("queries --target {url}")).exits(0);
        for line in [
            "ok by_author    served by notes_author",
            "ok log_by_note  served by public.log_note",
            "-- elsewhere    no SQL in the model; the data warehouse",
            "2 queries checked, 0 not as the model says",
        ] {
            assert!(few.stdout.contains(line), "{few}");
        }
        server.run(
            "shop",
            "INSERT INTO notes SELECT n, n % 100, now(), repeat('x', 200) FROM generate_series(1, 20000) n; ANALYZE notes",
        );
        let many = project.run(&format!("queries --target {url}")).exits(0);
        assert!(
            many.stdout.contains("served by notes_author (p99 50 ms)"),
            "{many}"
        );

        // A query that the index cannot serve, one that is no index, and one that is refused.
        project.file(
            "schema.toml",
            format!(
                "{}{}",
                MODEL.replace("where author = $1 order by at", "where at > $1 order by body"),
                "[queries.typo]\nsql = \"select * from notes where id = $1\"\nserved_by = \"notes_id\"\n\
                 [queries.gone]\nsql = \"select nothing from notes\"\nserved_by = \"notes_author\"\n\
                 [document.pooling]\nper_instance = { min = 1, max = 1000 }\ninstances = 3\nreserve = 10\n"
            ),
        );
        let wrong = project.run(&format!("queries --target {url}")).exits(1);
        for line in [
            "!! by_author    not served by notes_author, but by notes (Seq Scan)",
            "-- typo         `notes_id` is no index or relation here; read by notes_pkey (Index Scan)",
            "!! gone         the server refuses it: column \"nothing\" does not exist",
            "!! connections: 1000 × 3 + 10 = 3010, more than max_connections",
        ] {
            assert!(wrong.stdout.contains(line), "{line}\n{wrong}");
        }
        let json = project
            .run(&format!("queries --format json --target {url}"))
            .exits(1);
        let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
        assert_eq!(report["queries"][0]["verdict"], "not_served");
        assert_eq!(report["connections"]["needed"], 3010);
        // Nothing was run or left behind.
        assert_eq!(server.value_of("shop", "SELECT count(*) FROM notes"), "20000");
    }
}
