//! Letters to students (`sevp-portal` §6).

use super::full_name;
use crate::mail::Letter;
use crate::store::entity::student;
use domain::authorization::Kind;
use domain::reach::{News, Reach};
use domain::stem::Validation;
use domain::{Date, date};

/// Subject of the invitation, word for word as the seed has it.
pub const INVITATION: &str =
    "Optional Practical Training Approval - the next step. Create an SEVP Portal account.";
/// Subject of an official's reset.
pub const ACCOUNT_RESET: &str = "Account reset.";

pub(super) fn to_student(student: &student::Model, subject: &str) -> Letter {
    Letter {
        to: student.email.clone().unwrap_or_default(),
        student_id: Some(student.id.clone()),
        subject: subject.to_owned(),
        greeting: format!("Dear {},", full_name(student)),
        ..Letter::default()
    }
}

/// News of a kind, which come as the student has chosen.
pub(super) fn news(student: &student::Model, news: News, subject: &str) -> Letter {
    Letter { news: Some(news), ..to_student(student, subject) }
}

/// The way to registration.
pub fn invitation(student: &student::Model, kind: Kind, link: String, last_day: Date) -> Letter {
    let mut letter = to_student(student, INVITATION);
    letter.before = vec![
        format!("Your {} has been approved. Congratulations!", kind.words()),
        "While it lasts, the law asks you to report your address, phone and employer within 10 days of each change. You do this in the portal. Create your account with this link:".into(),
    ];
    letter.link = Some(link);
    letter.after = vec![
        format!("The link works until the end of {}. After that you can get a new one under \"Forgot password\", or from your school.", date::long(last_day)),
        "You will need your SEVIS ID, at the top left of your Form I-20, and a password of your choice. Registration is free.".into(),
    ];
    letter
}

/// The school has decided a difference for its own file.
pub fn school_decided(student: &student::Model, page: String) -> Letter {
    let mut letter = news(student, News::Change, "Your school has changed your record");
    letter.before = vec![
        "What was on your record and what your school has on file were not the same. Your school decided to use its file, so your record now matches the file. See it here:".into(),
    ];
    letter.link = Some(page);
    letter.after = vec![
        "If it is not right, report it again, or write to your school's international office."
            .into(),
    ];
    letter
}

/// A file of the school has changed what a student has reported: addresses and phones, or an employer.
pub fn school_changed(student: &student::Model, page: String) -> Letter {
    let mut letter = news(student, News::Change, "Your school has changed your record");
    letter.before = vec![
        "Your school's file differs from what you reported, and your record now matches the file. See it here:".into(),
    ];
    letter.link = Some(page);
    letter.after = vec![
        "If it is not right, report it again, or write to your school's international office."
            .into(),
    ];
    letter
}

/// The school asks about a report. What it asks stays in the portal.
pub fn report_asked(student: &student::Model, school: &str, page: String) -> Letter {
    let mut letter = news(student, News::Question, "Your school has a question about your report");
    letter.before = vec![format!(
        "{school} has a question about something you reported. What you reported is saved. Log in to read the question and answer it:"
    )];
    letter.link = Some(page);
    letter.after =
        vec!["Please answer soon: your school has 21 days to pass a report on to SEVIS.".into()];
    letter
}

/// The account exists.
pub fn account_created(student: &student::Model, login: String) -> Letter {
    let mut letter = to_student(student, "Your portal account is ready");
    letter.before = vec![
        "You have created your portal account. Log in with this email and the password you chose:"
            .into(),
    ];
    letter.link = Some(login);
    letter.after =
        vec!["If this was not you, tell your school's international office at once.".into()];
    letter
}

/// An official reset the account.
pub fn account_reset(student: &student::Model, link: String, last_day: Date) -> Letter {
    let mut letter = to_student(student, ACCOUNT_RESET);
    letter.before = vec![
        "Your school has reset your portal account. Choose a new password here; you need your SEVIS ID:".into(),
    ];
    letter.link = Some(link);
    letter.after = vec![format!("The link works once, until the end of {}.", date::long(last_day))];
    letter
}

/// A temporary password, to the new address.
pub fn temporary_password(student: &student::Model, password: &str, login: String) -> Letter {
    let mut letter = to_student(student, "Your email was changed: temporary password");
    letter.before = vec![
        "Your school has changed the email of your portal account to this address. Your account is locked until you log in with this email and this temporary password:".into(),
        password.to_owned(),
    ];
    letter.link = Some(login);
    letter.after = vec![
        "The password works for 24 hours. After you log in, you choose your own. If it has expired, use \"Forgot password\".".into(),
    ];
    letter
}

/// The same, to the old address.
pub fn email_changed(student: &student::Model, old: String) -> Letter {
    let mut letter = to_student(student, "The email of your portal account was changed");
    letter.to = old;
    letter.before = vec![
        "Your school has changed the email of your portal account, so this address no longer works for logging in.".into(),
        "If this is a mistake, contact your school's DSO, who can correct it.".into(),
    ];
    letter
}

/// The authorization has ended: reports are taken until the first of these days, the record is read until the second.
pub fn access_ends(
    student: &student::Model,
    (reports, reads): (Date, Date),
    today: Date,
) -> Letter {
    let mut letter = to_student(student, "Your authorization has ended");
    letter.before = vec![
        match today <= reports {
            true => format!(
                "Your practical training authorization has ended. You can still make reports until {}, and read and print your record until {}.",
                date::long(reports),
                date::long(reads)
            ),
            false => format!(
                "Your practical training authorization has ended. You can read and print your record until {}.",
                date::long(reads)
            ),
        },
        "Please save or print what you want to keep, including your history.".into(),
    ];
    letter
}

/// Thirty days to go, or fewer: the record is read until this day.
pub fn access_closing(student: &student::Model, reads: Date) -> Letter {
    let mut letter = to_student(student, "Your portal account closes soon");
    letter.before = vec![format!(
        "The last day on which your portal account is open is {}. Please save or print what you want to keep.",
        date::long(reads)
    )];
    letter
}

/// Closed; a copy can be had all the same.
pub fn access_closed(student: &student::Model, page: String) -> Letter {
    let mut letter = to_student(student, "Your portal account is closed");
    letter.before = vec![
        "Six months have passed since your authorization ended, so your portal account is closed. Your school keeps your record. You can still get a copy of it, with your receipts and history:".into(),
    ];
    letter.link = Some(page);
    letter
}

/// What a STEM student confirms every six months can be confirmed.
pub fn stem_validation(
    student: &student::Model,
    due: Validation,
    today: Date,
    page: String,
) -> Letter {
    let mut letter = news(student, News::Reminder, "Confirm your STEM OPT record");
    let by = if today > due.until() {
        let (until, closes) = (date::long(due.until()), date::long(due.closes()));
        format!(
            "It was due by {until}. Your school can report it until {closes}, so please do it now:"
        )
    } else {
        format!(
            "Please do it by {}; you can do it now, and it takes a minute:",
            date::long(due.until())
        )
    };
    letter.before = vec![format!(
        "On STEM OPT you confirm every six months that your name, address and employer are right, even if nothing has changed. {by}"
    )];
    letter.link = Some(page);
    if due.with_evaluation() {
        letter.after.push("An evaluation of your Form I-983 is due at the same time: give it to your school, signed by you and your employer.".into());
    }
    letter.after.push("If your employer, your work or your pay has changed, tell your school first: that may need a new Form I-983.".into());
    letter
}

/// How news reach a student was changed: it always comes by email, so that nobody can make the others silent unseen.
pub fn reach_changed(student: &student::Model, all: &[(News, Reach)], page: String) -> Letter {
    let mut letter = to_student(student, "How we reach you was changed");
    let each = all.iter().map(|(news, reach)| {
        let way = reach.way.words().to_lowercase();
        let text = if reach.text { ", and by text" } else { "" };
        let push = if reach.push { ", and by notification" } else { "" };
        format!("{}: {way}{text}{push}.", news.words())
    });
    letter.before =
        std::iter::once("From now on it is like this:".to_owned()).chain(each).collect();
    letter.before.push("If this was not you, change it back, and then your password:".into());
    letter.link = Some(page);
    letter
}

/// Notifications were turned on.
pub fn push_on(
    student: &student::Model,
    (device, all): (&str, &[(News, Reach)]),
    page: String,
) -> Letter {
    let kinds = all.iter().filter(|(_, reach)| reach.push).map(|(news, _)| news.words());
    let kinds: Vec<String> = kinds.map(str::to_lowercase).collect();
    let mut letter = to_student(student, "Notifications were turned on for a device");
    letter.before = vec![
        format!(
            "From now on, this device shows when there is news about your record, without any detail: {device}."
        ),
        format!("It is for: {}.", kinds.join(", ")),
        "If this was not you, change your password: that turns it off, too. You find all your devices here:".into(),
    ];
    letter.link = Some(page);
    letter
}

/// What is new of a day, by its subjects.
pub fn daily(student: &student::Model, subjects: &[String], inbox: String) -> Letter {
    let subject = match subjects {
        [one] => format!("New about your record: {one}"),
        many => format!("{} new things about your record", many.len()),
    };
    let mut letter = to_student(student, &subject);
    letter.before = vec!["This is new since your last daily email:".into()];
    letter.before.extend(subjects.iter().map(|subject| format!("• {subject}")));
    letter.before.push("Read it in your inbox, where you also choose how often we write:".into());
    letter.link = Some(inbox);
    letter
}
