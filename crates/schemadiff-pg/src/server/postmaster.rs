//! The server's process: making its data, starting it, and making sure that it does not outlive its use.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::unprivileged::Account;
use super::{Binaries, ServerError, place};

/// Starts the server and listens to us. A word on its standard input is the signal that ends the server; the end of the
/// input, which comes even when we are killed, is the word in `$LAST_WORD`; `leave` leaves the server running for others.
const SUPERVISOR: &str = r#"
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(
    read -r word <&3
    [ "$word" = leave ] || kill -s "${word:-$LAST_WORD}" "$server"
) &
listener=$!
exec 3<&-
wait "$server"
status=$?
kill "$listener" 2>/dev/null
if [ -n "$REMOVE" ]; then cd / && rm -rf -- "$REMOVE"; fi
exit "$status"
"#;

/// Settings of every server of ours. Many locks, because a schema can be made in one transaction.
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "logging_collector=off",
    "log_destination=stderr",
    "max_locks_per_transaction=512",
    "shared_buffers=64MB",
    "synchronous_commit=off",
    "jit=off",
];

/// What makes a server fast and its data worthless after a crash.
const THROW_AWAY_SETTINGS: &[&str] = &["fsync=off", "full_page_writes=off", "autovacuum=off"];

/// A server's process under its supervisor.
#[derive(Debug)]
pub(super) struct Postmaster {
    child: Child,
    words: Option<ChildStdin>,
}

/// What to start, and how it ends.
#[derive(Debug)]
pub(super) struct Start<'a> {
    pub(super) binaries: &'a Binaries,
    pub(super) account: Option<&'a Account>,
    pub(super) data: &'a Path,
    pub(super) socket: &'a Path,
    pub(super) log: &'a Path,
    /// The folder to remove when the server has ended; then its data is not worth protecting either.
    pub(super) remove: Option<&'a Path>,
}

impl Postmaster {
    pub(super) fn start(start: &Start<'_>) -> Result<Self, ServerError> {
        let log = File::create(start.log).map_err(|error| ServerError::io("write", start.log, &error))?;
        let errors = log
            .try_clone()
            .map_err(|error| ServerError::io("write", start.log, &error))?;
        let mut command = command(Path::new("/bin/sh"), start.account, start.data);
        command
            .arg("-c")
            .arg(SUPERVISOR)
            .arg("schemadiff")
            .arg(start.binaries.program("postgres"));
        command
            .arg("-D")
            .arg(start.data)
            .arg("-k")
            .arg(start.socket)
            .arg("-p")
            .arg(place::PORT.to_string());
        let extra = if start.remove.is_some() {
            THROW_AWAY_SETTINGS
        } else {
            &[]
        };
        for setting in SETTINGS.iter().chain(extra) {
            command.arg("-c").arg(setting);
        }
        // Immediate for what is thrown away; otherwise wait for the sessions of others to end.
        command.env("LAST_WORD", if start.remove.is_some() { "QUIT" } else { "TERM" });
        command.env("REMOVE", start.remove.unwrap_or(Path::new("")));
        // In a group of its own, so that Ctrl-C in a terminal does not end the server before its sessions.
        command
            .stdin(Stdio::piped())
            .stdout(log)
            .stderr(errors)
            .process_group(0);
        let mut child = command
            .spawn()
            .map_err(|error| ServerError::io("start", Path::new("/bin/sh"), &error))?;
        let words = child.stdin.take();
        Ok(Self { child, words })
    }

    /// Whether the server has ended.
    pub(super) fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Lets go of a server that others use.
    pub(super) fn leave(mut self) {
        self.say("leave");
    }

    /// Ends the server with a signal and waits for it; one that does not end in time is killed.
    pub(super) fn stop(mut self, signal: &str, data: &Path) {
        self.say(signal);
        let deadline = Instant::now() + Duration::from_secs(30);
        while !self.has_ended() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(2));
        }
        if !self.has_ended() {
            end(data, Signal::KILL);
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    fn say(&mut self, word: &str) {
        if let Some(mut words) = self.words.take() {
            // It fails when the supervisor has ended, and then there is nobody to tell.
            let _ = words.write_all(format!("{word}\n").as_bytes());
        }
    }
}

/// Makes the data folder of a server. The folder that is being filled has another name until it is complete, so that a
/// killed process leaves nothing that looks like data.
pub(super) fn initialize(
    binaries: &Binaries,
    account: Option<&Account>,
    data: &Path,
) -> Result<(), ServerError> {
    let half = data.with_extension("half");
    if half.exists() {
        fs::remove_dir_all(&half).map_err(|error| ServerError::io("remove the folder", &half, &error))?;
    }
    place::create(&half, 0o700)?;
    Account::own(account, &half)?;
    let mut command = command(&binaries.program("initdb"), account, &half);
    command.args([
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]);
    command
        .arg("--no-instructions")
        .arg("-D")
        .arg(&half)
        .stdin(Stdio::null());
    let output = command
        .output()
        .map_err(|error| ServerError::io("run", &binaries.program("initdb"), &error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(ServerError::new(
            format!(
                "initdb of PostgreSQL {} failed in {}: {said}",
                binaries.version(),
                half.display()
            ),
            "choose another PostgreSQL with SCHEMADIFF_PG_BIN, or use a running server with --target",
        ));
    }
    fs::rename(&half, data).map_err(|error| ServerError::io("rename the folder", &half, &error))
}

/// A command in the server's account and folder, without what the environment says about other servers.
fn command(program: &Path, account: Option<&Account>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
    command.env("LC_ALL", "C").env("TZ", "UTC").current_dir(folder);
    Account::run(account, &mut command);
    command
}

/// What `postmaster.pid` says of a running server: its process and the folder of its socket (lines 1 and 5,
/// `src/include/utils/pidfile.h`).
pub(super) fn running(data: &Path) -> Option<(Pid, PathBuf)> {
    let text = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    let lines: Vec<_> = text.lines().collect();
    let pid = Pid::from_raw(lines.first()?.trim().parse().ok()?)?;
    Some((pid, PathBuf::from(lines.get(4)?.trim())))
}

/// Signals the server that `postmaster.pid` names.
pub(super) fn end(data: &Path, signal: Signal) {
    if let Some((pid, _)) = running(data) {
        let _ = kill_process(pid, signal);
    }
}

/// The last lines of the server's log, for a message about why it did not start.
pub(super) fn last_words(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(5)..].join("\n")
}
