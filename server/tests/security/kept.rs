//! What is over goes after its time, and not before.

use crate::support::TestPortal;
use crate::{Rule, rules};
use domain::retention::{Passing, RULES};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use server::store::entity::{
    account, credential_change, device, email_change, link, mail, security_event, student,
};
use time::Duration;

pub fn rules() -> Vec<Rule> {
    rules! {
        what_is_over_goes_after_its_time_and_not_before,
        what_waits_to_be_sent_waits_however_long,
    }
}

macro_rules! count {
    ($p:expr, $entity:ident) => {
        $entity::Entity::find().count($p.db()).await.expect("count")
    };
}

/// How many there are of each, by what the rules call them.
async fn counts(p: &TestPortal) -> Vec<(Passing, u64)> {
    vec![
        (Passing::Links, count!(p, link)),
        (Passing::CredentialChanges, count!(p, credential_change)),
        (Passing::EmailChanges, count!(p, email_change)),
        (Passing::Devices, count!(p, device)),
        (Passing::SecurityEvents, count!(p, security_event)),
    ]
}

async fn what_is_over_goes_after_its_time_and_not_before(p: TestPortal) {
    let student = p.registered(1).await;
    let mut holder = p.holder("a@test.test").await;
    holder.browser.post("/api/security/email", &[("email", "b@test.test")]).await;
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let before = counts(&p).await;
    assert!(before.iter().all(|(_, n)| *n > 0), "{before:?}");
    let (accounts, students) = (count!(p, account), count!(p, student));
    let mut gone = Duration::ZERO;
    let mut times: Vec<Duration> = RULES.iter().map(|rule| rule.kept).collect();
    times.sort();
    times.dedup();
    for kept in times {
        // A day before its time everything of it is there; links begin to count when they lapse.
        p.clock.advance(kept - gone - Duration::days(1));
        p.settle().await;
        let of =
            |what: &Passing| RULES.iter().find(|rule| rule.what == *what).expect("a rule").kept;
        for ((what, n), (_, was)) in counts(&p).await.into_iter().zip(&before) {
            assert!(of(&what) < kept || n >= *was, "{what:?} a day before {kept}");
        }
        p.clock.advance(Duration::days(2));
        p.settle().await;
        gone = kept + Duration::days(1);
        for (what, n) in counts(&p).await {
            let over =
                of(&what) <= kept && what != Passing::Links && what != Passing::SecurityEvents;
            assert!(!over || n == 0, "{what:?} after {kept}");
        }
    }
    assert_eq!((count!(p, account), count!(p, student)), (accounts, students), "people stay");
    assert_eq!(p.find(&student.sevis_id).await.street, student.street);
}

async fn what_waits_to_be_sent_waits_however_long(p: TestPortal) {
    p.student(1, "").await;
    let waiting = count!(p, mail);
    assert!(waiting > 0);
    p.clock.advance(Duration::days(4 * 365));
    p.settle().await;
    assert!(count!(p, mail) >= waiting);
}
