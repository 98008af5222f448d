//! From parameters to a target: what libpq does with what is set and with what is not.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio_postgres::config::{ChannelBinding, SslNegotiation, TargetSessionAttrs};

use super::parameters::Parameters;
use super::passfile::{self, Wanted};
use super::{
    APPLICATION_NAME, Endpoint, Host, Password, Roots, Target, TargetError, TlsMode, TlsSettings, conninfo,
    service,
};

/// Where a server's socket is when nobody says: Debian's and Red Hat's place, and PostgreSQL's own.
const SOCKET_FOLDERS: &[&str] = &["/var/run/postgresql", "/tmp"];

type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Target {
    /// Whether a text is meant as a connection (a URL or `key=value`) rather than as a name or a path.
    pub fn is_connection(text: &str) -> bool {
        conninfo::is_conninfo(text)
    }

    /// Whether the environment says anything about where to connect.
    pub fn is_in_environment(env: Env<'_>) -> bool {
        [
            "PGHOST",
            "PGHOSTADDR",
            "PGPORT",
            "PGDATABASE",
            "PGUSER",
            "PGSERVICE",
        ]
        .iter()
        .any(|name| env(name).is_some())
    }

    /// Resolves a connection as `psql` does: what `text` says (a URL, `key=value`, or the name of a database), then the
    /// service file, then the environment, then the defaults; passwords also from the password file.
    ///
    /// # Errors
    /// When something said cannot be understood. The message never holds a password.
    pub fn resolve(text: Option<&str>, env: Env<'_>) -> Result<Self, TargetError> {
        let mut parameters = match text.filter(|text| !text.trim().is_empty()) {
            None => Parameters::default(),
            Some(text) if conninfo::is_conninfo(text) => conninfo::parse(text)?,
            Some(text) => {
                let mut parameters = Parameters::default();
                parameters.set("dbname", text.to_owned())?;
                parameters
            }
        };
        let environment = Parameters::from_env(env)?;
        if let Some(name) = parameters.get("service").or(environment.get("service")) {
            let file = parameters.get("servicefile").or(environment.get("servicefile"));
            parameters.default_to(service::find(name, file, env)?);
        }
        parameters.default_to(environment);
        Resolver {
            parameters: &parameters,
            env,
            warnings: Vec::new(),
        }
        .target()
    }
}

struct Resolver<'a> {
    parameters: &'a Parameters,
    env: Env<'a>,
    warnings: Vec<String>,
}

impl Resolver<'_> {
    fn target(mut self) -> Result<Target, TargetError> {
        let user = match self.parameters.get("user") {
            Some(user) => user.to_owned(),
            None => current_user(self.env)?,
        };
        let database = self.parameters.get("dbname").unwrap_or(&user).to_owned();
        let endpoints = self.endpoints(&user, &database)?;
        Ok(Target {
            endpoints,
            user,
            database,
            tls: self.tls()?,
            connect_timeout: self.connect_timeout()?,
            base: self.base()?,
            warnings: self.warnings,
            ledger: schemadiff::catalog::LEDGER.to_owned(),
        })
    }

    fn endpoints(&mut self, user: &str, database: &str) -> Result<Vec<Endpoint>, TargetError> {
        let names = self.parameters.list("host");
        let addresses = self
            .parameters
            .list("hostaddr")
            .into_iter()
            .map(|address| {
                if address.is_empty() {
                    return Ok(None);
                }
                address.parse::<IpAddr>().map(Some).map_err(|_| address)
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|address| TargetError::new(format!("`hostaddr` is not an IP address: `{address}`")))?;
        let count = names.len().max(addresses.len()).max(1);
        for (name, length) in [("host", names.len()), ("hostaddr", addresses.len())] {
            if length != 0 && length != count {
                let message = format!("`{name}` names {length} hosts where there are {count}");
                return Err(TargetError::new(message));
            }
        }
        let ports = self.ports(count)?;
        let mut endpoints = Vec::with_capacity(count);
        for (index, port) in ports.into_iter().enumerate() {
            let name = names.get(index).copied().filter(|name| !name.is_empty());
            let address = addresses.get(index).copied().flatten();
            let host = match (name, address) {
                (Some(name), None) if name.starts_with(['/', '@']) => Host::Socket(PathBuf::from(name)),
                (Some(name), address) => Host::Machine {
                    name: name.to_owned(),
                    address,
                },
                (None, Some(address)) => Host::Machine {
                    name: address.to_string(),
                    address: Some(address),
                },
                (None, None) => default_host(port),
            };
            let password = self.password(&host, port, user, database);
            endpoints.push(Endpoint { host, port, password });
        }
        Ok(endpoints)
    }

    /// One port for all hosts, or one for each.
    fn ports(&self, count: usize) -> Result<Vec<u16>, TargetError> {
        let texts = self.parameters.list("port");
        if texts.len() > 1 && texts.len() != count {
            let message = format!("`port` names {} ports where there are {count} hosts", texts.len());
            return Err(TargetError::new(message));
        }
        let port = |text: &str| match text {
            "" => Ok(5432),
            // The text may be a piece of a password that was not escaped, so it is not shown.
            _ => text
                .parse()
                .ok()
                .filter(|port| *port != 0)
                .ok_or_else(|| TargetError::new("the port is not a number from 1 to 65535")),
        };
        let mut ports = texts.into_iter().map(port).collect::<Result<Vec<_>, _>>()?;
        let fill = ports
            .first()
            .copied()
            .filter(|_| ports.len() == 1)
            .unwrap_or(5432);
        ports.resize(count, fill);
        Ok(ports)
    }

    fn password(&mut self, host: &Host, port: u16, user: &str, database: &str) -> Option<Password> {
        if let Some(text) = self.parameters.get("password") {
            return Some(Password {
                text: text.to_owned(),
                file: None,
            });
        }
        let file = match self.parameters.get("passfile") {
            Some(file) => PathBuf::from(file),
            None => self.home()?.join(".pgpass"),
        };
        let text = match passfile::read(&file) {
            Ok(text) => text?,
            Err(warning) => {
                if !self.warnings.contains(&warning) {
                    self.warnings.push(warning);
                }
                return None;
            }
        };
        let host = match host {
            Host::Machine { name, .. } => name.as_str(),
            // The default place of sockets goes by the name of the machine.
            Host::Socket(folder) if SOCKET_FOLDERS.iter().any(|default| folder == Path::new(default)) => {
                "localhost"
            }
            Host::Socket(folder) => folder.to_str()?,
        };
        let text = passfile::find(
            &text,
            Wanted {
                host,
                port,
                database,
                user,
            },
        )?;
        Some(Password {
            text,
            file: Some(file),
        })
    }

    fn tls(&self) -> Result<TlsSettings, TargetError> {
        let modes = [
            ("disable", TlsMode::Disable),
            ("allow", TlsMode::Allow),
            ("prefer", TlsMode::Prefer),
            ("require", TlsMode::Require),
            ("verify-ca", TlsMode::VerifyCa),
            ("verify-full", TlsMode::VerifyFull),
        ];
        let said = self.parameters.choice("sslmode", &modes)?;
        let minimum = self.parameters.get("ssl_min_protocol_version");
        if let Some(version) = minimum.filter(|version| !["TLSv1", "TLSv1.1", "TLSv1.2"].contains(version)) {
            let error = TargetError::new(format!("`ssl_min_protocol_version` cannot be `{version}` here"));
            return Err(
                error.hint("TLSv1.2 and TLSv1.3 are supported; leave it out to let the server choose")
            );
        }
        if self.parameters.get("sslrootcert") == Some("system") {
            // Anybody can get a certificate of a public authority, so only the name tells one server from another.
            let mode = said.unwrap_or(TlsMode::VerifyFull);
            if mode != TlsMode::VerifyFull {
                let error = TargetError::new("sslrootcert=system needs sslmode=verify-full");
                return Err(error.hint("leave out `sslmode`, or name a file with `sslrootcert`"));
            }
            return Ok(TlsSettings {
                mode,
                roots: Roots::System,
                client: self.client_certificate(),
            });
        }
        let mode = said.unwrap_or(TlsMode::Prefer);
        let file = match self.parameters.get("sslrootcert") {
            Some(file) => Some(PathBuf::from(file)),
            None => self.home().map(|home| home.join(".postgresql/root.crt")),
        };
        let (mode, roots) = match (mode, file) {
            // Whoever has an authority's certificate wants it used (manual, 32.19.1).
            (TlsMode::Require, Some(file)) if file.exists() => (TlsMode::VerifyCa, Roots::File(file)),
            (TlsMode::VerifyCa | TlsMode::VerifyFull, Some(file)) => (mode, Roots::File(file)),
            (TlsMode::VerifyCa | TlsMode::VerifyFull, None) => {
                let error = TargetError::new("there is nothing to check the server's certificate against");
                return Err(error.hint("name the authority's certificate with sslrootcert (PGSSLROOTCERT)"));
            }
            _ => (mode, Roots::None),
        };
        Ok(TlsSettings {
            mode,
            roots,
            client: self.client_certificate(),
        })
    }

    /// Our certificate and key, when both are there.
    fn client_certificate(&self) -> Option<(PathBuf, PathBuf)> {
        let file = |name: &str, default: &str| match self.parameters.get(name) {
            Some(file) => Some(PathBuf::from(file)),
            None => self
                .home()
                .map(|home| home.join(".postgresql").join(default))
                .filter(|file| file.exists()),
        };
        Some((
            file("sslcert", "postgresql.crt")?,
            file("sslkey", "postgresql.key")?,
        ))
    }

    /// Ten seconds when nobody says; zero and less wait for ever, as in libpq.
    fn connect_timeout(&self) -> Result<Option<Duration>, TargetError> {
        let seconds = self.parameters.number::<i64>("connect_timeout")?.unwrap_or(10);
        Ok(u64::try_from(seconds)
            .ok()
            .filter(|seconds| *seconds > 0)
            .map(Duration::from_secs))
    }

    fn base(&self) -> Result<tokio_postgres::Config, TargetError> {
        let parameters = self.parameters;
        let mut base = tokio_postgres::Config::new();
        let name = parameters
            .get("application_name")
            .or(parameters.get("fallback_application_name"));
        base.application_name(name.unwrap_or(APPLICATION_NAME));
        if let Some(options) = parameters.get("options") {
            base.options(options);
        }
        if parameters.choice(
            "gssencmode",
            &[("disable", false), ("prefer", false), ("require", true)],
        )? == Some(true)
        {
            let error = TargetError::new("gssencmode=require is not supported");
            return Err(error.hint("use TLS: sslmode=verify-full"));
        }
        let bindings = [
            ("disable", ChannelBinding::Disable),
            ("prefer", ChannelBinding::Prefer),
            ("require", ChannelBinding::Require),
        ];
        if let Some(binding) = parameters.choice("channel_binding", &bindings)? {
            base.channel_binding(binding);
        }
        let negotiations = [
            ("postgres", SslNegotiation::Postgres),
            ("direct", SslNegotiation::Direct),
        ];
        if let Some(negotiation) = parameters.choice("sslnegotiation", &negotiations)? {
            base.ssl_negotiation(negotiation);
        }
        // A server that is its own primary accepts writes unless it says otherwise.
        let attributes = [
            ("any", TargetSessionAttrs::Any),
            ("read-write", TargetSessionAttrs::ReadWrite),
            ("primary", TargetSessionAttrs::ReadWrite),
            ("read-only", TargetSessionAttrs::ReadOnly),
        ];
        if let Some(attributes) = parameters.choice("target_session_attrs", &attributes)? {
            base.target_session_attrs(attributes);
        }
        base.keepalives(parameters.number::<i64>("keepalives")? != Some(0));
        let seconds = |name: &str| -> Result<Option<Duration>, TargetError> {
            Ok(parameters
                .number::<u64>(name)?
                .filter(|seconds| *seconds > 0)
                .map(Duration::from_secs))
        };
        if let Some(idle) = seconds("keepalives_idle")? {
            base.keepalives_idle(idle);
        }
        if let Some(interval) = seconds("keepalives_interval")? {
            base.keepalives_interval(interval);
        }
        if let Some(retries) = parameters
            .number::<u32>("keepalives_count")?
            .filter(|retries| *retries > 0)
        {
            base.keepalives_retries(retries);
        }
        if let Some(timeout) = parameters
            .number::<u64>("tcp_user_timeout")?
            .filter(|timeout| *timeout > 0)
        {
            base.tcp_user_timeout(Duration::from_millis(timeout));
        }
        Ok(base)
    }

    fn home(&self) -> Option<PathBuf> {
        (self.env)("HOME")
            .filter(|home| !home.is_empty())
            .map(PathBuf::from)
    }
}

/// The socket that is there; without any, the place where one would be expected.
fn default_host(port: u16) -> Host {
    let folder =
        |holds: &dyn Fn(&Path) -> bool| SOCKET_FOLDERS.iter().map(Path::new).find(|folder| holds(folder));
    let socket = format!(".s.PGSQL.{port}");
    let found = folder(&|folder| folder.join(&socket).exists()).or_else(|| folder(&Path::is_dir));
    Host::Socket(found.unwrap_or(Path::new("/tmp")).to_owned())
}

/// The name of the operating system's user.
fn current_user(env: Env<'_>) -> Result<String, TargetError> {
    let uid = rustix::process::geteuid().as_raw().to_string();
    let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let listed = passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid).then(|| name.to_owned())
    });
    // Accounts of a directory service are not in the file.
    listed
        .or_else(|| env("USER"))
        .or_else(|| env("LOGNAME"))
        .ok_or_else(|| {
            TargetError::new(format!("the user with the number {uid} has no name"))
                .hint("say with PGUSER or in the URL whom to connect as")
        })
}

#[cfg(test)]
mod tests;
