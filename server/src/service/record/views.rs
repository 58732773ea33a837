//! Authorizations with their employers, for a page.

use super::Record;
use crate::scope::{Connection, Scope};
use crate::store::{convert, sevis_changes};
use app::wire::{AuthorizationView, EmployerCard};
use domain::Date;
use domain::authorization::Kind;
use domain::sevis_state::SevisState;
use sea_orm::DbErr;
use std::collections::HashMap;

/// The authorizations, newest first.
pub async fn views<C: Connection>(
    s: &Scope<C>,
    record: &Record,
    today: Date,
) -> Result<Vec<AuthorizationView>, DbErr> {
    let states = sevis_changes::states_of_employers(s.db(), &record.student.id).await?;
    let view = |row| {
        let open = record.is_open(row, today);
        let value = convert::authorization(row);
        let stem = value.kind == Kind::Stem;
        AuthorizationView {
            id: row.id.clone(),
            authorization: value,
            remarks: row.remarks.clone(),
            employers: cards(record, &row.id, open, stem, &states),
            may_add: open && !stem,
        }
    };
    Ok(record.authorization_rows.iter().map(view).collect())
}

fn cards(
    record: &Record,
    authorization: &str,
    open: bool,
    stem: bool,
    states: &HashMap<String, SevisState>,
) -> Vec<EmployerCard> {
    let own = record.employer_rows.iter().filter(|row| row.authorization_id == authorization);
    own.map(|row| EmployerCard {
        id: row.id.clone(),
        employer: convert::employer(row),
        deleted: row.deleted_at.is_some(),
        days_late: row.days_late,
        sevis: states.get(&row.id).copied(),
        may_edit: open && row.deleted_at.is_none(),
        may_delete: open && !stem,
    })
    .collect()
}
