//! What is true of the database for good.

use sea_orm::{ConnectionTrait, DbErr};

by_id!(mark);
insert!(mark);

/// The accounts in it have published passwords.
pub const DEMO: &str = "demo";

/// True for a database that holds the demo.
pub async fn is_demo(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(by_id(db, DEMO).await?.is_some())
}
