//! The SEVIS ID of a student: `N` and ten digits (SEVIS `Common.xsd`).

use crate::fault::FaultCode;
use crate::text;
use serde::{Deserialize, Serialize};

/// A SEVIS ID, always in its canonical spelling `N0123456789`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SevisId(String);

impl SevisId {
    /// Reads what a person typed, from paper perhaps: blanks, hyphens and a full stop at the end are
    /// dropped, a small `n` is taken, and so are O, I and L among the digits.
    pub fn parse(raw: &str) -> Result<Option<Self>, FaultCode> {
        let upper = text::compact(raw).to_ascii_uppercase();
        let upper = upper.trim_end_matches(['.', ',', ';']);
        if upper.is_empty() {
            return Ok(None);
        }
        let digits = upper.strip_prefix('N').ok_or(FaultCode::Malformed)?;
        let digits = digits.replace('O', "0").replace(['I', 'L'], "1");
        if digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Some(Self(format!("N{digits}"))))
        } else {
            Err(FaultCode::Malformed)
        }
    }

    /// The same where there must be one.
    pub fn required(raw: &str) -> Result<Self, FaultCode> {
        Self::parse(raw)?.ok_or(FaultCode::Required)
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
