//! The school's file against the student's report: the newer word stays, and what differs is told.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use server::exchange::Summary;
use server::exchange::import::{self, Files};
use server::store::entity::{sevis_change, student};

on_both! {
    a_report_newer_than_the_files_last_change_stays_and_the_difference_is_told,
    what_the_school_changed_and_nobody_reported_otherwise_is_taken,
    whoever_decides_for_the_file_has_its_word_on_record,
    any_order_of_files_and_reports_ends_in_the_newest_of_each,
    what_a_file_said_that_cannot_be_read_stops_the_import_and_no_report_is_overwritten,
}

const HEAD: &str =
    "sevis_id,given_name,surname,birth_date,email,school_code,street,city,state,zip,us_phone";

fn row(street: &str, phone: &str) -> String {
    format!(
        "{HEAD}\nN0000000001,Ada,Sample,2001-02-03,s1@test.test,{SCHOOL},{street},Austin,TX,78701,{phone}\n"
    )
}

/// Imports, with what was told.
async fn import(p: &TestPortal, text: &str, file_decides: bool) -> (Summary, Vec<String>) {
    let files = Files {
        students: p.file("students.csv", text).into(),
        authorizations: None,
        employers: None,
        file_decides,
        school: None,
        by: None,
        draft: None,
    };
    let mut told = Vec::new();
    let done = import::run(&p.portal, &files, false, &mut |line| told.push(line)).await;
    (done.expect("imported"), told)
}

async fn report(p: &TestPortal, street: &str, phone: &str) {
    let now = now(p).await;
    let mut browser = p.logged_in(&now).await;
    let version = now.version.to_string();
    let fields = [
        ("version", version.as_str()),
        ("street", street),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("us_phone", phone),
    ];
    let saved = browser.post("/api/profile/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.location());
}

async fn now(p: &TestPortal) -> student::Model {
    p.find("N0000000001").await
}

async fn a_report_newer_than_the_files_last_change_stays_and_the_difference_is_told(p: TestPortal) {
    p.registered(1).await;
    let file = row("1 Old Street", "5125550123");
    import(&p, &file, false).await;
    report(&p, "9 New Road", "5125550123").await;
    import(&p, &file, false).await;
    let version = now(&p).await.version;
    let (summary, told) = import(&p, &file, false).await;
    assert_eq!((summary.changed, summary.unchanged, summary.kept), (0, 1, 1));
    assert!(
        told[0].contains("line 2, column street") && told[0].contains("--file-decides"),
        "{told:?}"
    );
    let row = now(&p).await;
    assert_eq!((row.street.as_str(), row.version), ("9 New Road", version), "nothing was written");
    // The other groups of the same row still follow the file.
    let (summary, _) = import(&p, &self::row("1 Old Street", "5125550199"), false).await;
    assert_eq!((summary.changed, summary.kept), (1, 1));
    let row = now(&p).await;
    assert_eq!((row.street.as_str(), row.us_phone.as_str()), ("9 New Road", "5125550199"));
}

async fn what_the_school_changed_and_nobody_reported_otherwise_is_taken(p: TestPortal) {
    p.registered(1).await;
    for street in ["1 First Street", "2 Second Street", "2 Second Street"] {
        let (summary, told) = import(&p, &row(street, "5125550123"), false).await;
        assert!(summary.kept == 0 && told.is_empty(), "{told:?}");
        assert_eq!(now(&p).await.street, street);
    }
    // Reported as the file says it: no difference, and the file leads again afterwards.
    report(&p, "3 Third Street", "5125550123").await;
    import(&p, &row("3 Third Street", "5125550123"), false).await;
    let (summary, _) = import(&p, &row("4 Fourth Street", "5125550123"), false).await;
    assert_eq!((summary.kept, now(&p).await.street.as_str()), (0, "4 Fourth Street"));
}

async fn whoever_decides_for_the_file_has_its_word_on_record(p: TestPortal) {
    p.registered(1).await;
    let file = row("1 Old Street", "5125550123");
    import(&p, &file, false).await;
    report(&p, "9 New Road", "5125550100").await;
    let (summary, told) = import(&p, &file, true).await;
    assert!(summary.kept == 0 && told.is_empty());
    let told = sevis_change::Entity::find().all(p.db()).await.expect("query");
    let last = told.iter().max_by_key(|change| &change.id).expect("a change");
    assert!(
        last.payload.contains("1 Old Street"),
        "SEVIS has what the record has: {}",
        last.payload
    );
    p.settle().await;
    let mails = p.mails("s1@test.test").await;
    assert!(mails.iter().any(|mail| mail.subject == "Your school has changed your record"));
    let row = now(&p).await;
    assert_eq!((row.street.as_str(), row.us_phone.as_str()), ("1 Old Street", "5125550123"));
    let (summary, _) = import(&p, &file, false).await;
    assert_eq!(summary.unchanged, 1);
}

async fn any_order_of_files_and_reports_ends_in_the_newest_of_each(p: TestPortal) {
    p.registered(1).await;
    import(&p, &row("0 Start Street", "5125550100"), false).await;
    // A reference of its own: what the school said last, and what the student said after that.
    let (mut school, mut own) = ("0 Start Street".to_owned(), None::<String>);
    let mut seed = 11_u32;
    for step in 0..14 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let street = format!("{} Street", (seed >> 16) % 4);
        if (seed >> 24).is_multiple_of(2) {
            if now(&p).await.street == street {
                continue; // Nothing to report.
            }
            report(&p, &street, "5125550100").await;
            own = (street != school).then_some(street);
        } else {
            import(&p, &row(&street, "5125550100"), false).await;
            // A word of the school's counts where the student has said nothing else meanwhile.
            if own.as_deref() == Some(street.as_str()) {
                own = None;
            }
            school = street;
        }
        let right = own.as_ref().unwrap_or(&school);
        assert_eq!(now(&p).await.street, *right, "step {step}");
        p.clock.advance(time::Duration::minutes(1));
    }
}

async fn what_a_file_said_that_cannot_be_read_stops_the_import_and_no_report_is_overwritten(
    p: TestPortal,
) {
    p.registered(1).await;
    import(&p, &row("1 Old Street", "5125550123"), false).await;
    report(&p, "9 New Road", "5125550123").await;
    let mut damaged = now(&p).await.into_active_model();
    damaged.imported = Set("{\"last\": 9 New".into());
    damaged.update(p.db()).await.expect("damaged");
    let refused = p.import(&row("2 Next Street", "5125550123"), "", "").await.expect_err("stopped");
    let told = refused.concat();
    assert!(told.contains("reference") && !told.contains("9 New"), "{told}");
    assert_eq!(now(&p).await.street, "9 New Road");
}
