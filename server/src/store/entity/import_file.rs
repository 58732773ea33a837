//! A file of an upload.

use crate::store::code::Code;
use domain::import::ImportKind;
use sea_orm::entity::prelude::*;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_files")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The upload.
    pub draft: String,
    /// Its kind.
    pub kind: Code<ImportKind>,
    /// The name it was uploaded under.
    pub name: String,
    /// Our columns by its own, as JSON; an empty one is left out.
    pub columns: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
