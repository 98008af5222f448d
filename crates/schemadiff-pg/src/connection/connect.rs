//! Getting in: hosts one after another, with and without encryption as `sslmode` says.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::config::SslMode;
use tokio_postgres::{AsyncMessage, Client, NoTls};

use super::{ConnectError, ConnectErrorKind, Connection, PgError, tls};
use crate::target::{Endpoint, Host, Target, TlsMode};

type Farewell = Arc<Mutex<Option<PgError>>>;

/// What an attempt leaves: the session, the version that the server announced, and what its driver hears at the end.
type Opened = (Client, Option<String>, Farewell);

pub(super) async fn open(target: &Target) -> Result<Connection, ConnectError> {
    let mut failures: Vec<ConnectError> = Vec::new();
    for endpoint in &target.endpoints {
        match open_endpoint(target, endpoint).await {
            Ok((client, announced, farewell)) => {
                let version = match announced.as_deref().and_then(version_number) {
                    Some(version) => version,
                    None => ask_version(&client, endpoint, target).await?,
                };
                return Ok(Connection::new(client, version, target, farewell));
            }
            Err(error) if error.try_next_host() => failures.push(error),
            Err(error) => return Err(error),
        }
    }
    Err(all_failed(failures))
}

/// With several hosts every one has its say.
fn all_failed(mut failures: Vec<ConnectError>) -> ConnectError {
    match failures.len() {
        0 => ConnectError::new(
            ConnectErrorKind::Other,
            "no host to connect to",
            "name one with --target or PGHOST",
        ),
        1 => failures.remove(0),
        _ => {
            let messages: Vec<_> = failures.iter().map(|failure| failure.message.as_str()).collect();
            ConnectError {
                message: messages.join("; "),
                ..failures.remove(0)
            }
        }
    }
}

/// One host, with the attempts that its `sslmode` allows (manual, table 32.1). Unix sockets are never encrypted.
async fn open_endpoint(target: &Target, endpoint: &Endpoint) -> Result<Opened, ConnectError> {
    let mode = match endpoint.host {
        Host::Socket(_) => TlsMode::Disable,
        Host::Machine { .. } => target.tls.mode,
    };
    let (first, second) = match mode {
        TlsMode::Disable => (SslMode::Disable, None),
        TlsMode::Allow => (SslMode::Disable, Some(SslMode::Require)),
        TlsMode::Prefer => (SslMode::Prefer, Some(SslMode::Disable)),
        TlsMode::Require | TlsMode::VerifyCa | TlsMode::VerifyFull => (SslMode::Require, None),
    };
    let error = match attempt(target, endpoint, first).await {
        Ok(opened) => return Ok(opened),
        Err(error) => error,
    };
    match second {
        // The first refusal is the one to show: the second attempt was only a way out.
        Some(second) if error.try_other_encryption() => {
            attempt(target, endpoint, second).await.map_err(|_| error)
        }
        _ => Err(error),
    }
}

async fn attempt(target: &Target, endpoint: &Endpoint, mode: SslMode) -> Result<Opened, ConnectError> {
    let config = config(target, endpoint, mode);
    let connecting = async {
        if mode == SslMode::Disable {
            let (client, connection) = config
                .connect(NoTls)
                .await
                .map_err(|error| ConnectError::from_client(&error, endpoint, target))?;
            Ok(drive(client, connection))
        } else {
            let tls = tls::connector(&target.tls)?;
            let (client, connection) = config
                .connect(tls)
                .await
                .map_err(|error| ConnectError::from_client(&error, endpoint, target))?;
            Ok(drive(client, connection))
        }
    };
    in_time(target, endpoint, connecting).await
}

/// The client library's own limit covers the TCP handshake alone; a server that accepts and then says nothing is a
/// common way to hang.
async fn in_time<T>(
    target: &Target,
    endpoint: &Endpoint,
    connecting: impl Future<Output = Result<T, ConnectError>>,
) -> Result<T, ConnectError> {
    match target.connect_timeout {
        None => connecting.await,
        Some(limit) => tokio::time::timeout(limit, connecting)
            .await
            .unwrap_or_else(|_| Err(ConnectError::timeout(endpoint, limit.as_secs_f64()))),
    }
}

fn config(target: &Target, endpoint: &Endpoint, mode: SslMode) -> tokio_postgres::Config {
    let mut config = target.base.clone();
    config
        .user(&target.user)
        .dbname(&target.database)
        .port(endpoint.port)
        .ssl_mode(mode);
    match &endpoint.host {
        Host::Socket(directory) => {
            config.host_path(directory);
        }
        Host::Machine { name, address } => {
            config.host(name);
            if let Some(address) = address {
                config.hostaddr(*address);
            }
        }
    }
    if let Some(password) = &endpoint.password {
        config.password(&password.text);
    }
    config
}

/// Runs the session's input and output beside the caller, until the session ends.
fn drive<S, T>(client: Client, mut connection: tokio_postgres::Connection<S, T>) -> Opened
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let announced = connection.parameter("server_version").map(str::to_owned);
    let farewell = Farewell::default();
    let heard = Arc::clone(&farewell);
    tokio::spawn(async move {
        loop {
            match std::future::poll_fn(|context| connection.poll_message(context)).await {
                None => break,
                Some(Ok(AsyncMessage::Notice(notice))) => {
                    tracing::debug!(severity = notice.severity(), "{}", notice.message());
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => {
                    heard
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .get_or_insert_with(|| error.into());
                    break;
                }
            }
        }
    });
    (client, announced, farewell)
}

/// `server_version_num` from `server_version`: `16.4 (Debian 16.4-1)` is 160004, `18beta1` is 180000.
fn version_number(text: &str) -> Option<u32> {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (major, rest) = text.split_at(digits(text));
    let major: u32 = major.parse().ok()?;
    let minor = match rest.strip_prefix('.') {
        Some(rest) => rest[..digits(rest)].parse().ok()?,
        None => 0,
    };
    Some(major * 10_000 + minor)
}

async fn ask_version(client: &Client, endpoint: &Endpoint, target: &Target) -> Result<u32, ConnectError> {
    let messages = client
        .simple_query("SHOW server_version_num")
        .await
        .map_err(|error| ConnectError::from_client(&error, endpoint, target))?;
    let version = messages.iter().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0)?.parse().ok(),
        _ => None,
    });
    version.ok_or_else(|| {
        ConnectError::new(
            ConnectErrorKind::Other,
            format!(
                "the server at {} does not say which version it is",
                endpoint.label()
            ),
            "connect to a PostgreSQL server",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::version_number;

    #[test]
    fn a_version_is_read_from_what_the_server_announces() {
        assert_eq!(version_number("16.4 (Debian 16.4-1.pgdg120+1)"), Some(160_004));
        assert_eq!(version_number("18beta1"), Some(180_000));
        assert_eq!(version_number("15.18"), Some(150_018));
        assert_eq!(version_number("bouncer"), None);
    }
}
