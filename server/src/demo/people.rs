//! The demo's students: one in every state. The people are invented.

use super::{CODE, Failure};
use crate::exchange::import;
use crate::exchange::input::Input;
use crate::scope::Work;
use domain::Date;
use domain::date::{iso, plus_days};
use std::fmt::Write as _;

/// What becomes of a demo student's account.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// As the import leaves it.
    AsImported,
    /// With an account.
    Registered,
    /// Locked by failed logins.
    LockedByLogins,
    /// Locked by wrong SEVIS IDs.
    RegistrationLocked,
    /// Invited long ago.
    InviteExpired,
}

/// A demo student.
pub struct Person {
    /// SEVIS ID.
    pub sevis_id: &'static str,
    /// Given name.
    pub given: &'static str,
    email: &'static str,
    /// Type, status, schedule; first and last day from today.
    pub authorization: (&'static str, &'static str, &'static str, i64, i64),
    /// Name and first day from today.
    pub employer: Option<(&'static str, i64)>,
    /// What becomes of the account.
    pub account: Account,
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

/// Everybody.
pub const PEOPLE: &[Person] = &[
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

/// The people go through the real import.
pub async fn import_people(work: &Work, today: Date) -> Result<(), Failure> {
    let mut files = Files::new();
    for (n, person) in PEOPLE.iter().enumerate() {
        let (id, n) = (person.sevis_id, n + 1);
        let (kind, status, schedule, start, end) = person.authorization;
        let start = iso(plus_days(today, start));
        writeln!(
            files.students,
            "{id},{},Sample,2001-04-{n:02},{},{CODE},Master's,11.0701,Computer Science,{n} College Avenue,San Marcos,TX,78666,51255501{n:02}",
            person.given, person.email
        )?;
        writeln!(
            files.authorizations,
            "{id},{kind},{status},{schedule},{start},{},",
            iso(plus_days(today, end))
        )?;
        if let Some((name, first)) = person.employer {
            writeln!(
                files.employers,
                "{id},{start},{name},123456789,{n}00 Main Street,Austin,TX,78701,Software Engineer,{schedule},{},Jamie,Demo,5125550199,jamie@demo.test,\"I build and test software, which my degree in computer science taught me.\"",
                iso(plus_days(today, first))
            )?;
        }
    }
    import_files(work, files).await
}

/// Files as a school imports them.
pub struct Files {
    /// Students.
    pub students: String,
    /// Their authorizations.
    pub authorizations: String,
    /// Their employers.
    pub employers: String,
}

impl Files {
    /// The three with their headings.
    pub fn new() -> Self {
        Self {
            students: "sevis_id,given_name,surname,birth_date,email,school_code,education_level,major_cip,major,street,city,state,zip,us_phone\n".into(),
            authorizations: "sevis_id,type,status,schedule,start_date,end_date,remarks\n".into(),
            employers: "sevis_id,authorization_start,name,ein,street,city,state,zip,job_title,schedule,start_date,supervisor_first_name,supervisor_last_name,supervisor_phone,supervisor_email,relation\n".into(),
        }
    }
}

/// Imports them.
pub async fn import_files(work: &Work, files: Files) -> Result<(), Failure> {
    let Files { students, authorizations, employers } = files;
    let file = |name: &str, text: String| Input {
        name: name.into(),
        bytes: Some(text.into_bytes().into()),
        ..Input::default()
    };
    let files = import::Files {
        students: file("students.csv", students),
        authorizations: Some(file("authorizations.csv", authorizations)),
        employers: Some(file("employers.csv", employers)),
        file_decides: false,
        school: None,
        by: None,
    };
    import::run_in(work, &files, &mut |fault| eprintln!("{fault}")).await.map(drop)
}
