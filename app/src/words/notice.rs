//! The notices shown once on the page after a form.

use crate::wire::{Notice, ResetRefusal, Said};

/// A heading and a sentence.
type Words = (&'static str, &'static str);

/// What is said.
pub fn said(notice: &Notice) -> Said {
    let (heading, sentence) = words(notice);
    let undo = match notice {
        Notice::EmployerDeleted { id } => Some(id.clone()),
        _ => None,
    };
    let done = !matches!(
        notice,
        Notice::ResetRefused(_)
            | Notice::NothingChanged
            | Notice::SettingsMeanwhile
            | Notice::DraftKept
            | Notice::FrozenOnly
            | Notice::PasskeyRefused
            | Notice::SecondStepOffered
            | Notice::ApprovalRefused { .. }
            | Notice::NotUndone { .. }
            | Notice::DifferenceGone
            | Notice::ImportDiscarded
    );
    let sentence = match notice {
        Notice::ApprovalRefused { other } => {
            format!("It shares days with {other}, which is approved. {sentence}")
        }
        Notice::NotUndone { why } => why.clone(),
        Notice::ReceiptGenuine { words } => words.clone(),
        Notice::AnswerRead { confirmed, refused, unmatched, unanswered, changed } => {
            let known = if *changed { "" } else { " All of it was known." };
            format!(
                "{confirmed} confirmed, {refused} refused, {unmatched} unmatched, {unanswered} unanswered.{known}"
            )
        }
        _ => counted(notice).unwrap_or_else(|| sentence.to_owned()),
    };
    Said { heading: heading.to_owned(), sentence, done, undo }
}

fn words(notice: &Notice) -> Words {
    use Notice::*;
    // Every notice has its place: a new one does not compile until it has.
    let words = match notice {
        AccountCreated | RecordJoined | LoggedOut | RecoveryAsked | CopyAsked | PasswordChanged
        | ConfirmationSent | CodeSent | OnlineAccountReady | DraftKept | PasskeyRefused
        | SecondStepOffered | StepsLost => login(notice),
        ReportSaved | EmployerRestored | NothingChanged => report(notice),
        EmployerDeleted { .. } | ReceiptGenuine { .. } => report(notice),
        LinkSent | Unlocked | EmailChanged | EmailSaved => console(notice),
        Approved { .. } | ApprovalRefused { .. } | ResetRefused(_) => console(notice),
        PlanSaved | PlanVersion | PlanDropped | SignersAsked | PlanSigned | PlanSent
        | PlanReturned | EvaluationSigned | DepartureReported | PlanAccepted | PlanAsked
        | PlanHanded | DepartureSeen => super::plan_notice::plans(notice),
        StudentAsked | AnswerSent | Assigned => reviews(notice),
        Accepted { .. } | AcceptedTogether { .. } | AcceptTakenBack { .. } => reviews(notice),
        Amended | ExtensionAdded | DifferenceGone | ImportDiscarded | BatchMade | BatchOnItsWay
        | NothingForSevis | AllHeld | SevisNoted | BatchDiscarded => records(notice),
        OfficialInvited | OfficialChanged | SchoolSaved | SettingsMeanwhile => school(notice),
        DifferenceDecided { .. } | AnswerRead { .. } | NotUndone { .. } => records(notice),
        FactorAdded | FactorRemoved | BackupCodesMade | SessionsEnded | BackupCodeUsed
        | ChangeFrozen | FrozenOnly | Closing | NotClosing | EmailAsked | EmailIsNew
        | QuestionsChanged => security(notice),
        MessageSent | CaseAdded | AccessCodeAsked | ClientAsked | ConsentDecided | CaseSaved => {
            messages(notice)
        }
    };
    words.unwrap_or(("Done", ""))
}

/// Registration, login, passwords.
fn login(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::AccountCreated => Some((
            "Your account is ready",
            "Log in with your email and the password you just chose.",
        )),
        Notice::RecordJoined => Some((
            "One login for both",
            "Your online account opens your student record as well. Log in with its email, password and second step; both are on your first page.",
        )),
        Notice::LoggedOut => Some(("You are logged out", "Nothing you saved is lost.")),
        Notice::RecoveryAsked | Notice::CopyAsked => Some((
            "Check your email",
            "If what you typed matches our records, a mail with a link is on its way. It can take a few minutes; look in spam too.",
        )),
        Notice::PasswordChanged => {
            Some(("Your password is changed", "Use it from now on. We also told you by email."))
        }
        Notice::ConfirmationSent => {
            Some(("Another mail is on its way", "The links and codes of earlier mails stay good."))
        }
        Notice::CodeSent => Some((
            "A new one-time password is on its way",
            "It can take a few minutes. Only the newest one works.",
        )),
        Notice::OnlineAccountReady => Some((
            "Your account is ready",
            "A mail confirms it. At every login you use your second step as well.",
        )),
        Notice::DraftKept => Some((
            "Your session had ended",
            "What you typed is back, but not sent yet. Check it, choose files again if there were any, and send it.",
        )),
        Notice::PasskeyRefused => Some((
            "This passkey opens no account here",
            "It may have been removed, or its account is locked. Log in with your email and password, or use “Forgot password?”.",
        )),
        Notice::SecondStepOffered => Some((
            "Your password alone opens this account",
            "Add a passkey or an authenticator app when you have a minute: “Account”, then “Second steps, backup codes, sessions”. You need not.",
        )),
        Notice::StepsLost => Some((
            "You are in",
            "Add a new second step now, make backup codes, and remove what you lost.",
        )),
        _ => None,
    }
}

/// A student's reports.
fn report(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::ReportSaved => Some((
            "Saved",
            "Your report is stored, and your school passes it on to SEVIS. This is your receipt.",
        )),
        Notice::EmployerDeleted { .. } => {
            Some(("Employer deleted", "It no longer counts. You can bring it back."))
        }
        Notice::ReceiptGenuine { .. } => Some(("This receipt is genuine", "")),
        Notice::EmployerRestored => Some(("Employer brought back", "It counts again.")),
        Notice::NothingChanged => Some((
            "Nothing to save",
            "What you sent is what is already on record, so nothing was sent.",
        )),
        _ => None,
    }
}

/// The school's acts.
fn console(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::ApprovalRefused { .. } => Some((
            "Not approved",
            "Days of two approved authorizations would count twice. Correct or end the other one with the next import, then approve this one.",
        )),
        Notice::Approved { invited: true } => {
            Some(("OPT approved", "The invitation is in the outbox."))
        }
        Notice::Approved { invited: false } => Some((
            "OPT approved",
            "The invitation is mailed when the start date is reached and an email is on record.",
        )),
        Notice::LinkSent => Some((
            "Fresh link sent",
            "The student had no account yet: a new registration link, good for 14 days, is in the outbox. Earlier links no longer work.",
        )),
        Notice::Unlocked => Some((
            "Reset link mailed",
            "The student has an account: “Account reset.” with a link to a new password is in the outbox. It opens with that; until then the old password does not work. All sessions are ended, and with the new password lost second steps are gone too.",
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
            "The student logs in with an online account of their own, which the school cannot reset: “Forgot password?” and the help team can. A new email on this record parts it from that account and sends an invitation.",
        )),
        Notice::ResetRefused(ResetRefusal::NoEmail) => {
            Some(("Nothing to reset", "No email is on record. Enter one first."))
        }
        Notice::EmailChanged => Some((
            "Email changed",
            "The account is locked. A temporary password went to the new address and a notice to the old one.",
        )),
        Notice::EmailSaved => Some((
            "Email saved",
            "The student has no account yet: the invitation goes to this address, at once if the authorization has started.",
        )),
        _ => None,
    }
}

/// Sentences with numbers.
fn counted(notice: &Notice) -> Option<String> {
    let reports = |n: usize| if n == 1 { "1 report".to_owned() } else { format!("{n} reports") };
    let were =
        |n: usize| if n == 1 { "1 report was".to_owned() } else { format!("{n} reports were") };
    Some(match notice {
        Notice::Accepted { left: 0 } => "All reports are checked.".into(),
        Notice::Accepted { left } => format!("{left} to check. This is the next one."),
        Notice::AcceptedTogether { count, skipped: 0 } => {
            format!("{} accepted. You can take it back below.", reports(*count))
        }
        Notice::AcceptedTogether { count, skipped } => format!(
            "{} accepted. {} changed or decided by somebody else meanwhile, and left out: look again.",
            reports(*count),
            were(*skipped),
        ),
        Notice::AcceptTakenBack { count, gone: 0 } => {
            format!("{} to check again.", reports(*count))
        }
        Notice::AcceptTakenBack { count, gone } => format!(
            "{} to check again. {} on the way to SEVIS already: what is wrong there, correct in the record.",
            reports(*count),
            were(*gone),
        ),
        _ => return None,
    })
}

/// The check of reports.
fn reviews(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::Accepted { .. } | Notice::AcceptedTogether { .. } => Some(("Accepted", "")),
        Notice::AcceptTakenBack { .. } => Some(("Taken back", "")),
        Notice::StudentAsked => Some((
            "Question sent",
            "The student is mailed, and answers on the receipt. The report waits under “Asked back” until then.",
        )),
        Notice::Assigned => Some(("Saved", "Your colleagues see who has it.")),
        Notice::AnswerSent => Some((
            "Answer sent",
            "Your school sees it with the report. Their decision appears here.",
        )),
        _ => None,
    }
}

/// What is said of a school's settings and officials.
fn school(notice: &Notice) -> Option<Words> {
    Some(match notice {
        Notice::OfficialInvited => {
            ("Invited", "The link is mailed. It sets a password and a second step.")
        }
        Notice::OfficialChanged => ("Saved", "It holds from now on."),
        Notice::SchoolSaved => ("Settings saved", "They hold from now on."),
        Notice::SettingsMeanwhile => (
            "Nothing was changed",
            "A colleague saved the settings while you had them open. Here they are as they stand now.",
        ),
        _ => return None,
    })
}

/// What the school amends, decides and imports.
fn records(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::Amended => Some((
            "Saved",
            "The record is amended, and its history says by whom. It can be undone below, under “Amended by the school”.",
        )),
        Notice::ExtensionAdded => Some((
            "Saved",
            "The extension is on record. Its employer is next: save this form to recommend both to SEVIS.",
        )),
        Notice::DifferenceDecided { file: true } => Some((
            "Decided",
            "The record has your file’s word now, SEVIS gets what it is told of, and the student is told.",
        )),
        Notice::DifferenceDecided { file: false } => Some((
            "Decided",
            "What is on record stays. Importing the same file again does not ask once more.",
        )),
        Notice::BatchOnItsWay => Some((
            "Batch made",
            "The portal sends it now, and asks for the answer on the next working day.",
        )),
        Notice::BatchMade => Some((
            "Batch made",
            "Its file is stored here, and its changes wait for the answer. Download it and upload it to SEVIS.",
        )),
        Notice::NothingForSevis => Some(("Nothing is due", "No change is ready for a batch.")),
        Notice::AllHeld => Some(("No batch", "What keeps the changes here is listed below.")),
        Notice::AnswerRead { .. } => Some(("Answer read", "")),
        Notice::BatchDiscarded => {
            Some(("Batch discarded", "Its changes wait for the next one. Delete its file."))
        }
        Notice::SevisNoted => Some(("Noted", "The student sees it as well.")),
        Notice::ImportDiscarded => {
            Some(("Discarded", "Nothing was imported, and the files are not kept."))
        }
        Notice::DifferenceGone => Some((
            "The record was changed meanwhile",
            "Nothing was decided. What is left to decide is listed here.",
        )),
        Notice::NotUndone { .. } => Some(("Not undone", "")),
        _ => None,
    }
}

/// The security of an account.
fn security(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::FactorAdded => Some(("Added", "You can use it from the next login on.")),
        Notice::FactorRemoved => Some(("Removed", "It no longer opens your account.")),
        Notice::BackupCodesMade => Some((
            "New backup codes",
            "Print or save them now. Earlier ones of this kind no longer work.",
        )),
        Notice::SessionsEnded => Some(("Ended", "Those browsers must log in again.")),
        Notice::BackupCodeUsed => Some((
            "You used a backup code",
            "It no longer works. Its replacement is shown here once: print or save it.",
        )),
        Notice::ChangeFrozen => Some((
            "The change is frozen",
            "It was undone and every session has ended. Choose a new password with the mail we just sent.",
        )),
        Notice::FrozenOnly => Some((
            "The account is frozen",
            "Every session has ended, and nobody can log in. Another account has your address by now, so we cannot let you in by mail: please ask the help team or your school.",
        )),
        Notice::Closing => Some((
            "Your account will close",
            "You can still change your mind until then. Nothing is removed before.",
        )),
        Notice::NotClosing => Some(("Your account stays open", "Nothing was removed.")),
        Notice::EmailAsked => Some((
            "Confirm the new address",
            "We mailed a link to it. Until you press the button there, the old address stays; it was told as well.",
        )),
        Notice::EmailIsNew => Some((
            "Your email is changed",
            "Log in with the new address from now on. The old one was told, and can undo it for ten days.",
        )),
        Notice::QuestionsChanged => {
            Some(("Saved", "From now on these are asked. We also told you by mail."))
        }
        _ => None,
    }
}

/// Messages and cases.
fn messages(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::MessageSent => Some((
            "Sent",
            "Your message is stored, and the other side sees it. An answer appears here.",
        )),
        Notice::CaseAdded => Some(("Case added", "Its status and history are here from now on.")),
        Notice::AccessCodeAsked => Some((
            "A new access code is on its way",
            "If the case is on record, the code goes to the email or postal address given on its form. Check the number if nothing comes. Earlier codes stay good.",
        )),
        Notice::ClientAsked => Some((
            "Your client is asked",
            "Once your client has the case in an online account of their own, they agree there. You are mailed when they have decided.",
        )),
        Notice::ConsentDecided => Some(("Saved", "The other side is told by mail.")),
        Notice::CaseSaved => Some(("Saved", "Whoever has the case in an account sees it now.")),
        _ => None,
    }
}
