//! Counts that end somewhere: how many hundreds of thousands there are, nobody asks who looks at a list.

use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QuerySelect, QueryTrait, Select};

/// How many rows a query finds; one more than `most` stands for all beyond.
pub(super) async fn up_to<E: EntityTrait>(
    db: &impl ConnectionTrait,
    found: Select<E>,
    most: u64,
) -> Result<u64, DbErr> {
    let some = found.select_only().expr(Expr::val(1)).limit(most + 1).into_query();
    let mut counted = Query::select();
    counted.expr_as(Expr::cust("COUNT(*)"), Alias::new("number"));
    let counted = counted.from_subquery(some, Alias::new("found")).to_owned();
    let row = db.query_one(&counted).await?;
    let number: i64 = row.map_or(Ok(0), |row| row.try_get("", "number"))?;
    Ok(u64::try_from(number).unwrap_or(0))
}
