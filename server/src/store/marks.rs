//! What is true of the database for good, and what was done in it once.

use super::entity::mark::{Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

by_id!(mark);
insert!(mark);
update!(mark);

/// Those of these marks that are there.
pub async fn some(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<String>, DbErr> {
    let query = Entity::find().select_only().column(Column::Id).filter(Column::Id.is_in(ids));
    query.into_tuple().all(db).await
}

/// A student was reminded of the validation so many months after the start of an authorization.
pub fn reminded(authorization: &str, months: u32) -> String {
    format!("{authorization}:{months}")
}

/// The accounts in it have published passwords.
pub const DEMO: &str = "demo";

/// True for a database that holds the demo.
pub async fn is_demo(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(by_id(db, DEMO).await?.is_some())
}
