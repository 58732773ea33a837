//! The stage of a student.

use super::plans;
use super::stage::Stage;
use crate::support::{TestPortal, between};
use domain::plan::PlanState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::store::entity::{employer, receipt, review};

/// Keys that a browser gives to be sent notifications: those of RFC 8291, Appendix A.
pub const KEYS: [(&str, &str); 2] = [
    (
        "p256dh",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    ),
    ("auth", "BTBZMqHH6r4Tts7J_aSIgg"),
];

impl Stage {
    pub(super) async fn students(p: &TestPortal, n: usize) -> Self {
        let student = p.registered(100 + u32::try_from(n).expect("few")).await;
        let mut browser = p.logged_in(&student).await;
        let employers = || async {
            let of = employer::Entity::find();
            let of = of.filter(employer::Column::StudentId.eq(&student.id)).all(p.db()).await;
            of.expect("query").into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        let mut ids = Vec::new();
        for (once, name) in
            [("one", "Harbor Robotics"), ("two", "Pier Works"), ("three", "Quay Tools")]
        {
            let job = [
                ("once", once),
                ("name", name),
                ("street", "1 Pier Road"),
                ("zip", "78701"),
                ("schedule", "full_time"),
                ("start_date", "06/05/2026"),
                ("relation", "I write control software."),
            ];
            browser.post("/api/employer/save", &job).await;
            let known = ids.clone();
            ids.extend(employers().await.into_iter().filter(|id| !known.contains(id)));
        }
        browser.post("/api/employer/delete", &[("id", &ids[1])]).await;
        let (employer, deleted, third) = (ids[0].clone(), ids[1].clone(), ids[2].clone());
        let of = receipt::Entity::find().filter(receipt::Column::StudentId.eq(&student.id));
        let receipt = of.one(p.db()).await.expect("query").expect("a receipt").id;
        // The school has asked about it.
        review::Entity::update_many()
            .col_expr(review::Column::State, Expr::value("asked"))
            .filter(review::Column::ReceiptId.eq(&receipt))
            .exec(p.db())
            .await
            .expect("asked");
        let endpoint = format!("http://127.0.0.1:9/{n}");
        let given = [("endpoint", endpoint.as_str()), KEYS[0], KEYS[1]];
        let page = browser.post_and_look("/api/inbox/push", &given).await.body;
        let device = page.split("/api/inbox/push-off").nth(1).expect("a form");
        let device = between(device, "name=\"form[id]\" value=\"", "\"").to_owned();
        plans::allow_paper(p).await;
        let mut stage = Self { employer, deleted, third, receipt, device, ..Self::default() };
        stage.covers = plans::covers(p, &student).await;
        stage.plan = plans::put(p, &student, PlanState::Open, false).await;
        stage.whole = plans::put(p, &student, PlanState::Open, true).await;
        stage.at_school = plans::put(p, &student, PlanState::AtSchool, true).await;
        stage.accepted = plans::put(p, &student, PlanState::Accepted, true).await;
        stage.departure = plans::depart(p, &student, &stage.accepted).await;
        Self { browser: Some(browser), student: student.id, ..stage }
    }

    /// A student on STEM OPT, ten days before the sixth month.
    pub(super) async fn stem(p: &TestPortal, n: usize) -> Self {
        let number = 100 + u32::try_from(n).expect("few");
        let stem = "stem,approved,full_time,2025-12-20,2027-12-19";
        let student = p.student(number, stem).await;
        p.register(&student).await;
        let mut browser = p.logged_in(&student).await;
        let page = browser.get("/validation").await.body;
        let seen = between(&page, "name=\"form[seen]\" value=\"", "\"").to_owned();
        Self { browser: Some(browser), student: student.id, seen, ..Self::default() }
    }

    /// A student with a second step, backup codes and questions.
    pub(super) async fn ready(p: &TestPortal, n: usize) -> Self {
        let mut stage = Self::students(p, n).await;
        let browser = stage.browser.as_mut().expect("its browser");
        browser.post("/api/security/add", &[("kind", "app")]).await;
        p.confirm_app(browser, "/second-step/confirm").await;
        browser.post("/api/security/backup-codes", &[("id", "")]).await;
        let questions = super::acts::questions(&Self::default());
        let questions: Vec<(&str, &str)> = questions.iter().map(|(n, v)| (*n, &**v)).collect();
        browser.post("/api/security/questions", &questions).await;
        stage
    }
}
