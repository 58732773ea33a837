//! Reports for the demo school to check: new ones, and one about which the student was asked.

use super::{Failure, told};
use crate::scope::Work;
use crate::service::record::{Record, Report, accept};
use crate::service::reviews;
use crate::sevis::payload;
use crate::store::entity::student;
use crate::store::{accounts, convert, reviews as checks, students};
use domain::email::Email;
use domain::history::Event;
use domain::profile::ProfileForm;

/// Who has moved, and where to.
const MOVES: [(&str, &str, &str); 2] = [
    ("stem@demo.test", "1200 South Lamar Boulevard", "5125550142"),
    ("parttime@demo.test", "2200 Guadalupe Street", "5125550177"),
];

/// The question about the late report.
const QUESTION: &str = "Thank you for reporting this. Which languages and tools do you work with, and how do they draw on your degree? Two sentences are enough.";

/// Some students have moved; the one whose report was late is asked about it.
pub async fn fill(work: &Work) -> Result<(), Failure> {
    for (email, street, phone) in MOVES {
        let row = students::by_email(work.db(), email).await?.ok_or("demo student")?;
        moves(work, row, street, phone).await?;
    }
    let key = Email::parse("dso@demo.test").ok().flatten().ok_or("demo email")?.key();
    let official = accounts::by_email(work.db(), &key).await?.ok_or("demo official")?;
    let student = students::by_email(work.db(), "late@demo.test").await?.ok_or("demo student")?;
    let record = Record::load(work, &student.id).await?.ok_or("demo record")?;
    let report = checks::first_of_student(work.db(), &student.id).await?.ok_or("demo report")?;
    reviews::ask(work, (&official, &record), report, QUESTION).await.map_err(told)
}

/// A student reports another address.
pub async fn moves(
    work: &Work,
    row: student::Model,
    street: &str,
    phone: &str,
) -> Result<(), Failure> {
    let record = Record::load(work, &row.id).await?.ok_or("demo record")?;
    let form = ProfileForm {
        street: street.into(),
        city: "Austin".into(),
        state: "TX".into(),
        zip: "78704".into(),
        us_phone: phone.into(),
        ..ProfileForm::default()
    };
    let before = convert::profile(&row);
    let after = form.parse().map_err(|_| "demo report")?;
    let changes = before.snapshot().changes_to(&after.snapshot());
    let outgoing = payload::profile(after.clone(), &before);
    let mut row = row;
    convert::set_profile(&mut row, after);
    row.version += 1;
    students::update(work.db(), row).await?;
    let event = Event::ProfileChanged;
    accept(work, &record, Report::new(event, changes, outgoing)).await.map_err(told)?;
    Ok(())
}
