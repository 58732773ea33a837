//! Rows to values of `domain` and back.

use super::entity::{account, authorization, employer, link, student};
use crate::clock::instant;
use domain::account::{Account, Credential, Standing};
use domain::address::Address;
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::contact::Phones;
use domain::employer::Employer;
use domain::invitation::Link;
use domain::profile::Profile;
use domain::unemployment::{Job, Period};
use sea_orm::DbErr;
use sea_orm::Set;

fn damaged(what: &str, id: &str) -> DbErr {
    DbErr::Custom(format!("row {id}: unknown {what}"))
}

/// An authorization; a code that is not ours is an error, never a guess.
pub fn authorization(row: &authorization::Model) -> Result<Authorization, DbErr> {
    Ok(Authorization {
        kind: Kind::from_code(&row.kind).ok_or_else(|| damaged("kind", &row.id))?,
        status: Status::from_code(&row.status).ok_or_else(|| damaged("status", &row.id))?,
        schedule: Schedule::from_code(&row.schedule).ok_or_else(|| damaged("schedule", &row.id))?,
        start: row.start_date,
        end: row.end_date,
    })
}

/// An employer.
pub fn employer(row: &employer::Model) -> Result<Employer, DbErr> {
    Ok(Employer {
        name: row.name.clone(),
        self_employed: row.self_employed,
        ein: row.ein.clone(),
        address: Address {
            street: row.street.clone(),
            line2: row.line2.clone(),
            city: row.city.clone(),
            state: row.state.clone(),
            zip: row.zip.clone(),
        },
        job_title: row.job_title.clone(),
        schedule: Schedule::from_code(&row.schedule).ok_or_else(|| damaged("schedule", &row.id))?,
        start: row.start_date,
        end: row.end_date,
        supervisor_first_name: row.supervisor_first_name.clone(),
        supervisor_last_name: row.supervisor_last_name.clone(),
        supervisor_phone: row.supervisor_phone.clone(),
        supervisor_phone_ext: row.supervisor_phone_ext.clone(),
        supervisor_email: row.supervisor_email.clone(),
        relation: row.relation.clone(),
        late_reason: row.late_reason.clone(),
    })
}

/// Writes an employer's fields into a row.
pub fn set_employer(row: &mut employer::ActiveModel, employer: Employer) {
    row.name = Set(employer.name);
    row.self_employed = Set(employer.self_employed);
    row.ein = Set(employer.ein);
    row.street = Set(employer.address.street);
    row.line2 = Set(employer.address.line2);
    row.city = Set(employer.address.city);
    row.state = Set(employer.address.state);
    row.zip = Set(employer.address.zip);
    row.job_title = Set(employer.job_title);
    row.schedule = Set(employer.schedule.code().to_owned());
    row.start_date = Set(employer.start);
    row.end_date = Set(employer.end);
    row.supervisor_first_name = Set(employer.supervisor_first_name);
    row.supervisor_last_name = Set(employer.supervisor_last_name);
    row.supervisor_phone = Set(employer.supervisor_phone);
    row.supervisor_phone_ext = Set(employer.supervisor_phone_ext);
    row.supervisor_email = Set(employer.supervisor_email);
    row.relation = Set(employer.relation);
    row.late_reason = Set(employer.late_reason);
}

/// The part of a student's row that the student may change.
pub fn profile(row: &student::Model) -> Profile {
    let mailing = (!row.mailing_street.is_empty()).then(|| Address {
        street: row.mailing_street.clone(),
        line2: row.mailing_line2.clone(),
        city: row.mailing_city.clone(),
        state: row.mailing_state.clone(),
        zip: row.mailing_zip.clone(),
    });
    Profile {
        physical: Address {
            street: row.street.clone(),
            line2: row.line2.clone(),
            city: row.city.clone(),
            state: row.state.clone(),
            zip: row.zip.clone(),
        },
        mailing,
        mailing_po_box: row.mailing_po_box,
        phones: Phones {
            us: row.us_phone.clone(),
            foreign_country: row.foreign_phone_country.clone(),
            foreign: row.foreign_phone.clone(),
            none: row.no_phone,
        },
    }
}

/// Writes a profile into a row.
pub fn set_profile(row: &mut student::ActiveModel, profile: Profile) {
    let mailing = profile.mailing.unwrap_or_default();
    row.street = Set(profile.physical.street);
    row.line2 = Set(profile.physical.line2);
    row.city = Set(profile.physical.city);
    row.state = Set(profile.physical.state);
    row.zip = Set(profile.physical.zip);
    row.mailing_street = Set(mailing.street);
    row.mailing_line2 = Set(mailing.line2);
    row.mailing_city = Set(mailing.city);
    row.mailing_state = Set(mailing.state);
    row.mailing_zip = Set(mailing.zip);
    row.mailing_po_box = Set(profile.mailing_po_box);
    row.us_phone = Set(profile.phones.us);
    row.foreign_phone_country = Set(profile.phones.foreign_country);
    row.foreign_phone = Set(profile.phones.foreign);
    row.no_phone = Set(profile.phones.none);
}

/// The standing's code in the database.
pub fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::LockedByLogins => "locked_by_logins",
        Standing::LockedByEmailChange => "locked_by_email_change",
        Standing::Closed => "closed",
    }
}

/// What the account rules need.
pub fn account(row: &account::Model) -> Result<Account, DbErr> {
    let standing = match row.standing.as_str() {
        "open" => Standing::Open,
        "locked_by_logins" => Standing::LockedByLogins,
        "locked_by_email_change" => Standing::LockedByEmailChange,
        "closed" => Standing::Closed,
        _ => return Err(damaged("standing", &row.id)),
    };
    let at = instant(row.credential_at);
    Ok(Account {
        standing,
        failures: u8::try_from(row.failures).unwrap_or(u8::MAX),
        credential: if row.temporary { Credential::Temporary(at) } else { Credential::Chosen(at) },
    })
}

/// Writes the account's state into a row.
pub fn set_account(row: &mut account::ActiveModel, account: Account) {
    row.standing = Set(standing_code(account.standing).to_owned());
    row.failures = Set(i32::from(account.failures));
    let (temporary, at) = match account.credential {
        Credential::Chosen(since) => (false, since),
        Credential::Temporary(until) => (true, until),
    };
    row.temporary = Set(temporary);
    row.credential_at = Set(crate::clock::millis(at));
}

/// A link as the rules see it.
pub fn link(row: &link::Model) -> Link {
    Link {
        lapses_at: instant(row.lapses_at),
        failures: u8::try_from(row.failures).unwrap_or(u8::MAX),
        used: row.used_at.is_some(),
        replaced: row.replaced,
    }
}

/// The periods of the unemployment count, without deleted employers.
pub fn periods(
    authorizations: &[authorization::Model],
    employers: &[employer::Model],
) -> Result<Vec<Period>, DbErr> {
    authorizations
        .iter()
        .map(|row| {
            let jobs = employers
                .iter()
                .filter(|e| e.authorization_id == row.id && e.deleted_at.is_none())
                .map(|e| Job { name: e.name.clone(), start: e.start_date, end: e.end_date })
                .collect();
            Ok(Period { authorization: authorization(row)?, jobs })
        })
        .collect()
}
