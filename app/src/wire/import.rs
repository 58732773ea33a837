//! Import in the console.

use super::Upload;
use super::form::{Form, act, form, page_or};
use crate::routes;
use domain::import::{ImportKind, ImportState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

form! {
    /// Uploads files to be imported.
    ImportForm("import") hides [] on |_| routes::IMPORT.to_owned(); {
        /// `on` where the file's word counts over a student's own report.
        file_decides,
        /// `on` where the list from SEVIS is uploaded to be compared.
        compares,
    }
}

/// The files of an upload as they arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportUpload {
    /// By kind.
    pub files: Vec<(ImportKind, Upload)>,
    /// The line broke before all of it was there.
    pub cut_off: bool,
}

/// Names the columns of an upload's files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportColumnsForm {
    /// The upload.
    pub id: String,
    /// Code of the kind of file, its own column, ours; empty for one that is left out.
    pub names: Vec<(String, String, String)>,
}

impl Form for ImportColumnsForm {
    const NAME: &'static str = "import_columns";

    fn page(&self) -> String {
        page_or(&routes::import(&self.id), routes::IMPORT)
    }

    fn values(&self) -> BTreeMap<String, String> {
        BTreeMap::from([("id".to_owned(), self.id.clone())])
    }
}

act! {
    /// Imports what was checked.
    RunImportForm("run_import") on |f| page_or(&routes::import(&f.id), routes::IMPORT)
}

act! {
    /// Discards an upload.
    DiscardImportForm("discard_import") on |f| page_or(&routes::import(&f.id), routes::IMPORT)
}

/// The uploads of a school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportsView {
    /// Newest first.
    pub rows: Vec<ImportRow>,
}

/// An upload in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// Identity.
    pub id: String,
    /// When.
    pub at: String,
    /// How far it is.
    pub state: ImportState,
}

/// One upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    /// Identity.
    pub id: String,
    /// How far it is.
    pub state: ImportState,
    /// The file's word counts over a student's own report.
    pub file_decides: bool,
    /// Files whose columns are to be named.
    pub files: Vec<ImportFileView>,
    /// Faults and notes.
    pub lines: Vec<String>,
    /// More lines than are shown.
    pub more: u64,
    /// It is a list from SEVIS, which is only compared.
    pub compares: bool,
    /// What is or would be done.
    pub summary: Vec<String>,
    /// Why nothing was done.
    pub refusal: String,
}

/// A file whose columns are to be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFileView {
    /// Its kind.
    pub kind: ImportKind,
    /// Its name.
    pub name: String,
    /// Its own columns, and what each is taken for: none where nobody knows, empty where it is left out.
    pub columns: Vec<(String, Option<String>)>,
    /// What a column can be.
    pub ours: Vec<String>,
    /// Of these, what must be there.
    pub required: Vec<String>,
}
