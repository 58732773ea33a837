//! What the last list from SEVIS says of a student.

use sea_orm::entity::prelude::*;

/// What the last list from SEVIS says of a student.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sevis_listed")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// School.
    pub school_id: String,
    /// Student, unique.
    pub student_id: String,
    /// When the list was taken in.
    pub at: i64,
    /// What it says (`domain::sevis_list::Listed` as JSON); empty for a student whom it does not have.
    pub listed: String,
    /// The status in the list before, where it was another one; empty for none.
    pub was: String,
    /// List and record differed when it was taken in.
    pub differs: bool,
    /// The upload that it came by.
    pub draft: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
