//! How long what was worked out of a student is good.

use sea_orm::entity::prelude::*;

/// How long what was worked out of a student is good. The database adds a row with each student.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alert_states")]
pub struct Model {
    /// Student.
    #[sea_orm(primary_key, auto_increment = false)]
    pub student: String,
    /// The student's school.
    pub school: String,
    /// Goes up whenever it is worked out.
    pub version: i64,
    /// First instant at which it is to be worked out again even if nothing changes; 0 for at once.
    pub good_until: i64,
    /// Days of unemployment used, where an authorization runs.
    pub used: Option<i32>,
    /// The last day of the authorization that runs.
    pub ends: Option<time::Date>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
