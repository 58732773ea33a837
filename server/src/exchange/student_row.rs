//! A row of the students file as a student.

use super::cells::yes;
use super::plan::Plan;
use super::reader::Row;
use crate::secret::id;
use crate::store::convert;
use crate::store::entity::{school, student};
use crate::store::search::search_text;
use domain::FaultCode;
use domain::address::{self, Address, AddressForm};
use domain::contact::{self, Phones};
use domain::email::Email;
use domain::fault::Faults;
use domain::file_day::parse as day;
use domain::history::Snapshot;
use domain::sevis_id::SevisId;
use domain::text;
use std::collections::HashMap;

/// Where a student can be reached, as a row has it.
struct Contact {
    physical: Address,
    mailing: Address,
    po_box: bool,
    phones: Phones,
}

fn parse_contact(row: &Row, faults: &mut Faults) -> Option<Contact> {
    let form = |names: address::AddressFields| AddressForm {
        street: row.get(names.street),
        line2: row.get(names.line2),
        city: row.get(names.city),
        state: row.get(names.state),
        zip: row.get(names.zip),
    };
    let mut optional_address = |names| {
        let form = form(names);
        if form.is_blank() { Some(None) } else { form.parse(names, faults).map(Some) }
    };
    let physical = optional_address(address::PLAIN);
    let mailing = optional_address(address::MAILING);
    for column in ["street", "line2"] {
        if address::is_post_office_box(row.get(column)) {
            faults.add(column, FaultCode::PostOfficeBox);
        }
    }
    let po_box = faults.keep("mailing_po_box", yes(row.get("mailing_po_box")));
    let phones = (row.get("us_phone"), row.get("foreign_phone_country"), row.get("foreign_phone"));
    let phones = if phones == ("", "", "") {
        Some(Phones::default())
    } else {
        contact::parse(phones.0, phones.1, phones.2, false, faults)
    };
    Some(Contact {
        physical: physical?.unwrap_or_default(),
        mailing: mailing?.unwrap_or_default(),
        po_box: po_box?,
        phones: phones?,
    })
}

/// Reads a row.
pub fn parse(
    row: &Row,
    schools: &HashMap<String, school::Model>,
    plan: &Plan<'_>,
    faults: &mut Faults,
) -> Option<student::Model> {
    let sevis_id = faults.required("sevis_id", SevisId::parse(row.get("sevis_id")));
    // A person may have a single name, so the given name may be empty.
    let given_name = faults.keep("given_name", text::name(row.get("given_name"), 80));
    let surname = faults.required("surname", text::name(row.get("surname"), 40));
    let born = day(row.get("birth_date")).and_then(|born| match born {
        Some(born) if born >= plan.day() => Err(FaultCode::NoSuchDay),
        born => Ok(born),
    });
    let birth_date = faults.required("birth_date", born);
    let email = faults.keep("email", Email::parse(row.get("email")));
    let school = faults.keep("school_code", school_of(row, schools, plan.school.as_deref()));
    let (study, reached) = (parse_study(row, faults), parse_contact(row, faults));
    let (sevis_id, given_name, surname) = (sevis_id?, given_name?.unwrap_or_default(), surname?);
    let email = email?;
    let Contact { physical, mailing, po_box, phones } = reached?;
    let [education_level, major_cip, major] = study?;
    let address = email.as_ref().map(|e| e.as_str().to_owned());
    let found_by = address.as_deref().unwrap_or_default();
    let search = search_text(&given_name, &surname, sevis_id.as_str(), found_by);
    Some(student::Model {
        id: id(),
        school_id: school?.id.clone(),
        search,
        sevis_id: sevis_id.to_string(),
        given_name,
        surname,
        birth_date: birth_date?,
        email_key: email.as_ref().map(Email::key),
        email: address,
        education_level,
        major_cip,
        major,
        street: physical.street,
        line2: physical.line2,
        city: physical.city,
        state: physical.state,
        zip: physical.zip,
        mailing_street: mailing.street,
        mailing_line2: mailing.line2,
        mailing_city: mailing.city,
        mailing_state: mailing.state,
        mailing_zip: mailing.zip,
        mailing_po_box: po_box,
        us_phone: phones.us,
        foreign_phone_country: phones.foreign_country,
        foreign_phone: phones.foreign,
        no_phone: false,
        imported: String::new(),
        previous_id: None,
        differs: false,
        version: 1,
        updated_at: plan.at(),
    })
}

/// The school of a row.
fn school_of<'a>(
    row: &Row,
    schools: &'a HashMap<String, school::Model>,
    only: Option<&str>,
) -> Result<&'a school::Model, FaultCode> {
    match row.get("school_code") {
        "" => Err(FaultCode::Required),
        code => {
            let school = schools.get(code).filter(|school| only.is_none_or(|id| school.id == id));
            school.ok_or(FaultCode::NotAChoice)
        }
    }
}

/// Education level, code of the major, major.
fn parse_study(row: &Row, faults: &mut Faults) -> Option<[String; 3]> {
    let level = faults.keep("education_level", text::line(row.get("education_level"), 40));
    let cip = faults.keep("major_cip", text::line(row.get("major_cip"), 10));
    let major = faults.keep("major", text::line(row.get("major"), 120));
    Some([level?, cip?, major?].map(Option::unwrap_or_default))
}

/// The fields an import can change.
pub fn snapshot(row: &student::Model) -> Snapshot {
    let mut all = Snapshot::new()
        .with("Given name", &*row.given_name)
        .with("Surname", &*row.surname)
        .with("Date of birth", domain::date::typed(row.birth_date))
        .with("Email", row.email.clone().unwrap_or_default())
        .with("Education level", &*row.education_level)
        .with("Major CIP code", &*row.major_cip)
        .with("Major", &*row.major);
    for (field, value) in convert::profile(row).snapshot().into_fields() {
        all = all.with(field, value);
    }
    all
}

/// Columns that the file does not have leave the record as it is.
pub fn keep_absent(row: &mut student::Model, before: &student::Model, cells: &Row) {
    if !cells.has("email") {
        row.email.clone_from(&before.email);
        row.email_key.clone_from(&before.email_key);
        let email = row.email.as_deref().unwrap_or("");
        row.search = search_text(&row.given_name, &row.surname, &row.sevis_id, email);
    }
    if !cells.has("mailing_po_box") {
        row.mailing_po_box = before.mailing_po_box;
    }
    let texts: [(&str, &mut String, &String); 16] = [
        ("education_level", &mut row.education_level, &before.education_level),
        ("major_cip", &mut row.major_cip, &before.major_cip),
        ("major", &mut row.major, &before.major),
        ("street", &mut row.street, &before.street),
        ("line2", &mut row.line2, &before.line2),
        ("city", &mut row.city, &before.city),
        ("state", &mut row.state, &before.state),
        ("zip", &mut row.zip, &before.zip),
        ("mailing_street", &mut row.mailing_street, &before.mailing_street),
        ("mailing_line2", &mut row.mailing_line2, &before.mailing_line2),
        ("mailing_city", &mut row.mailing_city, &before.mailing_city),
        ("mailing_state", &mut row.mailing_state, &before.mailing_state),
        ("mailing_zip", &mut row.mailing_zip, &before.mailing_zip),
        ("us_phone", &mut row.us_phone, &before.us_phone),
        ("foreign_phone_country", &mut row.foreign_phone_country, &before.foreign_phone_country),
        ("foreign_phone", &mut row.foreign_phone, &before.foreign_phone),
    ];
    for (column, now, was) in texts {
        if !cells.has(column) {
            now.clone_from(was);
        }
    }
}
