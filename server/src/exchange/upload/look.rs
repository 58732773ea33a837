//! Looks into a school's files. A workbook takes seconds, so nothing of this is done while the database waits, nor where
//! requests are answered.

use super::super::input::Input;
use super::columns::{self, Names};
use crate::service::ServiceError;
use crate::service::aside::aside;
use crate::store::entity::import_file;
use app::wire::Upload;
use domain::import::ImportKind;
use std::collections::BTreeMap;

/// A file that can be read.
pub struct Taken {
    /// What it is of.
    pub kind: ImportKind,
    /// Its name as it can be shown.
    pub name: String,
    /// Our columns by its own.
    pub columns: Names,
    /// True where nobody has to name a column first.
    pub whole: bool,
    /// What it is.
    pub bytes: Vec<u8>,
}

/// A file that cannot be read: what it is of, its name, and why, as the end of a sentence.
pub type Unreadable = (ImportKind, String, String);

/// The file's name as it can be shown.
pub fn shown(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// Looks for the columns of files, of which some were named before.
pub async fn into(
    files: Vec<(ImportKind, Upload)>,
    known: BTreeMap<String, Names>,
) -> Result<Vec<Result<Taken, Unreadable>>, ServiceError> {
    aside(move || {
        let none = Names::new();
        let known = |kind: ImportKind| known.get(kind.code()).unwrap_or(&none);
        files.into_iter().map(|(kind, file)| one(kind, file, known(kind))).collect()
    })
    .await
}

fn one(kind: ImportKind, file: Upload, known: &Names) -> Result<Taken, Unreadable> {
    let name = shown(&file.name);
    let (bytes, columns) = (Some(file.bytes.clone().into()), Names::new());
    let input = Input { name: name.clone().into(), bytes, columns };
    let columns =
        columns::proposed(kind, &input, known).map_err(|why| (kind, name.clone(), why))?;
    let input = Input { columns, ..input };
    let whole = columns::missing(kind, &input).is_ok_and(|missing| missing.is_empty());
    Ok(Taken { kind, name, columns: input.columns, whole, bytes: file.bytes })
}

/// The first column that each file lacks if its columns are named like this.
pub async fn lacking(
    named: Vec<(Names, import_file::Model)>,
) -> Result<Vec<(ImportKind, String)>, ServiceError> {
    let first = |(columns, row): (Names, import_file::Model)| {
        let input = Input { name: row.name.into(), bytes: Some(row.bytes.into()), columns };
        let missing = columns::missing(row.kind.0, &input).unwrap_or_default();
        missing.into_iter().next().map(|column| (row.kind.0, column))
    };
    aside(move || named.into_iter().filter_map(first).collect()).await
}
