//! The servers of a test run: one of each version, started once and stopped by their supervisors when the run ends.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use schemadiff_pg::{Binaries, Connection, Scratch, Target};

const VERSIONS: std::ops::RangeInclusive<u32> = 14..=18;

/// The programs of every version: the folders of `SCHEMADIFF_TEST_SERVERS`, or what the machine has.
pub(crate) static BINARIES: LazyLock<BTreeMap<u32, Binaries>> = LazyLock::new(|| {
    let env = |name: &str| std::env::var(name).ok();
    let found = match env("SCHEMADIFF_TEST_SERVERS") {
        Some(folders) => folders
            .split(',')
            .map(|folder| Binaries::at(Path::new(folder.trim())).unwrap())
            .map(|binaries| (binaries.major(), binaries))
            .collect(),
        None => Binaries::all(&env),
    };
    assert!(
        !found.is_empty(),
        "no PostgreSQL to test with; get them with `cargo xtask pg install all`"
    );
    for version in VERSIONS.filter(|version| !found.contains_key(version)) {
        // Past the capture of the test harness: a version that is not tested has to be seen.
        let _ = writeln!(
            std::io::stderr(),
            "\n*** PostgreSQL {version} is NOT tested: not found. Get it with `cargo xtask pg install {version}` ***\n"
        );
    }
    found
});

static SERVERS: LazyLock<Vec<Scratch>> = LazyLock::new(|| {
    // In a thread of its own, because the test that comes first is already inside a runtime.
    let start = || {
        block_on(async {
            let mut servers = Vec::new();
            for binaries in BINARIES.values() {
                servers.push(Scratch::throw_away(binaries).await.unwrap());
            }
            servers
        })
    };
    std::thread::spawn(start).join().unwrap()
});

pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// Runs a test on every version, each time in a new database.
pub(crate) fn on_every_version(test: impl AsyncFn(Target)) {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    for server in SERVERS.iter() {
        let name = format!("test_{}", COUNTER.fetch_add(1, Ordering::Relaxed));
        block_on(async {
            let target = server.create_database(&name).await.unwrap();
            test(target).await;
            server.drop_database(&name).await.unwrap();
        });
    }
}

/// A session.
pub(crate) async fn connect(target: &Target) -> Connection {
    Connection::open(target).await.unwrap()
}
