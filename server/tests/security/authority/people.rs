//! Everybody who may not: one of each kind, the same for all lines.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::store::entity::session;

use crate::support::{Browser, Holder, OTHER_SCHOOL, SCHOOL, TestPortal};

/// One of each kind of account, logged in just now.
pub struct People {
    /// A student of the school, and a second one.
    pub student: Browser,
    pub holder: Holder,
    pub representative: Holder,
    /// Of the school, and of another one.
    pub official: Browser,
    pub stranger: Browser,
    pub team: Browser,
    /// Of the school, and of another one.
    pub principal: Browser,
    pub foreign: Browser,
}

impl People {
    pub async fn of(p: &TestPortal) -> Self {
        let student = p.registered(1).await;
        Self {
            student: p.logged_in(&student).await,
            holder: p.holder("other@test.test").await,
            representative: p.holder_as("rep@test.test", "representative").await,
            official: p.official("dso@test.test", SCHOOL).await,
            stranger: p.official("stranger@test.test", OTHER_SCHOOL).await,
            team: p.help_team("team@test.test").await,
            principal: p.principal("pdso@test.test", SCHOOL).await,
            foreign: p.principal("foreign@test.test", OTHER_SCHOOL).await,
        }
    }

    /// Everybody's login is fresh again, whatever time has passed.
    pub async fn log_in_again(&self, p: &TestPortal) {
        let now = server::clock::millis(p.portal.now());
        session::Entity::update_many()
            .col_expr(session::Column::PasswordAt, Expr::value(now))
            .col_expr(session::Column::FactorAt, Expr::value(now))
            .col_expr(session::Column::SeenAt, Expr::value(now))
            .filter(session::Column::FactorAt.is_not_null())
            .exec(p.db())
            .await
            .expect("written");
    }

    /// A copy of a browser: the same cookies.
    pub fn copy(p: &TestPortal, of: &Browser) -> Browser {
        let mut copy = p.browser();
        copy.cookie.clone_from(&of.cookie);
        copy.others.clone_from(&of.others);
        copy
    }
}
