//! The questions for lost second steps, while a new week begins.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal, answers_on};
use time::Duration;

on_both! {
    the_questions_of_a_login_stay_the_same_though_a_week_begins,
}

async fn the_questions_of_a_login_stay_the_same_though_a_week_begins(p: TestPortal) {
    // Ten minutes before a week begins, which is on Thursdays at midnight UTC.
    p.clock.advance(Duration::minutes(8 * 60 + 50));
    for n in 0..4 {
        let holder = p.holder(&format!("h{n}@test.test")).await;
        let mut browser = p.browser();
        browser.log_in(&holder.email, PASSWORD).await;
        browser.post("/api/verify/lost/send", &[("id", "")]).await;
        let asked = answers_on(&browser.get("/verify/lost").await.body);
        p.clock.advance(Duration::minutes(10));
        assert_eq!(answers_on(&browser.get("/verify/lost").await.body), asked, "{n}");
        p.clock.advance(Duration::days(7) - Duration::seconds(630));
    }
}
