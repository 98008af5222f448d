//! Who gets in, and what the others are told.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use schemadiff_pg::connection::ConnectErrorKind as Kind;
use schemadiff_pg::{ConnectError, Connection, Target};

use crate::network::{Network, certificate};
use crate::servers::{block_on, connect, on_every_version};

async fn open_in(text: &str, env: &[(&str, &str)]) -> Result<Connection, ConnectError> {
    let env = |name: &str| {
        env.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| (*value).to_owned())
    };
    Connection::open(&Target::resolve(Some(text), &env).unwrap()).await
}

/// The refusal, which never shows the password.
async fn refused_in(text: &str, env: &[(&str, &str)]) -> ConnectError {
    let error = open_in(text, env).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hunter"), "{shown}");
    assert!(error.hint.is_some(), "{error}");
    error
}

async fn refused(text: &str) -> ConnectError {
    refused_in(text, &[]).await
}

async fn user(connection: &Connection) -> String {
    connection.value("SELECT current_user").await.unwrap().unwrap()
}

async fn is_encrypted(connection: &Connection) -> bool {
    let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    connection.value(sql).await.unwrap().as_deref() == Some("t")
}

#[test]
fn a_session_knows_its_server() {
    on_every_version(async |target| {
        let connection = connect(&target).await;
        let version = connection
            .value("SHOW server_version_num")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(connection.server_version().to_string(), version);
        assert_eq!(
            connection
                .value("SHOW application_name")
                .await
                .unwrap()
                .as_deref(),
            Some("schemadiff")
        );
        let error = connection
            .batch("SELECT 1; SELECT nonsense FROM pg_class")
            .await
            .unwrap_err();
        assert_eq!(error.position, Some(18));
        assert_eq!(error.to_string(), "column \"nonsense\" does not exist (42703)");
        assert_eq!(connection.value("SELECT 1").await.unwrap().as_deref(), Some("1"));
    });
}

#[test]
fn one_message_of_many_does_not_stop_the_others() {
    on_every_version(async |target| {
        let connection = connect(&target).await;
        let messages = [
            "SELECT 1 AS one",
            "SELECT 1/0",
            "CREATE TABLE t ()",
            "SELECT relname FROM pg_class WHERE relname = 't'",
        ];
        let answers = connection.pipeline(&messages.map(str::to_owned)).await;
        assert_eq!(answers[0].as_ref().unwrap().columns, ["one"]);
        assert!(answers[1].as_ref().unwrap_err().is("22012"));
        assert!(answers[2].as_ref().unwrap().rows.is_empty());
        assert_eq!(answers[3].as_ref().unwrap().rows, [[Some("t".to_owned())]]);
    });
}

#[test]
fn passwords_open_the_door() {
    block_on(async {
        let network = Network::start(false).await;
        let port = network.port;
        let place = format!("127.0.0.1:{port}");

        let connection = open_in(&format!("postgres://app:hunter2@{place}/postgres"), &[])
            .await
            .unwrap();
        assert_eq!(user(&connection).await, "app");
        assert!(!is_encrypted(&connection).await);
        let env = [
            ("PGPASSWORD", "hunter2"),
            ("PGHOST", "127.0.0.1"),
            ("PGUSER", "app"),
        ];
        open_in(&format!("port={port} dbname=postgres"), &env)
            .await
            .unwrap();

        let error = refused(&format!("postgres://app:hunter3@{place}/postgres")).await;
        assert_eq!(error.kind, Kind::WrongPassword);
        assert_eq!(
            error.message,
            format!("the server at {place} did not accept the password of user `app`")
        );
        let error = refused(&format!("postgres://app@{place}/postgres")).await;
        assert_eq!(error.kind, Kind::NoPassword);
        assert!(error.hint.unwrap().contains("PGPASSWORD"));

        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(".pgpass");
        let home = home.path().to_str().unwrap();
        let write = |text: &str, path: &Path| {
            fs::write(path, text).unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
        };
        write(&format!("127.0.0.1:{port}:*:app:hunter2\n"), &file);
        open_in(&format!("postgres://app@{place}/postgres"), &[("HOME", home)])
            .await
            .unwrap();
        write("*:*:*:*:hunter3\n", &file);
        let error = refused_in(&format!("postgres://app@{place}/postgres"), &[("HOME", home)]).await;
        assert!(error.hint.unwrap().contains(".pgpass"));

        let services = Path::new(home).join(".pg_service.conf");
        write(
            &format!("[shop]\nhost=127.0.0.1\nport={port}\nuser=app\npassword=hunter2\n"),
            &services,
        );
        let env = [("HOME", home), ("PGSERVICE", "shop"), ("PGDATABASE", "postgres")];
        assert_eq!(user(&open_in("", &env).await.unwrap()).await, "app");
    });
}

#[test]
fn every_refusal_has_its_own_words() {
    block_on(async {
        let network = Network::start(false).await;
        let place = format!("127.0.0.1:{}", network.port);

        let error = refused(&format!("postgres://app:hunter2@{place}/nowhere")).await;
        assert_eq!(error.kind, Kind::UnknownDatabase);
        assert_eq!(
            error.message,
            format!("there is no database `nowhere` on {place}")
        );
        let error = refused(&format!("postgres://app:hunter2@{place}/template1")).await;
        assert_eq!(error.kind, Kind::NotAllowed);
        assert!(
            error
                .hint
                .unwrap()
                .contains("grant connect on database template1 to app")
        );
        let error = refused(&format!("postgres://refused@{place}/postgres")).await;
        assert_eq!(error.kind, Kind::NotAllowed);
        assert!(error.hint.unwrap().contains("pg_hba.conf"));
        let socket = network.admin.label();
        let socket = &socket[socket.find('/').unwrap()..socket.rfind(':').unwrap()];
        let error = refused(&format!(
            "host={socket} port={} user=nobody dbname=postgres",
            network.port
        ))
        .await;
        assert_eq!(error.kind, Kind::NotAllowed);
        assert!(
            error.message.contains("role \"nobody\" does not exist"),
            "{error}"
        );

        let error = refused(&format!(
            "postgres://app:hunter2@{place}/postgres?sslmode=require"
        ))
        .await;
        assert_eq!(error.kind, Kind::Tls);
        assert!(error.hint.unwrap().contains("ssl = off"));

        let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let error = refused(&format!("postgres://app@{nobody}/postgres")).await;
        assert_eq!(error.kind, Kind::Unreachable);
        assert!(error.message.contains("connection refused"), "{error}");
        let error = refused(&format!("postgres://app@no-such-host.invalid,{nobody}/postgres")).await;
        assert!(
            error
                .message
                .contains("there is no host named `no-such-host.invalid`; nothing listens"),
            "{error}"
        );
        let error = refused("host=/nowhere user=app dbname=x").await;
        assert_eq!(
            error.message,
            "no PostgreSQL server listens on the socket /nowhere/.s.PGSQL.5432"
        );
        open_in(&format!("postgres://app:hunter2@{nobody},{place}/postgres"), &[])
            .await
            .unwrap();
    });
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    block_on(async {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let began = Instant::now();
        let place = silent.local_addr().unwrap();
        let error = refused(&format!("postgres://app@{place}/x?connect_timeout=1")).await;
        assert_eq!(
            error.message,
            format!("the server at {place} did not answer within 1 s")
        );
        assert!(began.elapsed() < Duration::from_secs(5));
    });
}

#[test]
fn certificates_are_checked_as_far_as_asked() {
    block_on(async {
        let network = Network::start(true).await;
        let authority = certificate("ca.crt");
        let url = |user: &str, host: &str, rest: &str| {
            format!(
                "host={host} hostaddr=127.0.0.1 port={} user={user} dbname=postgres {rest}",
                network.port
            )
        };
        let roots = format!("sslrootcert={authority}");

        for mode in ["", "sslmode=require", "sslmode=allow"] {
            let connection = open_in(&url("encrypted", "wrong.example", mode), &[])
                .await
                .unwrap();
            assert!(is_encrypted(&connection).await, "{mode}");
        }
        let error = refused(&url("encrypted", "db.example", "sslmode=disable")).await;
        assert_eq!(error.kind, Kind::NotAllowed);
        let connection = open_in(&url("app", "db.example", "sslmode=allow password=hunter2"), &[])
            .await
            .unwrap();
        assert!(!is_encrypted(&connection).await);

        open_in(
            &url(
                "encrypted",
                "wrong.example",
                &format!("sslmode=verify-ca {roots}"),
            ),
            &[],
        )
        .await
        .unwrap();
        open_in(
            &url("encrypted", "db.example", &format!("sslmode=verify-full {roots}")),
            &[],
        )
        .await
        .unwrap();
        let error = refused(&url(
            "encrypted",
            "wrong.example",
            &format!("sslmode=verify-full {roots}"),
        ))
        .await;
        assert_eq!(error.kind, Kind::Tls);
        assert!(
            error.hint.unwrap().contains("another host name"),
            "{}",
            error.message
        );
        let stranger = format!("sslrootcert={}", certificate("self.crt"));
        let error = refused(&url(
            "encrypted",
            "db.example",
            &format!("sslmode=verify-ca {stranger}"),
        ))
        .await;
        assert!(
            error.hint.unwrap().contains("signed by nobody we trust"),
            "{}",
            error.message
        );
        let error = refused(&url(
            "encrypted",
            "db.example",
            "sslmode=verify-full sslrootcert=/nowhere",
        ))
        .await;
        assert!(error.message.contains("/nowhere"), "{error}");

        let ours = format!(
            "sslcert={} sslkey={}",
            certificate("client.crt"),
            certificate("client.key")
        );
        let connection = open_in(&url("certified", "db.example", &ours), &[])
            .await
            .unwrap();
        assert_eq!(user(&connection).await, "certified");
        assert_eq!(
            refused(&url("certified", "db.example", "sslmode=require"))
                .await
                .kind,
            Kind::NotAllowed
        );

        network.present("self").await;
        open_in(
            &url(
                "encrypted",
                "wrong.example",
                &format!("sslmode=verify-ca {stranger}"),
            ),
            &[],
        )
        .await
        .unwrap();
        open_in(
            &url(
                "encrypted",
                "db.example",
                &format!("sslmode=verify-full {stranger}"),
            ),
            &[],
        )
        .await
        .unwrap();
        let error = refused(&url(
            "encrypted",
            "wrong.example",
            &format!("sslmode=verify-full {stranger}"),
        ))
        .await;
        assert_eq!(error.kind, Kind::Tls);
        assert_eq!(
            refused(&url(
                "encrypted",
                "db.example",
                &format!("sslmode=verify-ca {roots}")
            ))
            .await
            .kind,
            Kind::Tls
        );
    });
}
