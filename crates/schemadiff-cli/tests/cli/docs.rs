//! `schemadiff docs`: the document in both forms, and whether it is fresh.

use crate::harness::{Project, ThrowAway};
use crate::markup;

const MODEL: &str = r#"
format = 1

[database]
name = "shop"
postgres = ">=14"

[enums]
state = { values = ["open", "paid"], comment = "Where an order is" }

[tables.customers]
domain = "People"
comment = "Who buys"
protect = true

[tables.customers.columns]
id = "bigint primary key generated always as identity"
email = { type = "text", null = false, comment = "In lower case" }
invited_by = { type = "bigint", references = "customers(id)" }

[tables.orders]
comment = "What they bought"
partition_by = "range (placed_on)"
primary_key = ["id", "placed_on"]

[tables.orders.columns]
id = "bigint not null"
customer_id = { type = "bigint", null = false, references = "customers(id)" }
state = "state not null default 'open'"
placed_on = "date not null"

[tables.orders.partitions]
every = "month"
from = "2026-01-01"
until = "2026-04-01"
ahead = 2
retain = "12 months"

[tables.orders.indexes]
orders_customer = { on = "customer_id" }

[queries.orders_of_a_customer]
p99 = "20ms"
sql = "select * from orders where customer_id = $1"
served_by = "orders_customer"

[document]
title = "The shop"
version = "1.0"
date = 2026-02-23
status = "approved"
owners = ["Platform"]

[[document.history]]
version = "0.9"
changes = "Before"

[document.domains."Sales"]
purpose = "What is sold to whom."
tables = ["public.orders"]

[document.purposes]
orders_customer = "The account page"

[document.pooling]
per_instance = { min = 1, max = 10 }
instances = 3
reserve = 5
"#;

#[test]
fn document_says_what_the_model_says() {
    let project = Project::with(MODEL);
    project.run("docs --out site --as-of 2026-03-15").exits(0);
    let text = project.read("site/schema.md");
    for wanted in [
        "# The shop\n",
        "| Date | 2026-03-15 |",
        "| Status | Approved |",
        "| Owners | Platform |",
        "| 0.9 | Before |",
        "What is sold to whom.",
        "    \"customers\" ||--o{ \"orders\" : \"customer_id\"\n",
        "    \"customers\" |o--o{ \"customers\" : \"invited_by\"\n",
        "[`state`](#enum-state) | no | `'open'",
        "FK → [`customers`](#table-customers)",
        "Values, in order: `open`, `paid`",
        "Protected: no plan drops it",
        "| `orders_customer` | `customer_id` | The account page |",
        "| Orders of a customer | &lt; 20ms | orders_customer |",
        "The last boundary is 2026-04-01; a row from then on is refused",
        "On 2026-03-15 that is not far enough: boundaries up to 2026-06-01 are wanted",
        "10 × 3 + 5 = 35",
    ] {
        assert!(text.contains(wanted), "{wanted} in\n{text}");
    }
    for absent in ["Backup", "Functions", "Views", "Approval", "Seed"] {
        assert!(
            !text.contains(absent),
            "a section without content is left out: {absent} in\n{text}"
        );
    }
    links_lead_somewhere(&text);
    let page = project.read("site/schema.html");
    markup::check(&page);
    for wanted in [
        "id=\"table-orders\"",
        "id=\"domain-sales\"",
        "<svg role=\"group\"",
        "10 × 3 + 5 = 35",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
}

/// Every link of a page of Markdown goes to an anchor that it has once.
fn links_lead_somewhere(text: &str) {
    let links: Vec<&str> = text
        .split("](#")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    assert!(links.len() > 10, "{text}");
    for link in links {
        assert_eq!(
            text.matches(&format!("<a id=\"{link}\"></a>")).count(),
            1,
            "#{link} in\n{text}"
        );
    }
}

#[test]
fn a_stale_document_is_found_out() {
    let project = Project::with(MODEL);
    let ended = project.run("docs --out site --check").exits(1);
    assert!(ended.stderr.contains("site/schema.md is not there"), "{ended}");
    project.run("docs --out site").exits(0);
    project.run("docs --out site --check").exits(0);
    let before = project.read("site/schema.md") + &project.read("site/schema.html");
    project.run("docs --out site").exits(0);
    assert_eq!(
        before,
        project.read("site/schema.md") + &project.read("site/schema.html"),
        "the same bytes"
    );

    project.file("schema.toml", MODEL.replace("In lower case", "As typed"));
    let ended = project.run("docs --out site --check --format markdown").exits(1);
    assert!(ended.stderr.contains("site/schema.md is stale:\n  - "), "{ended}");
    assert!(
        ended.stderr.contains("As typed") && !ended.stderr.contains("schema.html"),
        "{ended}"
    );
    assert_eq!(
        before,
        project.read("site/schema.md") + &project.read("site/schema.html"),
        "nothing was written"
    );
    project.run("docs --out site --format markdown").exits(0);
    project.run("docs --out site --check --format markdown").exits(0);
    project.run("docs --out site --check --format html").exits(1);
}

#[test]
fn what_is_spoken_of_and_not_there() {
    let project = Project::with(
        &(MODEL.replace("orders_customer = \"The", "orders_custom = \"The") + "\n[document.domains.Void]\n"),
    );
    let ended = project.run("docs --out site").exits(0);
    assert!(
        ended
            .stderr
            .contains("warning: `document.purposes` speaks of `orders_custom`"),
        "{ended}"
    );
    assert!(
        ended
            .stderr
            .contains("warning: no table belongs to the domain `Void`"),
        "{ended}"
    );
    project.run("docs --out site --strict").exits(1);
    let ended = project.run("docs --out site --as-of 2026-02-30").exits(1);
    assert!(ended.stderr.contains("`--as-of 2026-02-30` is no day"), "{ended}");
}

/// Two hundred tables in ten domains, most of which refer to one of them, and a circle.
#[test]
fn document_of_two_hundred_tables() {
    let mut model =
        String::from("format = 1\n[tables.tenants]\ndomain = \"D0\"\ncolumns.id = \"bigint primary key\"\n");
    for number in 1..200 {
        let other = match number {
            1 => "t199".to_owned(),
            2..10 => "tenants".to_owned(),
            _ => format!("t{}", number * 7 % (number - 1) + 1),
        };
        model.push_str(&format!(
            "[tables.t{number}]\ndomain = \"D{}\"\n[tables.t{number}.columns]\nid = \"bigint primary key\"\n\
             tenant_id = {{ type = \"bigint\", references = \"tenants(id)\" }}\n\
             other_id = {{ type = \"bigint\", references = \"{other}(id)\" }}\nnote = \"text\"\n",
            number / 20
        ));
    }
    let project = Project::with(&model);
    project.run("docs --out site").exits(0);
    let page = project.read("site/schema.html");
    markup::check(&page);
    assert_eq!(
        page.matches("<figure>").count(),
        11,
        "one of all and one of each domain"
    );
    assert!(
        page.contains("So many refer to tenants"),
        "a hub is named in the boxes"
    );
    links_lead_somewhere(&project.read("site/schema.md"));
}

#[test]
fn a_database_adds_what_it_knows() {
    let Some(server) = ThrowAway::start() else {
        return;
    };
    let project = Project::with(MODEL);
    let url = server.database("shop");
    server.run(
        "shop",
        "CREATE TYPE state AS ENUM ('open', 'paid'); CREATE TABLE legacy (id integer)",
    );
    let write = format!("docs --out site --target {url}");
    let ended = project.run(&write).exits(0);
    let text = project.read("site/schema.md");
    for wanted in [
        "| Version of the server | PostgreSQL ",
        "The database `shop` is not yet as the model says.",
        "Expand: before the new application is deployed",
        "`CREATE TABLE public.customers …`",
    ] {
        assert!(text.contains(wanted), "{wanted}: {ended}\n{text}");
    }
    markup::check(&project.read("site/schema.html"));

    project.run(&format!("apply --target {url} --allow all")).exits(0);
    server.run(
        "shop",
        "INSERT INTO customers (email) VALUES ('a'); ANALYZE customers",
    );
    project.run(&write).exits(0);
    let text = project.read("site/schema.md");
    assert!(
        text.contains("The database `shop` is as the model says."),
        "{text}"
    );
    assert!(text.contains("Holds 1 row, 8 kB"), "{text}");
    assert!(text.contains("| Partition | Rows | Size |"), "{text}");

    project.run(&format!("docs --out live --to {url}")).exits(0);
    let text = project.read("live/schema.md");
    assert!(
        text.contains("# shop: database schema") && text.contains("Where an order is"),
        "{text}"
    );
}
