//! An authorization as the fields in which file and record are compared.

use super::both_sides::{Fields, Said, fields_of};
use crate::store::convert;
use crate::store::entity::authorization;
use domain::authorization_form::AuthorizationForm;

/// An authorization field by field.
pub fn authorization_fields(row: &authorization::Model) -> Fields {
    fields_of(&AuthorizationForm::of(&convert::authorization(row), &row.remarks))
}

/// Notes what the file has said of it, and whether something is open.
pub fn with_said(row: authorization::Model, said: &Said) -> authorization::Model {
    let differs = !said.differences(&authorization_fields(&row)).is_empty();
    authorization::Model { imported: said.write_over(&row.imported), differs, ..row }
}
