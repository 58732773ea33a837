//! Marks: facts about the whole database (it is a demo), and things done once (a reminder sent).

use super::entity::mark::{ActiveModel, Column, Entity};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
};

by_id!(mark);
insert!(mark);
update!(mark);

/// Notes that something is done, once: false where it was noted before, also by somebody at the same moment.
pub async fn once(tx: &impl ConnectionTrait, id: &str, at: i64) -> Result<bool, DbErr> {
    let row = ActiveModel { id: Set(id.to_owned()), at: Set(at) };
    let nothing = OnConflict::column(Column::Id).do_nothing().to_owned();
    let rows = Entity::insert(row).on_conflict(nothing).exec_without_returning(tx).await?;
    Ok(rows > 0)
}

/// Those of these marks that are there.
pub async fn some(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<String>, DbErr> {
    let query = Entity::find().select_only().column(Column::Id).filter(Column::Id.is_in(ids));
    query.into_tuple().all(db).await
}

/// Forgets that a student was reminded of a validation, so that it is done once more.
pub async fn forget_reminded(
    tx: &impl ConnectionTrait,
    (authorization, months, start): (&str, u32, domain::Date),
) -> Result<(), DbErr> {
    // As it is written, and as it was before a start could be corrected.
    let both = [reminded(authorization, months, start), format!("{authorization}:{months}")];
    Entity::delete_many().filter(Column::Id.is_in(both)).exec(tx).await.map(drop)
}

/// The marks that begin like this.
pub async fn beginning(db: &impl ConnectionTrait, with: &str) -> Result<Vec<String>, DbErr> {
    let query = Entity::find().select_only().column(Column::Id);
    query.filter(Column::Id.starts_with(with)).into_tuple().all(db).await
}

/// Forgets the marks that begin like this.
pub async fn forget_beginning(tx: &impl ConnectionTrait, with: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::Id.starts_with(with)).exec(tx).await.map(drop)
}

/// A student was reminded of the validation so many months after the start of an authorization. Where that start is
/// corrected, the validation falls due on another day, and is another one.
pub fn reminded(authorization: &str, months: u32, start: domain::Date) -> String {
    format!("{authorization}:{months}:{}", domain::date::iso(start))
}

/// The accounts in it have published passwords.
pub const DEMO: &str = "demo";

/// True for a database that holds the demo.
pub async fn is_demo(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(by_id(db, DEMO).await?.is_some())
}
