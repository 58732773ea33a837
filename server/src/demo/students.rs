//! Brings the demo's students to their states.

use super::people::{Account, Person};
use super::told;
use crate::Failure;
use crate::scope::Work;
use crate::secret::id;
use crate::service::credentials::{passwords, standing};
use crate::service::record::{Line, Record, Report, accept, note};
use crate::sevis::payload::{self, SevisEvent};
use crate::store::code::Code;
use crate::store::entity::{account, link, student};
use crate::store::{accounts, convert, employers, links, students};
use domain::Date;
use domain::account::Standing;
use domain::date::{iso, plus_days};
use domain::email::Email;
use domain::employer::{Circumstances, EmployerForm, decide};
use domain::history::Event;
use domain::role::Role;

async fn find(work: &Work, sevis_id: &str) -> Result<student::Model, Failure> {
    let found = students::with_sevis_ids(work.db(), &[sevis_id.to_owned()]).await?;
    Ok(found.into_iter().next().ok_or("demo student")?)
}

/// Makes the account, or changes the link, that the person's state needs.
pub async fn bring_to_state(work: &Work, person: &Person, hash: &str) -> Result<(), Failure> {
    let row = find(work, person.sevis_id).await?;
    let links = links::of_students(work.db(), std::slice::from_ref(&row.id)).await?;
    for link in links {
        let link = match person.account {
            Account::AsImported => continue,
            Account::RegistrationLocked => link::Model { failures: 3, ..link },
            Account::InviteExpired => link::Model { lapses_at: work.at() - 1, ..link },
            Account::Registered | Account::LockedByLogins => {
                link::Model { used_at: Some(work.at()), ..link }
            }
        };
        links::update(work.db(), link).await?;
    }
    match person.account {
        Account::Registered => register(work, row, hash, Standing::Open).await,
        Account::LockedByLogins => register(work, row, hash, Standing::LockedByLogins).await,
        _ => Ok(()),
    }
}

async fn register(
    work: &Work,
    row: student::Model,
    hash: &str,
    state: Standing,
) -> Result<(), Failure> {
    let email = row.email.as_deref().and_then(|email| Email::parse(email).ok().flatten());
    let account = account::Model {
        student_id: Some(row.id.clone()),
        school_id: Some(row.school_id.clone()),
        password_hash: Some(hash.to_owned()),
        standing: Code(state),
        failures: if state == Standing::Open { 0 } else { 3 },
        ..standing::new(Role::Student, &email.ok_or("demo email")?, work.at())
    };
    accounts::insert(work.db(), account.clone()).await?;
    passwords::remember(work, &account.id, hash).await?;
    let record = Record::load(work, &row.id).await?.ok_or("demo record")?;
    let who = record.person().name();
    note(work, &row.id, Line::by_student(Event::AccountCreated, &who)).await.map_err(told)
}

/// One report that came late, for the school to check.
pub async fn report_late(work: &Work, today: Date) -> Result<(), Failure> {
    let row = students::by_email(work.db(), "late@demo.test").await?.ok_or("demo student")?;
    let record = Record::load(work, &row.id).await?.ok_or("demo record")?;
    let about = record.authorization_rows.first().ok_or("demo authorization")?;
    let form = EmployerForm {
        name: "Cedar Analytics".into(),
        street: "700 Congress Avenue".into(),
        city: "Austin".into(),
        state: "TX".into(),
        zip: "78701".into(),
        job_title: "Data Engineer".into(),
        schedule: "full_time".into(),
        start_date: iso(plus_days(today, -45)),
        relation: "I design data pipelines, the subject of my master's thesis.".into(),
        late_reason: "The official portal refused the date.".into(),
        ..Default::default()
    };
    let authorization = convert::authorization(about);
    let employer = form
        .parse(&Circumstances {
            authorization: &authorization,
            student_name: "",
            others: &[],
            stored: None,
            by_student: true,
        })
        .map_err(|_| "demo report")?;
    let decision = decide(None, &employer, today).ok_or("demo report")?;
    let mut row = convert::new_employer(id(), about, &employer, work.at());
    // As a form's key: the student's own, which no file has said.
    row.once = id();
    row.days_late = decision.days_late;
    let outgoing = payload::employer(SevisEvent::EmployerAdd, &authorization, None, employer);
    let report = Report {
        employer_id: Some(row.id.clone()),
        days_late: row.days_late,
        ..Report::new(decision.event, decision.changes, outgoing)
    };
    employers::insert(work.db(), row).await?;
    accept(work, &record, report).await.map_err(told)?;
    Ok(())
}
