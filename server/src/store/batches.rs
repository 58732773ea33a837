//! SEVIS batches, their records and their answers.

use super::entity::batch::{Column, Entity, Model};
use super::entity::{school, sevis_change};
use domain::sevis_state::{BatchState, SevisState, SevisWay};
use domain::transport::{TRIES, step};
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
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

/// Since when a batch is without an answer for too long.
#[derive(Clone, Copy, Debug)]
pub struct Silent {
    /// One that SEVIS has taken: made before this instant.
    pub taken_before: i64,
    /// One of which nobody knows whether it was ever uploaded: made before this instant. None where the portal sends them.
    pub made_before: Option<i64>,
}

/// True of a batch whose records SEVIS has not answered for long: partly answered, without success in several
/// tries, taken long ago, or made and perhaps never uploaded.
fn stuck(silent: Silent) -> Condition {
    let since = |state: BatchState, before: i64| {
        let of = Condition::all().add(Column::State.eq(state.code()));
        of.add(Column::CreatedAt.lt(before))
    };
    // Nobody asks SEVIS of one that was to be sent by the portal when the school left the transport.
    let made = silent.made_before.map(|before| {
        let states = [BatchState::Exported, BatchState::Sending, BatchState::Unknown];
        states.into_iter().fold(Condition::any(), |any, state| any.add(since(state, before)))
    });
    Condition::any()
        .add(Column::State.eq(BatchState::Partly.code()))
        .add(Column::Tries.gte(TRIES))
        .add(since(BatchState::Taken, silent.taken_before))
        .add_option(made)
}

/// Batches of which a change stands in one of these states.
fn with_changes(states: &[SevisState]) -> SelectStatement {
    Query::select()
        .column(sevis_change::Column::BatchId)
        .from(sevis_change::Entity)
        .and_where(sevis_change::Column::State.is_in(states.iter().map(|state| state.code())))
        .and_where(sevis_change::Column::BatchId.is_not_null())
        .to_owned()
}

/// A change that is on its way.
const ON_ITS_WAY: &[SevisState] = &[SevisState::Sent];
/// One that waits to go with another batch.
const WAITS: &[SevisState] = &[SevisState::Queued, SevisState::InReview];

/// Those of a school's batches of which a change is without an answer, but for these newest ones; oldest first.
pub async fn open_besides(
    db: &impl ConnectionTrait,
    school: &str,
    newest: &[String],
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SchoolId.eq(school))
        .filter(Column::Id.in_subquery(with_changes(ON_ITS_WAY)))
        .filter(Column::Id.is_not_in(newest))
        .order_by_asc(Column::CreatedAt)
        .limit(limit)
        .all(db)
        .await
}

/// Batches of a school whose open records somebody looks up.
pub(super) fn stuck_of(school: &str, silent: Silent) -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::SchoolId.eq(school))
        .cond_where(stuck(silent))
        .to_owned()
}

/// How many batches of a school somebody has to see to: those of which a change is open, and what SEVIS refused as a whole while its
/// changes wait for another one.
pub async fn in_trouble(
    db: &impl ConnectionTrait,
    school: &str,
    silent: Silent,
) -> Result<u64, DbErr> {
    let refused = Condition::all()
        .add(Column::State.eq(BatchState::Rejected.code()))
        .add(Column::CreatedAt.gte(silent.taken_before))
        .add(Column::Id.in_subquery(with_changes(WAITS)));
    let stuck =
        Condition::all().add(Column::Id.in_subquery(with_changes(ON_ITS_WAY))).add(stuck(silent));
    Entity::find()
        .filter(Column::SchoolId.eq(school))
        .filter(Condition::any().add(stuck).add(refused))
        .count(db)
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
    use crate::store::entity::batch_log::Model;
    use crate::store::entity::batch_log::{Column, Entity};
    use sea_orm::{
        ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    };

    insert!(batch_log);

    /// The answers to a batch, oldest first.
    pub async fn of(db: &impl ConnectionTrait, batch: &str) -> Result<Vec<Model>, DbErr> {
        let own = Entity::find().filter(Column::Batch.eq(batch));
        own.order_by_asc(Column::At).order_by_asc(Column::Id).all(db).await
    }

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
