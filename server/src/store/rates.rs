//! What was done from one network lately, counted for all servers together.
//!
//! A row says until when a network has used up what it may do if it goes on at the even pace of the limit ("generic cell
//! rate algorithm"): one statement asks and counts, so that no two servers let the same one pass.

use super::Store;
use super::entity::rate::{ActiveModel, Column, Entity};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, SimpleExpr};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

/// Milliseconds of a minute: what may be done in it may also be done at once.
const MINUTE: i64 = 60_000;

impl Store {
    /// Counts one more of `id` at `now` (milliseconds since 1970) where `per_minute` are allowed. Refused with the
    /// milliseconds until the next one.
    pub async fn count_rate(
        &self,
        id: &str,
        per_minute: u32,
        now: i64,
    ) -> Result<Result<(), i64>, DbErr> {
        let pace = MINUTE / i64::from(Ord::max(per_minute, 1));
        let used: SimpleExpr = Expr::col((Entity, Column::UsedUntil));
        // More than a minute ahead is nobody's share: the clock of a server was wrong.
        let wrong = used.clone().gt(now + MINUTE);
        let counts = used.clone().gt(now).and(wrong.clone().not());
        let counted = Expr::case(counts, used.clone()).finally(now).add(pace);
        let conflict = OnConflict::column(Column::Id)
            .value(Column::UsedUntil, counted)
            .action_and_where(used.lte(now + MINUTE - pace).or(wrong))
            .to_owned();
        let row = ActiveModel { id: Set(id.to_owned()), used_until: Set(now + pace) };
        let query = Entity::insert(row).on_conflict(conflict);
        if query.exec_without_returning(self.writes()).await? > 0 {
            return Ok(Ok(()));
        }
        let row = Entity::find_by_id(id).one(self.writes()).await?;
        let wait = row.map_or(0, |row| row.used_until + pace - MINUTE - now);
        Ok(Err(Ord::max(wait, 0)))
    }
}

/// Forgets networks that have been quiet since `now`.
pub async fn forget_quiet(tx: &impl ConnectionTrait, now: i64) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::UsedUntil.lt(now)).exec(tx).await.map(drop)
}
