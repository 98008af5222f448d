//! What the SQL front end makes of scripts, and what it says about them. That a script means what a server makes of it
//! is tested where there are servers (`schemadiff-testkit`, `introspect`).

use schemadiff::catalog::{ObjectId, ObjectRef, Origin, Sources};
use schemadiff::kinds::trigger::TriggerEnabled;
use schemadiff::kinds::{Index, Kind, Table};
use schemadiff::source::{Declared, sql};
use schemadiff_sql::syntax::{ConstraintKind, ObjectName, SeedValue};

/// Reads a script; messages are `line:column code message`, with further places behind.
fn read(script: &str) -> (Declared, Vec<String>) {
    let mut sources = Sources::default();
    let file = sources.add("schema.sql", script);
    let mut declared = Declared::default();
    let diagnostics = sql::read_script(&sources, file, &mut declared);
    let place = |origin: &Origin| match origin {
        Origin::File { file, range } => {
            let (line, column) = sources.position(*file, range.start);
            format!("{line}:{column}")
        }
        Origin::Live(object) => object.to_string(),
    };
    let messages = diagnostics.iter().map(|diagnostic| {
        let places: Vec<String> = diagnostic
            .labels
            .iter()
            .map(|label| place(&label.origin))
            .collect();
        format!("{} {} {}", places.join(" "), diagnostic.code, diagnostic.message)
    });
    let messages = messages.collect();
    (declared, messages)
}

/// Reads a script about which there is nothing to say.
fn quiet(script: &str) -> Declared {
    let (declared, messages) = read(script);
    assert_eq!(messages, [""; 0]);
    declared
}

fn messages(script: &str) -> Vec<String> {
    read(script).1
}

fn id(schema: &str, name: &str) -> ObjectId {
    ObjectId::named(ObjectName::qualified(schema, name))
}

fn table<'a>(declared: &'a Declared, name: &str) -> &'a Table {
    declared
        .catalog
        .tables
        .get(&id("public", name))
        .expect("the script defines it")
}

fn indexes(declared: &Declared) -> Vec<&str> {
    declared
        .catalog
        .indexes
        .keys()
        .map(|id| id.name.name.as_str())
        .collect()
}

fn constraints(table: &Table) -> Vec<&str> {
    table
        .constraints
        .iter()
        .map(|constraint| constraint.name.as_deref().unwrap_or("-"))
        .collect()
}

#[test]
fn an_error_costs_one_statement() {
    let (declared, messages) =
        read("CREATE TABLE a (id int);\nCREATE TABEL b (id int);\nCREATE TABLE c (id int);");
    assert_eq!(messages, ["2:8 SD0002 syntax error at or near \"TABEL\""]);
    assert_eq!(declared.catalog.tables.len(), 2);
}

#[test]
fn two_definitions_are_shown_both() {
    assert_eq!(
        messages(
            "CREATE TABLE a (id int, id text);\nCREATE VIEW a AS SELECT 1;\nCREATE TYPE a AS ENUM ('x');"
        ),
        [
            "1:1 1:17 SD0008 column `public.a.id` is defined twice",
            "2:1 1:1 SD0008 view `public.a` has the same name as table `public.a`",
            "3:1 1:1 SD0008 enum `public.a` has the same name as table `public.a`",
        ]
    );
    assert_eq!(
        messages(
            "CREATE TABLE a (id int CONSTRAINT k PRIMARY KEY, b int CONSTRAINT k UNIQUE);\nALTER TABLE a ADD PRIMARY KEY (b);\n\
             CREATE INDEX k ON a (b);\nCREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS '';\n\
             CREATE FUNCTION f(integer) RETURNS text LANGUAGE sql AS '';\nCREATE FUNCTION f(text) RETURNS text LANGUAGE sql AS '';"
        ),
        [
            "1:1 1:35 SD0008 constraint `public.a.k` is defined twice",
            "2:1 1:35 SD0008 table `public.a` has two primary keys",
            "3:1 1:35 SD0008 index `public.k` has the same name as constraint `public.a.k`",
            "5:1 4:1 SD0008 function `public.f(integer)` is defined twice",
        ]
    );
    quiet(
        "CREATE SCHEMA IF NOT EXISTS app; CREATE EXTENSION citext; CREATE SCHEMA IF NOT EXISTS app; CREATE EXTENSION citext;",
    );
}

#[test]
fn what_is_altered_or_commented_must_be_there() {
    assert_eq!(
        messages(
            "ALTER TABLE a ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;\nCREATE TABLE b (id int);\n\
             COMMENT ON TABLE a IS 'x';\nCOMMENT ON COLUMN b.c IS 'x';\nCOMMENT ON FUNCTION f(int) IS 'x';\n\
             COMMENT ON TRIGGER t ON b IS 'x';\nCOMMENT ON CONSTRAINT k ON b IS 'x';\nALTER TABLE b ALTER c SET NOT NULL;\n\
             ALTER TABLE b DISABLE TRIGGER t;\nALTER TABLE b VALIDATE CONSTRAINT k;\nALTER SEQUENCE s OWNED BY b.id;\n\
             COMMENT ON VIEW b IS 'x';\nALTER TABLE a OWNER TO me;"
        ),
        [
            "1:1 SD0110 table `public.a` is not defined before this statement",
            "3:1 SD0110 table `public.a` is not defined before this statement",
            "4:1 SD0112 column `public.b.c` is not defined before this statement",
            "5:1 SD0113 function `public.f(integer)` is not defined before this statement",
            "6:1 SD0113 trigger `public.b.t` is not defined before this statement",
            "7:1 SD0113 constraint `public.b.k` is not defined before this statement",
            "8:1 SD0112 column `public.b.c` is not defined before this statement",
            "9:1 SD0113 trigger `public.b.t` is not defined before this statement",
            "10:1 SD0113 constraint `public.b.k` is not defined before this statement",
            "11:1 SD0113 sequence `public.s` is not defined before this statement",
            "12:1 SD0113 view `public.b` is not defined before this statement",
        ]
    );
}

#[test]
fn what_was_not_understood_is_the_likelier_cause() {
    assert_eq!(
        messages("CREATE TYPE d;\nCOMMENT ON TYPE d IS 'x';"),
        [
            "1:1 SD0010 CREATE TYPE is not understood and left out",
            "2:1 1:1 SD0010 type `public.d` is not defined before this statement and the statement is left out",
        ]
    );
}

#[test]
fn owners_and_privileges_that_no_kind_has_are_one_message() {
    assert_eq!(
        messages(
            "CREATE TABLE a (id int);\nALTER TABLE a OWNER TO me;\nGRANT SELECT ON a TO you;\nREVOKE ALL ON a FROM PUBLIC;\n\
             GRANT CONNECT ON DATABASE d TO you;\nALTER COLLATION c OWNER TO me;\n\
             ALTER TABLE a REPLICA IDENTITY FULL;\nCREATE TYPE r;"
        ),
        [
            "5:1 SD0010 2 statements about owners or privileges are left out",
            "8:1 SD0010 CREATE TYPE is not understood and left out",
        ]
    );
}

#[test]
fn privileges_are_those_that_objects_have() {
    assert_eq!(
        messages(
            "CREATE TABLE a (id int);\nGRANT EXECUTE ON a TO you;\nGRANT DELETE (id) ON a TO you;\nGRANT SELECT ON a TO SESSION_USER;"
        ),
        [
            "2:1 SD0005 EXECUTE cannot be granted on a table",
            "3:1 SD0005 DELETE cannot be granted on columns of a table",
            "4:22 SD0002 CURRENT_USER and the like name whoever runs the statement: write the name of a role",
        ]
    );
}

#[test]
fn unqualified_names_follow_the_search_path() {
    let declared = quiet(
        "CREATE SCHEMA app; CREATE TABLE t (id int PRIMARY KEY); SET search_path TO app, public;\n\
         CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION check_it(int) RETURNS boolean LANGUAGE sql AS 'select true';\n\
         CREATE TABLE u (id int REFERENCES t, m mood DEFAULT 'a'::mood, c citext, CHECK (check_it(id)));\n\
         CREATE VIEW v AS SELECT u.m FROM u JOIN t ON t.id = u.id; COMMENT ON TABLE t IS 'found in public';\n\
         SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE w (id int);",
    );
    let u = declared.catalog.tables.get(&id("app", "u")).unwrap();
    assert_eq!(u.columns[1].data_type.to_string(), "app.mood");
    assert_eq!(u.columns[1].default.as_ref().unwrap().sql(), "'a'::app.mood");
    assert_eq!(u.columns[2].data_type.to_string(), "citext");
    let kinds: Vec<_> = u.constraints.iter().map(|constraint| &constraint.kind).collect();
    assert!(
        matches!(kinds[0], ConstraintKind::ForeignKey(key) if key.table == ObjectName::qualified("public", "t"))
    );
    assert!(matches!(kinds[1], ConstraintKind::Check(check) if check.expression.sql() == "app.check_it(id)"));
    let view = declared.catalog.views.get(&id("app", "v")).unwrap();
    assert_eq!(
        view.query.sql(),
        "SELECT u.m FROM app.u JOIN public.t ON t.id = u.id"
    );
    assert_eq!(table(&declared, "t").comment.as_deref(), Some("found in public"));
    assert!(declared.catalog.tables.contains(&id("public", "w")));
}

#[test]
fn without_a_search_path_names_inside_stay_as_written() {
    let mut declared = Declared::default();
    declared.settings.default_schema = "app".to_owned();
    let mut sources = Sources::default();
    let file = sources.add("schema.sql", "CREATE TABLE t (id int REFERENCES later, m mood);");
    assert!(sql::read_script(&sources, file, &mut declared).is_empty());
    let table = declared.catalog.tables.get(&id("app", "t")).unwrap();
    assert_eq!(table.columns[1].data_type.to_string(), "mood");
    assert!(
        matches!(&table.constraints[0].kind, ConstraintKind::ForeignKey(key) if key.table == ObjectName::bare("later"))
    );
}

#[test]
fn serial_is_a_sequence_and_a_default() {
    let declared = quiet("CREATE TABLE \"We ird\" (id serial, big bigserial);");
    let sequence = declared
        .catalog
        .sequences
        .get(&id("public", "We ird_id_seq"))
        .unwrap();
    assert_eq!(
        sequence.options.data_type.as_ref().unwrap().to_string(),
        "integer"
    );
    assert_eq!(sequence.options.owned_by.as_ref().unwrap().column, "id");
    let table = table(&declared, "We ird");
    assert!(table.columns[0].not_null);
    assert_eq!(
        table.columns[0].default.as_ref().unwrap().sql(),
        "nextval('public.\"We ird_id_seq\"'::regclass)"
    );
}

#[test]
fn origins_are_places_of_names() {
    let script = "CREATE TABLE a (\n  id int,\n  \"Name\" text CONSTRAINT named CHECK (true)\n);\nCREATE INDEX i ON a (id);";
    let (declared, _) = read(script);
    let text_at = |object: ObjectRef| match &declared.origins[&object] {
        Origin::File { range, .. } => &script[range.clone()],
        Origin::Live(_) => panic!("{object} is written"),
    };
    let a = ObjectName::qualified("public", "a");
    assert_eq!(text_at(ObjectRef::named(Kind::Table, &a)), "CREATE TABLE a (");
    assert_eq!(text_at(ObjectRef::column(&a, "Name")), "Name");
    assert_eq!(text_at(ObjectRef::constraint(&a, "named")), "named");
    let index = ObjectName::qualified("public", "i");
    assert_eq!(
        text_at(ObjectRef::named(Kind::Index, &index)),
        "CREATE INDEX i ON a (id)"
    );
}

#[test]
fn indexes_without_a_name_get_one_and_may_become_constraints() {
    let declared = quiet(
        "CREATE TABLE t (a int, b int); CREATE INDEX ON t (a, b); CREATE INDEX ON t (a, b);\n\
         CREATE UNIQUE INDEX t_u ON t (b) INCLUDE (a); ALTER TABLE t ADD UNIQUE USING INDEX t_u;",
    );
    assert_eq!(indexes(&declared), ["t_a_b_idx", "t_a_b_idx1"]);
    let table = table(&declared, "t");
    assert_eq!(constraints(table), ["t_u"]);
    assert!(
        matches!(&table.constraints[0].kind, ConstraintKind::Unique(key) if key.columns == ["b"] && key.include == ["a"])
    );
}

/// A partitioned table and two levels below it, as `pg_dump` writes them.
const PARTITIONS: &str = "
    CREATE TABLE p (id int NOT NULL, at date NOT NULL, note text, CONSTRAINT c CHECK (id > 0)) PARTITION BY RANGE (at);
    CREATE TABLE q (at date NOT NULL, id int NOT NULL, note text, CONSTRAINT c CHECK (id > 0), CONSTRAINT own CHECK (id < 9))
        PARTITION BY LIST (id);
    CREATE TABLE r (id int DEFAULT nextval('s'::regclass) NOT NULL, at date NOT NULL, note text, CONSTRAINT c CHECK (id > 0),
        CONSTRAINT own CHECK (id < 9));
    CREATE SEQUENCE s;
    ALTER TABLE ONLY p ATTACH PARTITION q FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
    ALTER TABLE ONLY q ATTACH PARTITION r DEFAULT;
    ALTER TABLE ONLY p ALTER COLUMN id SET DEFAULT nextval('s'::regclass);
    ALTER TABLE ONLY p ADD CONSTRAINT p_pkey PRIMARY KEY (id, at);
    ALTER TABLE ONLY q ADD CONSTRAINT q_pkey PRIMARY KEY (id, at);
    ALTER TABLE ONLY r ADD CONSTRAINT r_pkey PRIMARY KEY (id, at);
    CREATE INDEX p_note ON ONLY p USING btree (note);
    CREATE INDEX q_note ON ONLY q USING btree (note);
    CREATE INDEX r_note ON r USING btree (note);
    CREATE INDEX r_own ON r USING btree (at);
    ALTER INDEX p_pkey ATTACH PARTITION q_pkey;
    ALTER INDEX q_pkey ATTACH PARTITION r_pkey;
    ALTER INDEX p_note ATTACH PARTITION q_note;
    ALTER INDEX q_note ATTACH PARTITION r_note;
";

#[test]
fn partitions_hold_only_what_is_their_own() {
    let declared = quiet(PARTITIONS);
    let (p, q, r) = (
        table(&declared, "p"),
        table(&declared, "q"),
        table(&declared, "r"),
    );
    assert_eq!(constraints(p), ["c", "p_pkey"]);
    assert_eq!(constraints(q), ["own"]);
    assert_eq!(constraints(r), [""; 0]);
    assert!(q.columns.is_empty() && r.columns.is_empty());
    assert_eq!(r.partition_of.as_ref().unwrap().parent, q.name);
    assert_eq!(indexes(&declared), ["p_note", "r_own"]);
}

#[test]
fn attaching_takes_over_what_the_parent_has() {
    let declared = quiet(
        "CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE p (id int PRIMARY KEY, t int REFERENCES t, n int) PARTITION BY HASH (id);\n\
         CREATE INDEX ON p (n); CREATE TABLE q (id int PRIMARY KEY, t int REFERENCES t, n int); CREATE INDEX q_n ON q (n);\n\
         ALTER TABLE p ATTACH PARTITION q FOR VALUES WITH (modulus 1, remainder 0); ALTER INDEX p_n_idx ATTACH PARTITION q_n;",
    );
    assert_eq!(indexes(&declared), ["p_n_idx"]);
    assert!(table(&declared, "q").constraints.is_empty());
}

#[test]
fn a_partition_must_have_its_parents_columns() {
    assert_eq!(
        messages(
            "CREATE TABLE p (a int, b text, c int NOT NULL) PARTITION BY LIST (a);\nCREATE TABLE q (a bigint, c int, d int);\n\
             ALTER TABLE p ATTACH PARTITION q DEFAULT;\nALTER TABLE p ATTACH PARTITION q DEFAULT;\nALTER TABLE q ADD COLUMN e int;"
        ),
        [
            "3:1 SD0005 column `a` of partition `public.q` has another type than in `public.p`",
            "3:1 SD0112 partition `public.q` lacks column `b` of `public.p`",
            "3:1 SD0005 column `c` of partition `public.q` is not NOT NULL as in `public.p`",
            "3:1 SD0112 partition `public.q` has column `d`, which `public.p` has not",
            "4:1 SD0008 table `public.q` is already a partition of `public.p`",
            "5:1 SD0115 column `e` cannot be added to a partition",
        ]
    );
}

#[test]
fn a_partition_says_of_a_column_what_differs_from_its_parent() {
    let declared = quiet(
        "CREATE TABLE p (a int, b int DEFAULT 1, c int) PARTITION BY LIST (a);\nCREATE TABLE q (a int DEFAULT 2, b int DEFAULT 1, c int);\n\
         ALTER TABLE p ATTACH PARTITION q DEFAULT;\nALTER TABLE q ALTER b SET DEFAULT 3;\nALTER TABLE q ALTER a SET NOT NULL;\n\
         COMMENT ON COLUMN q.a IS 'x';\nALTER TABLE q ALTER a SET STATISTICS 5;",
    );
    let partition = table(&declared, "q").partition_of.as_ref().expect("a partition");
    let said = |name: &str| partition.columns.get(name).expect("says something of it");
    let default = |name: &str| {
        said(name)
            .default
            .as_ref()
            .map(|default| default.sql().to_owned())
    };
    assert_eq!(
        (default("a").as_deref(), default("b").as_deref()),
        (Some("2"), Some("3"))
    );
    assert_eq!((said("a").not_null, said("b").not_null), (true, false));
    assert_eq!(said("a").comment.as_deref(), Some("x"));
    assert_eq!(said("a").settings.statistics, Some(5));
    assert!(!partition.columns.contains_key("c"));
}

#[test]
fn rows_are_seeds() {
    let declared = quiet(
        "INSERT INTO plans VALUES ('free', 0), ('pro', NULL); INSERT INTO plans (price, name) VALUES (5, 'team');\n\
         CREATE TABLE plans (name text, price int); ALTER TABLE plans ADD PRIMARY KEY (name);",
    );
    let seed = declared.catalog.seeds.get(&id("public", "plans")).unwrap();
    assert_eq!(seed.key, ["name"]);
    let prices: Vec<_> = seed.rows.iter().map(|row| row["price"].clone()).collect();
    let literal = |text: &str| SeedValue::Literal(text.to_owned());
    assert_eq!(prices, [literal("0"), SeedValue::Null, literal("5")]);
}

#[test]
fn rows_that_cannot_be_told_apart_are_errors() {
    assert_eq!(
        messages(
            "CREATE TABLE a (id int, n text);\nCREATE TABLE b (id int PRIMARY KEY, n text);\nINSERT INTO a VALUES (1, 'x');\n\
             INSERT INTO a VALUES (1, 'x') ON CONFLICT (id) DO NOTHING;\nINSERT INTO b (n) VALUES ('x');\n\
             INSERT INTO b VALUES (1, 'x'), (1, 'y');\nINSERT INTO b VALUES (2, 'x') ON CONFLICT (id) DO UPDATE SET n = excluded.n;\n\
             INSERT INTO b VALUES (2, 'x', 3);\nINSERT INTO c VALUES (1);"
        ),
        [
            "3:1 SD0004 rows of `public.a` cannot be told apart: it has no primary key",
            "5:1 SD0004 the rows have no value for `id`, which identifies a row of `public.b`",
            "6:1 SD0008 two rows of `public.b` have the same id",
            "7:1 SD0005 rows of `public.b` were written with another ON CONFLICT clause before",
            "8:1 SD0005 a row has more values than `public.b` has columns",
            "9:1 SD0110 table `public.c` is not defined before this statement",
        ]
    );
}

#[test]
fn comments_find_functions_however_their_types_are_written() {
    let declared = quiet(
        "CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION f(a varchar(3), b mood[]) RETURNS int LANGUAGE sql AS '';\n\
         CREATE FUNCTION f(a text, b public.mood[]) RETURNS int LANGUAGE sql AS '';\n\
         COMMENT ON FUNCTION f(character varying, public.mood[]) IS 'one'; COMMENT ON FUNCTION public.f(text, mood[]) IS 'other';",
    );
    let comments: Vec<_> = declared
        .catalog
        .functions
        .values()
        .map(|function| function.comment.as_deref())
        .collect();
    assert_eq!(comments, [Some("one"), Some("other")]);
}

#[test]
fn a_view_of_nulls_only_holds_the_place() {
    let declared = quiet(
        "CREATE TABLE t (id int); CREATE VIEW v AS SELECT NULL::integer AS id, NULL::text AS n;\n\
         CREATE OR REPLACE VIEW v AS SELECT t.id, 'x'::text AS n FROM t;",
    );
    let view = declared.catalog.views.get(&id("public", "v")).unwrap();
    assert!(view.query.sql().contains("FROM"));
    let twice = messages("CREATE VIEW v AS SELECT 1 AS id;\nCREATE OR REPLACE VIEW v AS SELECT 2 AS id;");
    assert_eq!(twice, ["2:1 1:1 SD0008 view `public.v` is defined twice"]);
}

#[test]
fn triggers_are_switched_one_by_one_or_together() {
    let declared = quiet(
        "CREATE TABLE t (id int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS '';\n\
         CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();\n\
         CREATE TRIGGER b BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();\n\
         ALTER TABLE t DISABLE TRIGGER USER; ALTER TABLE t ENABLE ALWAYS TRIGGER b;",
    );
    let enabled: Vec<_> = declared
        .catalog
        .triggers
        .values()
        .map(|trigger| trigger.enabled)
        .collect();
    assert_eq!(enabled, [TriggerEnabled::Disabled, TriggerEnabled::Always]);
}

#[test]
fn parameters_of_everything_can_be_set() {
    let declared = quiet(
        "CREATE TABLE t (id int) WITH (fillfactor = 50); CREATE INDEX i ON t (id); CREATE VIEW v AS SELECT id FROM t;\n\
         ALTER TABLE t SET (fillfactor = 60, toast.autovacuum_enabled = off); ALTER INDEX i SET (fillfactor = 70);\n\
         ALTER VIEW v SET (security_barrier = on);",
    );
    assert_eq!(table(&declared, "t").parameters["fillfactor"], "60");
    assert!(
        table(&declared, "t")
            .parameters
            .contains_key("toast.autovacuum_enabled")
    );
    let index: &Index = declared.catalog.indexes.get(&id("public", "i")).unwrap();
    assert_eq!(index.definition.parameters["fillfactor"], "70");
    let view = declared.catalog.views.get(&id("public", "v")).unwrap();
    assert!(view.options.contains_key("security_barrier"));
}

#[test]
fn a_script_of_changes_is_told_to_say_what_is_wanted() {
    let mut sources = Sources::default();
    let script = "CREATE TABLE t (a int, b int); ALTER TABLE t DROP COLUMN b; ALTER TABLE t RENAME a TO c; DROP TABLE t;";
    let file = sources.add("schema.sql", script);
    let diagnostics = sql::read_script(&sources, file, &mut Declared::default());
    let help: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.help.as_deref())
        .collect();
    assert_eq!(
        help,
        [Some("write the object as it is to be, instead of how it gets there"); 3]
    );
}

fn role<'a>(declared: &'a Declared, name: &str) -> &'a schemadiff::kinds::Role {
    let id = ObjectId::named(ObjectName::bare(name));
    declared.catalog.roles.get(&id).expect("the script makes it")
}

#[test]
fn roles_and_memberships() {
    use schemadiff::kinds::role::RoleAttribute;
    let declared = quiet(
        "CREATE ROLE reader;
         CREATE USER app CONNECTION LIMIT 5 VALID UNTIL '2030-01-01' IN ROLE reader;
         ALTER ROLE app WITH NOSUPERUSER INHERIT CREATEDB;
         ALTER ROLE app SET search_path TO shop, public;
         CREATE ROLE admins NOINHERIT ROLE app;
         GRANT admins TO reader WITH ADMIN OPTION;
         REVOKE ADMIN OPTION FOR admins FROM reader;
         COMMENT ON ROLE app IS 'The application';",
    );
    let app = role(&declared, "app");
    assert!(
        app.attributes.contains(&RoleAttribute::Login) && app.attributes.contains(&RoleAttribute::CreateDb)
    );
    assert_eq!(app.connection_limit, Some(5));
    assert_eq!(app.valid_until.as_deref(), Some("2030-01-01 00:00:00+00"));
    assert_eq!(app.memberships.keys().collect::<Vec<_>>(), ["admins", "reader"]);
    assert_eq!(app.settings["search_path"], "shop, public");
    assert_eq!(app.comment.as_deref(), Some("The application"));
    assert!(
        !role(&declared, "admins")
            .attributes
            .contains(&RoleAttribute::Inherit)
    );
    assert!(!role(&declared, "reader").memberships["admins"].admin);
}

#[test]
fn a_password_is_left_out_and_a_role_that_is_not_made_is_somebody_elses() {
    assert_eq!(
        messages("CREATE ROLE app PASSWORD 'secret';\nGRANT app TO other;\nALTER ROLE other NOLOGIN;"),
        [
            "1:1 SD0011 the password of role `app` is left out",
            "2:1 SD0010 GRANT of role `other`, which no statement before it makes, is left out",
            "3:1 SD0010 ALTER ROLE of role `other`, which no statement before it makes, is left out",
        ]
    );
}

#[test]
fn a_schema_has_its_owner_from_the_beginning() {
    let declared = quiet("CREATE SCHEMA shop AUTHORIZATION app; CREATE SCHEMA AUTHORIZATION billing;");
    for (schema, owner) in [("shop", "app"), ("billing", "billing")] {
        assert!(
            declared
                .catalog
                .schemas
                .values()
                .any(|known| known.name == schema)
        );
        let accesses = &declared.catalog.accesses;
        let found = accesses.iter().find(|(id, _)| id.name.name == schema);
        assert_eq!(found.and_then(|(_, access)| access.owner.as_deref()), Some(owner));
    }
}

#[test]
fn like_copies_columns_and_what_is_included() {
    let declared = quiet(
        "CREATE TABLE a (
             id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
             code text NOT NULL DEFAULT 'x' CHECK (code <> ''),
             twice bigint GENERATED ALWAYS AS (id * 2) STORED,
             other bigint REFERENCES a
         );
         COMMENT ON COLUMN a.code IS 'Code';
         CREATE INDEX ON a (lower(code));
         CREATE TABLE bare (before integer, LIKE a, after integer);
         CREATE TABLE full_copy (LIKE a INCLUDING ALL EXCLUDING COMMENTS);",
    );
    let names = |name: &str| -> Vec<String> {
        table(&declared, name)
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect()
    };
    assert_eq!(names("bare"), ["before", "id", "code", "twice", "other", "after"]);
    let bare = table(&declared, "bare");
    let column = |table: &Table, name: &str| table.column(name).cloned().expect("it is copied");
    assert!(column(bare, "id").not_null && column(bare, "id").identity.is_none());
    assert!(column(bare, "code").not_null && column(bare, "code").default.is_none());
    assert!(column(bare, "twice").generated.is_none() && bare.constraints.is_empty());
    let full = table(&declared, "full_copy");
    assert!(column(full, "id").identity.is_some() && column(full, "twice").generated.is_some());
    assert!(column(full, "code").default.is_some() && column(full, "code").comment.is_none());
    assert_eq!(full.constraints.len(), 2, "{:?}", full.constraints);
    assert!(indexes(&declared).contains(&"full_copy_lower_idx"));
    assert_eq!(
        messages("CREATE TABLE b (LIKE nowhere);"),
        ["1:1 SD0110 table `public.nowhere` is not defined before this statement"]
    );
}
