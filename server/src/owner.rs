//! To whom a file belongs that root makes for whoever serves.

use std::fs::{File, Metadata};
use std::os::unix::fs::{MetadataExt as _, fchown};

/// Gives a file that was made just now to another's owner. Only root can, and only then it matters.
pub fn give(made: &File, to: &Metadata) -> std::io::Result<()> {
    match to.uid() == made.metadata()?.uid() {
        true => Ok(()),
        false => fchown(made, Some(to.uid()), Some(to.gid())),
    }
}
