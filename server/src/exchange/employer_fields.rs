//! An employer of a file field by field: of which a file speaks, and what it leaves as it is.

use super::reader::Row;
use crate::service::ServiceError;
use crate::service::record::both_sides::{Fields, fields_of};
use domain::address::Address;
use domain::employer::Employer;

/// Of an employer's fields those of which this file speaks: of a column that it does not have it says nothing.
pub fn said_by(cells: &Row, mut all: Fields) -> Fields {
    all.retain(|field, _| match field.as_str() {
        // Several columns, of which the file has some in any case.
        "address" => true,
        "workplace" => cells.has("workplace") || cells.has("site"),
        other => cells.has(column(other)),
    });
    all
}

/// An employer field by field. Why a report came late is the student's alone.
pub fn fields(employer: &Employer) -> Fields {
    let mut fields = fields_of(employer);
    fields.remove("late_reason");
    fields
}

/// The employer of these fields.
pub fn with_fields(mut fields: Fields, old: &Employer) -> Result<Employer, ServiceError> {
    fields.insert("late_reason".into(), old.late_reason.clone().into());
    serde_json::from_value(fields.into())
        .map_err(|error| ServiceError::Internal(format!("employer: {error}")))
}

/// The column of a field.
pub fn column(field: &str) -> &str {
    match field {
        "address" => "street",
        "start" => "start_date",
        "end" => "end_date",
        same => same,
    }
}

/// Columns that the file does not have leave what was reported as it is; so does the reason of a
/// late report, which no file has.
pub fn keep_absent(employer: &mut Employer, before: &Employer, cells: &Row) {
    // Taken apart, so that a new field is either a column or named here.
    let Employer {
        name: _,
        self_employed,
        ein,
        address: Address { street: _, line2, city, state, zip: _ },
        job_title,
        schedule: _,
        start: _,
        end,
        supervisor_first_name,
        supervisor_last_name,
        supervisor_phone,
        supervisor_phone_ext,
        supervisor_email,
        workplace,
        relation: _,
        late_reason,
    } = before;
    employer.late_reason.clone_from(late_reason);
    if !cells.has("self_employed") {
        employer.self_employed = *self_employed;
    }
    if !cells.has("workplace") && !cells.has("site") {
        employer.workplace.clone_from(workplace);
    }
    if !cells.has("end_date") {
        employer.end = *end;
    }
    let texts: [(&str, &mut String, &String); 10] = [
        ("ein", &mut employer.ein, ein),
        ("line2", &mut employer.address.line2, line2),
        ("city", &mut employer.address.city, city),
        ("state", &mut employer.address.state, state),
        ("job_title", &mut employer.job_title, job_title),
        ("supervisor_first_name", &mut employer.supervisor_first_name, supervisor_first_name),
        ("supervisor_last_name", &mut employer.supervisor_last_name, supervisor_last_name),
        ("supervisor_phone", &mut employer.supervisor_phone, supervisor_phone),
        ("supervisor_phone_ext", &mut employer.supervisor_phone_ext, supervisor_phone_ext),
        ("supervisor_email", &mut employer.supervisor_email, supervisor_email),
    ];
    for (column, now, was) in texts {
        if !cells.has(column) {
            now.clone_from(was);
        }
    }
}
