//! Cases on paper, the codes that open them, and who else may see them.

use crate::email::Email;
use crate::fault::{Fault, FaultCode, Faults};
use crate::receipt_number::ReceiptNumber;
use crate::text;
use time::Duration;

/// How long an online access code works (USCIS Account Access Notice).
pub const CODE_LIFE: Duration = Duration::days(90);
/// Access codes made for one case within a day: more are asked for in vain.
pub const CODES_A_DAY: u64 = 3;
/// After a refusal the same representative's question is not put again for so long.
pub const REFUSAL_RESTS: Duration = Duration::days(30);

crate::named_codes! {
    /// Where a case stands.
    Status {
        /// It arrived.
        Received = "received", "Case received";
        /// Fingerprints are to be taken.
        Biometrics = "biometrics", "Biometrics appointment scheduled";
        /// Somebody works on it.
        Review = "review", "Case is being reviewed";
        /// Something is missing.
        EvidenceAsked = "evidence_asked", "Request for evidence sent";
        /// The missing came in.
        EvidenceReceived = "evidence_received", "Response to the request received";
        /// An interview is set.
        Interview = "interview", "Interview scheduled";
        /// Another office has it.
        Transferred = "transferred", "Case transferred to another office";
        /// Yes.
        Approved = "approved", "Case approved";
        /// The card was made.
        CardMailed = "card_mailed", "Card mailed";
        /// No.
        Denied = "denied", "Case denied";
        /// Taken back by the person.
        Withdrawn = "withdrawn", "Case withdrawn";
    }
}

crate::named_codes! {
    /// Whether a representative may see a client's case. Only the client decides, in the client's
    /// own account.
    Consent {
        /// The representative has asked.
        Asked = "asked", "Waiting for your client";
        /// The client agreed.
        Given = "given", "Your client has agreed";
        /// The client said no, or took it back.
        Refused = "refused", "Not agreed";
        /// The representative no longer needs it.
        Ended = "ended", "Ended";
    }
}

crate::named_codes! {
    /// What can be done about a consent.
    Decision {
        /// The client agrees.
        Agree = "agree", "Agree";
        /// The client does not.
        Refuse = "refuse", "Do not agree";
        /// The client takes it back.
        Withdraw = "withdraw", "Take back";
        /// The representative no longer needs it.
        GiveUp = "give_up", "Remove";
    }
}

impl Consent {
    /// What a decision makes of it; none where it makes no sense.
    pub fn after(self, decision: Decision) -> Option<Self> {
        match (self, decision) {
            (Self::Asked, Decision::Agree) => Some(Self::Given),
            (Self::Asked, Decision::Refuse) => Some(Self::Refused),
            // Like a refusal: it is not asked for again at once.
            (Self::Given, Decision::Withdraw) => Some(Self::Refused),
            (Self::Asked | Self::Given, Decision::GiveUp) => Some(Self::Ended),
            _ => None,
        }
    }
}

impl Decision {
    /// The client's to make; the others are the representative's.
    pub fn is_clients(self) -> bool {
        self != Self::GiveUp
    }
}

/// What a representative asks a client for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRequest {
    /// The case.
    pub number: ReceiptNumber,
    /// The representative's name.
    pub name: String,
    /// Their firm; may be empty.
    pub firm: String,
}

/// Reads the form by which a representative asks a client.
pub fn parse_client_request(
    number: &str,
    name: &str,
    firm: &str,
) -> Result<ClientRequest, Vec<Fault>> {
    let mut faults = Faults::default();
    let number = faults.required("receipt_number", ReceiptNumber::parse(number));
    let name = faults.required("your_name", text::line(name, 120));
    let firm = faults.optional("firm", text::line(firm, 120)).unwrap_or_default();
    match (number, name) {
        (Some(number), Some(name)) if faults.is_empty() => Ok(ClientRequest { number, name, firm }),
        _ => Err(faults.into_vec()),
    }
}

/// A case as the help team writes it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperCase {
    /// Its number.
    pub number: ReceiptNumber,
    /// The form it was filed with.
    pub form_type: String,
    /// Whose it is.
    pub name: String,
    /// The email on the form; may be empty.
    pub email: String,
    /// The address on the form; may be empty.
    pub postal_address: String,
}

/// Reads the form by which the help team writes a case down.
pub fn parse_paper_case(
    [number, form_type, name, email, postal_address]: [&str; 5],
) -> Result<PaperCase, Vec<Fault>> {
    let mut faults = Faults::default();
    let number = faults.required("receipt_number", ReceiptNumber::parse(number));
    let form_type = faults.required("form_type", text::line(form_type, 40));
    let name = faults.required("case_name", text::line(name, 200));
    let email = faults.optional("email", Email::parse(email));
    let address = faults.optional("postal_address", text::paragraph(postal_address, 400));
    let (Some(number), Some(form_type), Some(name), true) =
        (number, form_type, name, faults.is_empty())
    else {
        return Err(faults.into_vec());
    };
    let email = email.map(|email| email.as_str().to_owned()).unwrap_or_default();
    Ok(PaperCase { number, form_type, name, email, postal_address: address.unwrap_or_default() })
}

/// Reads the form by which the help team tells news: a status, if it changes, and a note.
pub fn parse_news(
    status: &str,
    note: &str,
) -> Result<(Option<Status>, Option<String>), Vec<Fault>> {
    let mut faults = Faults::default();
    let known = Status::from_code(status);
    if known.is_none() && !status.is_empty() {
        faults.add("status", FaultCode::NotAChoice);
    }
    let note = faults.optional("note", text::paragraph(note, 1000));
    if faults.is_empty() { Ok((known, note)) } else { Err(faults.into_vec()) }
}
