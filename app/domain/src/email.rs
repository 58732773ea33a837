//! Email addresses as SEVIS takes them (`Common.xsd`, `EmailAddressType`): ASCII, at most 255.

use crate::fault::FaultCode;
use crate::text;
use serde::{Deserialize, Serialize};

/// Longest email address in characters.
pub const MAX: u32 = 255;

/// An email address, kept as typed; compare with [`Email::key`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email(String);

impl Email {
    /// Reads what a person typed; blanks around it are dropped, none gives `None`.
    pub fn parse(raw: &str) -> Result<Option<Self>, FaultCode> {
        let seen = text::seen(raw);
        let text = text::trimmed(&seen);
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() > MAX as usize {
            return Err(FaultCode::TooLong { max: MAX });
        }
        let (local, host) = text.rsplit_once('@').ok_or(FaultCode::Malformed)?;
        let local_ok = !local.is_empty()
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._%?=^+-!#$'/*{|}~`&".contains(&b));
        let labels: Vec<&str> = host.split('.').collect();
        let host_ok = labels.len() >= 2
            && labels.iter().all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            })
            && labels.last().is_some_and(|last| last.len() >= 2);
        if local_ok && host_ok {
            Ok(Some(Self(text.to_owned())))
        } else {
            Err(FaultCode::Malformed)
        }
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two addresses are compared: case folded.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

/// Where many people have their mailbox.
const COMMON: [&str; 6] =
    ["gmail.com", "hotmail.com", "icloud.com", "outlook.com", "protonmail.com", "yahoo.com"];
/// Hosts of their own that differ by a letter from one of those.
const OWN: [&str; 4] = ["email.com", "hotmail.co", "mail.com", "ymail.com"];

/// The host that was probably meant, where this one is a slip of the pen away from it: a letter too many, too few, another, or
/// two of them exchanged. It is for a question and never for a refusal.
pub fn probably_meant(email: &str) -> Option<&'static str> {
    let host = email.rsplit_once('@')?.1.to_ascii_lowercase();
    if COMMON.contains(&host.as_str()) || OWN.contains(&host.as_str()) {
        return None;
    }
    COMMON.into_iter().find(|common| strsim::osa_distance(&host, common) == 1)
}

/// An address with its middle hidden: `a…e@example.com`.
pub fn hidden(email: &str) -> String {
    let (local, host) = email.split_once('@').unwrap_or((email, ""));
    let mut chars = local.chars();
    match (chars.next(), chars.next_back()) {
        (Some(first), Some(last)) => format!("{first}…{last}@{host}"),
        (Some(first), None) => format!("{first}@{host}"),
        _ => email.to_owned(),
    }
}
