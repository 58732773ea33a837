//! How a student is told of one kind of news.

use crate::store::code::Code;
use domain::reach::{News, Way};
use sea_orm::entity::prelude::*;

/// How a student is told of one kind of news; without a row, by email at once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "news_choices")]
pub struct Model {
    /// Identity: the student and the kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Student.
    pub student_id: String,
    /// Code of the kind.
    pub news: Code<News>,
    /// Code of the way.
    pub way: Code<Way>,
    /// By a text message too.
    pub by_text: bool,
    /// By a notification too.
    pub by_push: bool,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
