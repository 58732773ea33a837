//! Secure messages.

use super::answer;
use super::parts::{self, Parts};
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use domain::attachment::{LARGEST, MOST};
use leptos::prelude::*;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};

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
    // The first one too many is read to be named, and no other.
    let most = |there: usize| if takes_files && there <= MOST { LARGEST + 1 } else { 0 };
    let Parts { texts, files, cut_off } = parts::read(data, most).await;
    let files = files.into_iter().map(|(_, file)| file).collect();
    let (mut form, mut enclosed) =
        (MessageForm::default(), Enclosed { files, cut_off, ..Enclosed::default() });
    for (name, mut value) in texts {
        match name.as_str() {
            MADE_FOR => enclosed.made_for = value,
            "form[thread]" => form.thread = value,
            "form[key]" => form.key = value,
            "form[subject]" => form.subject = value,
            "form[body]" => form.body = value,
            "form[left_out]" if enclosed.left_out.len() < MOST => {
                // An id is made of ASCII.
                if value.len() > MAX_ID_BYTES {
                    value.clear();
                }
                enclosed.left_out.push(value);
            }
            _ => {}
        }
    }
    (form, enclosed)
}
