//! Cases on paper, the codes that open them, and who else may see them.

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
