//! The way of a change to SEVIS.

crate::named_codes! {
    /// Where a change stands on its way to SEVIS.
    SevisState {
        /// Written here, not yet handed over.
        Queued = "queued", "Saved, not yet sent to SEVIS";
        /// Handed over, no answer yet.
        Sent = "sent", "Sent to SEVIS, waiting for its answer";
        /// SEVIS has it.
        Confirmed = "confirmed", "Confirmed by SEVIS";
        /// SEVIS did not take it; the school works on it.
        Refused = "refused", "Not taken by SEVIS; your school has been told";
    }
}
