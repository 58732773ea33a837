//! What nobody should send, and what should not be there.

use crate::support::TestPortal;
use crate::{Rule, rules};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
use server::secret::SealedAt;

pub fn rules() -> Vec<Rule> {
    rules! {
        a_request_that_cannot_be_answered_stops_no_other,
        a_path_that_no_row_can_have_is_not_found,
    }
}

async fn a_request_that_cannot_be_answered_stops_no_other(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    for n in 0..60 {
        let row = server::store::entity::recovery::Model {
            id: format!("broken-{n}"),
            sealed: p
                .portal
                .secrets
                .seal(SealedAt::Recovery(&format!("broken-{n}")), "not what it should be"),
            created_at: 0,
        };
        row.into_active_model().reset_all().insert(p.db()).await.expect("inserted");
    }
    p.browser().post("/api/forgot", &[("email", &holder.email), ("sevis_id", "")]).await;
    assert!(server::jobs::run_due(&p.portal).await.is_err(), "it is told");
    assert_eq!(p.mails(&holder.email).await.pop().expect("mail").subject, "Choose a new password");
}

async fn a_path_that_no_row_can_have_is_not_found(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let mut team = p.help_team("team@test.test").await;
    for path in ["/receipts/%00", "/employment/a%00b", "/employment/%00/edit"] {
        assert_eq!(browser.get(path).await.status.as_u16(), 404, "{path}");
    }
    for path in ["/messages/%00", "/files/%00", "/console/cases/%00"] {
        assert_eq!(team.get(path).await.status.as_u16(), 404, "{path}");
    }
    let deleted = browser.post("/api/employer/delete", &[("id", "\0")]).await;
    assert_eq!(deleted.status.as_u16(), 404);
}
