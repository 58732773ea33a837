//! "I left this job".

use super::{JOB, counts, ready};
use crate::on_both;
use crate::support::TestPortal;
use sea_orm::EntityTrait as _;
use server::store::entity::{employer, receipt};
use time::macros::date;

on_both! {
    the_last_day_is_saved_once_its_effect_was_seen,
    a_last_day_that_cannot_be_is_refused_and_kept,
}

async fn the_last_day_is_saved_once_its_effect_was_seen(p: TestPortal) {
    let mut own = ready(&p).await;
    own.post("/api/employer/save", JOB).await;
    p.clock.advance(time::Duration::days(20));
    let job = employer::Entity::find().one(p.db()).await.expect("query").expect("row");
    let student = p.find("N0000000001").await;
    let mut own = p.logged_in(&student).await;
    assert!(own.get("/employment").await.body.contains(&format!("/job-ended/{}", job.id)));
    let page = format!("/job-ended/{}", job.id);
    assert!(own.get(&page).await.body.contains("each day without an employer counts"));
    let mut fields =
        vec![("id", job.id.as_str()), ("version", "1"), ("end_date", "6/14/26"), ("effect", "")];
    let year = own.post_and_look("/api/employer/end", &fields).await.body;
    assert!(year.contains("four digits"), "{year}");
    fields[2].1 = "06/14/2026";
    let seen = own.post_and_look("/api/employer/end", &fields).await.body;
    // From June 1 to 4, and from June 15 to 30.
    assert!(seen.contains("becomes 20 of 90 instead of 4 of 90"), "{seen}");
    assert!(seen.contains("the limit is reached on September 8, 2026"), "{seen}");
    assert!(seen.contains("value=\"06/14/2026\"") && seen.contains(">Save</button>"), "{seen}");
    assert_eq!(counts(&p).await, [1, 1, 1, 1], "nothing is saved yet");
    fields[3].1 = "4.90.never-20.90.20260908";
    let receipt = own.post("/api/employer/end", &fields).await.location().to_owned();
    assert!(receipt.starts_with("/receipts/"), "{receipt}");
    assert_eq!(own.post("/api/employer/end", &fields).await.location(), receipt, "twice");
    assert_eq!(counts(&p).await, [1, 2, 2, 2]);
    let job = employer::Entity::find().one(p.db()).await.expect("query").expect("row");
    assert_eq!(job.end_date, Some(date!(2026 - 06 - 14)));
    let rows = receipt::Entity::find().all(p.db()).await.expect("query");
    assert!(rows.iter().any(|row| row.days_late == 6), "the ten days run from the last day");
}

async fn a_last_day_that_cannot_be_is_refused_and_kept(p: TestPortal) {
    let mut own = ready(&p).await;
    own.post("/api/employer/save", JOB).await;
    let job = employer::Entity::find().one(p.db()).await.expect("query").expect("row");
    for (day, why) in [
        ("", "Enter: End date."),
        ("06/05/2026", "after the start"),
        ("06/01/2027", "authorization"),
        ("02/30/2026", "this date does not exist"),
    ] {
        let fields = [("id", job.id.as_str()), ("version", "1"), ("end_date", day), ("effect", "")];
        let page = own.post_and_look("/api/employer/end", &fields).await.body;
        assert!(page.contains("There is a problem"), "{day}: {page}");
        assert!(page.to_lowercase().contains(&why.to_lowercase()), "{day}: {page}");
        assert!(page.contains(&format!("value=\"{day}\"")), "{day}: {page}");
    }
    let gone = [("id", job.id.as_str())];
    own.post("/api/employer/delete", &gone).await;
    assert_eq!(own.get(&format!("/job-ended/{}", job.id)).await.status.as_u16(), 404);
}
