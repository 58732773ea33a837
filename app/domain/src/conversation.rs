//! Conversations of secure messages.

use crate::fault::Faults;
use crate::text;

crate::named_codes! {
    /// Whose turn it is.
    ThreadState {
        /// The help team's.
        Waiting = "waiting", "Waiting for an answer";
        /// The holder's, if anything is left to ask.
        Answered = "answered", "Answered";
        /// Nobody's; a further message opens it again.
        Closed = "closed", "Closed";
    }
}

/// Longest subject in characters.
const MAX_SUBJECT: u32 = 120;
/// Longest message in characters.
const MAX_BODY: u32 = 4000;

/// Reads a message: a subject (at most 120 characters) for a new conversation, and a body (at most 4000). Every fault
/// is noted.
pub fn parse_message(
    subject: Option<&str>,
    body: &str,
    faults: &mut Faults,
) -> (Option<String>, Option<String>) {
    let subject =
        subject.and_then(|typed| faults.required("subject", text::line(typed, MAX_SUBJECT)));
    (subject, faults.required("body", text::paragraph(body, MAX_BODY)))
}
