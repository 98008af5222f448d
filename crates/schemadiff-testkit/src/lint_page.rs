//! `docs/lint.md`: the rules of `schemadiff lint`, as they say themselves.

use std::fmt::Write as _;
use std::fs;

use schemadiff::lint::{Choice, Group, Rule};

use crate::place::{repository, shown};
use crate::unified;

const HEAD: &str = include_str!("lint_page.md");

/// Whether `docs/lint.md` says what the rules do; writes it when asked to.
///
/// # Errors
/// When it does not, or a file cannot be read or written.
pub fn check_page(accept: bool) -> Result<(), String> {
    let path = repository().join("docs/lint.md");
    let page = page();
    if accept {
        return fs::write(&path, page).map_err(|error| format!("cannot write {}: {error}", shown(&path)));
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    match unified(&text, &page, "docs/lint.md", "the rules") {
        same if same.is_empty() => Ok(()),
        diff => Err(format!("run `cargo xtask docs`:\n{diff}")),
    }
}

/// What is wrong with the cases of the rules: each has a model that passes and one that fails, with what is found.
pub fn complaints() -> Vec<String> {
    let mut complaints = Vec::new();
    for rule in Rule::ALL {
        let folder = repository().join("tests/lint").join(rule.name);
        let is_there = |name: &str| folder.join(name).is_file();
        for name in ["pass.toml", "fail.txt"] {
            if !is_there(name) {
                complaints.push(format!("{} is missing", shown(&folder.join(name))));
            }
        }
        if !is_there("fail.toml") && !is_there("fail.json") {
            complaints.push(format!("{} is missing", shown(&folder.join("fail.toml"))));
        }
        if rule.fixes != is_there("fixed.toml") {
            complaints.push(format!("{} says `fixes: {}`", rule.name, rule.fixes));
        }
    }
    complaints
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    let mut group: Option<Group> = None;
    for rule in Rule::ALL {
        if group.replace(rule.group) != Some(rule.group) {
            let _ = writeln!(page, "\n## {}", rule.group.words());
        }
        let _ = writeln!(
            page,
            "\n### `{}`\n\n{} · {}. {}",
            rule.name, rule.code, rule.wants, rule.why
        );
        let _ = write!(
            page,
            "\n*minimal: {} · document: {}",
            rule.minimal.word(),
            rule.document.word()
        );
        if rule.fixes {
            page.push_str(" · `--fix`");
        }
        page.push_str("*\n");
        if !rule.keys.is_empty() {
            let keys: Vec<_> = rule.keys.iter().map(|key| format!("`{key}`")).collect();
            let _ = writeln!(page, "\nAsks for what {} says.", keys.join(", "));
        }
        for option in rule.options {
            let values = match option.choice {
                Choice::Flag(default) => format!("`{default}` unless it says `{}`", !default),
                Choice::Word(words) => {
                    let words: Vec<_> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
                    format!("{}; the first unless it says another", words.join(", "))
                }
            };
            let _ = writeln!(page, "\nOption `{}`: {} ({values}).", option.key, option.what);
        }
    }
    page
}
