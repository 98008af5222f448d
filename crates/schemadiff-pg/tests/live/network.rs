//! A server on the network that asks for passwords and certificates, which a private server never does.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use schemadiff_pg::{Connection, Scratch, Target};

use crate::scratch::{elsewhere, newest};

pub(crate) struct Network {
    child: Child,
    _project: tempfile::TempDir,
    elsewhere: Option<PathBuf>,
    data: PathBuf,
    pub(crate) port: u16,
    /// The superuser, who needs no password on the socket.
    pub(crate) admin: Target,
}

/// Who may come in from where, in the order of the test users.
const RULES: &str = "\
local   all all                    trust
host    all refused   127.0.0.1/32 reject
hostssl all encrypted 127.0.0.1/32 trust
hostssl all certified 127.0.0.1/32 cert
host    all refused   127.0.0.1/32 reject
host    all app       127.0.0.1/32 scram-sha-256
";

impl Network {
    pub(crate) async fn start(tls: bool) -> Self {
        let project = tempfile::tempdir().unwrap();
        let scratch = Scratch::persistent(project.path(), newest()).await.unwrap();
        let admin = Connection::open(&scratch.target("postgres")).await.unwrap();
        admin
            .batch(
                "CREATE ROLE app LOGIN PASSWORD 'hunter2'; CREATE ROLE encrypted LOGIN; CREATE ROLE certified LOGIN;
                 CREATE ROLE refused LOGIN; REVOKE CONNECT ON DATABASE template1 FROM PUBLIC",
            )
            .await
            .unwrap();
        let data = PathBuf::from(admin.value("SHOW data_directory").await.unwrap().unwrap());
        drop(admin);
        let elsewhere = elsewhere(&scratch);
        drop(scratch);

        let owner = fs::metadata(&data).unwrap();
        fs::write(data.join("pg_hba.conf"), RULES).unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let log = fs::File::create(data.join("network.log")).unwrap();
        let mut command = Command::new(newest().directory().join("postgres"));
        command
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&data)
            .arg("-p")
            .arg(port.to_string());
        command.args(["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]);
        if tls {
            use_certificate(&data, "server");
            command.args([
                "-c",
                "ssl=on",
                "-c",
                "ssl_cert_file=server.crt",
                "-c",
                "ssl_key_file=server.key",
            ]);
            command.args(["-c", "ssl_ca_file=ca.crt"]);
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .current_dir(&data);
        if owner.uid() != fs::metadata("/proc/self").unwrap().uid() {
            command.uid(owner.uid()).gid(owner.gid());
        }
        let child = command.spawn().unwrap();
        let admin = Target::socket(&data, port, "postgres", "postgres");
        let network = Self {
            child,
            _project: project,
            elsewhere,
            data,
            port,
            admin,
        };
        let deadline = Instant::now() + Duration::from_secs(30);
        while let Err(error) = Connection::open(&network.admin).await {
            let log = fs::read_to_string(network.data.join("network.log")).unwrap_or_default();
            assert!(Instant::now() < deadline, "{error}\n{log}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        network
    }

    /// Makes the server use another certificate.
    pub(crate) async fn present(&self, certificate: &str) {
        use_certificate(&self.data, certificate);
        let admin = Connection::open(&self.admin).await.unwrap();
        admin.batch("SELECT pg_reload_conf()").await.unwrap();
        // The postmaster reads its files when it gets around to it.
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::QUIT);
        let _ = self.child.wait();
        if let Some(folder) = &self.elsewhere {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// A file of the folder of certificates.
pub(crate) fn certificate(name: &str) -> String {
    format!("{}/tests/certificates/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn use_certificate(data: &Path, name: &str) {
    let owner = fs::metadata(data).unwrap();
    for (from, to) in [
        (format!("{name}.crt"), "server.crt"),
        (format!("{name}.key"), "server.key"),
        ("ca.crt".to_owned(), "ca.crt"),
    ] {
        let to = data.join(to);
        fs::write(&to, fs::read(certificate(&from)).unwrap()).unwrap();
        chown(&to, Some(owner.uid()), Some(owner.gid())).unwrap();
        fs::set_permissions(&to, fs::Permissions::from_mode(0o600)).unwrap();
    }
}
