//! The notices shown once on the page after a form.

use super::{number_of, so_many};
use crate::wire::{Notice, Said};

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
            | Notice::ActedMeanwhile
            | Notice::SettingsMeanwhile
            | Notice::DraftKept
            | Notice::FrozenOnly
            | Notice::PasskeyRefused
            | Notice::PushRefused
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
        ReportSaved | EmployerRestored | NothingChanged | ReachSaved => report(notice),
        ActedMeanwhile | SevisNoteUndone | EmailSpelled => super::school_notice::console(notice),
        PushOn | PushOff | PushRefused => push(notice),
        EmployerDeleted { .. } | ReceiptGenuine { .. } => report(notice),
        LinkSent | Unlocked | EmailChanged | EmailSaved => super::school_notice::console(notice),
        Approved { .. } | ApprovalRefused { .. } | ResetRefused(_) => {
            super::school_notice::console(notice)
        }
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
            "Your online account now opens your student record too. Log in with its email, password and second step. You will find both on your home page.",
        )),
        Notice::LoggedOut => Some(("You are logged out", "Nothing you saved is lost.")),
        Notice::RecoveryAsked | Notice::CopyAsked => Some((
            "Check your email",
            "If what you entered matches our records, we have sent you an email with a link. It can take a few minutes. Check your spam folder too.",
        )),
        Notice::PasswordChanged => Some((
            "Your password was changed",
            "Use it from now on. We also sent you an email about it.",
        )),
        Notice::ConfirmationSent => Some((
            "Another email is on its way",
            "The links and codes in earlier emails still work.",
        )),
        Notice::CodeSent => Some((
            "A new one-time password is on its way",
            "It can take a few minutes. Only the newest one works.",
        )),
        Notice::OnlineAccountReady => Some((
            "Your account is ready",
            "We sent you an email to confirm this. From now on, you also use your second step each time you log in.",
        )),
        Notice::DraftKept => Some((
            "Your session had ended",
            "What you typed is back but has not been sent. Check it, add any files again, and send it.",
        )),
        Notice::PasskeyRefused => Some((
            "This passkey does not open an account here",
            "It may have been removed, its account may be locked, or the password is newer than its last use. Log in with your email and password (with this passkey as the second step, it then works again), or use “Forgot password?”.",
        )),
        Notice::SecondStepOffered => Some((
            "Your password alone opens this account",
            "Add a passkey or an authenticator app when you have a minute: go to “Account”, then “Second steps, backup codes, sessions”. This is optional.",
        )),
        Notice::StepsLost => Some((
            "You are logged in",
            "Add a new second step now, create backup codes, and remove the second steps you lost.",
        )),
        _ => None,
    }
}

/// Notifications.
fn push(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::PushOn => Some((
            "Notifications are on for this device",
            "Choose below what they are for. We also sent you an email about it.",
        )),
        Notice::PushOff => Some(("Notifications are off for that device", "")),
        Notice::PushRefused => Some((
            "Notifications do not work in this browser",
            "The service that its maker uses for them is not one this portal sends to. Emails and texts reach you as before.",
        )),
        _ => None,
    }
}

/// A student's reports.
fn report(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::ReportSaved => Some((
            "Saved",
            "Your report is stored. This is your receipt. Its state says how far it is on its way to SEVIS.",
        )),
        Notice::EmployerDeleted { .. } => {
            Some(("Employer deleted", "It no longer counts. You can bring it back."))
        }
        Notice::ReceiptGenuine { .. } => Some(("This receipt is genuine", "")),
        Notice::ReachSaved => Some((
            "Saved",
            "From now on, news come as you chose. We also sent you an email about it.",
        )),
        Notice::EmployerRestored => Some(("Employer brought back", "It counts again.")),
        Notice::NothingChanged => {
            Some(("Nothing to save", "What you entered is already on record."))
        }
        _ => None,
    }
}

/// Sentences with numbers.
fn counted(notice: &Notice) -> Option<String> {
    let reports = |n: usize| number_of(n, "report", "reports");
    let were = |n: usize| number_of(n, "report was", "reports were");
    Some(match notice {
        Notice::Accepted { left: 0 } => "All reports are checked.".into(),
        Notice::Accepted { left } => format!("{} to check. This is the next one.", so_many(*left)),
        Notice::AcceptedTogether { count, skipped: 0 } => {
            format!("{} accepted. You can take it back below.", reports(*count))
        }
        Notice::AcceptedTogether { count, skipped } => format!(
            "{} accepted. {} changed or decided by someone else in the meantime and skipped. Please check again.",
            reports(*count),
            were(*skipped),
        ),
        Notice::AcceptTakenBack { count, gone: 0 } => {
            format!("{} to check again.", reports(*count))
        }
        Notice::AcceptTakenBack { count, gone } => format!(
            "{} to check again. {} already on the way to SEVIS: correct any mistakes in the record.",
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
            "The student gets an email and answers on the receipt page. Until then, the report is under “Question asked”.",
        )),
        Notice::Assigned => Some(("Saved", "Your colleagues can see who it is assigned to.")),
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
            ("Invited", "We are emailing them a link to set a password and a second step.")
        }
        Notice::OfficialChanged => ("Saved", "The change applies from now on."),
        Notice::SchoolSaved => ("Settings saved", "They apply from now on."),
        Notice::SettingsMeanwhile => (
            "Nothing was changed",
            "A colleague saved the settings while you had them open. These are the current settings.",
        ),
        _ => return None,
    })
}

/// What the school amends, decides and imports.
fn records(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::Amended => Some((
            "Saved",
            "The record is changed, and its history shows who changed it. You can undo this below, under “Amended by the school”.",
        )),
        Notice::ExtensionAdded => Some((
            "Saved",
            "The extension is on record. Its employer is next: save this form to recommend both to SEVIS.",
        )),
        Notice::DifferenceDecided { file: true } => Some((
            "Decided",
            "The record now matches your file. Changes that SEVIS tracks are passed on, and the student is notified.",
        )),
        Notice::DifferenceDecided { file: false } => Some((
            "Decided",
            "The record stays as it is. Importing the same file again will not ask again.",
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
        Notice::AllHeld => {
            Some(("No batch was made", "The reasons why changes are held back are listed below."))
        }
        Notice::AnswerRead { .. } => Some(("Answer read", "")),
        Notice::BatchDiscarded => {
            Some(("Batch discarded", "Its changes wait for the next one. Delete its file."))
        }
        Notice::SevisNoted => Some(("Noted", "The student sees it as well.")),
        Notice::ImportDiscarded => {
            Some(("Discarded", "Nothing was imported, and the files are not kept."))
        }
        Notice::DifferenceGone => Some((
            "The record was changed in the meantime",
            "Nothing was decided. The remaining differences are listed here.",
        )),
        Notice::NotUndone { .. } => Some(("Not undone", "")),
        _ => None,
    }
}

/// The security of an account.
fn security(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::FactorAdded => Some(("Added", "You can use it from your next login.")),
        Notice::FactorRemoved => Some(("Removed", "It no longer opens your account.")),
        Notice::BackupCodesMade => Some((
            "New backup codes",
            "Print or save them now. Codes from an earlier set no longer work.",
        )),
        Notice::SessionsEnded => Some(("Ended", "Those browsers must log in again.")),
        Notice::BackupCodeUsed => Some((
            "You used a backup code",
            "It no longer works. The page “Second steps, backup codes, sessions” of your account shows its replacement once: print or save it.",
        )),
        Notice::ChangeFrozen => Some((
            "The change is frozen",
            "It was undone, and every session has ended. Use the link in the email we just sent to choose a new password.",
        )),
        Notice::FrozenOnly => Some((
            "The account is frozen",
            "Every session has ended, and nobody can log in. The email we just sent says why we cannot send you a link, and who can help.",
        )),
        Notice::Closing => Some((
            "Your account will close",
            "You can change your mind until then. Nothing is removed before that day.",
        )),
        Notice::NotClosing => Some(("Your account stays open", "Nothing was removed.")),
        Notice::EmailAsked => Some((
            "Confirm the new address",
            "We sent a link to your new email. Your old email stays in use until you open the link and press the button. We also sent a notice to the old email.",
        )),
        Notice::EmailIsNew => Some((
            "Your email was changed",
            "Log in with the new email from now on. We sent a notice to the old one, with a link that can undo the change for ten days.",
        )),
        Notice::QuestionsChanged => {
            Some(("Saved", "From now on we will ask these questions. We also sent you an email."))
        }
        _ => None,
    }
}

/// Messages and cases.
fn messages(notice: &Notice) -> Option<Words> {
    match notice {
        Notice::MessageSent => {
            Some(("Sent", "Your message was sent. The answer will appear here."))
        }
        Notice::CaseAdded => Some(("Case added", "Its status and history are here from now on.")),
        Notice::AccessCodeAsked => Some((
            "A new access code is on its way",
            "If the case is on record, the code goes to the email or postal address given on its form. If nothing arrives, check the receipt number. Earlier codes still work.",
        )),
        Notice::ClientAsked => Some((
            "We asked your client",
            "Your client needs the case in their own online account and agrees there. We will email you when they have decided.",
        )),
        Notice::ConsentDecided => Some(("Saved", "We are telling the other person by email.")),
        Notice::CaseSaved => {
            Some(("Saved", "Everyone who has the case in an account can see it now."))
        }
        _ => None,
    }
}
