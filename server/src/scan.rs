//! The virus scan: a port, and the one scanner that schools have (ClamAV's daemon).

use async_trait::async_trait;
use clamav_client::tokio::{Socket, Tcp, scan_buffer};
use std::time::Duration;

/// How long one file may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// The stream is sent in pieces of so many bytes.
const PIECE: usize = 64 * 1024;

/// Why a file was not checked.
#[derive(Debug)]
pub enum ScanError {
    /// The scanner does not answer.
    Away(String),
    /// It will not take this file.
    File(String),
}

/// Looks for viruses.
#[async_trait]
pub trait ScanPort: Send + Sync {
    /// True if nothing was found; an error if the scanner could not say.
    async fn is_clean(&self, bytes: &[u8]) -> Result<bool, ScanError>;
}

/// ClamAV's daemon, by its socket or address.
pub struct Clamd(String);

impl Clamd {
    /// `unix:///path` or `tcp://host:port`; nothing is opened yet.
    pub fn at(url: &str) -> Self {
        Self(url.to_owned())
    }
}

#[async_trait]
impl ScanPort for Clamd {
    async fn is_clean(&self, bytes: &[u8]) -> Result<bool, ScanError> {
        let scan = async {
            match self.0.strip_prefix("unix://") {
                Some(socket_path) => scan_buffer(bytes, Socket { socket_path }, Some(PIECE)).await,
                None => {
                    let host_address = self.0.trim_start_matches("tcp://");
                    scan_buffer(bytes, Tcp { host_address }, Some(PIECE)).await
                }
            }
        };
        let answer = tokio::time::timeout(PATIENCE, scan)
            .await
            .map_err(|_| ScanError::Away("the scanner did not answer in time".to_owned()))?
            .map_err(|error| ScanError::Away(error.to_string()))?;
        // "stream: OK", "stream: <name> FOUND", or an error such as a size limit.
        let answer = String::from_utf8_lossy(&answer).trim_end_matches(['\0', '\n']).to_owned();
        match answer.rsplit(' ').next() {
            Some("OK") => Ok(true),
            Some("FOUND") => Ok(false),
            _ => Err(ScanError::File(format!("the scanner answered: {answer}"))),
        }
    }
}
