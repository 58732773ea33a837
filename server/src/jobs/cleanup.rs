//! Removes what has no use any more: ended sessions and old notes of failed logins.

use crate::clock::millis;
use crate::portal::Portal;
use crate::service::session::{ANONYMOUS_IDLE, LONGEST, REMEMBERED, idle};
use crate::store::entity::{code, session, throttle};
use domain::throttle::FORGOTTEN;
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter};
use time::Duration;

/// Deletes what is over.
pub async fn run(portal: &Portal) -> Result<(), DbErr> {
    let before = |age: Duration| millis(portal.now() - age);
    let over = Condition::any()
        .add(session::Column::SeenAt.lt(before(idle(portal) + REMEMBERED)))
        .add(session::Column::CreatedAt.lt(before(LONGEST + REMEMBERED)))
        .add(
            Condition::all()
                .add(session::Column::AccountId.is_null())
                .add(session::Column::SeenAt.lt(before(ANONYMOUS_IDLE))),
        );
    session::Entity::delete_many().filter(over).exec(portal.store.db()).await?;
    throttle::Entity::delete_many()
        .filter(throttle::Column::LastAt.lt(before(FORGOTTEN)))
        .exec(portal.store.db())
        .await?;
    code::Entity::delete_many()
        .filter(code::Column::CreatedAt.lt(before(Duration::days(1))))
        .exec(portal.store.db())
        .await?;
    Ok(())
}
