//! Registration by invitation.

mod come_back;
mod invited;
mod proving;

pub(super) const SUBJECT: &str =
    "Optional Practical Training Approval - the next step. Create an SEVP Portal account.";
