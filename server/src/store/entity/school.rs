//! A school.

use crate::store::code::Code;
use domain::sevis_state::SevisWay;
use sea_orm::entity::prelude::*;

/// A school.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "schools")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// SEVIS school code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Our columns by the names in this school's files, by kind of file, as JSON; empty for none.
    pub import_columns: String,
    /// How changes are passed on to SEVIS.
    pub sevis_way: Code<SevisWay>,
    /// The organization in SEVIS; the school's code where empty.
    pub sevis_org: String,
    /// Id in SEVIS of the official who sends batches, ten characters; empty for none.
    pub sevis_user: String,
    /// Officials check reports before they go to SEVIS, not after.
    pub review_first: bool,
    /// Training plans signed by hand are taken, as a scan.
    pub plans_on_paper: bool,
    /// IANA time zone in which its days begin.
    pub time_zone: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
