//! Rows over whole schemas, without a server: what is referred to is there, keys are kept, and the bytes are the same.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::canon::canonicalize;
use crate::catalog::Sources;
use crate::source::{Declared, sql, toml};

fn of_sql(text: &str) -> Canonical {
    let mut sources = Sources::default();
    let file = sources.add("model.sql", text);
    let mut declared = Declared::default();
    let problems = sql::read_script(&sources, file, &mut declared);
    assert!(problems.is_empty(), "{problems:?}");
    let (canonical, problems) = canonicalize(declared);
    assert!(problems.is_empty(), "{problems:?}");
    canonical
}

fn volumes(rows: &[&str]) -> Volumes {
    let mut volumes = Volumes::default();
    for text in rows {
        volumes.add(text, "public").unwrap();
    }
    volumes
}

/// The rows of all tables, field by field.
fn made(sample: &Sample) -> BTreeMap<String, Vec<BTreeMap<String, String>>> {
    let portion = |portion: Portion<'_>| {
        let mut rows = Vec::new();
        for row in 0..portion.rows() {
            let mut line = String::new();
            if portion.write(row, &mut line) {
                let fields = line.trim_end_matches('\n').split('\t').map(str::to_owned);
                rows.push(
                    portion
                        .columns()
                        .into_iter()
                        .map(str::to_owned)
                        .zip(fields)
                        .collect(),
                );
            }
        }
        (portion.name().name.clone(), rows)
    };
    sample.portions().map(portion).collect()
}

fn column<'a>(rows: &'a [BTreeMap<String, String>], name: &str) -> Vec<&'a str> {
    rows.iter().map(|row| row[name].as_str()).collect()
}

#[test]
fn what_is_shared_by_several_references_is_the_same_by_each() {
    let there = of_sql(
        "CREATE TABLE tenants (id uuid PRIMARY KEY, slug varchar(20) UNIQUE NOT NULL);
         CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, email text NOT NULL,
             manager_id uuid REFERENCES users);
         CREATE UNIQUE INDEX ON users (tenant_id, lower(email));
         CREATE TABLE projects (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants,
             created_by uuid NOT NULL REFERENCES users, reviewer_id uuid REFERENCES users);",
    );
    let sample = Sample::new(
        &there,
        &volumes(&["tenants=7", "users=5/tenants", "projects=3/users"]),
        &BTreeMap::new(),
    );
    let made = made(&sample);
    let (users, projects) = (&made["users"], &made["projects"]);
    assert_eq!((made["tenants"].len(), users.len(), projects.len()), (7, 35, 105));
    let tenant_of: BTreeMap<&str, &str> = users
        .iter()
        .map(|user| (user["id"].as_str(), user["tenant_id"].as_str()))
        .collect();
    for project in projects {
        assert_eq!(tenant_of[project["created_by"].as_str()], project["tenant_id"]);
        if project["reviewer_id"] != "\\N" {
            assert_eq!(tenant_of[project["reviewer_id"].as_str()], project["tenant_id"]);
        }
    }
    for user in users.iter().filter(|user| user["manager_id"] != "\\N") {
        assert_eq!(tenant_of[user["manager_id"].as_str()], user["tenant_id"]);
    }
    assert!(users.iter().any(|user| user["manager_id"] != "\\N"));
    let emails: BTreeSet<&str> = column(users, "email").into_iter().collect();
    assert_eq!(emails.len(), 35);
    assert_eq!(column(projects, "id")[104], "105");
}

#[test]
fn keys_of_references_are_counted_off() {
    let there = of_sql(
        "CREATE TABLE users (id int PRIMARY KEY);
         CREATE TABLE roles (id int PRIMARY KEY);
         CREATE TABLE user_roles (user_id int REFERENCES users, role_id int REFERENCES roles, PRIMARY KEY (user_id, role_id));
         CREATE TABLE profiles (user_id int PRIMARY KEY REFERENCES users, bio text);
         CREATE TABLE lines (user_id int REFERENCES users, number smallint, PRIMARY KEY (user_id, number));
         CREATE TABLE flags (is_on boolean PRIMARY KEY);
         CREATE TABLE addresses (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, is_default boolean NOT NULL);
         CREATE UNIQUE INDEX ON addresses (user_id) WHERE is_default;",
    );
    let wish = volumes(&[
        "users=10",
        "roles=4",
        "user_roles=1000",
        "profiles=50",
        "lines=500",
        "addresses=50",
    ]);
    let sample = Sample::new(&there, &wish, &BTreeMap::new());
    let made = made(&sample);
    let distinct = |table: &str, columns: &[&str]| {
        let keys = made[table].iter().map(|row| {
            columns
                .iter()
                .map(|column| row[*column].clone())
                .collect::<Vec<_>>()
        });
        keys.collect::<BTreeSet<_>>().len()
    };
    assert_eq!(
        (
            made["user_roles"].len(),
            distinct("user_roles", &["user_id", "role_id"])
        ),
        (40, 40)
    );
    assert_eq!(
        (made["profiles"].len(), distinct("profiles", &["user_id"])),
        (10, 10)
    );
    assert_eq!(
        (made["lines"].len(), distinct("lines", &["user_id", "number"])),
        (500, 500)
    );
    assert_eq!(made["flags"].len(), 2);
    let defaults: Vec<&str> = made["addresses"]
        .iter()
        .filter(|row| row["is_default"] == "t")
        .map(|row| row["user_id"].as_str())
        .collect();
    assert_eq!(defaults.iter().collect::<BTreeSet<_>>().len(), defaults.len());
    assert!(!defaults.is_empty());
    assert!(
        sample
            .notes()
            .iter()
            .any(|note| note.contains("public.user_roles: 40 rows instead of 1000")),
        "{:?}",
        sample.notes()
    );
}

#[test]
fn checks_hold_that_can_be_computed() {
    let there = of_sql(
        "CREATE DOMAIN cents AS bigint CHECK (value >= 0);
         CREATE TYPE kind AS ENUM ('one_off', 'recurring', 'credit_note');
         CREATE TABLE invoices (
             id int PRIMARY KEY, kind kind NOT NULL, amount numeric(19,4) NOT NULL CHECK ((amount < 0) = (kind = 'credit_note')),
             net int NOT NULL, tax int NOT NULL, total int NOT NULL CHECK (total = net + tax),
             paid cents NOT NULL, code char(3) NOT NULL CHECK (code ~ '^[A-Z]{3}$'),
             user_id int, org_id int, CHECK (num_nonnulls(user_id, org_id) = 1),
             starts date, ends date, CHECK (ends >= starts), status text NOT NULL CHECK (status IN ('open', 'paid')),
             paid_at timestamptz, CHECK ((status = 'paid') = (paid_at IS NOT NULL)));",
    );
    let sample = Sample::new(&there, &volumes(&["invoices=500"]), &BTreeMap::new());
    let made = made(&sample);
    let number = |row: &BTreeMap<String, String>, name: &str| row[name].parse::<f64>().unwrap();
    let whole = |row: &BTreeMap<String, String>, name: &str| row[name].parse::<i64>().unwrap();
    for row in &made["invoices"] {
        assert_eq!(
            number(row, "amount") < 0.0,
            row["kind"] == "credit_note",
            "{row:?}"
        );
        assert_eq!(
            whole(row, "total"),
            whole(row, "net") + whole(row, "tax"),
            "{row:?}"
        );
        assert!(number(row, "paid") >= 0.0);
        assert!(
            row["code"].len() == 3 && row["code"].chars().all(|c| c.is_ascii_uppercase()),
            "{row:?}"
        );
        assert_ne!(row["user_id"] == "\\N", row["org_id"] == "\\N", "{row:?}");
        assert!(
            row["starts"] == "\\N" || row["ends"] == "\\N" || row["starts"] <= row["ends"],
            "{row:?}"
        );
        assert_eq!(row["status"] == "paid", row["paid_at"] != "\\N", "{row:?}");
    }
    let kinds: BTreeSet<&str> = column(&made["invoices"], "kind").into_iter().collect();
    assert_eq!(kinds.len(), 3);
}

#[test]
fn rows_go_to_partitions_that_there_are() {
    let there = of_sql(
        "CREATE TABLE logs (id bigint, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
         CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-02-01 00:00:00+00');
         CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM ('2024-03-01 00:00:00+00') TO ('2024-04-01 00:00:00+00');
         CREATE TABLE kinds (id int, kind text NOT NULL) PARTITION BY LIST (kind);
         CREATE TABLE kinds_a PARTITION OF kinds FOR VALUES IN ('a', 'b');
         CREATE TABLE bare (id int) PARTITION BY HASH (id);",
    );
    let sample = Sample::new(&there, &Volumes::default(), &BTreeMap::new());
    let made = made(&sample);
    let months: BTreeSet<&str> = column(&made["logs"], "at").iter().map(|at| &at[..7]).collect();
    assert_eq!(months, BTreeSet::from(["2024-01", "2024-03"]));
    let kinds: BTreeSet<&str> = column(&made["kinds"], "kind").into_iter().collect();
    assert_eq!(kinds, BTreeSet::from(["a", "b"]));
    assert!(!made.contains_key("bare"));
    assert!(
        sample
            .notes()
            .iter()
            .any(|note| note.contains("public.bare") && note.contains("no partition"))
    );
}

#[test]
fn rows_that_are_there_are_referred_to() {
    let there = of_sql(
        "CREATE TABLE currencies (code varchar(3) PRIMARY KEY);
         CREATE TABLE a (id int PRIMARY KEY, currency varchar(3) NOT NULL REFERENCES currencies, next_id int);
         CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
         ALTER TABLE a ADD FOREIGN KEY (next_id) REFERENCES b;
         CREATE TABLE empty_ones (id int PRIMARY KEY);
         CREATE TABLE orphans (id int PRIMARY KEY, empty_id int NOT NULL REFERENCES empty_ones);",
    );
    let name = |name: &str| ObjectName::qualified("public", name);
    let held = BTreeMap::from([
        (
            name("currencies"),
            Held {
                rows: 2,
                columns: vec!["code".into()],
                keys: vec![vec![Some("EUR".into())], vec![Some("USD".into())]],
                highest: BTreeMap::new(),
            },
        ),
        (
            name("a"),
            Held {
                rows: 41,
                columns: vec![],
                keys: vec![],
                highest: BTreeMap::from([("id".into(), 41)]),
            },
        ),
    ]);
    let sample = Sample::new(&there, &volumes(&["currencies=0", "empty_ones=0", "*=20"]), &held);
    let made = made(&sample);
    let codes: BTreeSet<&str> = column(&made["a"], "currency").into_iter().collect();
    assert_eq!(codes, BTreeSet::from(["EUR", "USD"]));
    assert_eq!(column(&made["a"], "id")[0], "42");
    assert!(column(&made["a"], "next_id").iter().all(|value| *value == "\\N"));
    assert!(column(&made["b"], "a_id").iter().any(|value| *value != "\\N"));
    assert!(!made.contains_key("orphans"));
    assert!(
        sample
            .notes()
            .iter()
            .any(|note| note.contains("public.orphans: no rows, because public.empty_ones")),
        "{:?}",
        sample.notes()
    );
}

#[test]
fn a_seed_gives_the_same_bytes_for_ever() {
    let mut sources = Sources::default();
    let file = sources.add("schema.toml", include_str!("../../../../schema.toml"));
    let (declared, problems) = toml::read(&sources, file, &[]);
    assert!(problems.is_empty(), "{problems:?}");
    let there = canonicalize(declared).0;
    let written = |seed| {
        let sample = Sample::new(
            &there,
            &Volumes {
                seed,
                otherwise: Amount::Rows(3),
                ..Volumes::default()
            },
            &BTreeMap::new(),
        );
        let mut out = String::new();
        for portion in sample.portions() {
            out.push_str(&format!(
                "{} ({})\n",
                portion.name(),
                portion.columns().join(", ")
            ));
            for row in 0..portion.rows() {
                assert!(portion.write(row, &mut out));
            }
        }
        out
    };
    assert_eq!(written(1), written(1));
    assert_ne!(written(1), written(2));
    insta::assert_snapshot!(written(1));
}
