//! The students file.

use super::plan::{EmailChange, Plan};
use super::reader::{Columns, Row};
use super::student_row::{keep_absent, parse, snapshot};
use crate::scope::{Connection, Scope};
use crate::service::ServiceError;
use crate::service::record::both_sides::{Fields, Said};
use crate::service::record::{CONTACT, contact_fields, set_contact};
use crate::sevis::payload::{Payload, SevisEvent};
use crate::store::entity::{school, student};
use crate::store::search::search_text;
use crate::store::{accounts, convert, schools, sevis_changes, students};
use domain::email::Email;
use domain::fault::Faults;
use domain::history::Event;
use serde_json::Value;
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
        }
        if faults.is_empty() {
            parsed.extend(model.map(|model| (row, model)));
        } else {
            plan.report.faults(path, row.line(), faults);
        }
    }
    let known = Known::of(s, &parsed).await?;
    for (cells, mut row) in parsed {
        let mut kept = false;
        if known.let_go(&mut row) {
            plan.report.note(path, cells.line(), EMAIL, GOES_ON);
        }
        if !plan.file_decides && known.keeps_email(cells, &mut row)? {
            plan.summary.kept += 1;
            plan.report.note(path, cells.line(), EMAIL, EMAIL_STAYS);
            kept = true;
        }
        known.judge((path, cells.line()), &row, kept, plan);
        if plan.report.faults == 0 {
            change(path, cells, row, &known, plan)?;
        }
    }
    Ok(())
}

/// What is on record about the rows of a chunk.
struct Known {
    students: HashMap<String, student::Model>,
    /// Who has an address.
    holders: HashMap<String, student::Model>,
    /// Students who go on under another SEVIS ID.
    continued: HashSet<String>,
    /// Addresses of accounts that are no portal accounts, with the student who has joined each.
    others: HashMap<String, Option<String>>,
    /// Students with a portal account.
    registered: HashSet<String>,
    /// Students who can log in, by that or by an online account.
    reporting: HashSet<String>,
    /// The email that SEVIS was told last of students, as an official changed it.
    told: HashMap<String, String>,
    /// Students of whom SEVIS was told an address or a phone.
    told_contacts: HashSet<String>,
}

/// The email that SEVIS was told last of these students, and of whom it was told an address or a phone.
async fn told<C: Connection>(
    s: &Scope<C>,
    ids: &[String],
) -> Result<(HashMap<String, String>, HashSet<String>), ServiceError> {
    let changes = sevis_changes::of_event(s.db(), ids, SevisEvent::PersonalInfo.code()).await?;
    let (mut emails, mut contacts) = (HashMap::new(), HashSet::new());
    for row in changes {
        match serde_json::from_str(&row.payload) {
            Ok(Payload::Email { email }) => drop(emails.insert(row.student_id, email)),
            Ok(Payload::Profile(_)) => drop(contacts.insert(row.student_id)),
            _ => {}
        }
    }
    Ok((emails, contacts))
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
        let (told, told_contacts) = told(s, &ids).await?;
        Ok(Self {
            told,
            told_contacts,
            continued: students::continued(s.db(), &ids).await?.into_iter().collect(),
            students: students.into_iter().map(|row| (row.sevis_id.clone(), row)).collect(),
            holders: holders
                .into_iter()
                .filter_map(|row| Some((row.email_key.clone()?, row)))
                .collect(),
            others: others.into_iter().map(|row| (row.email_key, row.joined_student_id)).collect(),
            reporting: registered.iter().filter_map(|row| row.record().cloned()).collect(),
            registered: registered.into_iter().filter_map(|row| row.student_id).collect(),
        })
    }

    /// True where a portal account keeps the address it has: the new one opens another account.
    fn keeps_login(&self, row: &student::Model) -> bool {
        let known = self.students.get(&row.sevis_id);
        let registered = known.is_some_and(|before| self.registered.contains(&before.id));
        registered && row.email_key.as_ref().is_some_and(|key| self.others.contains_key(key))
    }

    /// A record that goes on under a later SEVIS ID, and has let its address go to that, gets none, whatever the file
    /// says. True where it said one.
    fn let_go(&self, row: &mut student::Model) -> bool {
        let before = self.students.get(&row.sevis_id);
        let goes_on = before.is_some_and(|before| {
            before.email_key.is_none() && self.continued.contains(&before.id)
        });
        let had = row.email.is_some();
        if goes_on {
            (row.email, row.email_key) = (None, None);
            row.search = search_text(&row.given_name, &row.surname, &row.sevis_id, "");
        }
        goes_on && had
    }

    /// A file that says of the email what it said before does not undo what the school has changed in the portal since: that may
    /// be how a mailbox was taken from somebody. True where the record's email stays for that.
    fn keeps_email(&self, cells: &Row, row: &mut student::Model) -> Result<bool, ServiceError> {
        let before = self.students.get(&row.sevis_id);
        let Some(before) = before.filter(|_| cells.has(EMAIL)) else { return Ok(false) };
        let said = Said::read(&before.imported)?;
        let repeats = match said.last.get(EMAIL).and_then(Value::as_str) {
            Some(last) => last == email_of(cells),
            // Of before the file's word was kept: an official's change was told to SEVIS.
            None => {
                let now = before.email.as_ref();
                now.is_some() && self.told.get(&before.id) == now
            }
        };
        let stays = repeats && row.email != before.email;
        if stays {
            (row.email, row.email_key) = (before.email.clone(), before.email_key.clone());
            let email = row.email.as_deref().unwrap_or_default();
            row.search = search_text(&row.given_name, &row.surname, &row.sevis_id, email);
        }
        Ok(stays)
    }

    /// Tells what stands against a row.
    fn judge(
        &self,
        (path, line): (&Path, u64),
        row: &student::Model,
        kept: bool,
        plan: &mut Plan<'_>,
    ) {
        // An address that only stays is not what this file says.
        if let Some(key) = row.email_key.as_ref().filter(|_| !kept) {
            let known = self.students.get(&row.sevis_id);
            let changes = known.is_none_or(|before| before.email_key.as_ref() != Some(key));
            // A stranger's account stops no school.
            if self.others.contains_key(key) && changes {
                let what = if self.keeps_login(row) { LOGIN_STAYS } else { OPENS_ONLINE };
                plan.report.note(path, line, "email", what);
            }
            // Another row of the same file may give it away.
            let twice = !plan.emails.insert(key.clone());
            if twice {
                plan.twice.insert(key.clone());
            }
            if twice || self.holders.get(key).is_some_and(|holder| holder.sevis_id != row.sevis_id)
            {
                plan.claimed.insert(key.clone(), (line, row.sevis_id.clone()));
            }
        }
        let before = self.students.get(&row.sevis_id);
        if before.is_some_and(|before| before.school_id != row.school_id) {
            let why = "this student is on record at another school";
            plan.report.fault(path, line, "school_code", why);
        }
    }
}

/// What is told of an address of a record that goes on under another SEVIS ID.
const GOES_ON: &str =
    "is not taken: this person goes on under a later SEVIS ID, whose record has the address";

/// What is told of an address that was changed in the portal since.
const EMAIL_STAYS: &str = "was changed in the portal since the file said this, so the file's value was not used; import with --file-decides to use it, or change it in the console";

/// What is told of somebody who logs in and has no address on record any more.
const NO_EMAIL: &str = "is empty now; this student has an account, logs in as before, and is sent no email about the record any more";

/// What is told of an address that opens an account which is no student's.
const OPENS_ONLINE: &str = "opens an online account already; if that is the student's own, the invitation joins the record to it";

/// What is told where the record's address and the login's part.
const LOGIN_STAYS: &str = "already opens an online account, so the student keeps logging in to the portal with the earlier email; emails go to this one";

/// What the student has reported since stays, and is told.
fn reconcile(
    path: &Path,
    cells: &Row,
    row: &mut student::Model,
    before: &student::Model,
    known: &Known,
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let record = contact_fields(before);
    let mut said = Said::read(&before.imported)?;
    // Of before it was kept what a file says: without an account nobody but the school has said anything.
    let nobody_else = said.last.is_empty() && !known.reporting.contains(&row.id);
    let file_decides = plan.file_decides || nobody_else;
    let file = told_of(cells, row);
    let (merged, stays) = said.hear(&file, &record, (file_decides, plan.at()));
    set_contact(row, &merged);
    for name in stays {
        let columns = CONTACT.iter().find(|(known, _)| *known == name);
        plan.summary.kept += 1;
        let column = columns.map_or("", |(_, columns)| columns[0]);
        plan.report.note(path, cells.line(), column, DIFFERS);
    }
    let told = known.reporting.contains(&row.id) || known.told_contacts.contains(&row.id);
    if merged != record && told {
        // SEVIS may have what the student said.
        plan.moved.push((row.id.clone(), convert::profile(before)));
    }
    if cells.has(EMAIL) {
        said.last.insert(EMAIL.to_owned(), Value::String(email_of(cells)));
    }
    row.differs = !said.differences(&contact_fields(row)).is_empty();
    row.imported = said.write_over(&before.imported);
    Ok(())
}

/// The column of the email, and the name of the file's last word on it.
const EMAIL: &str = "email";

/// The email of a row as it is kept; empty for none.
fn email_of(cells: &Row) -> String {
    let email = Email::parse(cells.get(EMAIL)).ok().flatten();
    email.map(|email| email.as_str().to_owned()).unwrap_or_default()
}

/// What a file says first of a student.
fn first(cells: &Row, row: &student::Model, at: i64) -> Said {
    let mut fields = told_of(cells, row);
    if cells.has(EMAIL) {
        fields.insert(EMAIL.to_owned(), Value::String(email_of(cells)));
    }
    Said::first(fields, at)
}

/// The fields of which a file has a column.
fn told_of(cells: &Row, row: &student::Model) -> Fields {
    let mut fields = contact_fields(row);
    fields.retain(|name, _| {
        let columns = CONTACT.iter().find(|(known, _)| known == name).map(|(_, all)| *all);
        columns.is_some_and(|columns| columns.iter().any(|column| cells.has(column)))
    });
    fields
}

/// What is told of a report that stays.
const DIFFERS: &str = "the student reported something different in the portal, so the file's value was not used; import with --file-decides to use it, or decide in the console under \"Both sides\"";

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
        row.imported = first(cells, &row, plan.at()).write();
        plan.line(&row.id, Event::Imported, &[])?;
        plan.chunk.students.push(row);
        return Ok(());
    };
    row.id = before.id.clone();
    keep_absent(&mut row, before, cells);
    row.no_phone = before.no_phone;
    row.previous_id.clone_from(&before.previous_id);
    row.differs = before.differs;
    reconcile(path, cells, &mut row, before, known, plan)?;
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
    let has_login = known.reporting.contains(&row.id);
    if has_login && row.email.is_none() && before.email.is_some() {
        plan.report.note(path, cells.line(), EMAIL, NO_EMAIL);
    }
    if before.email != row.email && row.email.is_some() {
        plan.readdressed.push(row.id.clone());
    }
    let stays = has_login && row.email.is_none() || has_account && known.keeps_login(&row);
    if before.email_key != row.email_key && !stays {
        let (student_id, old) = (row.id.clone(), before.email.clone());
        plan.email_changes.push(EmailChange { student_id, old, has_account });
    }
    plan.chunk.students.push(row);
    Ok(())
}
