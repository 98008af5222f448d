//! Files that commands write: whole, or as they were.

use std::io::Write;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::failure::Failure;

/// Whether a file can be written, as far as that is known before: there is a folder for it. `what` begins the message.
pub(crate) fn has_place(file: &Path, what: &str) -> Result<(), Failure> {
    let folder = folder(file);
    if folder.is_dir() {
        return Ok(());
    }
    Err(cannot(file, what).cause(format!("there is no folder `{}`", folder.display())))
}

/// Writes a file beside its place and moves it there, so that nobody ever reads half of it. One that says the same stays untouched.
pub(crate) fn replace(file: &Path, bytes: &[u8], what: &str) -> Result<(), Failure> {
    has_place(file, what)?;
    if std::fs::read(file).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    write(file, bytes).map_err(|error| cannot(file, what).because(&error))
}

fn cannot(file: &Path, what: &str) -> Failure {
    Failure::user(format!("{what} cannot be written to `{}`", file.display()))
}

fn folder(file: &Path) -> &Path {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // It is no secret: what the umask leaves of this, as for any other file.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut temporary: NamedTempFile = builder.prefix(".schemadiff").tempfile_in(folder(file))?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    temporary.persist(file).map_err(|error| error.error)?;
    Ok(())
}
