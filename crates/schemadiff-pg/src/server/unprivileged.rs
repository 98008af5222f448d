//! Whom to run a server as: PostgreSQL refuses to run as root (`src/backend/main/main.c`, `check_root`).

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use super::ServerError;

/// An account of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// The account to run the server as: our own, as nothing, or somebody harmless when we are root.
pub(super) fn account() -> Result<Option<Account>, ServerError> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let found = ["postgres", "nobody"].iter().find_map(|name| find(&passwd, name));
    found.map(Some).ok_or_else(|| {
        ServerError::new(
            "PostgreSQL refuses to run as root, and this machine has neither a user `postgres` nor `nobody`",
            "run as an ordinary user, or add one: useradd --system postgres",
        )
    })
}

fn find(passwd: &str, name: &str) -> Option<Account> {
    let mut fields = passwd
        .lines()
        .map(|line| line.split(':'))
        .find(|fields| fields.clone().next() == Some(name))?;
    let uid = fields.nth(2)?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    (uid != 0).then(|| Account {
        name: name.to_owned(),
        uid,
        gid,
    })
}

impl Account {
    /// Makes a command run as this account; its other groups are given up with the identity.
    pub(super) fn run(account: Option<&Self>, command: &mut Command) {
        if let Some(account) = account {
            command.uid(account.uid).gid(account.gid);
        }
    }

    /// Gives a folder to this account.
    pub(super) fn own(account: Option<&Self>, path: &Path) -> Result<(), ServerError> {
        account.map_or(Ok(()), |account| {
            chown(path, Some(account.uid), Some(account.gid))
                .map_err(|error| ServerError::io("hand over", path, &error))
        })
    }

    /// Whether this account may pass through every folder on the way to `path`, which is what it takes to use something
    /// in it.
    pub(super) fn can_reach(account: Option<&Self>, path: &Path) -> bool {
        let Some(account) = account else { return true };
        let Ok(path) = path.canonicalize() else {
            return false;
        };
        path.ancestors().all(|folder| {
            fs::metadata(folder).is_ok_and(|metadata| {
                let mode = metadata.mode();
                if metadata.uid() == account.uid {
                    mode & 0o100 != 0
                } else if metadata.gid() == account.gid {
                    mode & 0o010 != 0
                } else {
                    mode & 0o001 != 0
                }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn an_account_is_found_by_its_whole_name_and_never_as_root() {
        let passwd = "root:x:0:0::/root:/bin/sh\npostgres2:x:9:9::/:/bin/sh\npostgres:x:101:104:PostgreSQL,,,:/var:/bin/sh\n";
        let account = find(passwd, "postgres").unwrap();
        assert_eq!((account.uid, account.gid), (101, 104));
        assert_eq!(find(passwd, "nobody"), None);
        assert_eq!(find(passwd, "root"), None);
    }
}
