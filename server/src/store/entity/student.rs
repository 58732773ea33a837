//! A student of a school.

use sea_orm::entity::prelude::*;

/// A student of a school.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "students")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// School.
    pub school_id: String,
    /// SEVIS ID, unique.
    pub sevis_id: String,
    /// Given name, may be empty.
    pub given_name: String,
    /// Surname.
    pub surname: String,
    /// Date of birth.
    pub birth_date: time::Date,
    /// Email as typed.
    pub email: Option<String>,
    /// Email for comparison, unique.
    pub email_key: Option<String>,
    /// Education level.
    pub education_level: String,
    /// CIP code of the major.
    pub major_cip: String,
    /// Major.
    pub major: String,
    /// Physical address: street.
    pub street: String,
    /// Physical address: second line.
    pub line2: String,
    /// Physical address: city.
    pub city: String,
    /// Physical address: state.
    pub state: String,
    /// Physical address: ZIP.
    pub zip: String,
    /// Mailing address: street, empty for none.
    pub mailing_street: String,
    /// Mailing address: second line.
    pub mailing_line2: String,
    /// Mailing address: city.
    pub mailing_city: String,
    /// Mailing address: state.
    pub mailing_state: String,
    /// Mailing address: ZIP.
    pub mailing_zip: String,
    /// The mailing address is a post-office box.
    pub mailing_po_box: bool,
    /// US phone, ten digits.
    pub us_phone: String,
    /// Country calling code of the foreign phone.
    pub foreign_phone_country: String,
    /// Foreign phone.
    pub foreign_phone: String,
    /// States to have no phone.
    pub no_phone: bool,
    /// Lower-case name, SEVIS ID and email, for finding.
    pub search: String,
    /// What the school's file said last of where the student is reached, as JSON
    /// (`service::record::both_sides::Said`); empty before the first import that kept it.
    pub imported: String,
    /// The record of the same person under an earlier SEVIS ID.
    pub previous_id: Option<String>,
    /// The school's file says otherwise than the student, and nobody has decided.
    pub differs: bool,
    /// Raised by each change of the profile.
    pub version: i32,
    /// When last changed.
    pub updated_at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
