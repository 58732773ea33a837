//! The SEVIS ID of a student: `N` and ten digits (SEVIS `Common.xsd`).

use crate::fault::FaultCode;
use serde::{Deserialize, Serialize};

/// A SEVIS ID, always in its canonical spelling `N0123456789`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SevisId(String);

impl SevisId {
    /// Reads what a person typed: blanks and hyphens are dropped, a small `n` is taken.
    pub fn parse(raw: &str) -> Result<Option<Self>, FaultCode> {
        let compact: String =
            raw.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
        if compact.is_empty() {
            return Ok(None);
        }
        let upper = compact.to_ascii_uppercase();
        let digits = upper.strip_prefix('N').ok_or(FaultCode::Malformed)?;
        if digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Some(Self(upper)))
        } else {
            Err(FaultCode::Malformed)
        }
    }

    /// The canonical spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for SevisId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
