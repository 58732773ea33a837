//! Where batches go, for schools whose batches the portal sends itself.

use super::error::ConfigError;
use super::vars::Vars;
use std::path::PathBuf;
use url::Url;

/// How SEVIS is asked for a log: both are in use (`sevis-batch.md` §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A form is posted.
    Post,
    /// The same in the query of the address.
    Get,
}

/// Where batches go, and with which certificates.
#[derive(Clone, Debug)]
pub struct SevisLine {
    /// `FOOTHOLD_SEVIS_UPLOAD_URL`.
    pub upload: String,
    /// `FOOTHOLD_SEVIS_DOWNLOAD_URL`.
    pub download: String,
    /// `FOOTHOLD_SEVIS_CERTS`: a folder with a file for each organization, such as `BOS214F12345000.pem`, with
    /// its certificate, those above it and its key.
    pub certs: PathBuf,
    /// `FOOTHOLD_SEVIS_CA`: whom the other side's certificate is of; without it, the usual authorities.
    pub ca: Option<PathBuf>,
    /// `FOOTHOLD_SEVIS_ASK`.
    pub ask: Ask,
}

fn url(vars: &mut Vars, name: &str) -> Result<Option<String>, ConfigError> {
    let Some(text) = vars.take(name) else {
        return Ok(None);
    };
    let secure =
        Url::parse(&text).is_ok_and(|url| url.scheme() == "https" && url.query().is_none());
    let hint = format!("{name} must be an address that begins with https:// and has no ? in it.");
    secure.then_some(Some(text)).ok_or(ConfigError(hint))
}

/// `FOOTHOLD_SEVIS_*`: all that is needed, or nothing.
pub(super) fn read(vars: &mut Vars) -> Result<Option<SevisLine>, ConfigError> {
    let upload = url(vars, "FOOTHOLD_SEVIS_UPLOAD_URL")?;
    let download = url(vars, "FOOTHOLD_SEVIS_DOWNLOAD_URL")?;
    let certs = vars.take("FOOTHOLD_SEVIS_CERTS");
    let ca = vars.take("FOOTHOLD_SEVIS_CA").map(PathBuf::from);
    let ask = match vars.take("FOOTHOLD_SEVIS_ASK").as_deref() {
        None | Some("post") => Ask::Post,
        Some("get") => Ask::Get,
        Some(other) => {
            return Err(ConfigError(format!(
                "FOOTHOLD_SEVIS_ASK must be post or get, not \"{other}\"."
            )));
        }
    };
    match (upload, download, certs) {
        (Some(upload), Some(download), Some(certs)) => {
            Ok(Some(SevisLine { upload, download, certs: certs.into(), ca, ask }))
        }
        (None, None, None) => Ok(None),
        _ => Err(ConfigError(
            "FOOTHOLD_SEVIS_UPLOAD_URL, FOOTHOLD_SEVIS_DOWNLOAD_URL and FOOTHOLD_SEVIS_CERTS are needed together.".into(),
        )),
    }
}
