//! The pages in a real browser: nothing is asked of the network and nothing is said on the console.
//!
//! Chromium is taken from `SCHEMADIFF_CHROMIUM` or the path; without one the test says that it was skipped. It is not
//! installed by the scripts: that is 300 MB for one test.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use schemadiff::Policy;
use schemadiff::canon::Canonical;
use schemadiff::catalog::Pair;
use schemadiff::render;
use schemadiff_testkit::place::repository;
use schemadiff_testkit::schema_page;

/// The program, when there is one.
fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("SCHEMADIFF_CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut all = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    all.find(|file| file.is_file())
}

/// Hosts that the browser asks on its own account, whatever page is open: updates, the time, experiments.
const ITS_OWN: &[&str] = &[
    ".google.com",
    ".gvt1.com",
    "update.googleapis.com",
    "optimizationguide-pa.googleapis.com",
];

fn is_its_own(target: &str) -> bool {
    let rest = target.split_once("://").map_or(target, |(_, rest)| rest);
    let host = rest.split([':', '/', '?']).next().unwrap_or_default();
    ITS_OWN.iter().any(|own| host.ends_with(own))
}

/// A server that notes what it is asked for.
struct Watch {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Watch {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port can be had");
        let address = listener.local_addr().expect("it has an address").to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&asked);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let _ = stream.set_read_timeout(Some(Duration::from_secs(1)));
                let mut request = [0; 1024];
                let length = stream.read(&mut request).unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..length]).into_owned();
                let target = request.split_whitespace().nth(1).unwrap_or_default().to_owned();
                notes.lock().expect("nobody panics with it").push(target);
                let _ = stream
                    .write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }
        });
        Self { address, asked }
    }

    /// What was asked for on a page's account.
    fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("nobody panics with it");
        asked
            .iter()
            .filter(|target| !is_its_own(target))
            .cloned()
            .collect()
    }
}

/// What the browser makes of a page: its document after scripts have run, and what was said on the console.
fn open(browser: &Path, page: &str, proxy: &str, width: u32) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder can be had");
    let file = folder.path().join("page.html");
    std::fs::write(&file, page).expect("the page can be written");
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-sync",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
        ])
        .args([
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            "--v=0",
            "--timeout=20000",
        ])
        // Whatever it asks of any other machine comes to us.
        .arg(format!("--proxy-server={proxy}"))
        .arg("--proxy-bypass-list=<-loopback>")
        .arg(format!("--window-size={width},2000"))
        .arg(format!(
            "--user-data-dir={}",
            folder.path().join("profile").display()
        ))
        .arg("--dump-dom")
        .arg(format!("file://{}", file.display()))
        .stdin(Stdio::null())
        .output()
        .expect("the browser starts");
    let said = String::from_utf8_lossy(&output.stderr)
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .map(str::to_owned)
        .collect();
    (String::from_utf8_lossy(&output.stdout).into_owned(), said)
}

#[test]
fn pages_ask_nobody_and_say_nothing() {
    let Some(browser) = chromium() else {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: no Chromium on the path, and SCHEMADIFF_CHROMIUM names none"
        );
        return;
    };
    let watch = Watch::new();
    let text = std::fs::read_to_string(repository().join("schema.toml")).expect("the model is there");
    let schema = schema_page::read(&text).expect("the model is sound");
    let empty = Canonical::empty();
    let pair = Pair {
        old: &empty,
        new: &schema,
    };
    let (plan, _) = schemadiff::plan(pair, &Policy::default());
    let drawing = schemadiff::drawing(pair, &Policy::default()).expect("there is an order");
    let pages = [
        render::html::plan(&plan, Some(&drawing)),
        render::html::document(&schema_page::describe(&schema)),
    ];
    for page in &pages {
        for width in [390, 1920] {
            let (dom, said) = open(&browser, page, &watch.address, width);
            assert!(dom.contains("</main>"), "the page was opened: {dom}");
            assert_eq!(said, Vec::<String>::new());
        }
    }
    assert_eq!(watch.asked(), Vec::<String>::new(), "nobody was asked");

    // The test can fail: a page that does both is found out.
    let bad = "<!doctype html><img src=\"http://example.invalid/x.png\"><script>console.error('no')</script></main>";
    let (_, said) = open(&browser, bad, &watch.address, 390);
    assert!(said.iter().any(|line| line.contains("no")), "{said:?}");
    assert_eq!(
        watch.asked(),
        ["http://example.invalid/x.png"],
        "what asks is noticed"
    );

    // What would run is refused by the page's policy.
    let hostile = pages[1].replace(
        "</main>",
        "<img src=\"http://example.invalid/x.png\"><script>document.title='run'</script></main>",
    );
    let (dom, said) = open(&browser, &hostile, &watch.address, 390);
    assert!(
        !dom.contains("<title>run</title>"),
        "no script but the page's own is run"
    );
    assert!(!said.is_empty(), "the refusal is said");
    assert_eq!(watch.asked().len(), 1, "nothing is loaded");
}
