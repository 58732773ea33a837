//! Registration by invitation.

mod invited;
mod proving;

pub(super) const SUBJECT: &str =
    "Optional Practical Training Approval - the next step. Create an SEVP Portal account.";
