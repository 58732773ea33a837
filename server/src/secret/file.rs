//! The secret file on the disk.

use super::keys::Keys;
use super::tokens::id;
use crate::owner::give;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Why the secret file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file system said no.
    #[error("FOOTHOLD_SECRET_FILE {0}: {1}")]
    Io(String, std::io::Error),
    /// Others on the machine can read or change it.
    #[error(
        "FOOTHOLD_SECRET_FILE {0} can be read or changed by others: make it yours alone with `chmod 600`."
    )]
    Open(String),
    /// There is none, and the database was written with other keys.
    #[error(
        "FOOTHOLD_SECRET_FILE {0} is missing, but the database is not empty: nobody could log in with new keys. Put the file back that belongs to this database."
    )]
    Missing(String),
    /// The file is not one of ours.
    #[error(
        "FOOTHOLD_SECRET_FILE {0} is damaged: put back the copy that belongs to this database."
    )]
    Damaged(String),
}

/// Reads the file, or makes it (mode 0600) when there is none.
pub fn load(path: &Path) -> Result<Keys, SecretError> {
    let name = path.display().to_string();
    match read(path) {
        Err(SecretError::Io(_, error)) if error.kind() == ErrorKind::NotFound => {
            make(path, &Keys::generate()).map_err(|error| SecretError::Io(name, error))?;
            // Another process may have been first: what is on disk counts.
            read(path)
        }
        read => read,
    }
}

/// Reads the file that is there.
pub fn read(path: &Path) -> Result<Keys, SecretError> {
    let name = path.display().to_string();
    if let Ok(about) = std::fs::metadata(path)
        && about.permissions().mode() & 0o077 != 0
    {
        return Err(SecretError::Open(name));
    }
    let text =
        std::fs::read_to_string(path).map_err(|error| SecretError::Io(name.clone(), error))?;
    Keys::read(&text).ok_or(SecretError::Damaged(name))
}

/// Puts other keys in the place of those that are there: no crash leaves half a file, or none.
pub fn replace(path: &Path, keys: &Keys) -> std::io::Result<()> {
    std::fs::rename(write_aside(path, keys)?, path)?;
    folder_of(path).map_or(Ok(()), |folder| std::fs::File::open(folder)?.sync_all())
}

fn folder_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
}

/// Written aside, synced and then linked into place, so that no second start replaces the first
/// one's keys.
fn make(path: &Path, keys: &Keys) -> std::io::Result<()> {
    if let Some(folder) = folder_of(path) {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let aside = write_aside(path, keys)?;
    let linked = std::fs::hard_link(&aside, path);
    std::fs::remove_file(&aside)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn write_aside(path: &Path, keys: &Keys) -> std::io::Result<PathBuf> {
    let aside = path.with_extension(format!("{}.new", id()));
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside)?;
    // Whoever serves must be able to read it, whoever calls this: root, say.
    let given = std::fs::metadata(path).map_or(Ok(()), |owner| give(&file, &owner));
    let written = given.and_then(|()| file.write_all(keys.write().as_bytes()));
    if let Err(error) = written.and_then(|()| file.sync_all()) {
        let _ = std::fs::remove_file(&aside);
        return Err(error);
    }
    Ok(aside)
}
