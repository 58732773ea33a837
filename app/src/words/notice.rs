//! What is said once after a form.

use crate::wire::{Notice, ResetRefusal};

/// A heading and a sentence.
pub fn notice(notice: &Notice) -> (&'static str, &'static str) {
    match notice {
        Notice::AccountCreated => {
            ("Your account is ready", "Log in with your email and the password you just chose.")
        }
        Notice::LoggedOut => ("You are logged out", "Nothing you saved is lost."),
        Notice::RecoveryAsked => (
            "Check your email",
            "If what you typed matches our records, a mail with a link is on its way. It can take a few minutes; look in spam too.",
        ),
        Notice::PasswordChanged => {
            ("Your password is changed", "Use it from now on. We also told you by email.")
        }
        Notice::ReportSaved => {
            ("Saved", "Your report is stored and on its way to SEVIS. This is your receipt.")
        }
        Notice::EmployerDeleted { .. } => {
            ("Employer deleted", "It no longer counts. You can bring it back.")
        }
        Notice::EmployerRestored => ("Employer brought back", "It counts again."),
        Notice::Approved { invited: true } => ("OPT approved", "The invitation is in the outbox."),
        Notice::Approved { invited: false } => (
            "OPT approved",
            "The invitation is mailed when the start date is reached and an email is on record.",
        ),
        Notice::LinkSent => (
            "Fresh link sent",
            "The student had no account yet: a new registration link, good for 14 days, is in the outbox. Earlier links no longer work.",
        ),
        Notice::Unlocked => (
            "Reset link mailed",
            "The student has an account: “Account reset.” with a link to a new password is in the outbox. It opens with that; until then the old password does not work. All sessions are ended, and with the new password lost second steps are gone too.",
        ),
        Notice::ResetRefused(ResetRefusal::NotEligible) => (
            "Nothing to reset",
            "No approved authorization of this student has started, so there is no portal account yet.",
        ),
        Notice::ResetRefused(ResetRefusal::Closed) => (
            "Nothing to reset",
            "The portal account closed six months after the authorization ended.",
        ),
        Notice::ResetRefused(ResetRefusal::NoEmail) => {
            ("Nothing to reset", "No email is on record. Enter one first.")
        }
        Notice::EmailChanged => (
            "Email changed",
            "The account is locked. A temporary password went to the new address and a notice to the old one.",
        ),
        Notice::EmailSaved => (
            "Email saved",
            "The student has no account yet: the invitation goes to this address, at once if the authorization has started.",
        ),
        Notice::Reviewed => ("Checked", "The report is off your list."),
        Notice::ConfirmationSent => {
            ("Another mail is on its way", "The links and codes of earlier mails stay good.")
        }
        Notice::CodeSent => (
            "A new one-time password is on its way",
            "It can take a few minutes. Only the newest one works.",
        ),
        Notice::OnlineAccountReady => (
            "Your account is ready",
            "A mail confirms it. At every login you use your second step as well.",
        ),
        Notice::FactorAdded => ("Added", "You can use it from the next login on."),
        Notice::FactorRemoved => ("Removed", "It no longer opens your account."),
        Notice::BackupCodesMade => (
            "New backup codes",
            "Print or save them now. Earlier ones of this kind no longer work.",
        ),
        Notice::SessionsEnded => ("Ended", "Those browsers must log in again."),
        Notice::BackupCodeUsed => (
            "You used a backup code",
            "It no longer works. Its replacement is shown here once: print or save it.",
        ),
        Notice::ChangeFrozen => (
            "The change is frozen",
            "It was undone and every session has ended. Choose a new password with the mail we just sent.",
        ),
        Notice::Closing => (
            "Your account will close",
            "You can still change your mind until then. Nothing is removed before.",
        ),
        Notice::NotClosing => ("Your account stays open", "Nothing was removed."),
        Notice::EmailAsked => (
            "Confirm the new address",
            "We mailed a link to it. Until you press the button there, the old address stays.",
        ),
        Notice::EmailIsNew => (
            "Your email is changed",
            "Log in with the new address from now on. The old one was told, and can undo it for ten days.",
        ),
        Notice::DraftKept => (
            "Your session had ended",
            "What you typed is back, but not sent yet. Check it, choose files again if there were any, and send it.",
        ),
        Notice::MessageSent => {
            ("Sent", "Your message is stored, and the other side sees it. An answer appears here.")
        }
        Notice::CaseAdded => ("Case added", "Its status and history are here from now on."),
        Notice::AccessCodeAsked => (
            "A new access code is on its way",
            "If the case is on record, the code goes to the email or postal address given on its form. Check the number if nothing comes. Earlier codes stay good.",
        ),
        Notice::ClientAsked => (
            "Your client is asked",
            "Once your client has the case in an online account of their own, they agree there. You are mailed when they have decided.",
        ),
        Notice::ConsentDecided => ("Saved", "The other side is told by mail."),
        Notice::StepsLost => (
            "You are in",
            "Add a new second step now, make backup codes, and remove what you lost.",
        ),
        Notice::QuestionsChanged => {
            ("Saved", "From now on these are asked. We also told you by mail.")
        }
        Notice::CaseSaved => ("Saved", "Whoever has the case in an account sees it now."),
        Notice::NothingChanged => {
            ("Nothing to save", "What you sent is what is already on record, so nothing was sent.")
        }
    }
}
