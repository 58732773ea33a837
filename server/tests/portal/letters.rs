//! Every letter and the receipt, word for word. `INSTA_UPDATE=always cargo test -p server letters`
//! writes them anew; what changed is read in the diff.

use crate::support::{TestPortal, between};
use app::wire::Person;
use domain::authorization::Kind;
use domain::plan::{Evaluation, EvaluationKind};
use domain::stem::Validation;
use server::mail::{self, AboutRecord, Letter, letters};
use server::store::entity::student;
use time::macros::date;

/// Subject and text part as one reads them; the HTML part has the same words by construction.
fn shown(letter: &Letter) -> String {
    format!("To: {}\nSubject: {}\n\n{}\n", letter.to, letter.subject, letter.text())
}

fn link() -> String {
    "https://portal.test/link".into()
}

async fn ada() -> student::Model {
    TestPortal::sqlite().await.student(1, "").await
}

macro_rules! told {
    ($($name:literal: $letter:expr),+ $(,)?) => {
        $(insta::assert_snapshot!($name, shown(&$letter));)+
    };
}

#[tokio::test]
async fn letters_to_students_say_what_to_do_next() {
    let ada = ada().await;
    let day = date!(2026 - 06 - 24);
    told! {
        "invitation": letters::invitation(&ada, Kind::PostCompletion, link(), day),
        "account_created": letters::account_created(&ada, link()),
        "stem_validation": letters::stem_validation(&ada, Validation { months: 12, on: day }, day, link()),
        "stem_validation_late": letters::stem_validation(&ada, Validation { months: 6, on: date!(2026 - 06 - 10) }, day, link()),
        "school_changed": letters::school_changed(&ada, link()),
        "report_asked": letters::report_asked(&ada, "Test University", link()),
        "account_reset": letters::account_reset(&ada, link(), day),
        "temporary_password": letters::temporary_password(&ada, "k-password-7", link()),
        "email_changed": letters::email_changed(&ada, "old@test.test".into()),
        "access_ends": letters::access_ends(&ada, (day, date!(2026 - 12 - 08)), day),
        "access_ends_for_reports": letters::access_ends(&ada, (day, date!(2026 - 12 - 08)), date!(2026 - 06 - 25)),
        "access_closing": letters::access_closing(&ada, day),
        "access_closed": letters::access_closed(&ada, link()),
        "record_copy": letters::record_copy(&ada, link()),
    }
}

#[tokio::test]
async fn letters_about_training_plans_say_who_asks_and_what_is_due() {
    let ada = ada().await;
    let day = date!(2026 - 07 - 05);
    let one = Evaluation { kind: EvaluationKind::Progress, on: date!(2027 - 05 - 20) };
    let person = || Person {
        given_name: "Ada".into(),
        surname: "Sample".into(),
        sevis_id: "N0000000001".into(),
        email: "ada@test.test".into(),
        school: "Test University".into(),
    };
    let to = || ("lead@harbor.test".to_owned(), "Mika Mentor");
    let due = |late, written| (one.kind, "May 30, 2027".to_owned(), late, written);
    told! {
        "plan_to_sign": letters::plan_to_sign(&person(), to(), link(), day),
        "plan_code": letters::plan_code("lead@harbor.test".into(), "123456"),
        "plan_at_school": letters::plan_at_school(&ada, "Harbor Robotics", link()),
        "plan_asked": letters::plan_asked(&ada, "Test University", link()),
        "plan_accepted": letters::plan_accepted(&ada, "Harbor Robotics", link()),
        "plan_returned": letters::plan_returned(&ada, "", link()),
        "plan_in_force": letters::plan_in_force(&person(), to(), link()),
        "evaluation_to_sign": letters::evaluation_to_sign(&person(), to(), link(), one),
        "evaluation_received": letters::evaluation_received(&ada, "Harbor Robotics", link()),
        "evaluation_due": letters::evaluation_due(&ada, "Harbor Robotics", due(false, false), link()),
        "evaluation_late": letters::evaluation_due(&ada, "Harbor Robotics", due(true, true), link()),
        "departure_student": letters::departure_student(&ada, "Harbor Robotics", link()),
        "departure_school": letters::departure_school("dso@test.test".into(), "account", link()),
    }
}

#[tokio::test]
async fn letters_to_accounts_say_what_happened_and_what_if_it_was_not_you() {
    let to = || "ada@test.test".to_owned();
    told! {
        "password_link": letters::password_link(to(), None, "Ada Sample", link()),
        "recovery_rests": letters::recovery_rests(to(), None, "Ada Sample"),
        "digest": letters::digest(to(), "account", vec!["Reports to check: 3".into(), "STEM validation due: 2".into()], link()),
        "report_answered": letters::report_answered(to(), "account", link()),
        "locked": letters::locked(to(), (Some("student".into()), "account"), "Ada Sample", link()),
        "locked_online": letters::locked(to(), (None, "account"), "", link()),
        "enrolment": letters::enrolment(to(), "Ada Sample", "You are an official of Test University in Foothold.", (link(), time::Duration::days(14))),
        "one_time_code": letters::one_time_code(to(), "account", "123456"),
        "credential_changed": letters::credential_changed(to(), "account", "Second step added", "Authenticator app", link()),
        "confirmation": letters::confirmation(to(), link(), "ABCD-EFGH"),
        "begun": letters::begun(to(), link(), "ABCD-EFGH"),
        "already_there": letters::already_there(to(), link()),
        "open_with_this_login": letters::open_with_this_login(to(), link()),
        "record_joined": letters::record_joined(to(), "Test University"),
        "record_parted": letters::record_parted(to(), "account", "Test University"),
        "online_account_created": letters::online_account_created(to(), "account", link()),
        "new_email": letters::new_email(to(), "account", link()),
        "email_is_new": letters::email_is_new(to(), "account", link()),
        "frozen_only": letters::frozen_only(to(), "account", letters::Frozen::AddressTaken),
        "frozen_without_step": letters::frozen_only(to(), "account", letters::Frozen::NoSecondStep),
        "frozen_student": letters::frozen_student(to(), "Avery Sample", link()),
        "answered": letters::answered(to(), "account", link()),
        "case_news": letters::case_news(to(), "account", link()),
        "consent_asked": letters::consent_asked(to(), "account", link()),
        "consent_decided": letters::consent_decided(to(), "account", link()),
        "access_code": letters::access_code(to(), "6789", "abcd-efgh-jkmn", link()),
    }
}

#[tokio::test]
async fn both_parts_of_a_letter_have_the_same_words_and_no_markup_of_others() {
    let mut letter = letters::answered("ada@test.test".into(), "account", link());
    letter.greeting = "Dear <b>Ada</b> & Co,".into();
    insta::assert_snapshot!("html_part", letter.html());
    letter.about = Some(AboutRecord { school: "A & B <i>".into(), last_four: "4567".into() });
    for (part, school) in [(letter.text(), "A & B <i>"), (letter.html(), "A &amp; B &lt;i&gt;")] {
        let words = format!("your record at {school}, SEVIS ID ending in 4567.");
        assert!(part.contains(&words), "{part}");
    }
}

#[tokio::test]
async fn every_letter_to_a_student_names_the_school_and_the_end_of_the_sevis_id() {
    let p = TestPortal::sqlite().await;
    let (one, two) = (p.student(1, "").await, p.student(2, "").await);
    let work = p.portal.work().await.expect("work");
    mail::queue(&work, letters::account_created(&one, link())).await.expect("queued");
    let all = vec![
        letters::account_reset(&two, link(), date!(2026 - 06 - 24)),
        letters::answered("holder@test.test".into(), "account", link()),
    ];
    mail::queue_all(&work, all).await.expect("queued");
    work.commit().await.expect("committed");
    for student in [one, two] {
        let to = student.email.clone().expect("an address");
        let mails = p.mails(&to).await;
        let words =
            format!("record at Test University, SEVIS ID ending in {}.", &student.sevis_id[7..]);
        let mail = mails.last().expect("a mail");
        for part in [&mail.text, &mail.html] {
            assert!(part.contains(&words), "{part}");
            assert!(!part.contains(&student.sevis_id), "never the whole of it");
        }
    }
    let others = p.mails("holder@test.test").await;
    assert!(!others[0].text.contains("SEVIS ID"), "{others:?}");
}

/// The words of a page's main part, a line each.
fn words(page: &str) -> String {
    let main = between(page, "<main", "</main>");
    let mut text = String::new();
    let mut inside = true;
    for letter in main.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push('\n');
            }
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_quotes_what_was_sent_when_and_by_whom() {
    let p = TestPortal::sqlite().await;
    let mut browser = p.logged_in(&p.registered(1).await).await;
    let job = [
        ("once", "key-1"),
        ("name", "Harbor Robotics"),
        ("street", "1 Pier Road"),
        ("zip", "78701"),
        ("schedule", "full_time"),
        ("start_date", "03/05/2026"),
        ("relation", "I write control software."),
    ];
    let mut late = job;
    late[5].1 = "06/01/2026";
    p.clock.advance(time::Duration::days(40));
    browser = {
        let student = p.find("N0000000001").await;
        drop(browser);
        p.logged_in(&student).await
    };
    let page = browser.post_and_look("/api/employer/save", &late).await.body;
    let number = between(&page, "FH-20260720-", "<");
    let page = page.replace(number, "XXXXXXXX");
    let code = between(&page, "<dt>Code</dt><dd>", "<");
    let page = page.replace(code, "XXXXX-XXXXX");
    insta::assert_snapshot!("receipt", words(&page));
}
