//! The way of a change to SEVIS. Nothing here says SEVIS where SEVIS has not answered.

crate::named_codes! {
    /// Where a change stands on its way to SEVIS.
    SevisState {
        /// Written here; the school looks at it before it is passed on.
        InReview = "in_review", "Saved; your school checks it before it goes to SEVIS";
        /// Written here; the school sends it or enters it by hand.
        Queued = "queued", "Saved; your school passes it on to SEVIS";
        /// In a batch, no answer yet.
        Sent = "sent", "On its way to SEVIS, waiting for its answer";
        /// SEVIS has answered that it has it.
        Confirmed = "confirmed", "Confirmed by SEVIS";
        /// SEVIS has answered that it did not take it; the school works on it.
        Refused = "refused", "Not taken by SEVIS; your school works on it";
        /// An official has entered it in SEVIS, and says so.
        ByHand = "by_hand", "Entered in SEVIS by your school";
        /// Never sent, or not taken; a later change of the same says it all.
        Superseded = "superseded", "Replaced by a later change";
        /// The portal's own rehearsal has answered; SEVIS knows nothing of it.
        Rehearsed = "rehearsed", "Rehearsed only; SEVIS was not told";
    }
}

crate::named_codes! {
    /// How a school passes changes on to SEVIS.
    SevisWay {
        /// Officials enter them in SEVIS themselves.
        ByHand = "by_hand", "By hand";
        /// Batch files, uploaded elsewhere.
        Batch = "batch", "Batch files";
        /// The portal's own rehearsal, for demonstration and tests.
        Rehearsal = "rehearsal", "Rehearsal";
    }
}

crate::named_codes! {
    /// Where a batch stands.
    BatchState {
        /// Its file is stored and its changes are locked.
        Exported = "exported", "Waiting for its answer";
        /// SEVIS has the file, and no record is answered yet.
        Taken = "taken", "Taken by SEVIS, waiting for its answers";
        /// Some of its records are answered.
        Partly = "partly", "Partly answered";
        /// Each of its records is answered.
        Answered = "answered", "Answered";
        /// SEVIS did not take the file; its changes go with another one.
        Rejected = "rejected", "Not taken as a whole";
    }
}
