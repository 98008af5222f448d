//! `schemadiff lint`.

use crate::harness::{Project, shows};

const MODEL: &str = "\
# Orders, as they came to be.
[conventions]
names.index = \"idx_{table}_{columns}\"

[[conventions.except]]
rule = \"missing-primary-key\"
object = \"imports\"
reason = \"read once and thrown away\"

[tables.users]
columns.id = \"uuid primary key\"

[tables.orders]
columns.id    = \"uuid primary key\"
columns.owner = \"uuid references users(id)\"   # whoever pays
columns.notes = { type = \"json\" }

[tables.orders.indexes]
by_notes   = { on = \"id\", include = [\"owner\"] } # kept

[tables.imports]
columns.line = \"text\"
";

#[test]
fn findings_are_shown_with_their_place() {
    let project = Project::with(MODEL);
    shows!(project.run("lint").exits(0));
    shows!(project.run("lint --strict --rule json-type=error").exits(1));
}

#[test]
fn programs_read_json_sarif_and_annotations() {
    let project = Project::with(MODEL);
    for format in ["json", "sarif", "github"] {
        shows!(project.run(&format!("lint --format {format}")).exits(0));
    }
    let sarif: serde_json::Value = serde_json::from_str(&project.run("lint --format sarif").stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(
            sarif["runs"][0]["tool"]["driver"]["rules"][index]["id"],
            result["ruleId"]
        );
    }
}

#[test]
fn what_is_mechanical_is_mended_and_nothing_else_changes() {
    let project = Project::with(MODEL);
    shows!(project.run("lint --fix").exits(0));
    let fixed = project.read("schema.toml");
    insta::assert_snapshot!(
        similar::TextDiff::from_lines(MODEL, &fixed)
            .unified_diff()
            .context_radius(0)
            .to_string()
    );
    project.run("lint --fix").exits(0);
    assert_eq!(
        project.read("schema.toml"),
        fixed,
        "mending again changes nothing"
    );
    project.run("check").exits(0);
}

#[test]
fn a_commit_is_not_mended() {
    let project = Project::with(MODEL);
    project.git(&["init", "-q"]);
    project.git(&["add", "."]);
    project.git(&["commit", "-qm", "first"]);
    shows!(project.run("lint --fix git:HEAD:schema.toml").exits(1));
    assert_eq!(project.read("schema.toml"), MODEL);
}

#[test]
fn mistakes_in_conventions_have_their_places() {
    let project = Project::with(
        "\
[conventions]
preset = \"documents\"
names.index = \"idx_{tabel}\"
types.money = { type = \"numeric(\" }
rules.missing-primary-kee = \"error\"
rules.index-name = \"fatal\"
rules.foreign-key-without-index = { partial = \"some\", levle = \"error\" }
colums.standard = []
[[conventions.except]]
object = \"users\"
[[conventions.except]]
object = \"users\"
reason = \" \"
",
    );
    shows!(project.run("lint").exits(1));
}

#[test]
fn sql_is_held_to_the_conventions_of_the_model_beside_it() {
    let project = Project::with("[conventions]\nnames.tables = \"singular\"\n");
    project.file(
        "db/tables.sql",
        "create table users (id integer, code char(3));\n",
    );
    shows!(project.run("lint db").exits(1));
    shows!(project.run("lint db --preset off").exits(0));
}

#[test]
fn rules_are_listed_and_explained() {
    let project = Project::new();
    let list = project.run("lint --list").exits(0).stdout;
    assert_eq!(list.lines().count(), schemadiff::lint::Rule::ALL.len());
    shows!(project.run("explain foreign-key-without-index").exits(0));
    assert_eq!(
        project.run("explain sdl402").exits(0).stdout,
        project.run("explain foreign-key-without-index").exits(0).stdout
    );
    shows!(
        project
            .run("lint empty --rule foreign-key-without-indx=error")
            .exits(1)
    );
    shows!(project.run("lint empty").exits(0));
}

/// Names and a path that every format has to write in its own way: a line that looks like a command, separators, signs.
fn awkward() -> Project {
    let project = Project::new();
    std::fs::create_dir(project.path().join("a,b")).unwrap();
    project.file(
        "a,b/50%:model.toml",
        "format = 1\n[tables.\"a,b: 100%\\n::error::x\".columns]\nid = \"uuid primary key\"\nnotes = { type = \"json\" }\n",
    );
    project
}

#[test]
fn sarif_has_what_its_schema_requires() {
    let run = |project: &Project, arguments: &str| -> serde_json::Value {
        serde_json::from_str(&project.run(arguments).exits(0).stdout).unwrap()
    };
    let two = [
        (Project::with(MODEL), "lint --format sarif"),
        (awkward(), "lint --format sarif a,b/50%:model.toml"),
    ];
    for (project, arguments) in &two {
        let sarif = run(project, arguments);
        // `sarifLog`, `run`, `tool`, `toolComponent`: sections 3.13, 3.14, 3.18 and 3.19 of the standard.
        assert_eq!(sarif["version"], "2.1.0");
        assert!(sarif["$schema"].as_str().unwrap().ends_with("sarif-2.1.0.json"));
        let [run] = sarif["runs"].as_array().unwrap().as_slice() else {
            panic!("one run: {sarif}")
        };
        let driver = &run["tool"]["driver"];
        assert!(!driver["name"].as_str().unwrap().is_empty());
        let rules = driver["rules"].as_array().unwrap();
        for (index, rule) in rules.iter().enumerate() {
            assert!(!rule["id"].as_str().unwrap().is_empty());
            assert!(rule["shortDescription"]["text"].is_string());
            assert!(
                ["none", "note", "warning", "error"]
                    .contains(&rule["defaultConfiguration"]["level"].as_str().unwrap())
            );
            // `rules` is an array of unique items.
            assert!(rules[..index].iter().all(|other| other["id"] != rule["id"]));
        }
        let results = run["results"].as_array().unwrap();
        assert!(!results.is_empty());
        for result in results {
            // `result`, section 3.27: the rule by index and by name, and a message.
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            for location in result["locations"].as_array().unwrap() {
                let physical = &location["physicalLocation"];
                let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
                let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
                assert!(!uri.is_empty() && uri.chars().all(plain), "{uri}");
                // `region`, section 3.30: lines and columns count from 1, and the end is not before the start.
                let number = |key: &str| physical["region"][key].as_u64().unwrap();
                let (start, end) = (("startLine", "startColumn"), ("endLine", "endColumn"));
                let at = |(line, column): (&str, &str)| (number(line), number(column));
                assert!(at(start) >= (1, 1) && at(start) <= at(end), "{physical}");
                assert!(number("startColumn") >= 1 && number("endColumn") >= 1);
            }
        }
    }
    let (project, arguments) = &two[1];
    let text = run(project, arguments).to_string();
    assert!(text.contains("a%2Cb/50%25%3Amodel.toml"), "{text}");
}

#[test]
fn no_name_is_a_command_of_a_workflow() {
    let project = awkward();
    let printed = project.run("lint --format github a,b/50%:model.toml").exits(0);
    assert!(!printed.stdout.is_empty());
    for line in printed.stdout.lines() {
        // One command a line: `::warning file=…,line=…::message`.
        let rest = line
            .strip_prefix("::")
            .unwrap_or_else(|| panic!("no command: {line}"));
        let (head, message) = rest.split_once("::").unwrap();
        let (command, properties) = head.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&command), "{line}");
        let keys: Vec<&str> = properties
            .split(',')
            .map(|property| property.split_once('=').unwrap().0)
            .collect();
        assert_eq!(keys.first(), Some(&"file"), "{line}");
        assert_eq!(keys.last(), Some(&"title"), "{line}");
        assert!(properties.starts_with("file=a%2Cb/50%25%3Amodel.toml,"), "{line}");
        assert!(
            !properties.split_once("title=").unwrap().1.contains(':'),
            "{line}"
        );
        assert!(!message.contains('\r'), "{line}");
    }
    assert!(printed.stdout.contains("100%25"), "{printed}");
}

#[test]
fn examples_and_their_versions_are_linted() {
    let project = Project::new();
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let models = [
        "saas/v1/schema.toml",
        "saas/v2/schema.toml",
        "saas/v3/schema.toml",
        "sql-first/schema",
    ];
    // Who made a project is never looked for, and the users of a tenant got an index before their unique key began with it:
    // lint says so, and has nothing else to say.
    let known = [
        "index `idx_users_tenant_id` of `users` is how `uq_users_tenant_email` begins",
        "no index of `projects` begins with (created_by), which references `users`",
    ];
    for model in models {
        let linted = project
            .run(&format!("lint --format json {examples}/{model}"))
            .exits(0);
        let parsed: serde_json::Value = serde_json::from_str(&linted.stdout).unwrap();
        let findings = parsed["findings"].as_array().unwrap();
        let messages: Vec<&str> = findings
            .iter()
            .map(|finding| finding["message"].as_str().unwrap())
            .collect();
        let is_known = messages.iter().all(|message| known.contains(message));
        assert!(is_known && messages.contains(&known[1]), "{model}: {messages:#?}");
    }
    // Every version of every example is in the list.
    let count = |folder: &str| {
        std::fs::read_dir(format!("{examples}/{folder}"))
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().path().is_dir())
            .count()
    };
    assert_eq!((count(""), count("saas"), count("sql-first")), (2, 3, 1));
}
