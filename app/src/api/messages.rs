//! Secure messages.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use domain::attachment::{LARGEST, MOST};
use leptos::prelude::*;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};

/// Longest text field that is read, in bytes: more than the form takes.
const MAX_FIELD_BYTES: usize = 32 * 1024;

/// An id is no longer.
const MAX_ID_BYTES: usize = 40;

/// A message with its files.
#[server(prefix = "/api", endpoint = "messages/send", input = MultipartFormData)]
pub async fn send_message(data: MultipartData) -> Result<Outcome, AppError> {
    let backend = backend();
    let (form, enclosed) = read(data, backend.messages.takes_files()).await;
    if !backend.reply.is_made_for(&enclosed.made_for).await {
        return Err(AppError::ForAnother);
    }
    answer(&backend, &form, backend.messages.send_message(&form, enclosed).await).await
}

/// Marks a conversation as read.
#[server(prefix = "/api", endpoint = "messages/read")]
pub async fn mark_message_read(form: ReadForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.messages.mark_message_read(&form).await).await
}

/// Closes a conversation.
#[server(prefix = "/api", endpoint = "messages/close")]
pub async fn close_thread(form: CloseThreadForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.messages.close_thread(&form).await).await
}

/// Reads the fields as they arrive. The words stand before the files, so that a line that breaks
/// or a file that is too large costs no word; files are kept only for those who may send them.
async fn read(data: MultipartData, takes_files: bool) -> (MessageForm, Enclosed) {
    let (mut form, mut enclosed) = (MessageForm::default(), Enclosed::default());
    let Some(mut parts) = data.into_inner() else {
        return (form, enclosed);
    };
    loop {
        let mut part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(_) => {
                enclosed.cut_off = true;
                break;
            }
        };
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let most = match &file {
            // The first one too many is read to be named, and no other.
            Some(_) if takes_files && enclosed.files.len() <= MOST => LARGEST + 1,
            Some(_) => 0,
            None => MAX_FIELD_BYTES,
        };
        let mut bytes = Vec::new();
        loop {
            match part.chunk().await {
                // What is too much is read and forgotten, so that the answer can be told.
                Ok(Some(chunk)) => {
                    bytes.extend_from_slice(&chunk[..chunk.len().min(most - bytes.len())]);
                }
                Ok(None) => break,
                Err(_) => {
                    enclosed.cut_off = true;
                    return (form, enclosed);
                }
            }
        }
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        match (field.as_str(), file) {
            // A field of files in which none was chosen comes as one without a name.
            (_, Some(name)) if name.is_empty() && bytes.is_empty() => {}
            (_, Some(name)) if most > 0 => enclosed.files.push(Upload { name, bytes }),
            // Nothing is left out without a word.
            (_, Some(_)) => enclosed.cut_off = true,
            (MADE_FOR, None) => enclosed.made_for = text(bytes),
            ("form[thread]", None) => form.thread = text(bytes),
            ("form[key]", None) => form.key = text(bytes),
            ("form[subject]", None) => form.subject = text(bytes),
            ("form[body]", None) => form.body = text(bytes),
            ("form[left_out]", None) if enclosed.left_out.len() < MOST => {
                bytes.truncate(MAX_ID_BYTES);
                enclosed.left_out.push(text(bytes));
            }
            _ => {}
        }
    }
    (form, enclosed)
}
