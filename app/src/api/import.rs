//! Import in the console.

use super::answer;
use super::parts::{Parts, read};
use crate::AppError;
use crate::ports::{Backend, backend};
use crate::wire::*;
use domain::import::{ImportKind, LARGEST};
use leptos::prelude::*;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};

/// One file of each kind, and one more, so that too many can be told.
const MOST: usize = 4;

/// Refuses a form that was made for somebody else who was logged in here.
async fn check(backend: &Backend, parts: &Parts) -> Result<(), AppError> {
    let made_for = parts.texts.iter().find(|(name, _)| name == MADE_FOR);
    let made_for = made_for.map_or("", |(_, value)| value.as_str());
    match backend.reply.is_made_for(made_for).await {
        true => Ok(()),
        false => Err(AppError::ForAnother),
    }
}

/// Takes files in.
#[server(prefix = "/api", endpoint = "console/import/upload", input = MultipartFormData)]
pub async fn upload_import(data: MultipartData) -> Result<Outcome, AppError> {
    let backend = backend();
    let takes = backend.messages.takes_files();
    let parts = read(data, |there| if takes && there < MOST { LARGEST + 1 } else { 0 }).await;
    check(&backend, &parts).await?;
    let ticked = |box_of: &str| match parts.texts.iter().any(|(name, _)| name == box_of) {
        true => "on".to_owned(),
        false => String::new(),
    };
    let (file_decides, compares) = (ticked("form[file_decides]"), ticked("form[compares]"));
    let form = ImportForm { file_decides, compares };
    let kind = |(field, file): (String, Upload)| Some((ImportKind::from_code(&field)?, file));
    let files = parts.files.into_iter().filter_map(kind).collect();
    let upload = ImportUpload { files, cut_off: parts.cut_off };
    answer(&backend, &form, backend.import.upload_import(&form, upload).await).await
}

/// Names the columns of the files.
#[server(prefix = "/api", endpoint = "console/import/columns", input = MultipartFormData)]
pub async fn name_import_columns(data: MultipartData) -> Result<Outcome, AppError> {
    let backend = backend();
    let parts = read(data, |_| 0).await;
    check(&backend, &parts).await?;
    let mut form = ImportColumnsForm::default();
    for (name, value) in parts.texts {
        match name.split_once(':') {
            None if name == "form[id]" => form.id = value,
            // "-" is for a column that nobody has chosen for: it is none yet.
            Some((kind, own)) if value != "?" => {
                form.names.push((kind.to_owned(), own.to_owned(), value));
            }
            _ => {}
        }
    }
    answer(&backend, &form, backend.import.name_import_columns(&form).await).await
}

/// Imports what was checked.
#[server(prefix = "/api", endpoint = "console/import/run")]
pub async fn run_import(form: RunImportForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.import.run_import(&form).await).await
}

/// Discards an upload.
#[server(prefix = "/api", endpoint = "console/import/discard")]
pub async fn discard_import(form: DiscardImportForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.import.discard_import(&form).await).await
}
