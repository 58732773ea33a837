//! Letters about training plans (Form I-983), to students, employers and officials.

use super::greeting::{dear, to_account};
use super::student::{news, to_student};
use crate::mail::Letter;
use crate::store::entity::student;
use app::wire::Person;
use domain::Date;
use domain::date::long;
use domain::plan::{Evaluation, EvaluationKind};
use domain::reach::News;

/// A letter to somebody of an employer, who has no account.
fn to_employer((to, name): (String, &str), subject: &str) -> Letter {
    Letter { to, subject: subject.to_owned(), greeting: dear(name), ..Letter::default() }
}

/// The link by which an employer fills in and signs.
pub fn plan_to_sign(person: &Person, to: (String, &str), link: String, until: Date) -> Letter {
    let mut letter = to_employer(to, "A training plan to read and sign (Form I-983)");
    letter.before = vec![format!(
        "{}, a student of {}, has named you for the training plan of a STEM OPT extension. You can read it, fill in what is missing, and sign. You do not need an account:",
        person.name(),
        person.school
    )];
    letter.link = Some(link);
    letter.after = vec![
        format!("The link works until {} and is only for you. Before you sign, we email a code to this address.", long(until)),
        "If you are not the right person, say so on that page; the student is told. If you do not know this student, you need not do anything.".into(),
    ];
    letter
}

/// The code without which nobody signs.
pub fn plan_code(to: String, digits: &str) -> Letter {
    let mut letter = to_employer((to, ""), "Your code to sign");
    letter.before = vec!["Type this code on the page where you sign:".into(), digits.to_owned()];
    letter.after = vec![
        "It works for 15 minutes. If you did not request it, someone else may have your link. Do not share the code.".into(),
    ];
    letter
}

/// All have signed.
pub fn plan_at_school(student: &student::Model, employer: &str, page: String) -> Letter {
    let mut letter = news(student, News::Plan, "Your training plan is with your school");
    letter.before = vec![format!(
        "Your training plan with {employer} has all three signatures, and your school has received it:"
    )];
    letter.link = Some(page);
    letter.after = vec!["We will email you when your school accepts it or has a question.".into()];
    letter
}

/// The school asks for something.
pub fn plan_asked(student: &student::Model, school: &str, page: String) -> Letter {
    let mut letter = news(student, News::Question, "Your school asks about your training plan");
    letter.before = vec![format!(
        "{school} has a question about your training plan (Form I-983). Log in to read it and to change the plan:"
    )];
    letter.link = Some(page);
    letter.after =
        vec!["A signature stays valid as long as the parts it covers do not change.".into()];
    letter
}

/// The school has accepted it.
pub fn plan_accepted(student: &student::Model, employer: &str, page: String) -> Letter {
    let mut letter = news(student, News::Plan, "Your school has accepted your training plan");
    letter.before = vec![format!("Your training plan with {employer} is accepted. Keep a copy:")];
    letter.link = Some(page);
    letter.after = vec![
        "Your school enters the employer in SEVIS; you see it on your employment page. When pay, hours, duties, the site or the employer's number change, change the plan as soon as you can.".into(),
    ];
    letter
}

/// The employer sent something back.
pub fn plan_returned(student: &student::Model, employer: &str, page: String) -> Letter {
    let mut letter = news(student, News::Plan, "Your employer has sent your training plan back");
    let employer = if employer.is_empty() { "Your employer" } else { employer };
    letter.before = vec![format!("{employer} did not sign. Log in to read why:")];
    letter.link = Some(page);
    letter
}

/// The plan holds; the link by which the end of the job is reported.
pub fn plan_in_force(person: &Person, to: (String, &str), link: String) -> Letter {
    let name = person.name();
    let mut letter = to_employer(to, "Keep this: how to report the end of the job");
    letter.before = vec![
        format!("{} has accepted the training plan of {name}.", person.school),
        format!(
            "If {name} leaves or the job ends, the employer reports it within five business days. Absence for five business days in a row without consent counts as leaving. You report it here:"
        ),
    ];
    letter.link = Some(link);
    letter.after = vec![
        "The link works as long as the plan is in effect. The overseeing official is also asked to sign two evaluations. We will email when they are due.".into(),
    ];
    letter
}

/// An evaluation to be signed by the employer.
pub fn evaluation_to_sign(
    person: &Person,
    to: (String, &str),
    link: String,
    one: Evaluation,
) -> Letter {
    let mut letter = to_employer(to, "An evaluation to read and sign (Form I-983)");
    letter.before = vec![format!(
        "{} has written the {} of the training plan. Please read and sign it by {}:",
        person.name(),
        one.kind.words().to_lowercase(),
        long(one.until())
    )];
    letter.link = Some(link);
    letter.after = vec!["Before you sign, a code is mailed to this address. If you do not agree, you can send it back.".into()];
    letter
}

/// Both have signed.
pub fn evaluation_received(student: &student::Model, employer: &str, page: String) -> Letter {
    let mut letter = news(student, News::Plan, "Your school has your evaluation");
    letter.before = vec![format!("{employer} has signed your evaluation, and your school has it:")];
    letter.link = Some(page);
    letter
}

/// An evaluation can be written, or is late.
pub fn evaluation_due(
    student: &student::Model,
    employer: &str,
    (kind, by, late, written): (EvaluationKind, String, bool, bool),
    page: String,
) -> Letter {
    let words = kind.words().to_lowercase();
    let subject = match late {
        true => "An evaluation of your training plan is late",
        false => "An evaluation of your training plan is due",
    };
    let mut letter = news(student, News::Reminder, subject);
    let now = match (late, written) {
        (true, true) => format!(
            "The {words} with {employer} waits for your employer's signature. It was due by {by}. Ask them, or send it again:"
        ),
        (true, false) => format!(
            "The {words} with {employer} was due by {by}. Please write it now. A late evaluation is still accepted."
        ),
        (false, true) => format!(
            "The {words} with {employer} waits for your employer's signature. Your school needs it by {by}:"
        ),
        (false, false) => format!(
            "Please write the {words} with {employer}. You and your employer sign it, and your school has it by {by}:"
        ),
    };
    letter.before = vec![now];
    letter.link = Some(page);
    letter
}

/// The employer has reported the end of the job.
pub fn departure_student(student: &student::Model, employer: &str, page: String) -> Letter {
    let mut letter = to_student(student, "Your employer has told your school that your job ended");
    letter.before = vec![format!(
        "{employer} has reported to your school that your job there has ended. Your record is unchanged so far. Please report your last day yourself, or a new employer:"
    )];
    letter.link = Some(page);
    letter.after = vec!["If this is not right, write to your school at once.".into()];
    letter
}

/// The same to an official; without anybody's name.
pub fn departure_school(to: String, account_id: &str, page: String) -> Letter {
    let mut letter = to_account(to, account_id, "An employer has reported the end of a job");
    letter.before = vec!["An employer of a STEM OPT student has reported that a job ended. This must be reported in SEVIS within 21 days:".into()];
    letter.link = Some(page);
    letter
}
