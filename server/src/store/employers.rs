//! Employers as students and schools report them; deleted ones stay, marked.

use super::entity::employer::{Column, Entity, Model};
use super::search::contains;
use sea_orm::sea_query::{
    CaseStatement, Expr, ExprTrait, LockBehavior, LockType, Query, SelectStatement,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

by_id!(employer);
insert!(employer);
update!(employer);
change!(employer);

/// Employers of a school's students of which the school's file says otherwise.
pub async fn with_differences(
    db: &impl ConnectionTrait,
    school: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        // As the index of those that differ spells it.
        .filter(Expr::cust("employers.differs"))
        .filter(Column::DeletedAt.is_null())
        .filter(super::of_school::is_of(Column::StudentId.into_expr(), school))
        .order_by_asc(Column::StudentId)
        .limit(limit)
        .all(db)
        .await
}

/// The employers of these students that were not deleted.
pub async fn of_students(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.is_in(ids))
        .filter(Column::DeletedAt.is_null())
        .all(db)
        .await
}

/// These employers, deleted ones too.
pub async fn some(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids)).all(db).await
}

/// A student's employers that SEVIS has under this name, deleted ones too.
pub async fn in_sevis(
    db: &impl ConnectionTrait,
    student: &str,
    name: &str,
) -> Result<Vec<Model>, DbErr> {
    let own = Entity::find().filter(Column::StudentId.eq(student));
    own.filter(Column::SevisName.eq(name)).filter(Column::SevisStart.is_not_null()).all(db).await
}

/// The newest employer of this name that a student has.
pub async fn of_job(
    db: &impl ConnectionTrait,
    student: &str,
    name: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .filter(Column::Name.eq(name))
        .order_by_desc(Column::ReportedAt)
        .one(db)
        .await
}

/// Notes the name and start under which SEVIS has a job. The record itself stays as it is.
pub async fn set_key(
    tx: &impl ConnectionTrait,
    id: &str,
    name: &str,
    start: Option<time::Date>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::SevisName, Expr::value(name))
        .col_expr(Column::SevisStart, Expr::value(start))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}

/// The students who have or had an employer in whose name this folded word is.
pub(super) fn students_of_named(word: &str) -> SelectStatement {
    let mut all = Query::select();
    all.column((Entity, Column::StudentId))
        .from(Entity)
        .and_where(Column::DeletedAt.is_null())
        .and_where(Column::FoundBy.like(contains(word)));
    all
}

/// The same of one student, an expression of the query around it.
pub(super) fn named(student: Expr, word: &str) -> SelectStatement {
    let own = ExprTrait::eq(Expr::col((Entity, Column::StudentId)), student);
    students_of_named(word).and_where(own).to_owned()
}

/// Employers whose name is not folded yet; as the index says it, which no parameter would find.
fn unfolded() -> Select<Entity> {
    Entity::find().filter(Expr::cust("found_by = ''"))
}

/// True where a name is not folded yet.
pub async fn any_unfolded(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let open = unfolded().select_only().column(Column::Id);
    Ok(open.limit(1).into_tuple::<String>().one(db).await?.is_some())
}

/// Folds names that are not folded yet, at most so many; how many there were. Those that somebody else holds are left to
/// another round.
pub async fn fold_names(tx: &impl ConnectionTrait, limit: u64) -> Result<usize, DbErr> {
    let open = unfolded().select_only().column(Column::Id).column(Column::Name).limit(limit);
    let open = open.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    let rows: Vec<(String, String)> = open.into_tuple().all(tx).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let mut each = CaseStatement::new();
    for (id, name) in &rows {
        each = each.case(ColumnTrait::eq(&Column::Id, id), super::search::found_by(name));
    }
    let ids = rows.iter().map(|(id, _)| id);
    let folding = Entity::update_many().filter(Column::Id.is_in(ids));
    folding.col_expr(Column::FoundBy, each.into()).exec(tx).await?;
    Ok(rows.len())
}
