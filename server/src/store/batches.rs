//! SEVIS batches, their records and their answers.

use super::entity::batch::{Column, Entity, Model};
use super::entity::{batch_number, school};
use domain::sevis_state::{BatchState, SevisWay};
use domain::transport::step;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

by_id!(batch);
lock!(batch);
insert!(batch);
update!(batch);

/// Batches, newest first: of a school, or of all.
pub async fn newest(
    db: &impl ConnectionTrait,
    school: Option<&str>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find();
    if let Some(school) = school {
        query = query.filter(Column::SchoolId.eq(school));
    }
    query.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(limit).all(db).await
}

/// Batches that the portal sends itself and of which something is next, the oldest first.
pub async fn to_exchange(
    db: &impl ConnectionTrait,
    now: i64,
    limit: u64,
) -> Result<Vec<String>, DbErr> {
    let schools = Query::select()
        .column(school::Column::Id)
        .from(school::Entity)
        .and_where(school::Column::SevisWay.eq(SevisWay::Transport.code()))
        .to_owned();
    let open = BatchState::ALL.iter().filter(|state| step(**state).is_some());
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.is_in(open.map(|state| state.code())))
        .filter(Column::NextAt.lte(now))
        .filter(Column::SchoolId.in_subquery(schools))
        .order_by_asc(Column::NextAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// Of a school's batches that wait to be sent nobody knows whether they were.
pub async fn ask_first(tx: &impl ConnectionTrait, school: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(BatchState::Unknown.code()))
        .filter(Column::SchoolId.eq(school))
        .filter(Column::State.eq(BatchState::Exported.code()))
        .exec(tx)
        .await
        .map(drop)
}

/// The next number, which nobody else gets.
pub async fn next_number(tx: &impl ConnectionTrait) -> Result<i64, DbErr> {
    batch_number::Entity::update_many()
        .col_expr(batch_number::Column::Last, Expr::col(batch_number::Column::Last).add(1))
        .exec(tx)
        .await?;
    let row = batch_number::Entity::find().one(tx).await?;
    row.map(|row| row.last).ok_or_else(|| DbErr::RecordNotFound("batch number".into()))
}

/// The records of batches.
pub mod records {
    use crate::store::entity::batch_record::{Column, Entity, Model};
    use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

    insert!(batch_record);
    update!(batch_record);

    /// The records of a batch.
    pub async fn of(db: &impl ConnectionTrait, batch: &str) -> Result<Vec<Model>, DbErr> {
        Entity::find().filter(Column::Batch.eq(batch)).all(db).await
    }
}

/// Answers, byte for byte.
pub mod logs {
    use crate::store::entity::batch_log::{Column, Entity};
    use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};

    insert!(batch_log);

    /// True if this very answer was read before.
    pub async fn is_known(
        db: &impl ConnectionTrait,
        batch: &str,
        hash: &str,
    ) -> Result<bool, DbErr> {
        let same = Entity::find().filter(Column::Batch.eq(batch)).filter(Column::Hash.eq(hash));
        Ok(same.count(db).await? > 0)
    }
}
