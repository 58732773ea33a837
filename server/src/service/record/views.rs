//! Authorizations with their employers, for a page.

use super::Record;
use crate::scope::{Connection, Scope};
use crate::store::sevis_changes::Stand;
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
    let stands = sevis_changes::stands(s.db(), &record.student.id).await?;
    Ok(views_with(record, &stands, today))
}

/// The same where it is known how its changes stand.
pub fn views_with(record: &Record, stands: &[Stand], today: Date) -> Vec<AuthorizationView> {
    let of_employer = |one: &Stand| Some((one.employer_id.clone()?, one.state.0));
    let states: HashMap<String, SevisState> = stands.iter().filter_map(of_employer).collect();
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
    record.authorization_rows.iter().map(view).collect()
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
