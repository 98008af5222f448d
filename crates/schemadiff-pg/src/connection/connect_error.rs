//! Why we did not get in, in words for the person who has to do something about it.

use std::error::Error as _;
use std::io;

use tokio_postgres::Error;

use super::PgError;
use crate::target::{Endpoint, Host, Target};

/// No session: what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConnectError {
    /// What happened, for a program.
    pub kind: ConnectErrorKind,
    /// What happened, for people; never with a password.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// What kept us out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectErrorKind {
    /// Nobody answers there.
    Unreachable,
    /// The server is starting up, shutting down, in recovery or full.
    NotReady,
    /// The password is wrong.
    WrongPassword,
    /// The server wants a password and we have none.
    NoPassword,
    /// The server does not let this user in from here.
    NotAllowed,
    /// There is no such database.
    UnknownDatabase,
    /// Encryption could not be agreed on.
    Tls,
    /// Anything else.
    Other,
}

impl ConnectError {
    pub(super) fn new(kind: ConnectErrorKind, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint: Some(hint.into()),
        }
    }

    pub(super) fn timeout(endpoint: &Endpoint, seconds: f64) -> Self {
        Self::new(
            ConnectErrorKind::Unreachable,
            format!(
                "the server at {} did not answer within {seconds} s",
                endpoint.label()
            ),
            "check host and port, and that no firewall drops the packets; `connect_timeout` changes how long to wait",
        )
    }

    /// Whether the next host of a list is worth a try (libpq moves on when a server cannot be reached or is not ready,
    /// and stops when one says no; `src/interfaces/libpq/fe-connect.c`, `PQconnectPoll`).
    pub(super) fn try_next_host(&self) -> bool {
        matches!(
            self.kind,
            ConnectErrorKind::Unreachable | ConnectErrorKind::NotReady
        )
    }

    /// Whether the same host may let us in with the other choice of encryption.
    pub(super) fn try_other_encryption(&self) -> bool {
        matches!(self.kind, ConnectErrorKind::Tls | ConnectErrorKind::NotAllowed)
    }

    pub(super) fn from_client(error: &Error, endpoint: &Endpoint, target: &Target) -> Self {
        if let Some(db) = error.as_db_error() {
            return Self::from_server(&db.into(), endpoint, target);
        }
        let place = endpoint.label();
        let cause = error
            .source()
            .map_or_else(|| error.to_string(), ToString::to_string);
        // The client library keeps the kind of its errors to itself; their fixed texts are all there is to go by.
        let text = error.to_string();
        if text.starts_with("invalid configuration") && cause.contains("password missing") {
            return Self::new(
                ConnectErrorKind::NoPassword,
                format!(
                    "the server at {place} asks for the password of user `{}`, and none was given",
                    target.user
                ),
                "set PGPASSWORD, or add a line `host:port:database:user:password` to ~/.pgpass (mode 0600)",
            );
        }
        if text.starts_with("error performing TLS handshake") {
            return Self::tls(&cause, endpoint);
        }
        if text.starts_with("authentication error") {
            return Self::new(
                ConnectErrorKind::NotAllowed,
                format!("cannot authenticate to {place}: {cause}"),
                "the server asks for a method that is not supported here; scram-sha-256, md5, password, trust, peer and \
                 cert are",
            );
        }
        if let Some(io) = error
            .source()
            .and_then(|source| source.downcast_ref::<io::Error>())
        {
            return Self::from_io(io, endpoint);
        }
        Self::new(
            ConnectErrorKind::Other,
            format!("cannot connect to {place}: {cause}"),
            "check that a PostgreSQL server, and not something else, listens there",
        )
    }

    fn from_io(error: &io::Error, endpoint: &Endpoint) -> Self {
        let place = endpoint.label();
        let unreachable =
            |message: String, hint: &str| Self::new(ConnectErrorKind::Unreachable, message, hint);
        if let Some(path) = endpoint.socket_path() {
            return match error.kind() {
                io::ErrorKind::NotFound => unreachable(
                    format!("no PostgreSQL server listens on the socket {}", path.display()),
                    "start the server, or say where it is with --target or PGHOST",
                ),
                io::ErrorKind::ConnectionRefused => unreachable(
                    format!("the socket {} is there but nobody answers", path.display()),
                    "the server has stopped without removing its socket; start it again",
                ),
                _ => unreachable(
                    format!("cannot connect to the socket {}: {error}", path.display()),
                    "check the permissions of the socket and of the folders above it",
                ),
            };
        }
        let name = match &endpoint.host {
            Host::Machine { name, .. } => name.as_str(),
            Host::Socket(_) => place.as_str(),
        };
        match error.kind() {
            io::ErrorKind::ConnectionRefused => unreachable(
                format!(
                    "nothing listens at {name}, port {}: connection refused",
                    endpoint.port
                ),
                "check that the server runs, that its `listen_addresses` includes this address, and the port",
            ),
            // Name resolution has no error kind of its own.
            _ if error.to_string().contains("failed to lookup address") => unreachable(
                format!("there is no host named `{name}`"),
                "check the spelling, and that this machine can resolve the name",
            ),
            io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset => unreachable(
                format!("the server at {place} closed the connection before it was set up"),
                "check that a PostgreSQL server listens there; its log may say why it hung up",
            ),
            io::ErrorKind::PermissionDenied => unreachable(
                format!("the server at {place} is not of the wanted kind: {error}"),
                "`target_session_attrs` decides whether a primary or a replica is wanted",
            ),
            _ => unreachable(
                format!("cannot reach {place}: {error}"),
                "check host, port and network",
            ),
        }
    }

    fn tls(cause: &str, endpoint: &Endpoint) -> Self {
        let hint = if cause.contains("does not support TLS") {
            "the server has `ssl = off`; turn it on there, or use sslmode=prefer if an open connection is acceptable"
        } else if cause.contains("UnknownIssuer") || cause.contains("SelfSigned") {
            "the certificate is signed by nobody we trust; name its authority with sslrootcert (PGSSLROOTCERT)"
        } else if cause.contains("NotValidForName") || cause.contains("not valid for name") {
            "the certificate is for another host name; connect by the name it is for, or use sslmode=verify-ca"
        } else if cause.contains("Expired") || cause.contains("expired") {
            "the server's certificate has expired and has to be renewed"
        } else {
            "check the certificates; `sslmode` and `sslrootcert` decide what is asked of them"
        };
        Self::new(
            ConnectErrorKind::Tls,
            format!("no encrypted connection to {}: {cause}", endpoint.label()),
            hint,
        )
    }

    fn from_server(error: &PgError, endpoint: &Endpoint, target: &Target) -> Self {
        use ConnectErrorKind as Kind;
        let place = endpoint.label();
        let (user, database) = (&target.user, &target.database);
        let said = &error.message;
        match error.sqlstate.as_deref().unwrap_or_default() {
            "28P01" => {
                let file = endpoint
                    .password
                    .as_ref()
                    .and_then(|password| password.file.as_deref());
                let hint = match file {
                    Some(file) => format!(
                        "the password comes from {}; correct its line there",
                        file.display()
                    ),
                    None => "check the password in the URL, PGPASSWORD or ~/.pgpass".to_owned(),
                };
                Self::new(
                    Kind::WrongPassword,
                    format!("the server at {place} did not accept the password of user `{user}`"),
                    hint,
                )
            }
            "28000" if said.contains("role") => Self::new(
                Kind::NotAllowed,
                format!("the server at {place} says: {said}"),
                "check the user's name (PGUSER, or before the `@` of the URL), or create the role",
            ),
            "28000" => Self::new(
                Kind::NotAllowed,
                format!("the server at {place} says: {said}"),
                "the server's pg_hba.conf decides who may come in from where, and whether encrypted",
            ),
            "3D000" => Self::new(
                Kind::UnknownDatabase,
                format!("there is no database `{database}` on {place}"),
                format!("check its name, or create it: createdb {database}"),
            ),
            "42501" => Self::new(
                Kind::NotAllowed,
                format!("the server at {place} says: {said}"),
                format!("grant the right: grant connect on database {database} to {user}"),
            ),
            "53300" => Self::new(
                Kind::NotReady,
                format!("the server at {place} has no connection left: {said}"),
                "close other sessions, or raise `max_connections`",
            ),
            "57P03" => Self::new(
                Kind::NotReady,
                format!("the server at {place} is not ready: {said}"),
                "try again in a moment",
            ),
            _ => Self {
                kind: Kind::Other,
                message: format!("the server at {place} says: {error}"),
                hint: None,
            },
        }
    }
}
