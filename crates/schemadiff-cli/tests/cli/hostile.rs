//! Models that somebody wrote who means harm: what is printed about them, and what of the machine they can reach.

use schemadiff_sql::parse_script;

use crate::harness::{Ended, Project};

/// A name that clears the line, forges a verdict, leaves its comment and its code, and calls for somebody.
const NAME: &str = "x\u{1b}[2K\r\nPlan: 0 to create, 0 to change, 0 to drop.\nDROP TABLE users; -- `` ![p](https://evil/) | <img> @admin \u{202e}";

/// A model with that name wherever one can stand, short enough for PostgreSQL.
fn model() -> String {
    let names: Vec<String> = [
        &NAME[..17],
        "\nDROP TABLE users; --",
        "`` ![p](//evil/) | <img> @admin",
        "\u{202e}\u{1b}[A",
    ]
    .iter()
    .map(|name| format!("\"{}\"", name.replace('"', "\"\"")))
    .collect();
    let mut model = String::new();
    for name in &names {
        let number = name.len();
        model.push_str(&format!(
            "CREATE TABLE {name} ({name} integer CONSTRAINT {name} CHECK ({name} > 0));\n\
             COMMENT ON TABLE {name} IS E'one\\n\\x1b[2Ktwo';\n\
             CREATE VIEW v{number} AS SELECT {name} FROM {name};\n"
        ));
    }
    model
}

fn project() -> Project {
    let project = Project::new();
    project.file("new.sql", model());
    project
}

/// What no terminal and no reader should be given.
fn obeyed(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || ('\u{202a}'..='\u{202e}').contains(c))
        .collect()
}

#[test]
fn no_name_moves_the_cursor_or_forges_a_line() {
    for from in ["empty", "new.sql"] {
        let to = if from == "empty" { "new.sql" } else { "empty" };
        let text = project().run(&format!("plan --from {from} --to {to}")).exits(0);
        assert_eq!(obeyed(&text.stdout), [], "{text}");
        assert_eq!(obeyed(&text.stderr), [], "{text}");
        let verdicts = text
            .stdout
            .lines()
            .filter(|line| line.starts_with("Plan: "))
            .count();
        assert_eq!(verdicts, 1, "{text}");
        assert!(
            !text
                .stdout
                .lines()
                .any(|line| line.starts_with("DROP TABLE users")),
            "{text}"
        );
    }
}

#[test]
fn no_name_ends_a_comment_of_a_script() {
    for (from, to) in [("empty", "new.sql"), ("new.sql", "empty")] {
        let project = project();
        let script = project
            .run(&format!("plan --from {from} --to {to} --format sql --allow all"))
            .exits(0)
            .stdout;
        let plan = project
            .run(&format!("plan --from {from} --to {to} --format json --allow all"))
            .exits(0)
            .stdout;
        let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
        let planned: usize = plan["steps"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| step["statements"].as_array().unwrap().len())
            .sum();
        assert!(planned >= 4, "{script}");
        // Around the plan's statements there are those that set timeouts and begin and end transactions, nothing else.
        let (statements, _) = parse_script(&script);
        let frames = script
            .lines()
            .filter(|line| line.starts_with("SET ") || matches!(*line, "BEGIN;" | "COMMIT;"))
            .count();
        assert_eq!(statements.len(), planned + frames, "{script}");
    }
}

#[test]
fn no_name_is_a_picture_or_a_call_in_a_pull_request() {
    let page = project()
        .run("plan --from empty --to new.sql --format markdown")
        .exits(0)
        .stdout;
    let tables = page.split("<details>").next().unwrap();
    let mut outside = String::new();
    for line in tables.lines() {
        outside.push_str(&without_code(line));
        outside.push('\n');
    }
    for word in ["](", "<img", "@admin", "\u{202e}", "\u{1b}"] {
        assert!(!outside.contains(word), "{word} in\n{outside}\nof\n{tables}");
    }
    assert!(
        tables.contains("![p](//evil/)"),
        "it is there, as code:\n{tables}"
    );
}

#[test]
fn no_name_is_markup_of_a_page() {
    for (from, to) in [("empty", "new.sql"), ("new.sql", "empty")] {
        let page = project()
            .run(&format!("plan --from {from} --to {to} --format html"))
            .exits(0)
            .stdout;
        assert_eq!(obeyed(&page), [], "{page}");
        assert!(
            page.contains("![p](//evil/) | &lt;img&gt; @admin"),
            "it is there, as text:\n{page}"
        );
        assert!(
            page.contains("content=\"default-src 'none'; style-src 'sha256-"),
            "the browser is told to load nothing:\n{page}"
        );
        crate::markup::check(&page);
    }
    let project = project();
    project.run("docs --to new.sql --out site").exits(0);
    let page = project.read("site/schema.html");
    assert_eq!(obeyed(&page), [], "{page}");
    assert!(
        page.contains("![p](//evil/) | &lt;img&gt; @admin"),
        "it is there, as text:\n{page}"
    );
    crate::markup::check(&page);
    let text = project.read("site/schema.md");
    assert_eq!(obeyed(&text), [], "{text}");
    let (mut outside, mut fenced) = (String::new(), false);
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            outside.push_str(&without_code(line));
            outside.push('\n');
        }
    }
    for word in ["![", "](//", "<img", "@admin"] {
        assert!(!outside.contains(word), "{word} in\n{outside}");
    }
}

/// A line of markdown without its code spans (`CommonMark`, 6.1), and without what a backslash takes the meaning from.
fn without_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find(['`', '\\']) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if rest.starts_with('\\') {
            let escaped = rest.chars().nth(1).map_or(0, char::len_utf8);
            rest = &rest[1 + escaped..];
            continue;
        }
        let fence = rest.len() - rest.trim_start_matches('`').len();
        let inside = &rest[fence..];
        let mut runs = inside.match_indices('`').map(|(index, _)| index).filter(|index| {
            let before = *index == 0 || inside.as_bytes()[index - 1] != b'`';
            let run = inside[*index..].len() - inside[*index..].trim_start_matches('`').len();
            before && run == fence
        });
        rest = match runs.next() {
            Some(end) => &inside[end + fence..],
            None => {
                out.push_str(&rest[..fence]);
                inside
            }
        };
    }
    out + rest
}

#[test]
fn messages_show_what_a_name_would_do() {
    let project = Project::with("format = 1\n[tables.\"a\\u001b[2K\".columns]\nid = \"nowhere\\u001b[2K\"\n");
    let ended = project.run("check").exits(1);
    assert_eq!(obeyed(&ended.stderr), [], "{ended}");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_no_model_is_not_read() {
    let project = Project::with("format = 1\ninclude = [\"more.sql\", \"db/*.sql\"]\n");
    project.file("secret.txt", "hunter2 is the password");
    std::os::unix::fs::symlink(project.path().join("secret.txt"), project.path().join("more.sql")).unwrap();
    std::fs::create_dir(project.path().join("db")).unwrap();
    std::os::unix::fs::symlink(project.path().join("secret.txt"), project.path().join("db/a.sql")).unwrap();
    let ended = project.run("check").exits(1);
    assert!(ended.stderr.contains("neither .toml nor .sql"), "{ended}");
    assert!(!ended.to_string().contains("hunter2"), "{ended}");
}

#[test]
fn a_variable_that_a_target_names_is_not_shown() {
    for value in [
        "hunter2",
        "hunter2=1",
        "postgres://hunter2:x:y/z",
        "https://hunter2@host/",
    ] {
        let project = Project::with("format = 1\n[targets.production]\nurl = \"env:TOKEN\"\n");
        let mut command = project.command("plan --target production");
        command.env("TOKEN", value);
        let ended = Ended::of(&command.output().unwrap()).exits(1);
        assert!(!ended.to_string().contains("hunter2"), "{value}: {ended}");
    }
}
