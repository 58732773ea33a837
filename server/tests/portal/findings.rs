//! Faults that reviews found, each with the rule that would have caught it.

use crate::on_both;
use crate::support::{PASSWORD, SCHOOL};
use domain::invitation::LinkState;
use sea_orm::EntityTrait;
use server::store::entity::session;

const HEAD: &str = "sevis_id,given_name,surname,birth_date,email,school_code";

on_both! {
    async fn a_wrong_sevis_id_with_a_bad_password_tells_nothing_about_the_account(p: TestPortal) {
        let student = p.registered(1).await;
        let mut dso = p.official("dso@test.test", SCHOOL).await;
        dso.post("/api/console/reset-account", &[("id", &student.id)]).await;
        let token = p.token("s1@test.test").await;
        let guess = |candidate: &str| {
            let fields = [("token", token.clone()), ("sevis_id", "N9999999999".into()), ("password", candidate.to_owned()), ("confirm", candidate.to_owned())];
            let mut browser = p.browser();
            async move {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
                browser.fetch("/api/reset", &fields).await.body
            }
        };
        let (right, wrong) = (guess(&student.sevis_id).await, guess("N0000000077").await);
        assert_eq!(right, wrong);
        assert!(!right.contains("NotSevisId"));
        let long = format!("{}{}", student.sevis_id, "x".repeat(2000));
        assert!(!guess(&long).await.contains("NotSevisId"));
    }

    async fn a_link_that_is_over_compares_no_passwords(p: TestPortal) {
        let student = p.registered(1).await;
        let forgot = [("email", "s1@test.test"), ("sevis_id", student.sevis_id.as_str())];
        p.browser().post("/api/forgot", &forgot).await;
        p.settle().await;
        let old = p.token("s1@test.test").await;
        p.browser().post("/api/forgot", &forgot).await;
        p.settle().await;
        let answer = p.browser().fetch("/api/reset", &[("token", &old), ("password", PASSWORD), ("confirm", PASSWORD)]).await;
        assert!(!answer.body.contains("UsedBefore"), "{}", answer.body);
        let (_, state) = (answer, LinkState::Replaced);
        assert!(p.browser().get(&format!("/reset?token={old}")).await.body.contains("A newer link was sent"), "{state:?}");
    }

    async fn a_new_password_ends_links_that_somebody_else_asked_for(p: TestPortal) {
        let student = p.registered(1).await;
        p.browser().post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", &student.sevis_id)]).await;
        p.settle().await;
        let theirs = p.token("s1@test.test").await;
        let mut own = p.logged_in(&student).await;
        let new = "Another-light-27!";
        own.post("/api/account/password", &[("current", PASSWORD), ("password", new), ("confirm", new)]).await;
        p.browser().post("/api/reset", &[("token", &theirs), ("password", "Thiefs-light-28!"), ("confirm", "Thiefs-light-28!")]).await;
        assert_eq!(p.browser().log_in("s1@test.test", new).await.location(), "/attest");
    }

    async fn after_the_schools_reset_the_old_password_is_dead(p: TestPortal) {
        let student = p.registered(1).await;
        let mut dso = p.official("dso@test.test", SCHOOL).await;
        dso.post("/api/console/reset-account", &[("id", &student.id)]).await;
        assert_eq!(p.browser().log_in("s1@test.test", PASSWORD).await.location(), "/login");
    }

    async fn guesses_of_the_current_password_wait_like_logins(p: TestPortal) {
        let student = p.registered(1).await;
        let mut borrowed = p.logged_in(&student).await;
        let new = "Another-light-27!";
        let mut last = String::new();
        for n in 0..5 {
            let wrong = format!("wrong-{n}");
            last = borrowed.fetch("/api/account/password", &[("current", &wrong), ("password", new), ("confirm", new)]).await.body;
        }
        assert!(last.contains("WaitFor"), "{last}");
        let right = borrowed.fetch("/api/account/password", &[("current", PASSWORD), ("password", new), ("confirm", new)]).await.body;
        assert!(right.contains("WaitFor"), "{right}");
    }

    async fn a_refused_form_keeps_no_more_than_a_field_can_take(p: TestPortal) {
        let huge = "N".repeat(60_000);
        let mut browser = p.browser();
        browser.post("/api/register/identify", &[("token", ""), ("sevis_id", &huge)]).await;
        let rows = session::Entity::find().all(p.db()).await.expect("rows");
        assert!(rows.iter().all(|row| row.data.len() < 20_000));
    }

    async fn columns_that_a_file_does_not_have_leave_the_record_as_it_is(p: TestPortal) {
        let student = p.registered(1).await;
        let mut own = p.logged_in(&student).await;
        own.post("/api/profile/save", &[("street", "1 First Street"), ("zip", "78666"), ("us_phone", "5125550123"), ("version", "1")]).await;
        let short = format!("sevis_id,given_name,surname,birth_date,school_code\n{},Ada,Newname,2001-02-03,{SCHOOL}\n", student.sevis_id);
        p.import(&short, "", "").await.expect("imported");
        let now = p.find(&student.sevis_id).await;
        assert_eq!((now.surname.as_str(), now.street.as_str(), now.us_phone.as_str()), ("Newname", "1 First Street", "5125550123"));
        assert_eq!(now.email.as_deref(), Some("s1@test.test"));
        assert!(now.search.contains("s1@test.test") && now.search.contains("newname"));
        // An empty cell says that there is none.
        let empty = format!("{HEAD},street\n{},Ada,Newname,2001-02-03,s1@test.test,{SCHOOL},\n", student.sevis_id);
        p.import(&empty, "", "").await.expect("imported");
        assert!(p.find(&student.sevis_id).await.street.is_empty());
    }

    async fn lines_are_those_of_the_spreadsheet_with_either_line_end(p: TestPortal) {
        for end in ["\n", "\r\n"] {
            let file = [HEAD, &format!("X1,Ada,Sample,2001-02-03,a@test.test,{SCHOOL}"), ",,,,,", ""].join(end);
            let told = p.import(&file, "", "").await.expect_err("refused").join("\n");
            assert!(told.contains("line 2, column sevis_id"), "{end:?}: {told}");
            assert!(!told.contains("line 3"), "{end:?}: {told}");
        }
        let semicolons = HEAD.replace(',', ";");
        assert!(p.import(&semicolons, "", "").await.expect_err("refused").concat().contains("semicolons"));
    }

    async fn names_are_found_without_accents_and_as_the_list_writes_them(p: TestPortal) {
        let rows = [("N0000000001", "İlker", "Yılmaz"), ("N0000000002", "Seán", "O'Brien"), ("N0000000003", "Jiří", "Dvořák")];
        let mut file = format!("{HEAD}\n");
        for (n, (id, given, surname)) in rows.iter().enumerate() {
            file.push_str(&format!("{id},{given},{surname},2001-02-03,p{n}@test.test,{SCHOOL}\n"));
        }
        p.import(&file, "", "").await.expect("imported");
        let mut dso = p.official("dso@test.test", SCHOOL).await;
        for q in ["yilmaz", "Yılmaz", "O’Brien", "O'Brien, Seán", "dvorak", "Dvořák, Jiří", "n0000000003", "p1@test.test"] {
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
        assert!(!p.mails("dso@test.test").await.iter().any(|mail| mail.subject == "Choose a new password"));
        assert_eq!(p.browser().log_in("dso@test.test", PASSWORD).await.location(), "/login");
        assert!(server::cli::officials::remove(&p.portal, "nobody@test.test").await.is_err());
    }

    async fn the_review_list_has_pages_and_says_how_many(p: TestPortal) {
        use sea_orm::{ActiveModelTrait, ActiveValue::Set};
        use server::store::entity::review;
        let student = p.registered(1).await;
        let mut own = p.logged_in(&student).await;
        own.post("/api/profile/save", &[("street", "1 First Street"), ("zip", "78666"), ("us_phone", "5125550123"), ("version", "1")]).await;
        let one = review::Entity::find().one(p.db()).await.expect("query").expect("row");
        for _ in 0..30 {
            let mut row: review::ActiveModel = one.clone().into();
            row.id = Set(server::secret::id());
            row.reset_all().insert(p.db()).await.expect("row");
        }
        let mut dso = p.official("dso@test.test", SCHOOL).await;
        let first = dso.get("/console/review").await.body;
        assert!(first.contains("31 to check.") && first.contains("Page 1 of 2"));
        assert_eq!(dso.get("/console/review?page=2").await.body.matches("<article").count(), 6);
    }
}
