//! The SQL front end: whatever the script, there are messages or a catalog, and a catalog plans.

#![no_main]

use libfuzzer_sys::fuzz_target;
use schemadiff::Policy;
use schemadiff::canon::{Canonical, canonicalize};
use schemadiff::catalog::{Pair, Sources};
use schemadiff::diag::has_errors;
use schemadiff::plan::Allow;
use schemadiff::render;
use schemadiff::source::{Declared, sql};

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    let file = sources.add("schema.sql", text);
    let mut declared = Declared::default();
    let mut problems = sql::read_script(&sources, file, &mut declared);
    let (model, found) = canonicalize(declared);
    problems.extend(found);
    if has_errors(&problems) {
        return;
    }
    let empty = Canonical::empty();
    let policy = Policy {
        allow: Allow::all(),
        ..Policy::default()
    };
    for (old, new) in [(&empty, &model), (&model, &empty), (&model, &model)] {
        let (plan, problems) = schemadiff::plan(Pair { old, new }, &policy);
        if !has_errors(&problems) {
            assert!(!std::ptr::eq(old, new) || plan.is_empty(), "a model differs from itself");
            let _ = render::script(&plan);
        }
    }
});
