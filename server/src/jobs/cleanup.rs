//! Removes what has no use any more: ended sessions and old notes of failed logins.

use crate::clock::millis;
use crate::portal::Portal;
use crate::service::session::{ANONYMOUS_IDLE, LONGEST, REMEMBERED, idle};
use crate::store::entity::{code, confirmation, session, sign_up, throttle};
use domain::throttle::FORGOTTEN;
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
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
    // Addresses of people who never came further are not kept.
    let month = before(Duration::days(30));
    confirmation::Entity::delete_many()
        .filter(confirmation::Column::CreatedAt.lt(month))
        .exec(portal.store.db())
        .await?;
    let known = confirmation::Entity::find()
        .select_only()
        .column(confirmation::Column::SignUpId)
        .into_query();
    sign_up::Entity::delete_many()
        .filter(sign_up::Column::AccountId.is_null())
        .filter(sign_up::Column::AskedAt.lt(month))
        .filter(sign_up::Column::Id.not_in_subquery(known))
        .exec(portal.store.db())
        .await?;
    code::Entity::delete_many()
        .filter(code::Column::CreatedAt.lt(before(Duration::days(1))))
        .exec(portal.store.db())
        .await?;
    Ok(())
}
