//! The demo school: officials, and a student in every state. The people are invented.

mod accounts;
mod cases;

pub use accounts::{KEY, codes};

use crate::cli::{Failure, people};
use crate::clock::{Zone, millis};
use crate::exchange::import;
use crate::portal::Portal;
use crate::secret::id;
use crate::service::accounts::new as new_account;
use crate::service::passwords;
use crate::service::record::Record;
use crate::service::report::Report;
use crate::store::entity::{account, employer, link, school, student};
use domain::Date;
use domain::date::{iso, plus_days};
use domain::email::Email;
use domain::factor::FactorKind;
use domain::history::{Doer, Event, Snapshot};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    Set,
};
use std::fmt::Write as _;
use std::sync::Arc;

/// Password of everyone in the demo who has one.
pub const PASSWORD: &str = "Harbor-lights-26!";
const CODE: &str = "DEMO214F00000000";
const NAME: &str = "Demo State University";

/// What becomes of a demo student's account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Account {
    /// As the import leaves it.
    AsImported,
    Registered,
    LockedByLogins,
    RegistrationLocked,
    InviteExpired,
}

struct Person {
    sevis_id: &'static str,
    given: &'static str,
    email: &'static str,
    /// Type, status, schedule; first and last day from today.
    authorization: (&'static str, &'static str, &'static str, i64, i64),
    /// Name and first day from today.
    employer: Option<(&'static str, i64)>,
    account: Account,
}

const fn person(
    sevis_id: &'static str,
    given: &'static str,
    email: &'static str,
    authorization: (&'static str, &'static str, &'static str, i64, i64),
    employer: Option<(&'static str, i64)>,
    account: Account,
) -> Person {
    Person { sevis_id, given, email, authorization, employer, account }
}

const PEOPLE: &[Person] = &[
    person(
        "N0001234567",
        "Avery",
        "invited@demo.test",
        ("post_completion", "approved", "full_time", -20, 345),
        None,
        Account::AsImported,
    ),
    person(
        "N0001234568",
        "Robin",
        "stem@demo.test",
        ("stem", "approved", "full_time", -120, 610),
        Some(("Harbor Robotics", -120)),
        Account::Registered,
    ),
    person(
        "N0001234569",
        "Jordan",
        "future@demo.test",
        ("post_completion", "approved", "full_time", 30, 395),
        None,
        Account::AsImported,
    ),
    person(
        "N0001234570",
        "Casey",
        "requested@demo.test",
        ("post_completion", "requested", "full_time", -5, 360),
        None,
        Account::AsImported,
    ),
    person(
        "N0001234571",
        "Morgan",
        "pending@demo.test",
        ("post_completion", "pending", "full_time", 10, 375),
        None,
        Account::AsImported,
    ),
    person(
        "N0001234572",
        "Riley",
        "parttime@demo.test",
        ("post_completion", "approved", "part_time", -60, 305),
        Some(("Old Mill Bakery", -50)),
        Account::Registered,
    ),
    person(
        "N0001234573",
        "Quinn",
        "locked@demo.test",
        ("post_completion", "approved", "full_time", -40, 325),
        Some(("Prairie Data", -35)),
        Account::LockedByLogins,
    ),
    person(
        "N0001234574",
        "Taylor",
        "wrongid@demo.test",
        ("post_completion", "approved", "full_time", -9, 356),
        None,
        Account::RegistrationLocked,
    ),
    person(
        "N0001234575",
        "Rowan",
        "readonly@demo.test",
        ("post_completion", "approved", "full_time", -420, -55),
        Some(("Lakeside Labs", -410)),
        Account::Registered,
    ),
    person(
        "N0001234576",
        "Sage",
        "closed@demo.test",
        ("post_completion", "approved", "full_time", -640, -275),
        Some(("Summit Works", -630)),
        Account::Registered,
    ),
    person(
        "N0001234577",
        "Emery",
        "unemployed@demo.test",
        ("post_completion", "approved", "full_time", -80, 285),
        None,
        Account::Registered,
    ),
    person(
        "N0001234578",
        "Finley",
        "late@demo.test",
        ("post_completion", "approved", "full_time", -90, 275),
        None,
        Account::Registered,
    ),
    person(
        "N0001234579",
        "Hayden",
        "expired@demo.test",
        ("post_completion", "approved", "full_time", -30, 335),
        None,
        Account::InviteExpired,
    ),
    person(
        "N0001234580",
        "Skyler",
        "precompletion@demo.test",
        ("pre_completion", "approved", "part_time", -30, 150),
        None,
        Account::AsImported,
    ),
    person(
        "N0001234581",
        "Dakota",
        "",
        ("post_completion", "approved", "full_time", -6, 359),
        None,
        Account::AsImported,
    ),
];

/// Fills an empty database, all at once.
pub async fn fill(portal: &Arc<Portal>) -> Result<(), Failure> {
    let hash = portal.hasher.hash(PASSWORD.to_owned()).await.map_err(|e| e.to_string())?;
    let tx = portal.store.write().await?;
    if school::Entity::find().count(&tx).await? > 0 {
        return Err("the database is not empty, so the demo is not added to it".into());
    }
    let school = people::create_school(&tx, CODE, NAME, "America/New_York").await?;
    let here = Some(school.id.as_str());
    for (email, name, role, at) in [
        ("pdso@demo.test", "Parker Demo", "pdso", here),
        ("dso@demo.test", "Drew Demo", "dso", here),
        ("helpdesk@demo.test", "Harper Demo", "helpdesk", None),
        ("helpdesk2@demo.test", "Hollis Demo", "helpdesk", None),
    ] {
        let email = Email::parse(email).ok().flatten().ok_or("demo e-mail")?;
        let account =
            people::create_official(&tx, portal, at, &email, name, role, Some(hash.clone()))
                .await?;
        accounts::give(&tx, portal, &account, FactorKind::App).await?;
    }
    accounts::online(&tx, portal, &hash).await?;
    cases::fill(&tx, portal).await?;
    let today = portal.today(&Zone::of(&school.time_zone));
    import_people(&tx, portal, today).await?;
    for person in PEOPLE {
        bring_to_state(&tx, portal, person, &hash).await?;
    }
    report_late(&tx, portal, today).await?;
    tx.commit().await?;
    println!("The demo school is filled.");
    Ok(())
}

/// The people go through the real import.
async fn import_people(
    tx: &DatabaseTransaction,
    portal: &Portal,
    today: Date,
) -> Result<(), Failure> {
    let mut students = String::from(
        "sevis_id,given_name,surname,birth_date,email,school_code,education_level,major_cip,major,street,city,state,zip,us_phone\n",
    );
    let mut authorizations =
        String::from("sevis_id,type,status,schedule,start_date,end_date,remarks\n");
    let mut employers = String::from(
        "sevis_id,authorization_start,name,ein,street,city,state,zip,job_title,schedule,start_date,supervisor_first_name,supervisor_last_name,supervisor_phone,supervisor_email,relation\n",
    );
    for (n, person) in PEOPLE.iter().enumerate() {
        let (id, n) = (person.sevis_id, n + 1);
        let (kind, status, schedule, start, end) = person.authorization;
        let start = iso(plus_days(today, start));
        writeln!(
            students,
            "{id},{},Sample,2001-04-{n:02},{},{CODE},Master's,11.0701,Computer Science,{n} College Avenue,San Marcos,TX,78666,51255501{n:02}",
            person.given, person.email
        )?;
        writeln!(
            authorizations,
            "{id},{kind},{status},{schedule},{start},{},",
            iso(plus_days(today, end))
        )?;
        if let Some((name, first)) = person.employer {
            writeln!(
                employers,
                "{id},{start},{name},123456789,{n}00 Main Street,Austin,TX,78701,Software Engineer,{schedule},{},Jamie,Demo,5125550199,jamie@demo.test,\"I build and test software, which my degree in computer science taught me.\"",
                iso(plus_days(today, first))
            )?;
        }
    }
    let folder = std::env::temp_dir().join(format!("foothold-demo-{}", id()));
    std::fs::create_dir(&folder)?;
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        std::fs::write(&path, text).map(|()| path)
    };
    let files = import::Files {
        students: write("students.csv", students)?,
        authorizations: Some(write("authorizations.csv", authorizations)?),
        employers: Some(write("employers.csv", employers)?),
    };
    let result = import::run_in(tx, portal, &files, &mut |fault| eprintln!("{fault}")).await;
    std::fs::remove_dir_all(&folder)?;
    result.map(drop)
}

async fn bring_to_state(
    tx: &DatabaseTransaction,
    portal: &Portal,
    person: &Person,
    hash: &str,
) -> Result<(), Failure> {
    let row = student::Entity::find()
        .filter(student::Column::SevisId.eq(person.sevis_id))
        .one(tx)
        .await?
        .ok_or("demo student")?;
    let set_links = |column: link::Column, value: Expr| {
        link::Entity::update_many()
            .col_expr(column, value)
            .filter(link::Column::StudentId.eq(&row.id))
    };
    match person.account {
        Account::AsImported => {}
        Account::RegistrationLocked => {
            set_links(link::Column::Failures, Expr::value(3)).exec(tx).await?;
        }
        Account::InviteExpired => {
            set_links(link::Column::LapsesAt, Expr::value(millis(portal.now()) - 1))
                .exec(tx)
                .await?;
        }
        Account::Registered | Account::LockedByLogins => {
            let now = millis(portal.now());
            set_links(link::Column::UsedAt, Expr::value(now)).exec(tx).await?;
            let locked = person.account == Account::LockedByLogins;
            let email = row.email.as_deref().and_then(|email| Email::parse(email).ok().flatten());
            let account = account::ActiveModel {
                student_id: Set(Some(row.id.clone())),
                school_id: Set(Some(row.school_id.clone())),
                password_hash: Set(Some(hash.to_owned())),
                standing: Set(if locked { "locked_by_logins" } else { "open" }.into()),
                failures: Set(if locked { 3 } else { 0 }),
                ..new_account(portal, &email.ok_or("demo e-mail")?)
            }
            .insert(tx)
            .await?;
            passwords::remember(tx, portal, &account.id, hash).await?;
            let record = Record::load(tx, &row.id).await?.ok_or("demo record")?;
            let who = record.person().name();
            record.note(tx, portal, Event::AccountCreated, Doer::Student, &who, &[]).await?;
        }
    }
    Ok(())
}

/// One report that came late, for the school to check.
async fn report_late(
    tx: &DatabaseTransaction,
    portal: &Portal,
    today: Date,
) -> Result<(), Failure> {
    let row =
        student::Entity::find().filter(student::Column::Email.eq("late@demo.test")).one(tx).await?;
    let record = Record::load(tx, &row.ok_or("demo student")?.id).await?.ok_or("demo record")?;
    let authorization = record.authorization_rows.first().ok_or("demo authorization")?;
    let form = domain::employer::EmployerForm {
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
    let value = crate::store::convert::authorization(authorization)?;
    let employer = form
        .parse(&domain::employer::Circumstances {
            authorization: &value,
            student_name: "",
            others: &[],
            stored: None,
            by_student: true,
        })
        .map_err(|_| "demo report")?;
    let days_late = employer.days_late(today);
    let changes = Snapshot::new().changes_to(&employer.snapshot());
    let payload = serde_json::to_value(&employer)?;
    let employer_id = id();
    let mut active = employer::ActiveModel {
        id: Set(employer_id.clone()),
        authorization_id: Set(authorization.id.clone()),
        student_id: Set(record.student.id.clone()),
        once: Set(employer_id.clone()),
        days_late: Set(days_late),
        deleted_at: Set(None),
        version: Set(1),
        reported_at: Set(millis(portal.now())),
        ..Default::default()
    };
    crate::store::convert::set_employer(&mut active, employer);
    active.insert(tx).await?;
    let report = Report {
        event: Event::EmployerAdded,
        changes,
        employer_id: Some(employer_id),
        sevis_event: "OPTEmployer/Add",
        payload,
        days_late,
    };
    record.accept(tx, portal, report).await?;
    Ok(())
}
