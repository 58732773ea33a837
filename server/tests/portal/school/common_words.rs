//! A word that many students have is found as one that few have is: the same students, in the order of the list.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use server::store::entity::{employer, student};

on_both! {
    a_common_word_finds_whoever_a_rare_one_finds,
}

/// More than what counts as common.
const MANY: usize = 2100;

async fn crowd(p: &TestPortal, like: &student::Model) {
    let rows: Vec<student::ActiveModel> = (0..MANY)
        .map(|n| {
            let copy = student::Model {
                id: format!("crowd-{n:04}"),
                sevis_id: format!("N{:010}", 5_000_000 + n),
                email: None,
                email_key: None,
                surname: format!("Crowdson{n:04}"),
                search: format!("ada crowdson{n:04} ada n{:010} ", 5_000_000 + n),
                ..like.clone()
            };
            copy.into_active_model().reset_all()
        })
        .collect();
    for some in rows.chunks(200) {
        student::Entity::insert_many(some.to_vec())
            .exec_without_returning(p.db())
            .await
            .expect("inserted");
    }
}

async fn found(dso: &mut crate::support::Browser, q: &str) -> String {
    dso.post_and_look("/api/console/search", &[("q", q)]).await.body
}

async fn a_common_word_finds_whoever_a_rare_one_finds(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    browser.post("/api/employer/save", &crate::support::EMPLOYER).await;
    crowd(&p, &student).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = found(&mut dso, "crowdson").await;
    assert!(page.contains("2100 students"), "{page}");
    let (first, next) = (page.find("Crowdson0000"), page.find("Crowdson0001"));
    assert!(first < next && first.is_some(), "in the order of the list");
    // A rare word besides, whichever comes first.
    for q in ["crowdson crowdson1234", "crowdson1234 crowdson"] {
        let page = found(&mut dso, q).await;
        assert!(page.contains("1 student") && page.contains("Crowdson1234"), "{q}: {page}");
    }
    // What nobody of the crowd has, and one of all has in an employer's name.
    assert!(found(&mut dso, "ada robotics").await.contains("Sample"), "two common, one rare");
    assert!(found(&mut dso, "crowdson robotics").await.contains("No students found"));
    // Every one of them has worked there by now.
    let job = employer::Entity::find().one(p.db()).await.expect("query").expect("the job");
    for n in 0..MANY {
        let id = format!("job-{n:04}");
        let copy = employer::Model {
            id: id.clone(),
            once: id,
            student_id: format!("crowd-{n:04}"),
            ..job.clone()
        };
        copy.into_active_model().reset_all().insert(p.db()).await.expect("inserted");
    }
    let page = found(&mut dso, "robotics").await;
    assert!(page.contains("2101 students"), "{page}");
    let page = found(&mut dso, "robotics crowdson1234").await;
    assert!(page.contains("1 student") && page.contains("Crowdson1234"), "{page}");
}
