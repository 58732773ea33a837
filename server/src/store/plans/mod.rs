//! Training plans, their signatures, links, evaluations and departures.

pub mod departures;
pub mod evaluations;
pub mod links;
pub mod signatures;

use super::entity::plan::{Column, Entity, Model};
use domain::plan::{PlanFilter, PlanState};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use std::collections::HashMap;

by_id!(plan);
insert!(plan);
update!(plan);

/// States of a version that is not over.
fn current() -> Vec<&'static str> {
    PlanState::ALL.iter().filter(|state| state.is_current()).map(|state| state.code()).collect()
}

/// The versions of a student's plans that are not over, newest first.
pub async fn of_student(db: &impl ConnectionTrait, student: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .filter(Column::State.is_in(current()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await
}

/// The accepted plans of these students, newest first.
pub async fn accepted_of(
    db: &impl ConnectionTrait,
    students: &[String],
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.is_in(students))
        .filter(Column::State.eq(PlanState::Accepted.code()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await
}

/// All versions of all plans of a student, newest first.
pub async fn ever_of(db: &impl ConnectionTrait, student: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await
}

/// All versions of a plan, newest first.
pub async fn versions(db: &impl ConnectionTrait, root: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Root.eq(root)).order_by_desc(Column::Number).all(db).await
}

/// The newest version of each of these plans, by their roots.
pub async fn newest_of(
    db: &impl ConnectionTrait,
    roots: &[String],
) -> Result<HashMap<String, Model>, DbErr> {
    let all = Entity::find().filter(Column::Root.is_in(roots)).order_by_asc(Column::Number);
    let rows = all.all(db).await?;
    Ok(rows.into_iter().map(|row| (row.root.clone(), row)).collect())
}

/// How many plans a student has begun since an instant; further versions of one are not counted.
pub async fn begun_since(
    db: &impl ConnectionTrait,
    student: &str,
    since: i64,
) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .filter(Column::Number.eq(1))
        .filter(Column::CreatedAt.gt(since))
        .count(db)
        .await
}

fn of_kind(school: &str, kind: PlanFilter) -> Select<Entity> {
    let all = Entity::find().filter(Column::SchoolId.eq(school));
    let accepted = Column::State.eq(PlanState::Accepted.code());
    match kind {
        PlanFilter::AtSchool => all.filter(Column::State.eq(PlanState::AtSchool.code())),
        PlanFilter::ToHand => all.filter(accepted).filter(Column::HandedAt.is_null()),
        PlanFilter::Done => all.filter(accepted).filter(Column::HandedAt.is_not_null()),
        PlanFilter::Open => {
            let open = PlanState::ALL.iter().filter(|state| state.is_open());
            all.filter(Column::State.is_in(open.map(|state| state.code())))
        }
    }
}

/// How many of a school's plans are of a kind.
pub async fn count(
    db: &impl ConnectionTrait,
    school: &str,
    kind: PlanFilter,
) -> Result<u64, DbErr> {
    of_kind(school, kind).count(db).await
}

/// A page of a kind (the first is 0): what waits longest first, what is done newest first.
pub async fn page(
    db: &impl ConnectionTrait,
    school: &str,
    kind: PlanFilter,
    (page, per_page): (u64, u64),
) -> Result<Vec<Model>, DbErr> {
    let query = of_kind(school, kind);
    let query = match kind {
        PlanFilter::Done => query.order_by_desc(Column::ChangedAt).order_by_desc(Column::Id),
        _ => query.order_by_asc(Column::ChangedAt).order_by_asc(Column::Id),
    };
    query.offset(page * per_page).limit(per_page).all(db).await
}

/// Accepted plans after this one, by identity.
pub async fn accepted_after(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::State.eq(PlanState::Accepted.code()))
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(db)
        .await
}
