//! The states of a change on its way to SEVIS. No state claims that SEVIS has a change unless SEVIS or an official said so.

crate::named_codes! {
    /// Where a change stands on its way to SEVIS.
    SevisState {
        /// Written here; the school looks at it before it is passed on.
        InReview = "in_review", "Saved; your school checks it before it goes to SEVIS";
        /// Written here; the school sends it or enters it by hand.
        Queued = "queued", "Saved; your school passes it on to SEVIS";
        /// In a batch, no answer yet.
        Sent = "sent", "In a batch for SEVIS; no answer yet";
        /// SEVIS has answered that it has it.
        Confirmed = "confirmed", "Confirmed by SEVIS";
        /// SEVIS has answered that it did not take it; the school works on it.
        Refused = "refused", "Not accepted by SEVIS; your school is working on it";
        /// SEVIS has given two contradictory answers: that it has the change, and that it does not.
        Conflict = "conflict", "SEVIS gave two different answers; your school is checking";
        /// An official has entered it in SEVIS, and says so.
        ByHand = "by_hand", "Entered in SEVIS by your school";
        /// Never sent, or not taken by SEVIS; a later change of the same thing contains everything it said.
        Superseded = "superseded", "Replaced by a later change";
        /// The portal's own rehearsal has answered; SEVIS knows nothing of it.
        Rehearsed = "rehearsed", "Rehearsal only; not sent to SEVIS";
    }
}

impl SevisState {
    /// Where a report stands; none is one of something that SEVIS has no field for.
    pub fn words_of(state: Option<Self>) -> &'static str {
        state.map_or("Saved with your school; SEVIS has no field for it", Self::words)
    }

    /// True while nobody knows that SEVIS has it, and somebody has to see to that.
    pub fn is_open(self) -> bool {
        match self {
            Self::InReview | Self::Queued | Self::Sent | Self::Refused | Self::Conflict => true,
            Self::Confirmed | Self::ByHand | Self::Superseded | Self::Rehearsed => false,
        }
    }
}

crate::named_codes! {
    /// How a school passes changes on to SEVIS.
    SevisWay {
        /// Officials enter them in SEVIS themselves.
        ByHand = "by_hand", "By hand";
        /// Batch files, uploaded elsewhere.
        Batch = "batch", "Batch files";
        /// Batches that the portal hands to SEVIS itself.
        Transport = "transport", "Batches, sent by the portal";
        /// The portal's own rehearsal, for demonstration and tests.
        Rehearsal = "rehearsal", "Rehearsal";
    }
}

impl SevisWay {
    /// True where changes go in batches, whoever hands them over.
    pub fn has_batches(self) -> bool {
        matches!(self, Self::Batch | Self::Transport)
    }
}

crate::named_codes! {
    /// Where a batch stands.
    BatchState {
        /// Its file is stored and its changes are locked.
        Exported = "exported", "Made; waits to be sent or answered";
        /// Being sent; stored before the connection opens.
        Sending = "sending", "Being sent";
        /// It was sent, and nobody knows whether it arrived: SEVIS is asked.
        Unknown = "unknown", "Sent; checking with SEVIS whether it arrived";
        /// SEVIS has the file, and no record is answered yet.
        Taken = "taken", "Taken by SEVIS, waiting for its answers";
        /// Some of its records are answered.
        Partly = "partly", "Partly answered";
        /// Each of its records is answered.
        Answered = "answered", "Answered";
        /// SEVIS did not take the file; its changes go with another one.
        Rejected = "rejected", "Rejected as a whole";
        /// An official says that its file never left; its changes go with another one.
        Discarded = "discarded", "Discarded; never sent";
    }
}
