//! Where a database is and how to get in: the settings of one connection, resolved as `psql` resolves them.

mod conninfo;
mod parameters;
mod passfile;
mod resolve;
mod service;

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use schemadiff::catalog::LEDGER;

/// What the server calls us (`pg_stat_activity.application_name`) unless the user says otherwise.
pub(crate) const APPLICATION_NAME: &str = "schemadiff";

/// The settings of one connection.
#[derive(Clone, Debug)]
pub struct Target {
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) user: String,
    pub(crate) database: String,
    pub(crate) tls: TlsSettings,
    pub(crate) connect_timeout: Option<Duration>,
    /// Everything that the client library understands by itself: application name, options, keepalives.
    pub(crate) base: tokio_postgres::Config,
    pub(crate) warnings: Vec<String>,
    /// The schema of the history of runs.
    pub(crate) ledger: String,
}

/// One place to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) host: Host,
    pub(crate) port: u16,
    pub(crate) password: Option<Password>,
}

/// A directory with a Unix socket, or a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    Socket(PathBuf),
    Machine { name: String, address: Option<IpAddr> },
}

/// A password, which no message and no log ever shows.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Password {
    pub(crate) text: String,
    /// The password file that it comes from, so that a message about a wrong one can say where to look.
    pub(crate) file: Option<PathBuf>,
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(hidden)")
    }
}

/// How far a connection is encrypted and the server's certificate checked (manual, "SSL Support", 32.19.1 and 32.19.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TlsMode {
    Disable,
    Allow,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

/// Whom to trust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Roots {
    /// Nothing is checked.
    None,
    /// The certificates of a file.
    File(PathBuf),
    /// The machine's own store.
    System,
}

/// Encryption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TlsSettings {
    pub(crate) mode: TlsMode,
    pub(crate) roots: Roots,
    /// Our own certificate and its key.
    pub(crate) client: Option<(PathBuf, PathBuf)>,
}

/// Settings that cannot be understood. The message never holds a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TargetError {
    /// What is wrong and where it was said.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl TargetError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl Target {
    /// A server that listens on a Unix socket in `directory` and asks for no password.
    pub fn socket(directory: &Path, port: u16, user: &str, database: &str) -> Self {
        let mut base = tokio_postgres::Config::new();
        base.application_name(APPLICATION_NAME);
        Self {
            endpoints: vec![Endpoint {
                host: Host::Socket(directory.to_owned()),
                port,
                password: None,
            }],
            user: user.to_owned(),
            database: database.to_owned(),
            tls: TlsSettings {
                mode: TlsMode::Disable,
                roots: Roots::None,
                client: None,
            },
            connect_timeout: Some(Duration::from_secs(10)),
            base,
            warnings: Vec::new(),
            ledger: LEDGER.to_owned(),
        }
    }

    /// The same server and user, another database.
    pub fn with_database(&self, database: &str) -> Self {
        Self {
            database: database.to_owned(),
            ..self.clone()
        }
    }

    /// The same database for another role.
    #[must_use]
    pub fn with_user(&self, user: &str) -> Self {
        Self {
            user: user.to_owned(),
            ..self.clone()
        }
    }

    /// The same database, with the history of runs in a schema of this name.
    #[must_use]
    pub fn with_ledger(&self, schema: &str) -> Self {
        Self {
            ledger: schema.to_owned(),
            ..self.clone()
        }
    }

    /// The database's name.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// The user's name.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// What to call it in messages: `app@db.example:5433/shop`; never with a password, and the same for the same place.
    pub fn label(&self) -> String {
        let hosts: Vec<_> = self.endpoints.iter().map(Endpoint::label).collect();
        format!("{}@{}/{}", self.user, hosts.join(","), self.database)
    }

    /// Which database it is, whoever comes in: `db.example:5433/shop`.
    pub fn location(&self) -> String {
        let hosts: Vec<_> = self.endpoints.iter().map(Endpoint::label).collect();
        format!("{}/{}", hosts.join(","), self.database)
    }

    /// What was ignored while the settings were resolved, such as a password file that others can read.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

impl Endpoint {
    /// What to call it in messages; the default port goes without saying.
    pub(crate) fn label(&self) -> String {
        let host = match &self.host {
            Host::Socket(directory) => directory.display().to_string(),
            Host::Machine { name, .. } if name.contains(':') => format!("[{name}]"),
            Host::Machine { name, .. } => name.clone(),
        };
        if self.port == 5432 {
            host
        } else {
            format!("{host}:{}", self.port)
        }
    }

    /// The path of the socket, when it is one.
    pub(crate) fn socket_path(&self) -> Option<PathBuf> {
        match &self.host {
            Host::Socket(directory) => Some(directory.join(format!(".s.PGSQL.{}", self.port))),
            Host::Machine { .. } => None,
        }
    }
}
