//! The answer to a password reset question.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The answer to a password reset question.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "reset_answers")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account.
    pub account_id: String,
    /// 1 to 5.
    pub position: i32,
    /// Code of the question.
    pub question: String,
    /// argon2id hash of the folded answer.
    pub answer_hash: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
