//! The examples of `docs/model.md` are models that can be read.

use std::path::Path;

use schemadiff::catalog::Sources;
use schemadiff::diag::code;
use schemadiff::source::toml::read;

#[test]
fn every_section_of_the_reference_is_understood() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/model.md");
    let page = std::fs::read_to_string(path).expect("the page is part of the repository");
    let examples: Vec<&str> = page
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        // Others show a line or two out of a section.
        .filter(|example| example.starts_with(['[', 'f']))
        .collect();
    assert!(examples.len() > 15);
    for example in examples {
        let mut sources = Sources::default();
        let root = sources.add("model.md", example);
        let (_, mut problems) = read(&sources, root, &[]);
        // An example may name a template that another one defines.
        problems.retain(|problem| problem.code != code::MISSING_OBJECT);
        assert!(problems.is_empty(), "{example}\n{problems:#?}");
    }
}
