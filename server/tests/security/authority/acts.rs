//! The fields with which the right caller is served.

use super::stage::Stage;
use super::stage_student::KEYS;
use crate::support::PASSWORD;

pub type Fields = Vec<(&'static str, String)>;

fn fields(pairs: &[(&'static str, &str)]) -> Fields {
    pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// A new password, wherever one is set.
pub const NEW: &str = "Another-light-27!";

pub fn none(_: &Stage) -> Fields {
    Fields::new()
}

pub fn press(_: &Stage) -> Fields {
    fields(&[("id", "")])
}

pub fn password(_: &Stage) -> Fields {
    fields(&[("password", PASSWORD), ("next", "")])
}

pub fn backup_code(stage: &Stage) -> Fields {
    fields(&[("backup_code", &stage.backup)])
}

pub fn profile(_: &Stage) -> Fields {
    fields(&[
        ("street", "2 New Street"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("mailing_street", "2 New Street"),
        ("mailing_city", "Austin"),
        ("mailing_state", "TX"),
        ("mailing_zip", "78701"),
        ("us_phone", "5125550123"),
        ("version", "1"),
    ])
}

pub fn place(_: &Stage) -> Fields {
    fields(&[("zip", "78701")])
}

pub fn employer(stage: &Stage) -> Fields {
    fields(&[
        ("id", &stage.employer),
        ("version", "1"),
        ("once", "changed"),
        ("name", "Harbor Robotics and Sons"),
        ("street", "1 Pier Road"),
        ("zip", "78701"),
        ("schedule", "full_time"),
        ("start_date", "06/05/2026"),
        ("relation", "I write control software."),
    ])
}

pub fn delete_employer(stage: &Stage) -> Fields {
    fields(&[("id", &stage.employer)])
}

pub fn restore_employer(stage: &Stage) -> Fields {
    fields(&[("id", &stage.deleted)])
}

pub fn new_password(_: &Stage) -> Fields {
    fields(&[("current", PASSWORD), ("password", NEW), ("confirm", NEW)])
}

pub fn news(_: &Stage) -> Fields {
    fields(&[("id", "off")])
}

pub fn email_step(_: &Stage) -> Fields {
    fields(&[("kind", "email")])
}

pub fn remove_step(stage: &Stage) -> Fields {
    fields(&[("id", &stage.second_app)])
}

pub fn close(_: &Stage) -> Fields {
    fields(&[("id", "close")])
}

pub fn new_email(_: &Stage) -> Fields {
    fields(&[("email", "elsewhere@test.test")])
}

pub fn questions(_: &Stage) -> Fields {
    fields(&[
        ("question1", "meet"),
        ("answer1", "One place"),
        ("question2", "book"),
        ("answer2", "One book"),
        ("question3", "food"),
        ("answer3", "One food"),
        ("question4", "concert"),
        ("answer4", "One concert"),
        ("question5", "trip"),
        ("answer5", "One trip"),
    ])
}

pub fn number(stage: &Stage) -> Fields {
    fields(&[("receipt_number", &stage.number)])
}

pub fn add_case(stage: &Stage) -> Fields {
    fields(&[("receipt_number", &stage.number), ("access_code", &stage.access_code)])
}

pub fn ask_client(stage: &Stage) -> Fields {
    fields(&[("receipt_number", &stage.number), ("your_name", "R"), ("firm", "Firm")])
}

pub fn consent(stage: &Stage) -> Fields {
    fields(&[("id", &stage.consent), ("decision", "agree")])
}

pub fn message(stage: &Stage) -> Fields {
    let key = "abcdefghijklmnopqrstuv";
    fields(&[("thread", &stage.thread), ("key", key), ("subject", ""), ("body", "One more line")])
}

pub fn read_message(stage: &Stage) -> Fields {
    fields(&[("id", &stage.thread), ("upto", "9999999999999")])
}

pub fn thread(stage: &Stage) -> Fields {
    fields(&[("id", &stage.thread)])
}

pub fn search(_: &Stage) -> Fields {
    fields(&[("q", "Ada")])
}

pub fn review(stage: &Stage) -> Fields {
    fields(&[("id", &stage.review), ("version", "1"), ("act", "accept")])
}

pub fn assign(stage: &Stage) -> Fields {
    fields(&[("id", &stage.review), ("to", &stage.colleague)])
}

pub fn accept(stage: &Stage) -> Fields {
    // The name of the field has the report in it.
    let name: &'static str = format!("pick][r-{}", stage.review).leak();
    fields(&[(name, "1")])
}

pub fn undo_accept(stage: &Stage) -> Fields {
    fields(&[("id", &stage.together)])
}

pub fn end_job(stage: &Stage) -> Fields {
    fields(&[
        ("id", &stage.employer),
        ("version", "1"),
        ("end_date", "06/30/2026"),
        ("effect", SAME),
    ])
}

pub fn validate(stage: &Stage) -> Fields {
    fields(&[("seen", &stage.seen), ("agree", "on")])
}

pub fn reach(_: &Stage) -> Fields {
    fields(&[
        ("news_question", "daily"),
        ("news_reminder", "at_once"),
        ("news_change", "here"),
        ("news_plan", "here"),
    ])
}

/// Another browser than the stage's.
pub fn push(_: &Stage) -> Fields {
    fields(&[("endpoint", "http://127.0.0.1:9/another"), KEYS[0], KEYS[1]])
}

pub fn push_off(stage: &Stage) -> Fields {
    fields(&[("id", &stage.device)])
}

pub fn answer_report(stage: &Stage) -> Fields {
    fields(&[("id", &stage.receipt), ("answer", "On the control team.")])
}

pub fn invite_official(_: &Stage) -> Fields {
    fields(&[("email", "newcomer@test.test"), ("name", "New Comer"), ("role", "dso")])
}

pub fn official_role(stage: &Stage) -> Fields {
    fields(&[("id", &stage.colleague), ("role", "pdso")])
}

pub fn colleague(stage: &Stage) -> Fields {
    fields(&[("id", &stage.colleague)])
}

pub fn school(stage: &Stage) -> Fields {
    fields(&[
        ("seen", &stage.seen),
        ("name", "Another Name University"),
        ("time_zone", "America/Chicago"),
        ("sevis", "batch"),
        ("sevis_org", ""),
        ("sevis_user", "dsosample1"),
        ("review", "after"),
        ("paper", "on"),
    ])
}

pub fn discard_batch(stage: &Stage) -> Fields {
    fields(&[("id", &stage.batch), ("never_left", "on")])
}

pub fn note_validation(stage: &Stage) -> Fields {
    let (id, student) = (&stage.extension, &stage.extended);
    fields(&[("id", id), ("student", student), ("months", "6"), ("proof", "")])
}

pub fn approve(stage: &Stage) -> Fields {
    fields(&[("id", &stage.authorization)])
}

pub fn student(stage: &Stage) -> Fields {
    fields(&[("id", &stage.student)])
}

pub fn change_email(stage: &Stage) -> Fields {
    fields(&[("id", &stage.student), ("email", "moved@test.test")])
}

pub fn status(stage: &Stage) -> Fields {
    fields(&[("id", &stage.case), ("status", "review"), ("note", "")])
}

pub fn letter(stage: &Stage) -> Fields {
    fields(&[("id", &stage.letter)])
}

pub fn case_id(stage: &Stage) -> Fields {
    fields(&[("id", &stage.bare)])
}

pub fn case(stage: &Stage) -> Fields {
    fields(&[
        ("id", &stage.case),
        ("receipt_number", &stage.number),
        ("form_type", "I-765"),
        ("case_name", "Ada Changed"),
        ("email", "case@test.test"),
        ("postal_address", "2 Elm Street"),
    ])
}

pub fn account_type(_: &Stage) -> Fields {
    fields(&[("account_type", "applicant")])
}

/// Four days without an employer, before and after.
const SAME: &str = "4.90.never-4.90.never";

pub fn correct_authorization(stage: &Stage) -> Fields {
    fields(&[
        ("id", &stage.authorization),
        ("student", &stage.asked),
        ("version", "1"),
        ("opt_type", "post_completion"),
        ("status", "requested"),
        ("schedule", "full_time"),
        ("start_date", "06/01/2026"),
        ("end_date", "05/31/2027"),
        ("remarks", "Looked at"),
        ("effect", "none-none"),
    ])
}

pub fn correct_employer(stage: &Stage) -> Fields {
    let mut all = employer(stage);
    all.extend(fields(&[("student", &stage.student), ("effect", SAME)]));
    all
}

pub fn withdraw_employer(stage: &Stage) -> Fields {
    fields(&[
        ("id", &stage.deleted),
        ("student", &stage.student),
        ("version", "2"),
        ("effect", SAME),
    ])
}

pub fn merge(stage: &Stage) -> Fields {
    fields(&[
        ("student", &stage.student),
        ("goes", &stage.third),
        ("stays", &stage.employer),
        ("effect", SAME),
    ])
}

pub fn undo(stage: &Stage) -> Fields {
    fields(&[("id", &stage.amendment), ("student", &stage.student), ("effect", SAME)])
}

pub fn decide(stage: &Stage) -> Fields {
    fields(&[
        ("student", &stage.student),
        ("employer", ""),
        ("field", "physical"),
        ("version", &stage.version),
        ("effect", ""),
        ("choice", "record"),
    ])
}

pub fn columns(stage: &Stage) -> Fields {
    fields(&[("id", &stage.unnamed)])
}

pub fn checked(stage: &Stage) -> Fields {
    fields(&[("id", &stage.checked)])
}

pub fn batch(stage: &Stage) -> Fields {
    fields(&[("batch", &stage.batch)])
}

pub fn by_hand(stage: &Stage) -> Fields {
    fields(&[("id", &stage.change), ("act", "done"), ("proof", "")])
}

pub fn begin_plan(_: &Stage) -> Fields {
    fields(&[("once", &server::secret::id())])
}

pub fn save_plan(stage: &Stage) -> Fields {
    let (section, version) = ("training", "1");
    fields(&[("id", &stage.plan), ("section", section), ("version", version), ("role", "Another")])
}

pub fn plan(stage: &Stage) -> Fields {
    fields(&[("id", &stage.plan)])
}

pub fn sign_plan(stage: &Stage) -> Fields {
    super::plans::signature(&stage.plan, &stage.covers)
}

pub fn paper(stage: &Stage) -> Fields {
    super::plans::paper(&stage.plan, &stage.covers)
}

pub fn whole_plan(stage: &Stage) -> Fields {
    fields(&[("id", &stage.whole)])
}

pub fn accepted_plan(stage: &Stage) -> Fields {
    fields(&[("id", &stage.accepted)])
}

pub fn evaluate(stage: &Stage) -> Fields {
    super::plans::evaluation(&stage.accepted)
}

pub fn decide_plan(stage: &Stage) -> Fields {
    fields(&[("id", &stage.at_school), ("version", "1"), ("act", "accept"), ("question", "")])
}

pub fn hand_plan(stage: &Stage) -> Fields {
    fields(&[("id", &stage.accepted), ("proof", "")])
}

pub fn departure(stage: &Stage) -> Fields {
    fields(&[("id", &stage.departure)])
}
