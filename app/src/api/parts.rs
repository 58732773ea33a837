//! Forms with files, read part by part as they arrive.

use crate::wire::Upload;
use leptos::server_fn::codec::MultipartData;

/// What has arrived.
#[derive(Default)]
pub(super) struct Parts {
    /// Fields of text: name and value.
    pub texts: Vec<(String, String)>,
    /// Files: name of the field, and the file.
    pub files: Vec<(String, Upload)>,
    /// The line broke, or something was more than is taken.
    pub cut_off: bool,
}

/// Longest text field that is read, in bytes: more than a form takes.
const MAX_FIELD_BYTES: usize = 32 * 1024;

/// Reads the parts. `most` says how many bytes of the next file are kept, by how many are there; none for
/// one that is not taken. What is too much is read and forgotten, so that the answer can be told.
pub(super) async fn read(data: MultipartData, most: impl Fn(usize) -> usize) -> Parts {
    let mut read = Parts::default();
    let Some(mut parts) = data.into_inner() else {
        return read;
    };
    loop {
        let mut part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(_) => {
                read.cut_off = true;
                break;
            }
        };
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let most = match &file {
            Some(_) => most(read.files.len()),
            None => MAX_FIELD_BYTES,
        };
        let mut bytes = Vec::new();
        loop {
            match part.chunk().await {
                Ok(Some(chunk)) => {
                    bytes.extend_from_slice(&chunk[..chunk.len().min(most - bytes.len())]);
                }
                Ok(None) => break,
                Err(_) => {
                    read.cut_off = true;
                    return read;
                }
            }
        }
        match file {
            // A field of files in which none was chosen comes as one without a name.
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(name) if most > 0 => read.files.push((field, Upload { name, bytes })),
            // Nothing is left out without a word.
            Some(_) => read.cut_off = true,
            None => read.texts.push((field, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    read
}
