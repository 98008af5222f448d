//! The checklist: each item with a plan that passes, one that does not, and one that it does not apply to.

use schemadiff::canon::{Canonical, canonicalize};
use schemadiff::catalog::{Pair, Size, Sources};
use schemadiff::checklist::{Check, Item, Verdict, checklist};
use schemadiff::diag::has_errors;
use schemadiff::plan::{Phase, Plan, Transaction};
use schemadiff::source::{Declared, sql, toml};
use schemadiff::transition::Strategy;
use schemadiff::{Policy, render};

/// What the text says, TOML when it begins with a format and SQL otherwise.
fn state(text: &str) -> Canonical {
    let mut sources = Sources::default();
    let (declared, mut problems) = if text.starts_with("format") {
        let file = sources.add("model.toml", text);
        toml::read(&sources, file, &[])
    } else {
        let file = sources.add("model.sql", text);
        let mut declared = Declared::default();
        let problems = sql::read_script(&sources, file, &mut declared);
        (declared, problems)
    };
    let (canonical, found) = canonicalize(declared);
    problems.extend(found);
    assert!(!has_errors(&problems), "{text}: {problems:?}");
    canonical
}

fn plan_with(old: &str, new: &str, policy: &Policy) -> Plan {
    let (old, new) = (state(old), state(new));
    let (plan, problems) = schemadiff::plan(Pair { old: &old, new: &new }, policy);
    assert!(!has_errors(&problems), "{problems:?}");
    assert!(!plan.is_empty());
    plan
}

fn plan(old: &str, new: &str) -> Plan {
    plan_with(old, new, &Policy::default())
}

fn check(plan: &Plan, item: Item) -> Check {
    let found = checklist(plan).into_iter().find(|check| check.item == item);
    found.expect("every item is in the list")
}

#[track_caller]
fn is(plan: &Plan, item: Item, verdict: Verdict) -> Check {
    let check = check(plan, item);
    assert_eq!(check.verdict, verdict, "{check:?} of\n{}", render::text(plan));
    assert_eq!(
        check.steps.is_empty(),
        matches!(verdict, Verdict::Absent | Verdict::Open),
        "{check:?}"
    );
    assert!(!check.why.is_empty(), "{check:?}");
    check
}

const NONE: &str = "CREATE SCHEMA s;";
const ONE: &str = "CREATE TABLE t (id integer PRIMARY KEY, v text);";
const WIDE: &str = "CREATE TABLE t (id integer PRIMARY KEY, v text, w text);";
const NARROW: &str = "CREATE TABLE t (id integer PRIMARY KEY);";

/// A plan that makes a table and touches nothing that was there.
fn new_table() -> Plan {
    plan(NONE, &format!("{NONE} {ONE}"))
}

fn new_column() -> Plan {
    plan(ONE, WIDE)
}

fn direct(old: &str, new: &str) -> Plan {
    plan_with(
        old,
        new,
        &Policy {
            strategy: Some(Strategy::Direct),
            ..Policy::default()
        },
    )
}

/// A column of another type, with the old one beside it until the contract phase.
fn retyped_model() -> Plan {
    let model =
        |columns: &str| format!("format = 1\n[tables.t.columns]\nid = \"bigint primary key\"\n{columns}\n");
    plan(&model("v = \"integer\""), &model("v = \"bigint\""))
}

#[test]
fn no_step_waits_without_end() {
    let model = |timeout: &str, more: &str| {
        format!(
            "format = 1\n[policy]\nlock_timeout = \"{timeout}\"\n[tables.t.columns]\nid = \"bigint primary key\"\n{more}\n"
        )
    };
    let passed = plan(&model("2s", ""), &model("500ms", "v = \"text\""));
    assert!(
        is(&passed, Item::BoundedLocks, Verdict::Passed)
            .why
            .contains("500ms")
    );
    is(
        &plan(&model("2s", ""), &model("0ms", "v = \"text\"")),
        Item::BoundedLocks,
        Verdict::Failed,
    );
    is(&new_table(), Item::BoundedLocks, Verdict::Absent);
}

#[test]
fn nothing_happens_under_a_lock_that_others_wait_for() {
    is(&new_column(), Item::NothingUnderLocks, Verdict::Passed);
    let rewrites = direct(ONE, "CREATE TABLE t (id bigint PRIMARY KEY, v text);");
    is(&rewrites, Item::NothingUnderLocks, Verdict::Failed);
    is(&new_table(), Item::NothingUnderLocks, Verdict::Absent);
}

#[test]
fn a_lock_is_held_until_the_transaction_ends() {
    let mut plan = plan(
        ONE,
        "CREATE TABLE t (id integer PRIMARY KEY, v text, CHECK (id > 0));",
    );
    is(&plan, Item::ValidatedApart, Verdict::Passed);
    is(&plan, Item::NothingUnderLocks, Verdict::Passed);
    // As if both were in one transaction: what the first one locks is locked while the second one reads.
    let rest = plan.steps.split_off(1).remove(0);
    plan.steps[0].statements.extend(rest.statements);
    assert_eq!(is(&plan, Item::ValidatedApart, Verdict::Failed).steps, [1]);
    is(&plan, Item::NothingUnderLocks, Verdict::Failed);
}

#[test]
fn indexes_are_built_concurrently() {
    let index = "CREATE INDEX i ON t (v);";
    is(
        &plan(ONE, &format!("{ONE} {index}")),
        Item::ConcurrentBuilds,
        Verdict::Passed,
    );
    let excludes = "CREATE TABLE t (id integer PRIMARY KEY, v text, EXCLUDE USING btree (v WITH =));";
    is(&plan(ONE, excludes), Item::ConcurrentBuilds, Verdict::Failed);
    is(
        &plan(NONE, &format!("{NONE} {ONE} {index}")),
        Item::ConcurrentBuilds,
        Verdict::Absent,
    );
}

#[test]
fn constraints_are_validated_apart() {
    let domain = |check: &str| format!("CREATE DOMAIN d AS text {check}; CREATE TABLE t (v d);");
    is(
        &plan(&domain(""), &domain("CONSTRAINT c CHECK (VALUE <> '')")),
        Item::ValidatedApart,
        Verdict::Failed,
    );
    is(&new_column(), Item::ValidatedApart, Verdict::Absent);
}

#[test]
fn not_null_is_proved() {
    is(
        &plan(ONE, "CREATE TABLE t (id integer PRIMARY KEY, v text NOT NULL);"),
        Item::NotNullProved,
        Verdict::Passed,
    );
    let domain = |more: &str| format!("CREATE DOMAIN d AS text {more}; CREATE TABLE t (v d);");
    is(
        &plan(&domain(""), &domain("NOT NULL")),
        Item::NotNullProved,
        Verdict::Failed,
    );
    is(&new_column(), Item::NotNullProved, Verdict::Absent);
}

#[test]
fn the_running_application_keeps_working() {
    is(&new_column(), Item::OldApplication, Verdict::Passed);
    let row = |more: &str| format!("CREATE TYPE c AS (a integer{more}); CREATE TABLE t (v c);");
    is(
        &plan(&row(""), &row(", b integer")),
        Item::OldApplication,
        Verdict::Failed,
    );
    is(&plan(WIDE, ONE), Item::OldApplication, Verdict::Absent);
}

#[test]
fn rows_are_filled_in_batches() {
    let mut plan = retyped_model();
    is(&plan, Item::Batches, Verdict::Passed);
    for step in &mut plan.steps {
        step.transaction = Transaction::One;
    }
    is(&plan, Item::Batches, Verdict::Failed);
    is(&new_column(), Item::Batches, Verdict::Absent);
}

#[test]
fn data_is_lost_last() {
    let mut plan = plan(ONE, NARROW);
    is(&plan, Item::ContractApart, Verdict::Passed);
    plan.steps[0].phase = Phase::Expand;
    is(&plan, Item::ContractApart, Verdict::Failed);
    is(&new_column(), Item::ContractApart, Verdict::Absent);
}

#[test]
fn what_is_lost_is_permitted() {
    let mut policy = Policy::default();
    is(&plan_with(ONE, NARROW, &policy), Item::Permitted, Verdict::Failed);
    policy.allow.add("drop_column").unwrap();
    is(&plan_with(ONE, NARROW, &policy), Item::Permitted, Verdict::Passed);
    is(&new_column(), Item::Permitted, Verdict::Absent);
}

#[test]
fn what_has_no_way_back_is_named() {
    is(&new_column(), Item::WayBack, Verdict::Passed);
    assert!(
        is(&plan(WIDE, ONE), Item::WayBack, Verdict::Failed)
            .why
            .contains("`public.t.w`")
    );
    let values = |more: &str| format!("CREATE TYPE e AS ENUM ('a'{more});");
    let value = is(
        &plan(&values(""), &values(", 'b'")),
        Item::WayBack,
        Verdict::Failed,
    );
    assert_eq!(value.why, "cannot be undone");
}

#[test]
fn sizes_are_known() {
    let mut plan = plan(ONE, NARROW);
    assert!(
        is(&plan, Item::SizesKnown, Verdict::Failed)
            .why
            .contains("without a database")
    );
    for statement in plan.steps.iter_mut().flat_map(|step| &mut step.statements) {
        statement.size = Some(Size {
            rows: Some(8_400_000),
            bytes: 1 << 30,
        });
    }
    assert!(
        is(&plan, Item::SizesKnown, Verdict::Passed)
            .why
            .contains("8.4 M rows")
    );
    is(&new_column(), Item::SizesKnown, Verdict::Absent);
}

#[test]
fn what_is_written_anew_is_analyzed() {
    is(&retyped_model(), Item::Statistics, Verdict::Passed);
    is(
        &direct(ONE, "CREATE TABLE t (id bigint PRIMARY KEY, v text);"),
        Item::Statistics,
        Verdict::Failed,
    );
    is(&new_column(), Item::Statistics, Verdict::Absent);
}

#[test]
fn people_say_whether_they_tried_it() {
    is(&new_column(), Item::Rehearsed, Verdict::Open);
    assert!(checklist(&Plan::default()).is_empty());
}

#[test]
fn every_format_has_it() {
    let plan = plan(WIDE, ONE);
    let text = render::checklist_text(&plan);
    assert!(text.contains("  ✗ Every step has a way back\n"), "{text}");
    assert!(
        text.contains("  ✓ Data is lost in the contract phase only\n"),
        "{text}"
    );
    let markdown = render::markdown(&plan);
    assert!(
        markdown.contains(
            "- [ ] ⚠ **Every step has a way back**: what is gone is gone: `public.t.w` (rows unknown)"
        ),
        "{markdown}"
    );
    assert!(
        markdown.contains("- [x] **Data is lost in the contract phase only**"),
        "{markdown}"
    );
    let json: serde_json::Value = serde_json::from_str(&render::json::write(&plan)).unwrap();
    let items = json["checklist"].as_array().unwrap();
    assert_eq!(items.len(), Item::ALL.len());
    let lost = items.iter().find(|item| item["item"] == "way_back").unwrap();
    assert_eq!(
        (lost["verdict"].as_str(), lost["steps"][0].as_u64()),
        (Some("failed"), Some(1))
    );
    assert_eq!(render::json::read(&render::json::write(&plan)).unwrap(), plan);
    let html = render::html::plan(&plan, None);
    assert!(
        html.contains(
            "<td><span class=\"tag danger\">not passed</span></td><td>Every step has a way back</td>"
        ),
        "{html}"
    );
}

#[test]
fn the_page_explains_every_item() {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/checklist.md")).unwrap();
    for item in Item::ALL {
        let row = format!("| {} | `{}` |", item.words(), item.word());
        assert!(page.contains(&row), "docs/checklist.md lacks {row}");
    }
}
