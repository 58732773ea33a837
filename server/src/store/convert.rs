//! Rows to values of `domain` and back.

use super::code::Code;
use super::entity::{account, authorization, employer, link, student};
use super::search::found_by;
use crate::clock::instant;
use domain::account::{Account, Credential};
use domain::address::Address;
use domain::authorization::Authorization;
use domain::contact::Phones;
use domain::employer::Employer;
use domain::invitation::Link;
use domain::profile::Profile;
use domain::unemployment::{Job, Period};

/// A new authorization.
pub fn new_authorization(
    id: String,
    student: &str,
    value: &Authorization,
    remarks: String,
) -> authorization::Model {
    let Authorization { kind, status, schedule, start, end } = *value;
    authorization::Model {
        id,
        student_id: student.to_owned(),
        kind: Code(kind),
        status: Code(status),
        schedule: Code(schedule),
        start_date: start,
        end_date: end,
        remarks,
        school_key: String::new(),
        imported: String::new(),
        differs: false,
        version: 1,
    }
}

/// An authorization.
pub fn authorization(row: &authorization::Model) -> Authorization {
    Authorization {
        kind: row.kind.0,
        status: row.status.0,
        schedule: row.schedule.0,
        start: row.start_date,
        end: row.end_date,
    }
}

/// An employer.
pub fn employer(row: &employer::Model) -> Employer {
    Employer {
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
        workplace: row.workplace.clone().into(),
        job_title: row.job_title.clone(),
        schedule: row.schedule.0,
        start: row.start_date,
        end: row.end_date,
        supervisor_first_name: row.supervisor_first_name.clone(),
        supervisor_last_name: row.supervisor_last_name.clone(),
        supervisor_phone: row.supervisor_phone.clone(),
        supervisor_phone_ext: row.supervisor_phone_ext.clone(),
        supervisor_email: row.supervisor_email.clone(),
        relation: row.relation.clone(),
        late_reason: row.late_reason.clone(),
    }
}

/// Writes an employer's fields into a row. Taken apart field by field, so that a new one cannot be
/// forgotten.
pub fn set_employer(row: &mut employer::Model, employer: Employer) {
    let Employer {
        name,
        self_employed,
        ein,
        address: Address { street, line2, city, state, zip },
        workplace,
        job_title,
        schedule,
        start,
        end,
        supervisor_first_name,
        supervisor_last_name,
        supervisor_phone,
        supervisor_phone_ext,
        supervisor_email,
        relation,
        late_reason,
    } = employer;
    row.found_by = found_by(&name);
    row.name = name;
    row.self_employed = self_employed;
    row.ein = ein;
    row.street = street;
    row.line2 = line2;
    row.city = city;
    row.state = state;
    row.zip = zip;
    row.workplace = workplace.into();
    row.job_title = job_title;
    row.schedule = Code(schedule);
    row.start_date = start;
    row.end_date = end;
    row.supervisor_first_name = supervisor_first_name;
    row.supervisor_last_name = supervisor_last_name;
    row.supervisor_phone = supervisor_phone;
    row.supervisor_phone_ext = supervisor_phone_ext;
    row.supervisor_email = supervisor_email;
    row.relation = relation;
    row.late_reason = late_reason;
}

/// An employer as a new row: version 1, reported at `at`.
pub fn new_employer(
    id: String,
    authorization: &authorization::Model,
    employer: &Employer,
    at: i64,
) -> employer::Model {
    let mut row = employer::Model {
        once: id.clone(),
        id,
        authorization_id: authorization.id.clone(),
        student_id: authorization.student_id.clone(),
        name: String::new(),
        found_by: String::new(),
        self_employed: false,
        ein: String::new(),
        street: String::new(),
        line2: String::new(),
        city: String::new(),
        state: String::new(),
        zip: String::new(),
        workplace: String::new(),
        job_title: String::new(),
        schedule: Code(employer.schedule),
        start_date: employer.start,
        end_date: None,
        supervisor_first_name: String::new(),
        supervisor_last_name: String::new(),
        supervisor_phone: String::new(),
        supervisor_phone_ext: String::new(),
        supervisor_email: String::new(),
        relation: String::new(),
        late_reason: String::new(),
        days_late: 0,
        school_key: String::new(),
        imported: String::new(),
        differs: false,
        sevis_name: String::new(),
        sevis_start: None,
        deleted_at: None,
        version: 1,
        reported_at: at,
    };
    set_employer(&mut row, employer.clone());
    row
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

/// Writes a profile into a row, field by field.
pub fn set_profile(row: &mut student::Model, profile: Profile) {
    let Profile { physical, mailing, mailing_po_box, phones } = profile;
    let Phones { us, foreign_country, foreign, none } = phones;
    let mailing = mailing.unwrap_or_default();
    row.street = physical.street;
    row.line2 = physical.line2;
    row.city = physical.city;
    row.state = physical.state;
    row.zip = physical.zip;
    row.mailing_street = mailing.street;
    row.mailing_line2 = mailing.line2;
    row.mailing_city = mailing.city;
    row.mailing_state = mailing.state;
    row.mailing_zip = mailing.zip;
    row.mailing_po_box = mailing_po_box;
    row.us_phone = us;
    row.foreign_phone_country = foreign_country;
    row.foreign_phone = foreign;
    row.no_phone = none;
}

/// What the account rules need.
pub fn account(row: &account::Model) -> Account {
    let at = instant(row.credential_at);
    let credential = match (&row.password_hash, row.temporary) {
        (None, _) => Credential::Missing,
        (Some(_), true) => Credential::Temporary(at),
        (Some(_), false) => Credential::Chosen(at),
    };
    Account {
        standing: row.standing.0,
        failures: u8::try_from(row.failures).unwrap_or(u8::MAX),
        credential,
    }
}

/// Writes the account's state into a row.
pub fn set_account(row: &mut account::Model, account: Account) {
    let Account { standing, failures, credential } = account;
    row.standing = Code(standing);
    row.failures = i32::from(failures);
    let (temporary, at) = match credential {
        Credential::Chosen(since) => (false, since),
        Credential::Temporary(until) => (true, until),
        Credential::Missing => return,
    };
    row.temporary = temporary;
    row.credential_at = crate::clock::millis(at);
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
) -> Vec<Period> {
    authorizations
        .iter()
        .map(|row| {
            let jobs = employers
                .iter()
                .filter(|e| e.authorization_id == row.id && e.deleted_at.is_none())
                .map(|e| Job { name: e.name.clone(), start: e.start_date, end: e.end_date })
                .collect();
            Period { authorization: authorization(row), jobs }
        })
        .collect()
}

/// The last day of a job, where it has one; else that of its authorization, with which it ends.
pub fn lasts_until(row: &employer::Model, all: &[authorization::Model]) -> Option<time::Date> {
    let about = || all.iter().find(|about| about.id == row.authorization_id);
    row.end_date.or_else(|| about().map(|about| about.end_date))
}

/// True for a job that is on record and goes on on a day.
pub fn works_on(row: &employer::Model, all: &[authorization::Model], day: time::Date) -> bool {
    row.deleted_at.is_none()
        && row.start_date <= day
        && lasts_until(row, all).is_none_or(|end| end >= day)
}
