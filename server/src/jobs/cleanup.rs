//! Removes what has no use any more: ended sessions and old notes of failed logins.

use crate::clock::millis;
use crate::portal::Portal;
use crate::service::session::{ANONYMOUS_IDLE, IDLE, LONGEST};
use crate::store::entity::{login_attempt, session};
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter};
use time::Duration;

/// Deletes what is over.
pub async fn run(portal: &Portal) -> Result<(), DbErr> {
    let before = |age: Duration| millis(portal.now() - age);
    let over = Condition::any()
        .add(session::Column::SeenAt.lt(before(IDLE)))
        .add(session::Column::CreatedAt.lt(before(LONGEST)))
        .add(
            Condition::all()
                .add(session::Column::AccountId.is_null())
                .add(session::Column::SeenAt.lt(before(ANONYMOUS_IDLE))),
        );
    session::Entity::delete_many().filter(over).exec(portal.store.db()).await?;
    login_attempt::Entity::delete_many()
        .filter(login_attempt::Column::At.lt(before(Duration::days(1))))
        .exec(portal.store.db())
        .await?;
    Ok(())
}
