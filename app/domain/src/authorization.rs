//! Practical-training authorizations: type, status and dates (SEVIS OPT request).

use crate::date::plus_days;
use serde::{Deserialize, Serialize};
use time::Date;

crate::named_codes! {
    /// The kinds of practical training.
    Kind {
        /// OPT before the program ends; no unemployment count, no portal account.
        PreCompletion = "pre_completion", "Pre-completion OPT";
        /// OPT after the program.
        PostCompletion = "post_completion", "Post-completion OPT";
        /// The 24-month STEM extension.
        Stem = "stem", "STEM OPT";
    }
}

crate::named_codes! {
    /// The state of the request at USCIS.
    Status {
        /// Recommended by the school.
        Requested = "requested", "Requested";
        /// Received by USCIS.
        Pending = "pending", "Pending";
        /// Approved.
        Approved = "approved", "Approved";
        /// Denied.
        Denied = "denied", "Denied";
        /// Withdrawn.
        Withdrawn = "withdrawn", "Withdrawn";
        /// Canceled.
        Canceled = "canceled", "Canceled";
    }
}

crate::named_codes! {
    /// Full time is more than 20 hours a week.
    Schedule {
        /// More than 20 hours a week.
        FullTime = "full_time", "Full time";
        /// 20 hours a week or less.
        PartTime = "part_time", "Part time";
    }
}

impl Status {
    /// True for a request that came to nothing, or was given up.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Denied | Self::Withdrawn | Self::Canceled)
    }
}

/// One authorization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorization {
    /// What kind.
    pub kind: Kind,
    /// Where the request stands.
    pub status: Status,
    /// Full or part time.
    pub schedule: Schedule,
    /// First authorized day.
    pub start: Date,
    /// Last authorized day.
    pub end: Date,
}

/// The first of two approved ones that share a day; none in a record that SEVIS would take. In the
/// order of time, where no neighbours do, no others do.
pub fn first_overlap(all: &[Authorization]) -> Option<&Authorization> {
    let mut approved: Vec<&Authorization> =
        all.iter().filter(|one| one.status == Status::Approved).collect();
    approved.sort_by_key(|one| (one.start, one.end));
    approved.windows(2).find(|pair| pair[0].overlaps(pair[1])).map(|pair| pair[0])
}

impl Authorization {
    /// True if this authorization gives its holder a portal account once it has begun.
    pub fn opens_portal(&self, today: Date) -> bool {
        self.counts() && self.start <= today
    }

    /// True if a day belongs to both. Approved ones of one student never share a day (SEVIS refuses it
    /// as S1044).
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// True if a day belongs to both, or one begins on the day after the other has ended.
    pub fn adjoins(&self, other: &Self) -> bool {
        self.start <= plus_days(other.end, 1) && other.start <= plus_days(self.end, 1)
    }

    /// True if it goes on where the other one ends, and lasts longer.
    pub fn continues(&self, other: &Self) -> bool {
        self.start <= plus_days(other.end, 1) && self.end > other.end
    }

    /// In a few words: its type and its days.
    pub fn words(&self) -> String {
        format!(
            "{} of {} to {}",
            self.kind.words(),
            crate::date::long(self.start),
            crate::date::long(self.end)
        )
    }

    /// True for an approved STEM extension.
    pub fn extends(&self) -> bool {
        self.status == Status::Approved && self.kind == Kind::Stem
    }

    /// True for an approved one on a day that it has.
    pub fn runs(&self, today: Date) -> bool {
        self.status == Status::Approved && self.start <= today && today <= self.end
    }

    /// True if days of it count towards the unemployment limit.
    pub fn counts(&self) -> bool {
        self.status == Status::Approved && self.kind != Kind::PreCompletion
    }
}
