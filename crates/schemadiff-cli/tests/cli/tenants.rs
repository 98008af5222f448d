//! Tenants that share tables: nobody sees or touches another's rows.

use crate::harness::{Project, ThrowAway};

const ONE: &str = "00000000-0000-0000-0000-000000000001";
const TWO: &str = "00000000-0000-0000-0000-000000000002";

const MODEL: &str = r#"
format = 1
[tables.notes]
tenant = "tenant_id"
columns = { id = "bigint primary key", tenant_id = "uuid not null", body = "text" }
[tables.log]
tenant = "tenant_id"
partition_by = "range (at)"
partitions.log_all = "from (minvalue) to (maxvalue)"
columns = { tenant_id = "uuid not null", at = "date not null", note = "text" }
"#;

#[test]
fn a_tenant_sees_and_touches_no_rows_but_its_own() {
    for server in ThrowAway::oldest_and_newest() {
        let url = server.database("shop");
        server.run("shop", "CREATE ROLE app");
        let project = Project::with(MODEL);
        project.run(&format!("apply --target {url}")).exits(0);
        server.run(
            "shop",
            &format!(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON notes, log TO app;
                 INSERT INTO notes VALUES (1, '{ONE}', 'a'), (2, '{TWO}', 'b'), (3, '{TWO}', 'c');
                 INSERT INTO log VALUES ('{ONE}', '2024-01-01', 'a'), ('{TWO}', '2024-01-01', 'b')"
            ),
        );
        let seen = |tenant: &str, query: &str| {
            // The setting is local to the transaction that the message is.
            server.value_of(
                "shop",
                &format!("SET ROLE app; SET LOCAL app.tenant_id = '{tenant}'; {query}"),
            )
        };
        let all = "SELECT (SELECT count(*) FROM notes) || ' ' || (SELECT count(*) FROM log)";
        assert_eq!(seen(ONE, all), "1 1");
        assert_eq!(seen(TWO, all), "2 1");
        // Whoever says no tenant sees nothing, also once a transaction that did is over.
        assert_eq!(seen("", all), "0 0");
        assert_eq!(server.value_of("shop", &format!("SET ROLE app; {all}")), "0 0");

        // Others' rows are neither changed nor taken away nor made.
        let touched = "WITH u AS (UPDATE notes SET body = 'x' WHERE id > 1 RETURNING 1), d AS (DELETE FROM log WHERE note = 'b' RETURNING 1)
             SELECT (SELECT count(*) FROM u) + (SELECT count(*) FROM d)";
        assert_eq!(seen(ONE, touched), "0");
        for row in [
            format!("INSERT INTO notes VALUES (9, '{TWO}', 'forged')"),
            format!("UPDATE notes SET tenant_id = '{TWO}' WHERE id = 1"),
            format!("INSERT INTO log VALUES ('{TWO}', '2024-01-01', 'forged')"),
        ] {
            let refused = format!(
                "DO $$ BEGIN SET LOCAL ROLE app; SET LOCAL app.tenant_id = '{ONE}'; {row};
                 RAISE EXCEPTION 'let through'; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$"
            );
            server.run("shop", &refused);
        }
        assert_eq!(
            server.value_of("shop", "SELECT string_agg(body, '' ORDER BY id) FROM notes"),
            "abc"
        );
        project.run(&format!("plan --exit-code --target {url}")).exits(0);
    }
}
