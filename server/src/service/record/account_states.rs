//! The state of students' accounts (`AccountState`), for pages and exports.

use super::super::error::ServiceError;
use crate::clock::Zone;
use crate::scope::{Connection, Scope};
use crate::store::entity::{account, link, student};
use crate::store::{accounts, authorizations, convert, links, schools};
use app::wire::AccountState;
use domain::OffsetDateTime;
use domain::account::Standing;
use domain::authorization::Authorization;
use domain::invitation::LinkState;
use domain::window::{Access, access};
use std::collections::HashMap;

/// The account state of each of these students.
pub async fn of<C: Connection>(
    s: &Scope<C>,
    students: &[student::Model],
) -> Result<HashMap<String, AccountState>, ServiceError> {
    let ids: Vec<String> = students.iter().map(|student| student.id.clone()).collect();
    let accounts: HashMap<String, account::Model> = accounts::of_students(s.db(), &ids)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.record()?.clone(), row)))
        .collect();
    // Of several links the newest counts: it comes last.
    let links: HashMap<String, link::Model> = links::of_students(s.db(), &ids)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.student_id.clone()?, row)))
        .collect();
    let mut periods: HashMap<String, Vec<Authorization>> = HashMap::new();
    for row in authorizations::of_students(s.db(), &ids).await? {
        periods.entry(row.student_id.clone()).or_default().push(convert::authorization(&row));
    }
    let schools = schools::all(s.db()).await?;
    let zones: HashMap<&str, Zone> =
        schools.iter().map(|school| (school.id.as_str(), Zone::of(&school.time_zone))).collect();
    let state = |student: &student::Model| {
        let zone = zones.get(student.school_id.as_str());
        let today = zone.map_or(s.now().date(), |zone| s.today(zone));
        let none = Vec::new();
        let access = access(periods.get(&student.id).unwrap_or(&none), today);
        let (account, link) = (accounts.get(&student.id), links.get(&student.id));
        (student.id.clone(), state(access, account, link, s.now()))
    };
    Ok(students.iter().map(state).collect())
}

fn state(
    access: Access,
    account: Option<&account::Model>,
    link: Option<&link::Model>,
    now: OffsetDateTime,
) -> AccountState {
    match (access, account, link) {
        (Access::NotYet, _, _) => AccountState::NotEligible,
        (Access::Closed { .. }, _, _) => AccountState::Closed,
        (_, Some(account), _) if account.student_id.is_none() => AccountState::Joined,
        (_, Some(account), _) if account.standing == Standing::LockedByLogins => {
            AccountState::Locked
        }
        (_, Some(account), _) if account.temporary => AccountState::TemporaryPassword,
        (Access::ReadOnly { .. }, Some(_), _) => AccountState::ReadOnly,
        (_, Some(_), _) => AccountState::Active,
        (_, None, None) => AccountState::NotInvited,
        (_, None, Some(link)) => match convert::link(link).state(now) {
            LinkState::Open { .. } => AccountState::Invited,
            LinkState::Locked => AccountState::RegistrationLocked,
            _ => AccountState::InviteExpired,
        },
    }
}
