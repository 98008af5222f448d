//! `docs/locks.md`: the facts table for people, each row with the case in which it is proved.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use schemadiff::facts::{Facts, Hazard, InTransaction, On, OpCode};

use crate::case::Case;
use crate::place::{cases, repository, shown};
use crate::unified;
use crate::versions::SUPPORTED;

const HEAD: &str = "\
<!-- Written by `cargo xtask docs` from the facts table, `crates/schemadiff/src/facts/table.rs`. -->

# Locks

What each operation of a plan locks, what the server does while it holds the lock, and how it runs. Each row is proved by
the case below `tests/cases/` that it names, among others: on every version that the case is for, the plan runs statement by
statement, `pg_locks`, the files of all relations and the counters of scans are read after each, and the test fails when a
plan has said too little or too much.

Locks are those on relations that were there before the plan; nobody waits for what is new. A lock on an index counts as one
on its table. `ACCESS SHARE`, which every reader takes, is only named where it is all that is taken.

**Work** is what the server does with the lock in hand. *instant*: it changes the catalog. *scan*: it reads every row.
*build*: it builds an index. *rewrite*: it writes the table anew. *rows*: it reads or writes as many rows as the statement says.

**Runs** and its timeouts. *together*: in a transaction with others that lock the same. *alone*: in a transaction of its own.
Both wait for a lock no longer than `lock_timeout`, and are tried again; only what is instant has a `statement_timeout`, since
everything else takes as long as there are rows. When they fail they leave nothing behind. *never*: outside of any
transaction and without timeouts: it waits for other transactions, blocks nobody meanwhile, and leaves behind what is said.
";

/// Whether the page is what the facts say; writes it when asked to.
///
/// # Errors
/// When it is not, when a fact has no case, or when a file cannot be read or written.
pub fn check_page(accept: bool) -> Result<(), String> {
    let path = repository().join("docs/locks.md");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let page = page(&named(&text))?;
    if accept {
        return fs::write(&path, page).map_err(|error| format!("cannot write {}: {error}", shown(&path)));
    }
    match unified(&text, &page, "docs/locks.md", "what the facts say") {
        same if same.is_empty() => Ok(()),
        diff => Err(format!("run `cargo xtask docs`:\n{diff}")),
    }
}

/// The shortest plan that has an operation.
struct Proof {
    case: String,
    since: u32,
    /// The statement in it.
    sql: String,
    length: usize,
}

/// The cases that the page names, by operation: they stay as long as they show it, so that a new case elsewhere changes
/// nothing here.
fn named(page: &str) -> BTreeMap<&str, &str> {
    let rows = page.lines().filter_map(|line| {
        let cells = line.strip_prefix("| ")?.strip_suffix("` |")?;
        Some((cells.split_once(" | ")?.0, cells.rsplit_once(" | `")?.1))
    });
    rows.collect()
}

fn page(named: &BTreeMap<&str, &str>) -> Result<String, String> {
    let proofs = proofs(named)?;
    let mut sections: BTreeMap<&str, Vec<&OpCode>> = BTreeMap::new();
    for code in OpCode::ALL {
        sections.entry(code.facts().manual).or_default().push(code);
    }
    let mut page = HEAD.to_owned();
    for (manual, codes) in sections {
        let _ = write!(page, "\n## {manual}\n\n[Manual]({})\n\n", address(manual));
        page.push_str("| operation | for example | lock | on | work | runs | hazards | leaves behind | since | case |\n");
        page.push_str("|---|---|---|---|---|---|---|---|---|---|\n");
        for code in codes {
            page.push_str(&row(&code.facts(), proofs.get(code.name())));
        }
    }
    Ok(page)
}

fn row(facts: &Facts, proof: Option<&Proof>) -> String {
    let hazards: Vec<_> = facts.hazards.iter().map(|hazard| hazard.words()).collect();
    let (example, since, case) = match proof {
        Some(proof) => (
            format!("`{}`", proof.sql.replace('|', "\\|")),
            proof.since.to_string(),
            format!("`{}`", proof.case),
        ),
        None => (String::new(), String::new(), "a test of its own".to_owned()),
    };
    format!(
        "| {} | {example} | {} | {} | {} | {} | {} | {} | {since} | {case} |\n",
        facts.code.name(),
        lock(facts),
        facts.lock.map_or("–", |_| on(facts.on)),
        facts.work.word(),
        match facts.transaction {
            InTransaction::Together => "together",
            InTransaction::Alone => "alone",
            InTransaction::Never => "never",
            InTransaction::Batches => "in batches",
        },
        if hazards.is_empty() {
            "–".to_owned()
        } else {
            hazards.join("; ")
        },
        left_behind(facts),
    )
}

fn lock(facts: &Facts) -> String {
    match (facts.lock, facts.code.locks_since()) {
        (None, _) => "–".to_owned(),
        (Some(lock), 14) => lock.to_string(),
        (Some(lock), since) => format!("{lock}, since {since}"),
    }
}

fn on(on: On) -> &'static str {
    match on {
        On::Nothing => "–",
        On::Target => "itself",
        On::Table => "the table",
        On::Tree => "the table, its partitions",
        On::Both => "both tables",
        On::Trees => "both tables, their partitions",
    }
}

fn left_behind(facts: &Facts) -> &'static str {
    let has = |hazard| facts.hazards.contains(&hazard);
    match facts.transaction {
        InTransaction::Together | InTransaction::Alone => "nothing",
        InTransaction::Batches => "what is filled by then",
        InTransaction::Never if has(Hazard::MayLeaveInvalid) => "an invalid index",
        InTransaction::Never if has(Hazard::MayLeaveDetaching) => "a partition that is half detached",
        InTransaction::Never => "the index, invalid",
    }
}

/// The page of the manual.
fn address(manual: &str) -> String {
    let page = match manual {
        "Sequence Manipulation Functions" => "functions-sequence".to_owned(),
        command => {
            let command = command
                .to_lowercase()
                .replace("text search configuration", "tsconfig");
            format!("sql-{}", command.replace(' ', ""))
        }
    };
    format!("https://www.postgresql.org/docs/current/{page}.html")
}

/// For every operation the case that is named for it, or else the one with the shortest plan that has it.
fn proofs(named: &BTreeMap<&str, &str>) -> Result<BTreeMap<String, Proof>, String> {
    const LONGEST: usize = 90;
    let mut proofs: BTreeMap<String, Proof> = BTreeMap::new();
    for case in Case::all(&cases())? {
        let plan = fs::read_to_string(case.folder.join("plan.sql")).unwrap_or_default();
        let lines: Vec<&str> = plan.lines().collect();
        let since = SUPPORTED
            .filter(|major| case.postgres.contains(*major))
            .min()
            .unwrap_or_default();
        for pair in lines.windows(2) {
            let [comment, sql] = pair else { continue };
            let Some((name, _)) = comment.strip_prefix("-- ").and_then(|line| line.split_once(": ")) else {
                continue;
            };
            let rank = |case: &str, since, length| (named.get(name) != Some(&case), since, length);
            let better = proofs.get(name).is_none_or(|known| {
                rank(&case.name, since, lines.len()) < rank(&known.case, known.since, known.length)
            });
            if better {
                let mut sql: String = sql.trim_end_matches([';', '(', ' ']).to_owned();
                if sql.chars().count() > LONGEST {
                    sql = sql.chars().take(LONGEST).collect::<String>() + "…";
                }
                let proof = Proof {
                    case: case.name.clone(),
                    since,
                    sql,
                    length: lines.len(),
                };
                proofs.insert(name.to_owned(), proof);
            }
        }
    }
    Ok(proofs)
}
