//! What SEVIS would refuse, found before anything leaves: every fault at once, each with its field and a
//! repair (`sevis-batch.md` §7, §8). Only rules that our own data can decide.

use super::payload::{
    AddressPayload, EmployerFields, EmployerPayload, ParticipationPayload, Payload, ProfilePayload,
};
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::date::{iso, plus_days, plus_months};
use domain::stem::Validation;
use domain::{Date, text};
use serde::{Deserialize, Serialize};

/// Something that keeps a change from going out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The field in plain words.
    pub field: String,
    /// What is wrong with it, and what to do.
    pub why: String,
    /// No batch can say it: it is entered in SEVIS by hand.
    pub by_hand: bool,
}

/// What is known besides the change itself.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The authorization of the job, as it is on record now.
    pub authorization: Option<Authorization>,
    /// The student's other authorizations, where this one is recommended.
    pub others: Vec<Authorization>,
    /// What SEVIS has of the job, as far as it has answered.
    pub in_sevis: Option<EmployerFields>,
    /// SEVIS does not have the job: whatever the change says, it goes out as a new one.
    pub new_there: bool,
}

/// True for a change after which something is empty that was not.
pub fn empties(payload: &Payload) -> bool {
    match payload {
        Payload::Profile(profile) => !profile.emptied.is_empty(),
        Payload::Employer(job) => {
            let mut held = Vec::new();
            job.before.iter().for_each(|before| emptied(before, &job.employer, &mut held));
            !held.is_empty()
        }
        Payload::Email { .. } | Payload::Old(_) | Payload::Participation { .. } => false,
    }
}

/// Every fault of a change on this day.
pub fn faults(payload: &Payload, facts: &Facts, today: Date) -> Vec<Held> {
    let mut held = Vec::new();
    match payload {
        Payload::Profile(profile) => of_profile(profile, &mut held),
        Payload::Email { email } => {
            if email.is_empty() {
                hold(&mut held, "Email", "It is empty. Enter one.");
            }
            of_email(&mut held, "Email", email);
        }
        Payload::Old(_) => {
            let why = "It was kept by an older version and no file can say it. Enter it by hand.";
            by_hand(&mut held, "Change", why);
        }
        Payload::Participation { participation } => {
            of_participation(participation, facts, today, &mut held);
        }
        Payload::Employer(employer) => of_employer(employer, facts, today, &mut held),
    }
    held
}

fn hold(held: &mut Vec<Held>, field: &str, why: &str) {
    held.push(Held { field: field.into(), why: why.into(), by_hand: false });
}

fn by_hand(held: &mut Vec<Held>, field: &str, why: &str) {
    held.push(Held { field: field.into(), why: why.into(), by_hand: true });
}

fn digits(text: &str, n: usize) -> bool {
    text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A text that the file carries: of this length, without what XML cannot say.
fn check_text(held: &mut Vec<Held>, field: &str, value: &str, (least, most): (usize, usize)) {
    let length = value.chars().count();
    if length < least || length > most {
        hold(held, field, &format!("SEVIS takes {least} to {most} characters. Correct it."));
    }
    if value.chars().any(text::is_unstorable) {
        hold(held, field, "It has a character that the file cannot carry. Type it again.");
    }
}

/// What the schema's `EmailType` does not take is as good as a broken file.
fn of_email(held: &mut Vec<Held>, field: &str, email: &str) {
    let of = |text: &str, marks: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || marks.contains(c))
    };
    let parts = email.split_once('@').and_then(|(name, at)| Some((name, at.rsplit_once('.')?)));
    let fits = parts.is_some_and(|(name, (host, last))| {
        of(name, "._%?=^+-!#$'/*{|}~`&") && of(host, ".-") && last.len() >= 2 && of(last, "")
    });
    if !email.is_empty() && (!fits || email.len() > 255) {
        hold(held, field, "SEVIS does not take such an email address. Enter another one.");
    }
}

fn of_address(held: &mut Vec<Held>, field: &str, address: &AddressPayload) {
    let AddressPayload { street, line2, city, state, zip } = address;
    check_text(held, field, street, (1, 64));
    check_text(held, field, line2, (0, 64));
    check_text(held, field, city, (0, 60));
    if matches!(state.as_str(), "AA" | "AE" | "AP") {
        hold(
            held,
            field,
            "SEVIS takes no military post offices (S1145). Ask for a street address.",
        );
    }
    if !zip.get(..5).is_some_and(|zip| digits(zip, 5)) {
        hold(held, field, "The ZIP code needs five digits. Correct it.");
    }
}

fn of_profile(profile: &ProfilePayload, held: &mut Vec<Held>) {
    of_address(held, "Physical address", &profile.physical);
    if let Some(mailing) = &profile.mailing {
        of_address(held, "Mailing address", mailing);
    }
    if profile.us_phone.is_empty() && profile.foreign_phone.is_empty() {
        hold(
            held,
            "Phone",
            "No file without a phone is taken (S1164). Ask the student for one; if there is none, enter the rest in SEVIS by hand.",
        );
    }
    if !profile.us_phone.is_empty() && !digits(&profile.us_phone, 10) {
        hold(held, "US phone", "It needs ten digits. Correct it.");
    }
    for field in &profile.emptied {
        by_hand(held, field, EMPTIED);
    }
}

fn of_employer(payload: &EmployerPayload, facts: &Facts, today: Date, held: &mut Vec<Held>) {
    let EmployerFields {
        name,
        self_employed,
        ein,
        address,
        job_title,
        schedule,
        start,
        end,
        supervisor_first_name,
        supervisor_last_name,
        supervisor_phone,
        supervisor_phone_ext,
        supervisor_email,
        relation,
    } = &payload.employer;
    if !self_employed {
        check_text(held, "Employer name", name, (1, 121));
    }
    of_address(held, "Employer address", address);
    check_text(held, "Relation to field of study", relation, (1, 1000));
    check_text(held, "Job title", job_title, (0, 64));
    check_text(held, "Supervisor first name", supervisor_first_name, (0, 80));
    check_text(held, "Supervisor last name", supervisor_last_name, (0, 40));
    of_email(held, "Supervisor email", supervisor_email);
    for (field, value, n) in [("EIN", ein, 9), ("Supervisor phone", supervisor_phone, 10)] {
        if !value.is_empty() && !digits(value, n) {
            hold(held, field, &format!("It needs {n} digits. Correct it."));
        }
    }
    check_text(held, "Extension", supervisor_phone_ext, (0, 8));
    if end.as_ref().is_some_and(|end| start >= end) {
        hold(held, "End date", "It is not after the start (S1159). Correct the days.");
    }
    match payload.recommended.is_empty() {
        true => of_opt(payload, facts.authorization.as_ref(), today, held),
        false => of_extension(&payload.employer, facts, held),
    }
    let before = facts.in_sevis.as_ref().or(payload.before.as_ref());
    if let Some(before) = before.filter(|_| !facts.new_there) {
        emptied(before, &payload.employer, held);
        if *self_employed || before.self_employed {
            let why = "SEVIS keeps one’s own business under the student’s name, so a file cannot find it for sure. Enter the change by hand.";
            by_hand(held, "Self-employed", why);
        }
    }
    let _ = schedule;
}

/// SEVIS takes a confirmation in its window only, and once.
fn of_participation(of: &ParticipationPayload, facts: &Facts, today: Date, held: &mut Vec<Held>) {
    let Some(about) = &facts.authorization else {
        let why = "The STEM OPT that the student confirmed is not on record any more. Look it up in SEVIS, and enter it by hand.";
        by_hand(held, "Authorization", why);
        return;
    };
    let one = Validation { months: of.months, on: plus_months(about.start, of.months) };
    if today > one.closes() {
        let why = "The window of SEVIS closed 30 days after the day (S1131). Ask for a correction in SEVIS.";
        by_hand(held, "Validation", why);
    } else if today < one.opens() {
        hold(held, "Validation", "The window of SEVIS is not open yet (S1131). It goes out then.");
    }
}

/// The job against its authorization.
fn of_opt(
    payload: &EmployerPayload,
    authorization: Option<&Authorization>,
    today: Date,
    held: &mut Vec<Held>,
) {
    let Some(Authorization { kind, status, schedule, start, end }) = authorization else {
        hold(held, "Authorization", "It is not on record any more. Correct the record.");
        return;
    };
    if *status != Status::Approved || *kind == Kind::PreCompletion && today < *start {
        hold(held, "Authorization", "It is not approved, so SEVIS takes no employer (S1169).");
    }
    if (payload.authorization.start.as_str(), payload.authorization.end.as_str())
        != (iso(*start).as_str(), iso(*end).as_str())
    {
        // The newest days go out; they are what SEVIS has once the school has corrected them.
        tracing::debug!("the authorization was corrected since the report");
    }
    if today > plus_days(*end, 60) {
        by_hand(
            held,
            "Authorization",
            "It ended more than 60 days ago (S1168). Write a note in SEVIS.",
        );
    }
    of_days(&payload.employer, (*schedule, *start, *end), held);
}

/// A STEM extension that is recommended: 8 CFR 214.2(f)(10)(ii)(C) continues one approved post-completion OPT.
fn of_extension(job: &EmployerFields, facts: &Facts, held: &mut Vec<Held>) {
    let field = "Authorization";
    let about = facts.authorization.as_ref().filter(|one| !one.status.is_over());
    let Some(about) = about else {
        hold(held, field, "It is not on record any more. Correct the record.");
        return;
    };
    if about.status == Status::Approved {
        let why =
            "It is approved, so SEVIS has it already (S1126). Look it up, and note it as done.";
        by_hand(held, field, why);
    }
    let approved = |kind: Kind| {
        let of = move |one: &&Authorization| one.kind == kind && one.status == Status::Approved;
        facts.others.iter().filter(of)
    };
    if !approved(Kind::PostCompletion).any(|base| base.start < about.start) {
        let why = "It extends an approved post-completion OPT, and none that began before it is on record (S1124, S1141). Correct the record.";
        hold(held, field, why);
    }
    if approved(Kind::Stem).any(|other| other.overlaps(about)) {
        hold(
            held,
            field,
            "Another extension of these days is approved (S1126). Correct the record.",
        );
    }
    of_days(job, (about.schedule, about.start, about.end), held);
}

/// The days and the schedule of a job against those of its authorization.
fn of_days(
    job: &EmployerFields,
    (schedule, start, end): (Schedule, Date, Date),
    held: &mut Vec<Held>,
) {
    if job.start < iso(start) || job.start >= iso(end) {
        hold(held, "Start date", "It is outside of the authorization (S1149, S1150). Correct it.");
    }
    if job.end.as_ref().is_some_and(|day| *day > iso(end)) {
        hold(held, "End date", "It is after the authorization’s end (S1152). Correct it.");
    }
    if schedule == Schedule::PartTime && job.schedule != "part_time" {
        hold(held, "Schedule", "The authorization is part time (S1158). Correct one of them.");
    }
}

/// What was there and is empty now: an element cannot be empty, so no batch can say it.
fn emptied(before: &EmployerFields, now: &EmployerFields, held: &mut Vec<Held>) {
    let end = |fields: &EmployerFields| fields.end.clone().unwrap_or_default();
    let pairs = [
        ("EIN", before.ein.clone(), now.ein.clone()),
        ("End date", end(before), end(now)),
        ("Job title", before.job_title.clone(), now.job_title.clone()),
        ("Address line 2", before.address.line2.clone(), now.address.line2.clone()),
        (
            "Supervisor first name",
            before.supervisor_first_name.clone(),
            now.supervisor_first_name.clone(),
        ),
        (
            "Supervisor last name",
            before.supervisor_last_name.clone(),
            now.supervisor_last_name.clone(),
        ),
        ("Supervisor phone", before.supervisor_phone.clone(), now.supervisor_phone.clone()),
        ("Extension", before.supervisor_phone_ext.clone(), now.supervisor_phone_ext.clone()),
        ("Supervisor email", before.supervisor_email.clone(), now.supervisor_email.clone()),
    ];
    for (field, _, _) in pairs.iter().filter(|(_, was, is)| !was.is_empty() && is.is_empty()) {
        by_hand(held, field, EMPTIED);
    }
}

const EMPTIED: &str = "A batch cannot empty it. Enter the whole change in SEVIS by hand.";
