//! Files as of a commit, through the `git` command: it knows about worktrees, alternates, and what else a repository is.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::tree::{ReadError, normalized};
use crate::failure::Failure;

/// A commit whose files can be read.
pub(crate) struct Revision {
    /// As the user wrote it.
    name: String,
    /// The commit that it was when the command started.
    commit: String,
    /// The working directory, relative to the top of the repository.
    prefix: String,
    reader: Reader,
}

/// `git cat-file --batch`, which answers a request per file without being started anew.
struct Reader {
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Revision {
    /// Finds the commit in the repository of the working directory.
    pub(crate) fn open(name: &str) -> Result<Self, Failure> {
        let prefix = git(&["rev-parse", "--show-prefix"]).map_err(|failure| {
            failure.hint("git:REV:PATH reads from the repository of the working directory")
        })?;
        let commit = git(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &format!("{name}^{{commit}}"),
        ])
        .map_err(|_| {
            Failure::user(format!(
                "`{name}` is not a commit, branch or tag of this repository"
            ))
            .hint("see `git log`; a shallow clone has no older commits, `git fetch --unshallow` gets them")
        })?;
        Ok(Self {
            name: name.to_owned(),
            commit,
            prefix,
            reader: Reader::start()?,
        })
    }

    /// The revision as the user wrote it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// A path as git writes it: from the top of the repository. One that starts with `./` or `../` is relative to the
    /// working directory, as in `git show REV:./PATH`.
    pub(crate) fn path(&self, written: &str) -> Option<String> {
        let relative =
            matches!(written, "." | "..") || written.starts_with("./") || written.starts_with("../");
        // `.` alone is the whole tree at the top of the repository and the working directory below it, which are the
        // same thing to everybody who has not changed the directory.
        if relative {
            normalized(&format!("{}{written}", self.prefix))
        } else {
            normalized(written)
        }
    }

    /// Where a path would be if it were relative to the working directory, when that is another place.
    pub(crate) fn beside_us(&self, path: &str) -> Option<String> {
        (!self.prefix.is_empty()).then(|| format!("{}{path}", self.prefix))
    }

    /// The bytes of a file.
    pub(crate) fn read(&mut self, path: &str) -> Result<Vec<u8>, ReadError> {
        // The protocol is one request per line.
        if path.contains('\n') {
            return Err(ReadError::Missing);
        }
        self.reader.ask(&format!("{}:{path}", self.commit))
    }

    /// All files below a folder, relative to it.
    pub(crate) fn files(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let tree = format!("{}:{folder}", self.commit);
        let list = git(&[
            "ls-tree",
            "-r",
            "-z",
            "--full-tree",
            "--name-only",
            "--end-of-options",
            &tree,
        ])?;
        Ok(list
            .split('\0')
            .filter(|path| !path.is_empty())
            .map(str::to_owned)
            .collect())
    }
}

impl Reader {
    fn start() -> Result<Self, Failure> {
        let mut child = Command::new("git")
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(|error| not_started(&error))?;
        let requests = child.stdin.take();
        let answers = child
            .stdout
            .take()
            .ok_or_else(|| Failure::internal("git has no output"))?;
        Ok(Self {
            child,
            requests,
            answers: BufReader::new(answers),
        })
    }

    /// Asks for an object (manual, git-cat-file, "BATCH OUTPUT"): the answer is a line `<hash> <type> <size>`, that many
    /// bytes and a newline; or a line that ends in `missing`.
    fn ask(&mut self, object: &str) -> Result<Vec<u8>, ReadError> {
        let broken = |error: std::io::Error| ReadError::Other(format!("git: {error}"));
        if let Some(requests) = &mut self.requests {
            writeln!(requests, "{object}")
                .and_then(|()| requests.flush())
                .map_err(broken)?;
        }
        let mut head = String::new();
        self.answers.read_line(&mut head).map_err(broken)?;
        let words: Vec<_> = head.trim_end().rsplitn(3, ' ').collect();
        let (size, kind) = match words.as_slice() {
            [size, kind, _] => (size.parse::<usize>().ok(), *kind),
            _ => (None, ""),
        };
        let Some(size) = size else {
            return Err(ReadError::Missing);
        };
        let mut bytes = vec![0; size + 1];
        self.answers.read_exact(&mut bytes).map_err(broken)?;
        bytes.truncate(size);
        if kind == "blob" {
            Ok(bytes)
        } else {
            Err(ReadError::Folder)
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // The end of its input ends git.
        self.requests = None;
        let _ = self.child.wait();
    }
}

/// Runs git and returns what it printed, without the last newline.
fn git(arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new("git")
        .args(arguments)
        .output()
        .map_err(|error| not_started(&error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::user(format!("`git {}` failed", arguments[0])).cause(said.trim()));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text
        .strip_suffix('\n')
        .map_or_else(|| text.clone(), str::to_owned))
}

fn not_started(error: &std::io::Error) -> Failure {
    Failure::user("git cannot be run")
        .because(error)
        .hint("git:REV:PATH needs the `git` command; install it")
}
