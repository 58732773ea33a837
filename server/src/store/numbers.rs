//! Counts for the numbers of a school. They come by the hour, since only the caller knows the school's days.

use super::entity::{mail, review};
use super::outbox::{AWAITED, EARLIER, LETTER};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

/// Milliseconds of an hour.
pub const HOUR: i64 = 3_600_000;

/// Hours since 1970 and how many reports of a school came in each, since an instant.
pub async fn reports_by_hour(
    db: &impl ConnectionTrait,
    school: &str,
    since: i64,
) -> Result<Vec<(i64, i64)>, DbErr> {
    let hour = || Expr::cust("at / 3600000");
    review::Entity::find()
        .select_only()
        .expr_as(hour(), "hour")
        .expr_as(Expr::cust("COUNT(*)"), "number")
        .filter(review::Column::SchoolId.eq(school))
        .filter(review::Column::At.gte(since))
        .group_by(hour())
        .into_tuple()
        .all(db)
        .await
}

/// When reports of a school came since an instant, and when their check ended.
pub async fn checked(
    db: &impl ConnectionTrait,
    school: &str,
    since: i64,
) -> Result<Vec<(i64, i64)>, DbErr> {
    review::Entity::find()
        .select_only()
        .column(review::Column::At)
        .column(review::Column::DoneAt)
        .filter(review::Column::SchoolId.eq(school))
        .filter(review::Column::At.gte(since))
        .filter(review::Column::DoneAt.is_not_null())
        .into_tuple()
        .all(db)
        .await
}

/// Of each hour since 1970: how many mails to students of a school were written, taken by a mail server, and given up,
/// since an instant.
pub async fn mails_by_hour(
    db: &impl ConnectionTrait,
    school: &str,
    since: i64,
) -> Result<Vec<(i64, i64, i64, i64)>, DbErr> {
    let hour = || Expr::cust("created_at / 3600000");
    mail::Entity::find()
        .select_only()
        .expr_as(hour(), "hour")
        .expr_as(Expr::cust("COUNT(*)"), "written")
        .expr_as(Expr::cust("COUNT(sent_at)"), "taken")
        .expr_as(Expr::cust("SUM(CASE WHEN failed THEN 1 ELSE 0 END)"), "failed")
        .filter(mail::Column::Channel.is_in([AWAITED, LETTER, EARLIER]))
        .filter(mail::Column::CreatedAt.gte(since))
        .filter(super::of_school::is_of(mail::Column::StudentId.into_expr(), school))
        .group_by(hour())
        .into_tuple()
        .all(db)
        .await
}
