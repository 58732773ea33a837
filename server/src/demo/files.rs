//! The files of the demo's schools, as a school imports them.

use super::people::Person;
use crate::Failure;
use crate::exchange::import;
use crate::exchange::input::Input;
use crate::scope::Work;
use domain::Date;
use domain::date::{iso, plus_days};
use std::fmt::Write as _;

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
    /// Adds a student of a school, who lives in a street of San Marcos.
    pub fn student(
        &mut self,
        (n, person): (usize, &Person),
        code: &str,
        street: &str,
    ) -> std::fmt::Result {
        let Person { sevis_id, given, email, .. } = person;
        writeln!(
            self.students,
            "{sevis_id},{given},Sample,2001-04-{n:02},{email},{code},Master's,11.0701,Computer Science,{street},San Marcos,TX,78666,51255501{n:02}"
        )
    }

    /// The three with their headings.
    pub fn new() -> Self {
        Self {
            students: "sevis_id,given_name,surname,birth_date,email,school_code,education_level,major_cip,major,street,city,state,zip,us_phone\n".into(),
            authorizations: "sevis_id,type,status,schedule,start_date,end_date,remarks\n".into(),
            employers: "sevis_id,authorization_start,name,ein,street,city,state,zip,job_title,schedule,start_date,supervisor_first_name,supervisor_last_name,supervisor_phone,supervisor_email,relation\n".into(),
        }
    }

    /// As the import reads them.
    pub fn read(self) -> import::Files {
        let Self { students, authorizations, employers } = self;
        let file = |name: &str, text: String| Input {
            name: name.into(),
            bytes: Some(text.into_bytes().into()),
            ..Input::default()
        };
        import::Files {
            students: file("students.csv", students),
            authorizations: Some(file("authorizations.csv", authorizations)),
            employers: Some(file("employers.csv", employers)),
            file_decides: false,
            school: None,
            by: None,
            draft: None,
        }
    }
}

/// Imports them.
pub async fn import_files(work: &Work, files: Files) -> Result<(), Failure> {
    import::run_in(work, &files.read(), &mut |fault| eprintln!("{fault}")).await.map(drop)
}

/// The people go through the real import, as students of the school with this code.
pub async fn import_people(
    work: &Work,
    (people, code): (&[Person], &str),
    today: Date,
) -> Result<(), Failure> {
    let mut files = Files::new();
    for (n, person) in people.iter().enumerate() {
        let (id, n) = (person.sevis_id, n + 1);
        let (kind, status, schedule, start, end) = person.authorization;
        let start = iso(plus_days(today, start));
        files.student((n, person), code, &format!("{n} College Avenue"))?;
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
