//! The number under which a case is known (seed 002; USCIS Form I-797).

use crate::fault::FaultCode;
use crate::text;
use std::fmt;

/// Three letters and ten digits, such as `IOE0123456789`. Any letters are taken: a new office's
/// prefix must not keep anybody out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptNumber(String);

impl ReceiptNumber {
    /// Reads a number as typed from paper: blanks, hyphens, small letters, and an O or I among the
    /// digits are forgiven.
    pub fn parse(raw: &str) -> Result<Option<Self>, FaultCode> {
        let bare = text::compact(raw).to_ascii_uppercase();
        let bare = bare.trim_end_matches(['.', ',', ';']);
        if bare.is_empty() {
            return Ok(None);
        }
        let parts = bare.split_at_checked(3);
        let parts = parts.map(|(l, digits)| (l, digits.replace('O', "0").replace(['I', 'L'], "1")));
        match parts {
            Some((letters, digits))
                if letters.bytes().all(|b| b.is_ascii_uppercase())
                    && digits.len() == 10
                    && digits.bytes().all(|b| b.is_ascii_digit()) =>
            {
                Ok(Some(Self(format!("{letters}{digits}"))))
            }
            _ => Err(FaultCode::Malformed),
        }
    }

    /// The thirteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
