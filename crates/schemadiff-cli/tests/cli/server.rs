//! Servers that do not let us in.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use crate::harness::{Ended, Project, SHOP, shows};

#[test]
fn nobody_listens() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let project = Project::with(SHOP);
    shows!(
        project
            .run(&format!(
                "plan --target postgres://app:secret@127.0.0.1:{port}/shop"
            ))
            .exits(1)
    );
}

#[test]
fn wrong_password() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    // It serves as long as the test runs, however often the client tries.
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let _ = refuse(client.unwrap());
        }
    });
    let project = Project::with(SHOP);
    let ended = project
        .run(&format!(
            "plan --target postgres://app:secret@127.0.0.1:{port}/shop"
        ))
        .exits(1);
    assert!(!ended.stderr.contains("secret"), "{ended}");
    shows!(ended);
}

#[test]
fn the_environment_names_the_server() {
    let project = Project::with(SHOP);
    let run = |name: &str, value: &str| {
        let mut command = project.command("plan");
        command.env(name, value);
        Ended::of(&command.output().unwrap()).exits(1).stderr
    };
    let said = run("DATABASE_URL", "postgres://app@127.0.0.1:1/shop");
    assert!(
        said.starts_with("Target: app@127.0.0.1:1/shop (DATABASE_URL)\n"),
        "{said}"
    );
    let said = run("PGHOST", "/nowhere");
    assert!(said.contains("/nowhere") && said.contains("(PGHOST)"), "{said}");
    assert!(
        !project.path().join(".schemadiff").exists(),
        "no server of our own was needed"
    );
}

#[test]
fn a_url_that_is_none() {
    shows!(
        Project::with(SHOP)
            .run("plan --target postgres://app@localhost:port/shop")
            .exits(1)
    );
}

#[test]
fn no_server_on_the_machine() {
    let project = Project::with(SHOP);
    let mut command = project.command("plan");
    command.env("SCHEMADIFF_PG_BIN", "/nowhere");
    let ended = Ended::of(&command.output().unwrap()).exits(1);
    assert!(
        ended
            .stderr
            .contains("error: /nowhere does not hold `postgres` and `initdb`"),
        "{ended}"
    );
}

/// A server that wants a password and likes none (manual, "Message Formats", 55.7).
fn refuse(mut client: TcpStream) -> std::io::Result<()> {
    let mut first = packet(&mut client)?;
    // SSLRequest and GSSENCRequest: no, as it is.
    while matches!(first.get(..4), Some([0x04, 0xd2, 0x16, 0x2f | 0x30])) {
        client.write_all(b"N")?;
        first = packet(&mut client)?;
    }
    // AuthenticationCleartextPassword
    client.write_all(&[b'R', 0, 0, 0, 8, 0, 0, 0, 3])?;
    let mut kind = [0];
    client.read_exact(&mut kind)?;
    packet(&mut client)?;
    let said = b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"app\"\0\0";
    client.write_all(b"E")?;
    client.write_all(&u32::try_from(said.len() + 4).unwrap().to_be_bytes())?;
    client.write_all(said)
}

/// A message without its type: four bytes of length, which count themselves, and the rest.
fn packet(client: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut length = [0; 4];
    client.read_exact(&mut length)?;
    let mut rest = vec![0; u32::from_be_bytes(length) as usize - 4];
    client.read_exact(&mut rest)?;
    Ok(rest)
}
