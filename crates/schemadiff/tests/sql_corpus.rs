//! Real schemas load: the scripts in the folder that `SCHEMADIFF_CORPUS` names, dumps and hand-written ones.

use std::io::Write as _;
use std::path::Path;

use schemadiff::catalog::Sources;
use schemadiff::diag::{Severity, code};
use schemadiff::source::{Declared, sql};

#[test]
fn real_scripts_load_without_errors() {
    let Some(folder) = std::env::var_os("SCHEMADIFF_CORPUS") else {
        // Past the capture of the test harness: what is not tested has to be seen.
        let _ = writeln!(
            std::io::stderr(),
            "\n*** real schemas are NOT tested: name a folder of .sql files with SCHEMADIFF_CORPUS ***\n"
        );
        return;
    };
    let mut scripts: Vec<_> = std::fs::read_dir(Path::new(&folder))
        .expect("SCHEMADIFF_CORPUS names a folder")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    scripts.sort();
    assert!(
        !scripts.is_empty(),
        "{} has no .sql file",
        Path::new(&folder).display()
    );
    for path in scripts {
        let mut sources = Sources::default();
        let text = std::fs::read_to_string(&path).expect("the script can be read");
        let file = sources.add(path.display().to_string(), text);
        let mut declared = Declared::default();
        let diagnostics = sql::read_script(&sources, file, &mut declared);
        let unexpected: Vec<_> = diagnostics
            .iter()
            .filter(|diagnostic| {
                diagnostic.severity == Severity::Error || diagnostic.code != code::UNSUPPORTED
            })
            .collect();
        assert!(unexpected.is_empty(), "{}: {unexpected:#?}", path.display());
        assert!(!declared.catalog.is_empty(), "{} holds nothing", path.display());
    }
}
