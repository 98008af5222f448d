//! What the program says about itself.

use crate::harness::{Project, shows};

#[test]
fn help_of_all_commands() {
    shows!(Project::new().run("--help").exits(0));
}

#[test]
fn help_of_plan() {
    shows!(Project::new().run("plan --help").exits(0));
}

#[test]
fn help_of_apply() {
    shows!(Project::new().run("apply --help").exits(0));
}

#[test]
fn help_of_inspect() {
    shows!(Project::new().run("inspect -h").exits(0));
}

#[test]
fn a_usage_error_exits_1_since_2_means_changes() {
    shows!(Project::new().run("plan --form sql").exits(1));
}

#[test]
fn no_command_exits_1_with_help() {
    let ended = Project::new().run("").exits(1);
    assert!(ended.stderr.contains("Usage: schemadiff"), "{ended}");
}

#[test]
fn explain_a_code_in_any_case() {
    shows!(Project::new().run("explain sd0007").exits(0));
}

#[test]
fn explain_an_unknown_code() {
    shows!(Project::new().run("explain SD007").exits(1));
}

#[test]
fn explain_lists_all_codes() {
    let ended = Project::new().run("explain").exits(0);
    assert!(ended.stdout.starts_with("SD0001  "), "{ended}");
    assert_eq!(
        ended.stdout.lines().count(),
        schemadiff::diag::CodeInfo::ALL.len() + schemadiff::lint::Rule::ALL.len()
    );
}

#[test]
fn completions_of_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ended = Project::new().run(&format!("completions {shell}")).exits(0);
        assert!(ended.stdout.contains("exit-code"), "{shell}: {ended}");
    }
}

#[test]
fn manual_pages() {
    let project = Project::new();
    let page = project.run("man").exits(0).stdout;
    assert!(page.contains(".TH schemadiff 1"), "{page}");
    project.run("man --out pages").exits(0);
    assert!(project.read("pages/schemadiff-plan.1").contains("exit\\-code"));
}
