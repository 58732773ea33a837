//! What is said after an official's act on a student's record.

use crate::wire::{Notice, ResetRefusal};

/// The school's acts.
pub(super) fn console(notice: &Notice) -> Option<(&'static str, &'static str)> {
    match notice {
        Notice::ApprovalRefused { .. } => Some((
            "Not approved",
            "Days in both authorizations would count twice. Correct or end the other one with the next import, then approve this one.",
        )),
        Notice::Approved { invited: true } => {
            Some(("OPT approved", "The invitation is in the outbox."))
        }
        Notice::Approved { invited: false } => Some((
            "OPT approved",
            "The invitation will be emailed once the start date is reached and an email is on record.",
        )),
        Notice::LinkSent => Some((
            "New link sent",
            "The student had no account yet: a new registration link, valid for 14 days, is in the outbox. Earlier links no longer work.",
        )),
        Notice::Unlocked => Some((
            "Reset link sent",
            "The email “Account reset.” with a link to choose a new password is in the outbox. Until the student does so, the old password does not work. All sessions have ended. Choosing the new password also removes lost second steps.",
        )),
        Notice::ResetRefused(ResetRefusal::NotEligible) => Some((
            "Nothing to reset",
            "No approved authorization of this student has started, so there is no portal account yet.",
        )),
        Notice::ResetRefused(ResetRefusal::Closed) => Some((
            "Nothing to reset",
            "The portal account closed six months after the authorization ended.",
        )),
        Notice::ResetRefused(ResetRefusal::Joined) => Some((
            "Nothing to reset",
            "The student logs in with an online account of their own, which the school cannot reset: “Forgot password?” and the help team can. Putting a new email on this record separates it from that account and sends an invitation.",
        )),
        Notice::ResetRefused(ResetRefusal::NoEmail) => {
            Some(("Nothing to reset", "No email is on record. Enter one first."))
        }
        Notice::EmailChanged => Some((
            "Email changed",
            "The account is locked. A temporary password went to the new address and a notice to the old one.",
        )),
        Notice::ActedMeanwhile => Some((
            "Changed in the meantime",
            "Someone else acted first, so nothing was done. This is how it stands now.",
        )),
        Notice::SevisNoteUndone => Some((
            "Taken back",
            "It no longer counts as entered in SEVIS. What still has to be entered is among the tasks again.",
        )),
        Notice::EmailSpelled => Some((
            "Email saved",
            "It is the same mailbox, spelled differently: login and password stay as they are.",
        )),
        Notice::EmailSaved => Some((
            "Email saved",
            "The student has no account yet. The invitation goes to this address, right away if the authorization has started.",
        )),
        _ => None,
    }
}
