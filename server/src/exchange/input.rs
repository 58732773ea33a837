//! What an import reads: a file on disk, or the bytes of one that was uploaded.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};
use std::path::PathBuf;
use std::sync::Arc;

/// A file to be imported.
#[derive(Clone, Default)]
pub struct Input {
    /// Its path, or the name it was uploaded under; faults are told with it.
    pub name: PathBuf,
    /// Its bytes, where it does not lie on disk.
    pub bytes: Option<Arc<[u8]>>,
    /// Our columns by the names that the file's header has; an empty one leaves the column out.
    pub columns: BTreeMap<String, String>,
}

/// Bytes that can be read more than once.
pub trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send> Source for T {}

impl Input {
    /// A file on disk.
    pub fn at(path: PathBuf) -> Self {
        Self { name: path, ..Self::default() }
    }

    /// Its bytes from the beginning.
    pub fn open(&self) -> std::io::Result<Box<dyn Source>> {
        Ok(match &self.bytes {
            Some(bytes) => Box::new(Cursor::new(bytes.clone())),
            None => Box::new(std::fs::File::open(&self.name)?),
        })
    }

    /// What the file's column is called here.
    pub fn column<'a>(&'a self, header: &'a str) -> &'a str {
        self.columns.get(header).map_or(header, String::as_str)
    }
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        Self::at(path)
    }
}
