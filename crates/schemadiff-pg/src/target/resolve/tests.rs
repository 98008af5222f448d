//! What is said where, and what counts.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use super::super::{Host, Roots, TlsMode};
use super::Target;

fn resolve(text: &str, env: &[(&str, &str)]) -> Target {
    let env = |name: &str| {
        env.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| (*value).to_owned())
    };
    Target::resolve(Some(text), &env).unwrap()
}

fn refused(text: &str) -> String {
    let error = Target::resolve(Some(text), &|_| None).unwrap_err();
    let hint = error.hint.clone().unwrap_or_default();
    format!("{error} / {hint}")
}

#[test]
fn what_is_said_comes_before_the_environment_and_that_before_the_defaults() {
    let target = resolve(
        "postgres://u@db/x",
        &[("PGPORT", "5433"), ("PGUSER", "other"), ("PGDATABASE", "other")],
    );
    assert_eq!(target.label(), "u@db:5433/x");
    assert_eq!(
        resolve("", &[("PGHOST", "db"), ("PGUSER", "me")]).label(),
        "me@db/me"
    );
    assert_eq!(target.connect_timeout, Some(Duration::from_secs(10)));
    assert_eq!(target.base.get_application_name(), Some("schemadiff"));
    assert_eq!(target.tls.mode, TlsMode::Prefer);
}

#[test]
fn without_anything_it_is_a_socket_and_the_users_own_database() {
    let target = Target::resolve(None, &|_| None).unwrap();
    assert!(matches!(target.endpoints[0].host, Host::Socket(_)), "{target:?}");
    assert_eq!(target.user(), target.database());
}

#[test]
fn several_hosts_have_a_port_each_or_one_for_all() {
    assert_eq!(
        resolve("host=a,b port=1,2 user=u dbname=d", &[]).label(),
        "u@a:1,b:2/d"
    );
    assert_eq!(
        resolve("host=a,b port=7 user=u dbname=d", &[]).label(),
        "u@a:7,b:7/d"
    );
    assert_eq!(resolve("postgres://u@[::1]:7,/run/d", &[]).endpoints.len(), 2);
    assert!(refused("host=a,b,c port=1,2").contains("2 ports where there are 3 hosts"));
    assert!(refused("host=a,b hostaddr=::1").contains("`hostaddr` names 1 hosts where there are 2"));
    assert!(refused("hostaddr=nowhere").contains("not an IP address"));
}

#[test]
fn a_path_is_the_folder_of_a_socket() {
    let target = resolve("postgres:///d?host=/run/pg&user=u", &[]);
    assert_eq!(target.endpoints[0].host, Host::Socket("/run/pg".into()));
    assert_eq!(target.label(), "u@/run/pg/d");
}

#[test]
fn a_wrong_value_says_what_it_can_be() {
    assert_eq!(
        refused("sslmode=on"),
        "`sslmode` cannot be `on` / it can be disable, allow, prefer, require, verify-ca, verify-full"
    );
    assert!(refused("connect_timeout=soon").contains("`connect_timeout` is not a whole number"));
    assert!(refused("port=65536").contains("from 1 to 65535"));
    assert!(refused("sslrootcert=system sslmode=require").contains("needs sslmode=verify-full"));
}

#[test]
fn passwords_are_never_shown() {
    let target = resolve("postgres://u:hunter2@db/x", &[]);
    assert!(!format!("{target:?} {}", target.label()).contains("hunter2"));
    assert_eq!(target.endpoints[0].password.as_ref().unwrap().text, "hunter2");
}

fn home_with(file: &str, text: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    home
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn passwords_come_from_the_file_of_the_user_for_each_host() {
    let home = home_with(
        ".pgpass",
        "a:5432:d:u:one\nb:*:d:u:two\nlocalhost:5432:d:u:three\n",
    );
    let env = [("HOME", path(home.path()))];
    let passwords = |text: &str| -> Vec<_> {
        let target = resolve(text, &env);
        target
            .endpoints
            .iter()
            .map(|it| it.password.clone().map(|password| password.text))
            .collect()
    };
    assert_eq!(
        passwords("host=a,b,c user=u dbname=d"),
        [Some("one".to_owned()), Some("two".to_owned()), None]
    );
    assert_eq!(passwords("host=/tmp user=u dbname=d"), [Some("three".to_owned())]);
    assert_eq!(passwords("host=/run/x user=u dbname=d"), [None]);
    assert_eq!(
        passwords("host=a user=u dbname=d password=given"),
        [Some("given".to_owned())]
    );

    fs::set_permissions(home.path().join(".pgpass"), fs::Permissions::from_mode(0o644)).unwrap();
    let target = resolve("host=a,b user=u dbname=d", &env);
    assert_eq!(target.warnings().len(), 1);
    assert_eq!(target.endpoints[0].password, None);
}

#[test]
fn a_service_comes_after_what_is_said_and_before_the_environment() {
    let home = home_with(
        ".pg_service.conf",
        "[shop]\nhost=db\nport=5433\ndbname=shop\nuser=u\n",
    );
    let env = [
        ("HOME", path(home.path())),
        ("PGPORT", "1"),
        ("PGSERVICE", "shop"),
    ];
    assert_eq!(resolve("dbname=other", &env).label(), "u@db:5433/other");
    assert_eq!(
        resolve("postgres://?service=shop&user=me", &env[..2]).label(),
        "me@db:5433/shop"
    );
}

#[test]
fn certificates_are_found_in_the_home() {
    let home = home_with(".postgresql/root.crt", "");
    let env = [("HOME", path(home.path()))];
    let tls = |text: &str| resolve(text, &env).tls;
    assert_eq!(tls("host=a sslmode=require").mode, TlsMode::VerifyCa);
    assert_eq!(
        tls("host=a sslmode=verify-full").roots,
        Roots::File(home.path().join(".postgresql/root.crt"))
    );
    assert_eq!(tls("host=a").roots, Roots::None);
    assert_eq!(tls("host=a sslrootcert=system").mode, TlsMode::VerifyFull);
    assert_eq!(
        tls("host=a sslcert=/c sslkey=/k").client,
        Some(("/c".into(), "/k".into()))
    );
    assert!(
        refused("host=a sslmode=verify-full").contains("nothing to check the server's certificate against")
    );
}
