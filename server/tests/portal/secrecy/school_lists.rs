//! Files, searches and lists of a school.

use super::*;
use crate::on_both;
use crate::support::{PASSWORD, SCHOOL, TestPortal};
use sea_orm::EntityTrait;

on_both! {
    columns_that_a_file_does_not_have_leave_the_record_as_it_is,
    lines_are_those_of_the_spreadsheet_with_either_line_end,
    names_are_found_without_accents_and_as_the_list_writes_them,
    a_removed_official_is_out_at_once,
    the_review_list_has_pages_and_says_how_many,
}

async fn columns_that_a_file_does_not_have_leave_the_record_as_it_is(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    own.post(
        "/api/profile/save",
        &[
            ("street", "1 First Street"),
            ("zip", "78666"),
            ("us_phone", "5125550123"),
            ("version", "1"),
        ],
    )
    .await;
    let short = format!(
        "sevis_id,given_name,surname,birth_date,school_code\n{},Ada,Newname,2001-02-03,{SCHOOL}\n",
        student.sevis_id
    );
    p.import(&short, "", "").await.expect("imported");
    let now = p.find(&student.sevis_id).await;
    assert_eq!(
        (now.surname.as_str(), now.street.as_str(), now.us_phone.as_str()),
        ("Newname", "1 First Street", "5125550123")
    );
    assert_eq!(now.email.as_deref(), Some("s1@test.test"));
    assert!(now.search.contains("s1@test.test") && now.search.contains("newname"));
    // An empty cell says that there is none, but the student has said otherwise; the school's word for
    // somebody without an account counts.
    let empty = format!(
        "{HEAD},street\n{},Ada,Newname,2001-02-03,s1@test.test,{SCHOOL},\n",
        student.sevis_id
    );
    p.import(&empty, "", "").await.expect("imported");
    assert_eq!(p.find(&student.sevis_id).await.street, "1 First Street");
    for street in ["5 Fifth Street", ""] {
        let file = format!(
            "{HEAD},street,zip\nN0000000002,Bo,Sample,2001-02-03,s2@test.test,{SCHOOL},{street},{}\n",
            if street.is_empty() { "" } else { "78666" }
        );
        p.import(&file, "", "").await.expect("imported");
        assert_eq!(p.find("N0000000002").await.street, street);
    }
}

async fn lines_are_those_of_the_spreadsheet_with_either_line_end(p: TestPortal) {
    for end in ["\n", "\r\n"] {
        let file = [HEAD, &format!("X1,Ada,Sample,2001-02-03,a@test.test,{SCHOOL}"), ",,,,,", ""]
            .join(end);
        let told = p.import(&file, "", "").await.expect_err("refused").join("\n");
        assert!(told.contains("line 2, column sevis_id"), "{end:?}: {told}");
        assert!(!told.contains("line 3"), "{end:?}: {told}");
    }
}

async fn names_are_found_without_accents_and_as_the_list_writes_them(p: TestPortal) {
    let rows = [
        ("N0000000001", "İlker", "Yılmaz"),
        ("N0000000002", "Seán", "O'Brien"),
        ("N0000000003", "Jiří", "Dvořák"),
    ];
    let mut file = format!("{HEAD}\n");
    for (n, (id, given, surname)) in rows.iter().enumerate() {
        file.push_str(&format!("{id},{given},{surname},2001-02-03,p{n}@test.test,{SCHOOL}\n"));
    }
    p.import(&file, "", "").await.expect("imported");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for q in [
        "yilmaz",
        "Yılmaz",
        "O’Brien",
        "O'Brien, Seán",
        "dvorak",
        "Dvořák, Jiří",
        "n0000000003",
        "p1@test.test",
    ] {
        dso.post("/api/console/search", &[("q", q)]).await;
        assert!(dso.get("/console/students").await.body.contains("1 student<"), "{q}");
    }
}

async fn a_removed_official_is_out_at_once(p: TestPortal) {
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    server::cli::officials::remove(&p.portal, "dso@test.test").await.expect("removed");
    assert_eq!(dso.get("/console").await.location(), "/login?next=/console");
    p.browser().post("/api/forgot", &[("email", "dso@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    assert!(
        !p.mails("dso@test.test").await.iter().any(|mail| mail.subject == "Choose a new password")
    );
    assert_eq!(p.browser().log_in("dso@test.test", PASSWORD).await.location(), "/login");
    assert!(server::cli::officials::remove(&p.portal, "nobody@test.test").await.is_err());
}

async fn the_review_list_has_pages_and_says_how_many(p: TestPortal) {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set};
    use server::store::entity::review;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    own.post(
        "/api/profile/save",
        &[
            ("street", "1 First Street"),
            ("zip", "78666"),
            ("us_phone", "5125550123"),
            ("version", "1"),
        ],
    )
    .await;
    let one = review::Entity::find().one(p.db()).await.expect("query").expect("row");
    for _ in 0..30 {
        let mut row: review::ActiveModel = one.clone().into();
        row.id = Set(server::secret::id());
        row.reset_all().insert(p.db()).await.expect("row");
    }
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let first = dso.get("/console/review").await.body;
    assert!(first.contains("<span class=\"number\">31</span>") && first.contains("Page 1 of 2"));
    let second = dso.get("/console/review?show=open&page=2").await.body;
    assert_eq!(second.matches("class=\"report-row\"").count(), 6);
}
