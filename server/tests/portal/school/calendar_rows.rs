//! Which authorization on record a row of a file is about, and whose word stays.

use super::calendars::{STUDENT, counted, import, on_record};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use domain::authorization::Status;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, Set};
use server::store::code::Code;
use server::store::entity::authorization;
use time::macros::date;

on_both! {
    what_waits_for_approval_corrects_nothing_that_is_approved,
    it_does_not_matter_how_far_apart_two_rows_stand,
    what_an_official_changed_stays_though_the_file_says_its_last_word_again,
    keys_that_the_school_renumbers_are_taken_and_two_for_one_day_are_told,
    what_was_given_another_day_here_is_known_by_the_files_last_word,
    two_rows_of_one_type_and_day_are_told_unless_one_of_them_is_over,
}

async fn what_waits_for_approval_corrects_nothing_that_is_approved(p: TestPortal) {
    import(&p, &["post_completion,approved,full_time,2026-09-01,2027-08-31"]).await.expect("taken");
    import(&p, &["post_completion,requested,full_time,2027-06-01,2028-05-31"])
        .await
        .expect("taken");
    let rows = on_record(&p).await;
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(counted(&p, date!(2026 - 10 - 01)).await, ("31".into(), "90".into()));
}

async fn it_does_not_matter_how_far_apart_two_rows_stand(p: TestPortal) {
    let students = (1..=900)
        .map(|n| format!("N000300{n:04},Ada,Sample,2000-01-02,d{n}@example.test,{SCHOOL}\n"));
    let students = format!("{STUDENT}{SCHOOL}\n{}", students.collect::<String>());
    let head = "sevis_id,type,status,schedule,start_date,end_date\n";
    let first = "post_completion,pending,full_time,2026-09-01,2027-08-31";
    import(&p, &[first]).await.expect("taken");
    let id = authorization::Entity::find().one(p.db()).await.expect("query").expect("a row").id;
    let between: String = (1..=900)
        .map(|n| format!("N000300{n:04},post_completion,pending,full_time,2026-06-01,2027-05-31\n"))
        .collect();
    let other = "post_completion,pending,full_time,2027-06-01,2028-05-31";
    let file = format!("{head}N0002000001,{other}\n{between}N0002000001,{first}\n");
    for round in 0..2 {
        let done = p.import(&students, &file, "").await.expect("taken");
        assert_eq!(done.authorizations, if round == 0 { 901 } else { 0 }, "nothing moves again");
    }
    let row = authorization::Entity::find_by_id(&id).one(p.db()).await.expect("query");
    assert_eq!(row.expect("it").start_date, date!(2026 - 09 - 01), "it is still itself");
}

async fn what_an_official_changed_stays_though_the_file_says_its_last_word_again(p: TestPortal) {
    let row = "post_completion,pending,full_time,2026-06-01,2027-05-31";
    import(&p, &[row]).await.expect("taken");
    let id = authorization::Entity::find().one(p.db()).await.expect("query").expect("a row").id;
    let student = p.find("N0002000001").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    dso.post("/api/console/approve", &[("id", &id), ("student", &student.id)]).await;
    import(&p, &[row]).await.expect("taken");
    assert_eq!(on_record(&p).await[0].0, "approved", "what was approved here stays so");
    // The file comes round; from here on it is heard again.
    import(&p, &["post_completion,approved,full_time,2026-06-01,2027-05-31"]).await.expect("taken");
    import(&p, &["post_completion,withdrawn,full_time,2026-06-01,2027-05-31"])
        .await
        .expect("taken");
    assert_eq!(on_record(&p).await[0].0, "withdrawn");
}

async fn keys_that_the_school_renumbers_are_taken_and_two_for_one_day_are_told(p: TestPortal) {
    let head = "sevis_id,key,type,status,schedule,start_date,end_date\n";
    let row = |key: &str, end: &str| {
        format!("N0002000001,{key},post_completion,requested,full_time,2025-06-01,{end}\n")
    };
    let students = format!("{STUDENT}{SCHOOL}\n");
    let import = async |rows: &str| p.import(&students, &format!("{head}{rows}"), "").await;
    import(&row("K1", "2026-05-31")).await.expect("taken");
    import(&row("K2", "2026-05-31")).await.expect("renumbered");
    let rows = authorization::Entity::find().all(p.db()).await.expect("query");
    assert_eq!((rows.len(), rows[0].school_key.as_str()), (1, "K2"));
    let both = row("K2", "2026-05-31") + &row("K3", "2026-04-30");
    let told = import(&both).await.expect_err("refused").join("\n");
    assert!(told.contains("line 3") && told.contains("the one with the key “K2”"), "{told}");
}

async fn what_was_given_another_day_here_is_known_by_the_files_last_word(p: TestPortal) {
    let row = "post_completion,pending,full_time,2026-06-01,2027-05-31";
    import(&p, &[row]).await.expect("taken");
    let found = authorization::Entity::find().one(p.db()).await.expect("query").expect("a row");
    let moved = authorization::ActiveModel {
        id: Set(found.id),
        start_date: Set(date!(2026 - 06 - 15)),
        status: Set(Code(Status::Approved)),
        version: Set(found.version + 1),
        ..Default::default()
    };
    moved.update(p.db()).await.expect("corrected in the console");
    import(&p, &[row]).await.expect("taken");
    let kept = ("approved".to_owned(), date!(2026 - 06 - 15), date!(2027 - 05 - 31));
    assert_eq!(on_record(&p).await, [kept], "the same one, as the official left it");
    // A new word of the file is heard.
    import(&p, &["post_completion,approved,full_time,2026-06-08,2027-05-31"]).await.expect("taken");
    let heard = ("approved".to_owned(), date!(2026 - 06 - 08), date!(2027 - 05 - 31));
    assert_eq!(on_record(&p).await, [heard]);
}

async fn two_rows_of_one_type_and_day_are_told_unless_one_of_them_is_over(p: TestPortal) {
    let approved = "post_completion,approved,full_time,2026-06-01,2027-05-31";
    let canceled = "post_completion,canceled,full_time,2026-06-01,2027-04-30";
    import(&p, &[approved]).await.expect("taken");
    let id = authorization::Entity::find().one(p.db()).await.expect("query").expect("a row").id;
    for rows in [[canceled, approved], [approved, canceled], [canceled, approved]] {
        import(&p, &rows).await.expect("taken");
        let all = on_record(&p).await;
        let states: Vec<&str> = all.iter().map(|row| row.0.as_str()).collect();
        assert_eq!(states, ["approved", "canceled"], "{rows:?}");
        let row = authorization::Entity::find_by_id(&id).one(p.db()).await.expect("query");
        assert_eq!(row.expect("it").status.0, Status::Approved, "it is still itself");
    }
    let other = "post_completion,approved,full_time,2026-06-01,2027-03-31";
    let told = import(&p, &[approved, other]).await.expect_err("refused").join("\n");
    assert!(
        told.contains("line 3") && told.contains("type and first day as another one"),
        "{told}"
    );
}
