//! The students file.

use super::cells::{day, yes};
use super::claims::TAKEN;
use super::plan::{EmailChange, Plan};
use super::reader::{Columns, Row};
use super::said;
use crate::scope::{Connection, Scope};
use crate::secret::id;
use crate::service::ServiceError;
use crate::store::entity::{school, student};
use crate::store::search::search_text;
use crate::store::{accounts, convert, schools, students};
use domain::FaultCode;
use domain::address::{self, Address, AddressForm};
use domain::contact::{self, Phones};
use domain::email::Email;
use domain::fault::Faults;
use domain::history::{Event, Snapshot};
use domain::sevis_id::SevisId;
use domain::text;
use std::collections::{HashMap, HashSet};
use std::path::Path;

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

/// Plans a chunk of rows.
pub async fn plan<C: Connection>(
    s: &Scope<C>,
    path: &Path,
    rows: &[Row],
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let schools: HashMap<String, school::Model> =
        schools::all(s.db()).await?.into_iter().map(|row| (row.code.clone(), row)).collect();
    let mut parsed = Vec::with_capacity(rows.len());
    for row in rows {
        let mut faults = Faults::default();
        let model = parse(row, &schools, plan, &mut faults);
        if let Some(model) = &model {
            let twice = "appears more than once in this file";
            if !plan.seen.insert(model.sevis_id.clone()) {
                plan.report.fault(path, row.line(), "sevis_id", twice);
            }
            if let Some(key) = &model.email_key
                && !plan.emails.insert(key.clone())
            {
                plan.report.fault(path, row.line(), "email", twice);
            }
        }
        if faults.is_empty() {
            parsed.extend(model.map(|model| (row, model)));
        } else {
            plan.report.faults(path, row.line(), faults);
        }
    }
    let known = Known::of(s, &parsed).await?;
    for (cells, row) in parsed {
        known.judge(path, cells, &row, plan);
        if plan.report.faults == 0 {
            change(path, cells, row, &known, plan)?;
        }
    }
    Ok(())
}

/// What is on record about the rows of a chunk.
struct Known {
    students: HashMap<String, student::Model>,
    /// SEVIS IDs by address.
    holders: HashMap<String, String>,
    /// Addresses of people who are no students.
    others: HashSet<String>,
    /// Students with an account.
    registered: HashSet<String>,
}

impl Known {
    async fn of<C: Connection>(
        s: &Scope<C>,
        parsed: &[(&Row, student::Model)],
    ) -> Result<Self, ServiceError> {
        let ids: Vec<String> = parsed.iter().map(|(_, row)| row.sevis_id.clone()).collect();
        let keys: Vec<String> =
            parsed.iter().filter_map(|(_, row)| row.email_key.clone()).collect();
        let students = students::with_sevis_ids(s.db(), &ids).await?;
        let holders = students::with_emails(s.db(), &keys).await?;
        let others = accounts::others_with_email(s.db(), &keys).await?;
        let ids: Vec<String> = students.iter().map(|row| row.id.clone()).collect();
        let registered = accounts::of_students(s.db(), &ids).await?;
        Ok(Self {
            students: students.into_iter().map(|row| (row.sevis_id.clone(), row)).collect(),
            holders: holders
                .into_iter()
                .filter_map(|row| Some((row.email_key?, row.sevis_id)))
                .collect(),
            others: others.into_iter().map(|row| row.email_key).collect(),
            registered: registered.into_iter().filter_map(|row| row.student_id).collect(),
        })
    }

    /// Tells what stands against a row.
    fn judge(&self, path: &Path, cells: &Row, row: &student::Model, plan: &mut Plan<'_>) {
        let line = cells.line();
        if let Some(key) = &row.email_key {
            if self.others.contains(key) {
                let known = self.students.get(&row.sevis_id);
                let moves_login = known.is_some_and(|before| {
                    self.registered.contains(&before.id) && before.email_key.as_ref() != Some(key)
                });
                if moves_login {
                    plan.report.fault(path, line, "email", TAKEN);
                } else if known.is_none_or(|before| before.email_key.as_ref() != Some(key)) {
                    // A stranger's account stops no school.
                    plan.report.note(path, line, "email", OPENS_ONLINE);
                }
            }
            // Another row of the same file may give it away.
            if self.holders.get(key).is_some_and(|holder| *holder != row.sevis_id) {
                plan.claimed.insert(key.clone(), line);
            }
        }
        let before = self.students.get(&row.sevis_id);
        if before.is_some_and(|before| before.school_id != row.school_id) {
            let why = "this student is on record at another school";
            plan.report.fault(path, line, "school_code", why);
        }
    }
}

/// What is told of an address that opens an account which is no student's.
const OPENS_ONLINE: &str = "opens an online account already, and one address opens one account; the student will need another address on record to register";

/// What the student has reported since stays, and is told.
fn reconcile(
    path: &Path,
    cells: &Row,
    row: &mut student::Model,
    before: &student::Model,
    known: &Known,
    plan: &mut Plan<'_>,
) {
    // Without an account nobody but the school has said anything.
    let file_decides = plan.file_decides || !known.registered.contains(&row.id);
    for column in said::reconcile(cells, row, before, file_decides) {
        plan.summary.kept += 1;
        plan.report.note(path, cells.line(), column, DIFFERS);
    }
}

/// What is told of a report that stays.
const DIFFERS: &str = "the student has reported otherwise in the portal, and that stays; import with --file-decides to put the file's word in its place";

/// Notes what a row adds or changes.
fn change(
    path: &Path,
    cells: &Row,
    mut row: student::Model,
    known: &Known,
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let Some(before) = known.students.get(&row.sevis_id) else {
        plan.summary.added += 1;
        row.imported = said::of_new(cells, &row);
        plan.line(&row.id, Event::Imported, &[])?;
        plan.chunk.students.push(row);
        return Ok(());
    };
    row.id = before.id.clone();
    keep_absent(&mut row, before, cells);
    row.no_phone = before.no_phone && row.us_phone.is_empty() && row.foreign_phone.is_empty();
    reconcile(path, cells, &mut row, before, known, plan);
    let changes = snapshot(before).changes_to(&snapshot(&row));
    if changes.is_empty() && row.imported == before.imported {
        plan.summary.unchanged += 1;
        return Ok(());
    }
    row.version = before.version + 1;
    if changes.is_empty() {
        // Only what the file said is new.
        plan.summary.unchanged += 1;
        plan.chunk.students.push(row);
        return Ok(());
    }
    plan.summary.changed += 1;
    plan.line(&row.id, Event::Imported, &changes)?;
    let has_account = known.registered.contains(&row.id);
    // An account keeps its login name; the record may be without an address.
    if before.email_key != row.email_key && !(has_account && row.email.is_none()) {
        let (student_id, old) = (row.id.clone(), before.email.clone());
        plan.email_changes.push(EmailChange { student_id, old, has_account });
    }
    plan.chunk.students.push(row);
    Ok(())
}

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
    if address::is_post_office_box(row.get("street")) {
        faults.add("street", FaultCode::PostOfficeBox);
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

fn parse(
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
    let school = faults.keep("school_code", school_of(row, schools));
    let study = parse_study(row, faults);
    let reached = parse_contact(row, faults);
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
        version: 1,
        updated_at: plan.at(),
    })
}

/// The school of a row.
fn school_of<'a>(
    row: &Row,
    schools: &'a HashMap<String, school::Model>,
) -> Result<&'a school::Model, FaultCode> {
    match row.get("school_code") {
        "" => Err(FaultCode::Required),
        code => schools.get(code).ok_or(FaultCode::NotAChoice),
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
