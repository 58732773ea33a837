//! The students file.

use super::import::Summary;
use super::rows::{Columns, File, Report, Row, day, yes};
use crate::cli::Failure;
use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::{id, temporary_password};
use crate::service::console;
use crate::service::record::search_text;
use crate::store::convert;
use crate::store::entity::{account, history, school, student};
use app::AppError;
use domain::FaultCode;
use domain::address::{self, AddressForm};
use domain::email::Email;
use domain::fault::Faults;
use domain::history::{Doer, Event, Snapshot};
use domain::sevis_id::SevisId;
use domain::{contact, text};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use std::collections::{HashMap, HashSet};

/// The file's columns.
pub const COLUMNS: Columns = Columns {
    required: &["sevis_id", "given_name", "surname", "birth_date", "school_code"],
    optional: &[
        "email",
        "education_level",
        "major_cip",
        "major",
        "street",
        "line2",
        "city",
        "state",
        "zip",
        "mailing_street",
        "mailing_line2",
        "mailing_city",
        "mailing_state",
        "mailing_zip",
        "mailing_po_box",
        "us_phone",
        "foreign_phone_country",
        "foreign_phone",
    ],
};

/// Imports the file.
pub async fn import(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    file: &mut File,
    report: &mut Report<'_>,
    summary: &mut Summary,
) -> Result<(), Failure> {
    let schools: HashMap<String, school::Model> =
        school::Entity::find().all(tx).await?.into_iter().map(|s| (s.code.clone(), s)).collect();
    let mut seen = HashSet::new();
    let mut emails = HashSet::new();
    loop {
        let rows = file.chunk(report);
        if rows.is_empty() {
            return Ok(());
        }
        let mut parsed = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut faults = Faults::default();
            let model = parse(row, &schools, portal, &mut faults);
            if let Some(model) = &model {
                if !seen.insert(model.sevis_id.clone()) {
                    report.fault(&file.path, row.line(), "sevis_id", "stands twice in this file");
                }
                if let Some(key) = &model.email_key
                    && !emails.insert(key.clone())
                {
                    report.fault(&file.path, row.line(), "email", "stands twice in this file");
                }
            }
            if faults.is_empty() {
                parsed.extend(model.map(|model| (row, model)));
            } else {
                report.faults(&file.path, row.line(), faults);
            }
        }
        write(tx, portal, file, report, summary, parsed).await?;
    }
}

fn parse(
    row: &Row,
    schools: &HashMap<String, school::Model>,
    portal: &Portal,
    faults: &mut Faults,
) -> Option<student::Model> {
    let sevis_id = faults.required("sevis_id", SevisId::parse(row.get("sevis_id")));
    // A person may have a single name, so the given name may be empty.
    let given_name = faults.keep("given_name", text::name(row.get("given_name"), 80));
    let surname = faults.required("surname", text::name(row.get("surname"), 40));
    let birth_date = faults.required("birth_date", day(row.get("birth_date")));
    let email = faults.keep("email", Email::parse(row.get("email")));
    let school = match row.get("school_code") {
        "" => Err(FaultCode::Required),
        code => schools.get(code).ok_or(FaultCode::NotAChoice),
    };
    let school = faults.keep("school_code", school);
    let education_level =
        faults.keep("education_level", text::line(row.get("education_level"), 40));
    let major_cip = faults.keep("major_cip", text::line(row.get("major_cip"), 10));
    let major = faults.keep("major", text::line(row.get("major"), 120));
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
    if address::is_post_office_box(row.get("street")) {
        faults.add("street", FaultCode::PostOfficeBox);
    }
    let po_box = faults.keep("mailing_po_box", yes(row.get("mailing_po_box")));
    let phones = (row.get("us_phone"), row.get("foreign_phone_country"), row.get("foreign_phone"));
    let phones = if phones == ("", "", "") {
        Some(contact::Phones::default())
    } else {
        contact::parse(phones.0, phones.1, phones.2, false, faults)
    };
    if birth_date.is_some_and(|day| day >= portal.now().date()) {
        faults.add("birth_date", FaultCode::NoSuchDay);
    }
    let (sevis_id, given_name, surname) = (sevis_id?, given_name?.unwrap_or_default(), surname?);
    let email = email?;
    let (physical, mailing, phones) =
        (physical?.unwrap_or_default(), mailing?.unwrap_or_default(), phones?);
    let address = email.as_ref().map(|e| e.as_str().to_owned());
    Some(student::Model {
        id: id(),
        school_id: school?.id.clone(),
        search: search_text(
            &given_name,
            &surname,
            sevis_id.as_str(),
            address.as_deref().unwrap_or(""),
        ),
        sevis_id: sevis_id.to_string(),
        given_name,
        surname,
        birth_date: birth_date?,
        email_key: email.as_ref().map(Email::key),
        email: address,
        education_level: education_level?.unwrap_or_default(),
        major_cip: major_cip?.unwrap_or_default(),
        major: major?.unwrap_or_default(),
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
        mailing_po_box: po_box?,
        us_phone: phones.us,
        foreign_phone_country: phones.foreign_country,
        foreign_phone: phones.foreign,
        no_phone: false,
        version: 1,
        updated_at: millis(portal.now()),
    })
}

/// The fields an import can change.
fn snapshot(row: &student::Model) -> Snapshot {
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

async fn write(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    file: &File,
    report: &mut Report<'_>,
    summary: &mut Summary,
    parsed: Vec<(&Row, student::Model)>,
) -> Result<(), Failure> {
    let known: HashMap<String, student::Model> = student::Entity::find()
        .filter(student::Column::SevisId.is_in(parsed.iter().map(|(_, row)| row.sevis_id.clone())))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| (row.sevis_id.clone(), row))
        .collect();
    let holders: HashMap<String, String> = student::Entity::find()
        .filter(
            student::Column::EmailKey
                .is_in(parsed.iter().filter_map(|(_, row)| row.email_key.clone())),
        )
        .all(tx)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.email_key?, row.sevis_id)))
        .collect();
    let officials: HashSet<String> = account::Entity::find()
        .filter(account::Column::StudentId.is_null())
        .filter(
            account::Column::EmailKey
                .is_in(parsed.iter().filter_map(|(_, row)| row.email_key.clone())),
        )
        .all(tx)
        .await?
        .into_iter()
        .map(|row| row.email_key)
        .collect();
    let mut added = Vec::new();
    let mut lines = Vec::new();
    for (cells, mut row) in parsed {
        let line = cells.line();
        let taken = row.email_key.as_ref().is_some_and(|key| {
            officials.contains(key)
                || holders.get(key).is_some_and(|holder| *holder != row.sevis_id)
        });
        if taken {
            report.fault(&file.path, line, "email", "belongs to another person on record");
        }
        let before = known.get(&row.sevis_id);
        if before.is_some_and(|before| before.school_id != row.school_id) {
            report.fault(
                &file.path,
                line,
                "school_code",
                "this student is on record at another school",
            );
        }
        // After the first fault nothing will be kept, so nothing more is written.
        if report.faults > 0 {
            continue;
        }
        match before {
            None => {
                summary.added += 1;
                lines.push(line_of(portal, &row.id, &[]));
                added.push(student::ActiveModel::from(row));
            }
            Some(before) => {
                row.id = before.id.clone();
                keep_absent(&mut row, before, cells);
                row.no_phone =
                    before.no_phone && row.us_phone.is_empty() && row.foreign_phone.is_empty();
                let changes = snapshot(before).changes_to(&snapshot(&row));
                if changes.is_empty() {
                    summary.unchanged += 1;
                    continue;
                }
                summary.changed += 1;
                row.version = before.version + 1;
                lines.push(line_of(portal, &row.id, &changes));
                let email_changed = before.email_key != row.email_key;
                let (old, row) = (before.clone(), student::ActiveModel::from(row).reset_all());
                let row = row.update(tx).await?;
                if email_changed {
                    new_email(tx, portal, &old, row).await?;
                }
            }
        }
    }
    if !added.is_empty() {
        student::Entity::insert_many(added).exec_without_returning(tx).await?;
    }
    if !lines.is_empty() {
        history::Entity::insert_many(lines).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Columns that the file does not have leave the record as it is.
fn keep_absent(row: &mut student::Model, before: &student::Model, cells: &Row) {
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

fn line_of(
    portal: &Portal,
    student_id: &str,
    changes: &[domain::history::Change],
) -> history::ActiveModel {
    history::ActiveModel {
        id: Set(id()),
        student_id: Set(student_id.to_owned()),
        at: Set(millis(portal.now())),
        event: Set(Event::Imported.code().to_owned()),
        doer: Set(Doer::Official.code().to_owned()),
        doer_name: Set("School import".to_owned()),
        changes: Set(serde_json::to_string(changes).unwrap_or_else(|_| "[]".into())),
    }
}

/// An e-mail that changed in the school's file is an e-mail change like any other.
async fn new_email(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    old: &student::Model,
    new: student::Model,
) -> Result<(), Failure> {
    let fail = |fail: crate::service::Fail| AppError::from(fail).to_string();
    let account =
        account::Entity::find().filter(account::Column::StudentId.eq(&new.id)).one(tx).await?;
    if account.is_some() && new.email.is_none() {
        // An account keeps its login name; the record may be without an address.
        return Ok(());
    }
    let password = temporary_password();
    let hash = match account {
        Some(_) => portal.hasher.hash_now(&password),
        None => String::new(),
    };
    console::follow_email_change(tx, portal, old.email.clone(), &new.id, (&password, hash))
        .await
        .map_err(fail)?;
    Ok(())
}
