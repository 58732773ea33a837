//! An upload of files to be imported.

use crate::store::code::Code;
use domain::import::ImportState;
use sea_orm::entity::prelude::*;

/// An upload.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_drafts")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// School.
    pub school_id: String,
    /// The official's account.
    pub account_id: String,
    /// When.
    pub created_at: i64,
    /// How far it is.
    pub state: Code<ImportState>,
    /// Where students have reported otherwise, the file's word counts.
    pub file_decides: bool,
    /// What was told, as JSON (`exchange::upload::Told`); empty for nothing yet.
    pub told: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
