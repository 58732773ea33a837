//! A second school, which passes changes on in batch files: one has left and waits for its answer, some changes wait for
//! the next one, and one can only be entered by hand. Nothing of it claims that SEVIS has answered.

use super::files::import_people;
use super::people::{Account, Person, person};
use super::reports::moves;
use super::{Failure, accounts, told};
use crate::clock::Zone;
use crate::portal::Portal;
use crate::scope::Work;
use crate::service::batches::export;
use crate::service::officials::{self, Person as Official};
use crate::service::record::{Record, Report, accept};
use crate::sevis::payload::{self, SevisEvent};
use crate::store::code::Code;
use crate::store::entity::{employer, school, student};
use crate::store::{convert, employers, schools, students};
use domain::Date;
use domain::email::Email;
use domain::factor::FactorKind;
use domain::history::{Event, Snapshot};
use domain::role::Role;
use domain::sevis_state::SevisWay;

const CODE: &str = "DMV214F00010000";
const NAME: &str = "Demo Valley College";
/// The official who sees it.
const OFFICIAL: (&str, &str) = ("valley@demo.test", "Devon Demo");

const WORKS: (&str, &str, &str, i64, i64) = ("post_completion", "approved", "full_time", -100, 265);

const PEOPLE: &[Person] = &[
    person(
        "N0001234601",
        "Alex",
        "alex@demo.test",
        WORKS,
        Some(("Canyon Software", -80)),
        Account::Registered,
    ),
    person(
        "N0001234602",
        "Blake",
        "blake@demo.test",
        WORKS,
        Some(("Mesa Analytics", -75)),
        Account::Registered,
    ),
    person(
        "N0001234603",
        "Charlie",
        "charlie@demo.test",
        WORKS,
        Some(("Bluebonnet Health", -60)),
        Account::Registered,
    ),
    person(
        "N0001234604",
        "Drew",
        "drew@demo.test",
        WORKS,
        Some(("Pecan Street Energy", -70)),
        Account::Registered,
    ),
    person(
        "N0001234605",
        "Elliot",
        "elliot@demo.test",
        WORKS,
        Some(("Hill Country Maps", -90)),
        Account::Registered,
    ),
];

/// The school, its official and its students; two have moved.
pub async fn fill(work: &Work, hash: &str) -> Result<school::Model, Failure> {
    let school = officials::create_school(work, CODE, NAME, "America/Chicago").await?;
    let school = school::Model {
        sevis_way: Code(SevisWay::Batch),
        sevis_org: CODE.into(),
        sevis_user: "DEMOUSER01".into(),
        ..school
    };
    schools::update(work.db(), school.clone()).await?;
    let (email, name) = OFFICIAL;
    let email = Email::parse(email).ok().flatten().ok_or("demo email")?;
    let person = Official { email: &email, name, role: Role::Pdso };
    let account =
        officials::create_official(work, Some(&school.id), person, Some(hash.to_owned())).await?;
    accounts::give(work, &account, FactorKind::App).await?;
    let today: Date = work.today(&Zone::of(&school.time_zone));
    import_people(work, (PEOPLE, CODE), today).await?;
    for person in PEOPLE {
        super::students::bring_to_state(work, person, hash).await?;
    }
    for (email, street) in
        [("alex@demo.test", "310 Barton Springs Road"), ("blake@demo.test", "77 Rainey Street")]
    {
        moves(work, find(work, email).await?, street, "5125550161").await?;
    }
    Ok(school)
}

/// The two leave in a batch; afterwards two others move, and one deletes an employer, which no batch can say.
pub async fn go_on(portal: &Portal, school: &school::Model) -> Result<(), Failure> {
    let batch = export(portal.work().await?, &school.id, None).await.map_err(told)?;
    batch.map_err(|_| "the demo's batch was not made")?;
    wait_for_the_next(portal.work().await?).await
}

async fn wait_for_the_next(work: Work) -> Result<(), Failure> {
    for (email, street) in
        [("charlie@demo.test", "1605 Manor Road"), ("drew@demo.test", "904 East 11th Street")]
    {
        moves(&work, find(&work, email).await?, street, "5125550162").await?;
    }
    deletes(&work, find(&work, "elliot@demo.test").await?).await?;
    Ok(work.commit().await?)
}

async fn find(work: &Work, email: &str) -> Result<student::Model, Failure> {
    Ok(students::by_email(work.db(), email).await?.ok_or("demo student")?)
}

async fn deletes(work: &Work, student: student::Model) -> Result<(), Failure> {
    let record = Record::load(work, &student.id).await?.ok_or("demo record")?;
    let row = record.employer_rows.first().ok_or("demo employer")?.clone();
    let about = record.authorization_rows.first().ok_or("demo authorization")?;
    let (value, authorization) = (convert::employer(&row), convert::authorization(about));
    let changes = value.snapshot().changes_to(&Snapshot::new());
    let (event, before) = (SevisEvent::EmployerDelete, Some(&value));
    let outgoing = payload::employer(event, &authorization, before, value.clone());
    let employer_id = Some(row.id.clone());
    let report = Report { employer_id, ..Report::new(Event::EmployerDeleted, changes, outgoing) };
    let version = row.version + 1;
    employers::update(work.db(), employer::Model { deleted_at: Some(work.at()), version, ..row })
        .await?;
    accept(work, &record, report).await.map_err(told)?;
    Ok(())
}
