//! What a STEM student has confirmed, or the school has entered in SEVIS in their place.

use super::super::error::{ServiceError, read_json};
use super::Record;
use crate::clock::{Zone, instant};
use crate::scope::{Connection, Scope};
use crate::sevis::payload::{Payload, SevisEvent};
use crate::store::entity::{authorization, sevis_change};
use crate::store::{convert, sevis_changes};
use domain::sevis_state::SevisState;
use domain::stem::{Confirmed, Validation, validations};

/// The confirmations of one of a student's extensions.
pub async fn confirmed<C: Connection>(
    s: &Scope<C>,
    record: &Record,
    about: &authorization::Model,
) -> Result<Vec<Confirmed>, ServiceError> {
    let ids = std::slice::from_ref(&record.student.id);
    let changes = sevis_changes::of_event(s.db(), ids, SevisEvent::Participation.code()).await?;
    of_extension(&changes, about, &record.authorization_rows, &record.zone())
}

/// Of a student's confirmations those of an extension. One that names no extension on record (it was merged,
/// or an older Foothold did not note it) is of the one in whose window it falls.
pub fn of_extension(
    changes: &[sevis_change::Model],
    about: &authorization::Model,
    all: &[authorization::Model],
    zone: &Zone,
) -> Result<Vec<Confirmed>, ServiceError> {
    let own = validations(&convert::authorization(about));
    let extends = |row: &authorization::Model| convert::authorization(row).extends();
    let known = |id: &str| all.iter().any(|row| row.id == id && extends(row));
    let mut found = Vec::new();
    // A note that was taken back confirms nothing.
    let stands = |change: &&sevis_change::Model| change.state != SevisState::Superseded;
    for change in changes.iter().filter(stands) {
        let Payload::Participation { participation: of } = read_json("payload", &change.payload)?
        else {
            continue;
        };
        let on = zone.day(instant(change.created_at));
        let falls = |one: &Validation| one.months == of.months && one.takes(on);
        if of.of == about.id || (!known(&of.of) && own.iter().any(falls)) {
            found.push(Confirmed { months: of.months, on });
        }
    }
    Ok(found)
}
