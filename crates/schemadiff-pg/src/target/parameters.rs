//! The parameters of a connection by name, with the environment variable that sets each (manual, 32.1.2 and 32.15).

use std::collections::BTreeMap;
use std::fmt;

use super::TargetError;

/// What is done with a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Support {
    Used,
    /// It changes nothing for us: another kind of authentication, or what is always so.
    Ignored,
    /// Leaving it out would be less safe than what was asked for, so it is refused.
    Refused,
}

use Support::{Ignored, Refused, Used};

const PARAMETERS: &[(&str, Option<&str>, Support)] = &[
    ("application_name", Some("PGAPPNAME"), Used),
    ("channel_binding", Some("PGCHANNELBINDING"), Used),
    ("client_encoding", Some("PGCLIENTENCODING"), Ignored),
    ("connect_timeout", Some("PGCONNECT_TIMEOUT"), Used),
    ("dbname", Some("PGDATABASE"), Used),
    ("fallback_application_name", None, Used),
    ("gssdelegation", Some("PGGSSDELEGATION"), Ignored),
    ("gssencmode", Some("PGGSSENCMODE"), Used),
    ("gsslib", Some("PGGSSLIB"), Ignored),
    ("host", Some("PGHOST"), Used),
    ("hostaddr", Some("PGHOSTADDR"), Used),
    ("keepalives", None, Used),
    ("keepalives_count", None, Used),
    ("keepalives_idle", None, Used),
    ("keepalives_interval", None, Used),
    ("krbsrvname", Some("PGKRBSRVNAME"), Ignored),
    ("load_balance_hosts", Some("PGLOADBALANCEHOSTS"), Ignored),
    ("max_protocol_version", Some("PGMAXPROTOCOLVERSION"), Ignored),
    ("min_protocol_version", Some("PGMINPROTOCOLVERSION"), Ignored),
    ("options", Some("PGOPTIONS"), Used),
    ("passfile", Some("PGPASSFILE"), Used),
    ("password", Some("PGPASSWORD"), Used),
    ("port", Some("PGPORT"), Used),
    ("replication", None, Refused),
    ("require_auth", Some("PGREQUIREAUTH"), Refused),
    ("requirepeer", Some("PGREQUIREPEER"), Refused),
    ("service", Some("PGSERVICE"), Used),
    ("servicefile", Some("PGSERVICEFILE"), Used),
    (
        "ssl_max_protocol_version",
        Some("PGSSLMAXPROTOCOLVERSION"),
        Ignored,
    ),
    // TLS 1.2 is the oldest there is here, and the default there.
    ("ssl_min_protocol_version", Some("PGSSLMINPROTOCOLVERSION"), Used),
    ("sslcert", Some("PGSSLCERT"), Used),
    ("sslcertmode", Some("PGSSLCERTMODE"), Ignored),
    ("sslcompression", Some("PGSSLCOMPRESSION"), Ignored),
    ("sslcrl", Some("PGSSLCRL"), Refused),
    ("sslcrldir", Some("PGSSLCRLDIR"), Refused),
    ("sslkey", Some("PGSSLKEY"), Used),
    ("sslmode", Some("PGSSLMODE"), Used),
    ("sslnegotiation", Some("PGSSLNEGOTIATION"), Used),
    ("sslpassword", None, Refused),
    ("sslrootcert", Some("PGSSLROOTCERT"), Used),
    ("sslsni", Some("PGSSLSNI"), Ignored),
    ("target_session_attrs", Some("PGTARGETSESSIONATTRS"), Used),
    ("tcp_user_timeout", None, Used),
    ("user", Some("PGUSER"), Used),
];

/// Values by the names of their parameters.
#[derive(Clone, Default)]
pub(super) struct Parameters(BTreeMap<&'static str, String>);

/// Writes the names alone: one of the values is a password.
impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Parameters {
    /// Sets a parameter; the last value counts.
    pub(super) fn set(&mut self, name: &str, value: String) -> Result<(), TargetError> {
        let name = known(name)?;
        self.0.insert(name, value);
        Ok(())
    }

    /// Takes what `other` has and this has not.
    pub(super) fn default_to(&mut self, other: Self) {
        for (name, value) in other.0 {
            self.0.entry(name).or_insert(value);
        }
    }

    /// What the environment says.
    pub(super) fn from_env(env: &dyn Fn(&str) -> Option<String>) -> Result<Self, TargetError> {
        let mut parameters = Self::default();
        for (name, variable, _) in PARAMETERS {
            if let Some((variable, value)) = variable.and_then(|variable| Some((variable, env(variable)?))) {
                known(name).map_err(|error| TargetError {
                    message: format!("{variable}: {}", error.message),
                    ..error
                })?;
                parameters.0.insert(name, value);
            }
        }
        Ok(parameters)
    }

    /// A value; an empty one is as good as none, as in libpq.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// A whole number.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Result<Option<N>, TargetError> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let number = text.trim().parse();
        number
            .map(Some)
            .map_err(|_| TargetError::new(format!("`{name}` is not a whole number in range: `{text}`")))
    }

    /// One of several words.
    pub(super) fn choice<T: Copy>(&self, name: &str, words: &[(&str, T)]) -> Result<Option<T>, TargetError> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Ok(Some(*value));
        }
        let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let error = TargetError::new(format!("`{name}` cannot be `{text}`"));
        Err(error.hint(format!("it can be {}", words.join(", "))))
    }

    /// A comma-separated list; nothing when the parameter is not set.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        self.get(name)
            .map_or_else(Vec::new, |text| text.split(',').map(str::trim).collect())
    }
}

fn known(name: &str) -> Result<&'static str, TargetError> {
    match PARAMETERS.iter().find(|(known, _, _)| *known == name) {
        Some((name, _, Refused)) => {
            let error = TargetError::new(format!("the connection parameter `{name}` is not supported"));
            Err(error.hint("leave it out if the connection may do without it"))
        }
        Some((name, _, _)) => Ok(name),
        // What does not look like a name at all may be a piece of a password that was not quoted.
        None if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') => {
            let error =
                TargetError::new("the connection string has something other than a name before an `=`");
            Err(error.hint("quote values that have blanks: password='two words'"))
        }
        None => {
            let error = TargetError::new(format!("unknown connection parameter `{name}`"));
            let nearest = schemadiff::diag::nearest(name, PARAMETERS.iter().map(|(known, _, _)| *known));
            Err(match nearest {
                Some(nearest) => error.hint(format!("did you mean `{nearest}`?")),
                None => {
                    error.hint("the parameters are those of libpq, such as host, port, dbname, user, sslmode")
                }
            })
        }
    }
}
