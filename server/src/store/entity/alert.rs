//! A reason for officials to look at a student.

use crate::store::code::Code;
use domain::alert::AlertKind;
use sea_orm::entity::prelude::*;

/// A reason for officials to look at a student, as it was worked out last.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alerts")]
pub struct Model {
    /// Identity: the student and the kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Student.
    pub student: String,
    /// The student's school.
    pub school: String,
    /// Code of the kind.
    pub kind: Code<AlertKind>,
    /// The place of the kind among all: the most urgent first.
    pub place: i32,
    /// The student's name.
    pub name: String,
    /// The student's SEVIS ID.
    pub sevis_id: String,
    /// Days of unemployment used.
    pub used: Option<i32>,
    /// Days of unemployment allowed.
    pub allowed: Option<i32>,
    /// Last day of the authorization.
    pub ends: Option<time::Date>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
