//! The life of a plan. Who has signed follows from the signatures; the state says whose turn it is.

crate::named_codes! {
    /// Where a version of a plan stands.
    PlanState {
        /// Being filled in and signed.
        Open = "open", "Being filled in and signed";
        /// Complete and signed by all three: the school's turn.
        AtSchool = "at_school", "With the school";
        /// The school asks for something.
        Asked = "asked", "Changes requested by the school";
        /// The school has accepted it.
        Accepted = "accepted", "Accepted by the school";
        /// A newer version stands in its place.
        Replaced = "replaced", "Replaced by a newer version";
        /// Given up before it was accepted.
        Dropped = "dropped", "Discarded";
    }
}

impl PlanState {
    /// It can be filled in and signed.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Asked)
    }

    /// It is not over.
    pub fn is_current(self) -> bool {
        !matches!(self, Self::Replaced | Self::Dropped)
    }
}

crate::named_codes! {
    /// What an employer's mailed link is for.
    LinkPurpose {
        /// Filling in and signing.
        Sign = "sign", "Fill in and sign";
        /// Signing an evaluation.
        Evaluate = "evaluate", "Sign an evaluation";
        /// Reporting the end of a job; it works as long as the plan.
        Depart = "depart", "Report the end of the job";
    }
}

crate::named_codes! {
    /// Which plans an official looks at.
    PlanFilter {
        /// The school's turn.
        AtSchool = "at_school", "To check";
        /// Accepted and not yet given to SEVIS.
        ToHand = "to_hand", "To upload to SEVIS";
        /// Being filled in, signed, or asked back.
        Open = "open", "Being signed";
        /// Accepted and given to SEVIS.
        Done = "done", "Done";
    }
}

/// Days for which a link to sign works.
pub const SIGN_DAYS: i64 = 30;
/// Minutes for which a mailed code works.
pub const CODE_MINUTES: i64 = 15;
/// Wrong codes until a new one is needed.
pub const CODE_TRIES: i32 = 5;
