//! Editions of Form I-983: which one is in use on a day, and which field labels differ from the usual ones.

use crate::Date;
use time::macros::date;

/// An edition of Form I-983, as the Office of Management and Budget approved it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Stored with each plan.
    pub code: &'static str,
    /// As it stands at the foot of the form, with the day on which the approval ends.
    pub words: &'static str,
    /// First day of its use.
    pub from: Date,
    /// Labels that differ from those of `FIELDS`.
    pub labels: &'static [(&'static str, &'static str)],
}

/// All editions, the oldest first. The form itself is that of 7/16 throughout; renewals change the day on
/// which the approval ends, and that of 2029 asks for a yearly salary.
pub const EDITIONS: [Edition; 2] = [
    Edition {
        code: "7-16",
        words: "Form I-983 (7/16), OMB 1653-0054, expires 05/31/2025",
        from: date!(2016 - 07 - 01),
        labels: &[("pay", "Salary amount and how often it is paid")],
    },
    Edition {
        code: "7-16-2029",
        words: "Form I-983 (7/16), OMB 1653-0054, expires 04/30/2029",
        from: date!(2025 - 06 - 01),
        labels: &[],
    },
];

impl Edition {
    /// The one in use on a day.
    pub fn on(day: Date) -> Self {
        EDITIONS.into_iter().rfind(|one| one.from <= day).unwrap_or(EDITIONS[0])
    }

    /// The one of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        EDITIONS.into_iter().find(|one| one.code == code)
    }

    /// What it calls a field.
    pub fn label(self, name: &str) -> &'static str {
        let own = self.labels.iter().find(|(field, _)| *field == name).map(|(_, label)| *label);
        own.or_else(|| super::field(name).map(|field| field.label)).unwrap_or("This form")
    }
}
