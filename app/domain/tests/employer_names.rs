//! Which names are an employer's.

use domain::FaultCode;
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::employer::{Circumstances, EmployerForm};
use time::macros::date as day;

/// The faults of a report with this employer's name.
fn faults_of_name(name: &str) -> Vec<FaultCode> {
    let authorization = Authorization {
        kind: Kind::PostCompletion,
        status: Status::Approved,
        schedule: Schedule::FullTime,
        start: day!(2026 - 06 - 01),
        end: day!(2027 - 05 - 31),
    };
    let about = Circumstances {
        authorization: &authorization,
        student_name: "Ada Sample",
        others: &[],
        stored: None,
        by_student: true,
    };
    let form = EmployerForm {
        name: name.into(),
        street: "1 Main Street".into(),
        zip: "10001".into(),
        schedule: "full_time".into(),
        start_date: "06/05/2026".into(),
        relation: "Relates to the degree".into(),
        ..EmployerForm::default()
    };
    let faults = form.parse(&about).err().unwrap_or_default();
    faults.into_iter().filter(|fault| fault.field == "name").map(|fault| fault.code).collect()
}

/// Names that say there is no employer.
const NONE: &[&str] = &[
    "Seeking employment",
    "seeking  EMPLOYMENT.",
    "Looking for a job",
    "Currently looking for work",
    "N/A",
    "n.a.",
    "None",
    "---",
    "Unemployed",
    "I am not employed yet",
    "No employer",
    "Job search",
    "T.B.D.",
    "to be determined",
    "Looking for new opportunities",
    "Actively seeking employment",
    "Currently seeking employment opportunities",
    "Unemployed - seeking employment",
    "None at this time",
    "I am looking for a job right now",
    "I'm looking for full-time work",
    "Searching for a job",
    "Job seeker",
    "Open to work",
    "Not yet",
    "TBA",
    "pending",
    "No company",
    "n o n e",
    "Sin empleo",
    "Seeking employment (OPT)",
    "Seeking employment in Texas",
    "I am currently looking for work near Boston",
    "Seeking internship",
    "Seeking internships in Texas",
    "Applying for internships",
    "Haven't found a job yet",
    "Not decided yet",
    "To be confirmed",
    "Looking for employment in my field",
    "No current employer",
    "None so far",
    "Nothing as of now",
    "No longer employed",
    "Between jobs",
    "To be announced",
    "TBC",
    "I don\u{2019}t have a job",
    "\u{65E0}",
];

/// Names of employers.
const SOME: &[&str] = &[
    "Looking Forward Labs",
    "Seeking Alpha",
    "Looking Glass Work Studio",
    "Announcement Partners",
    "Current Foods",
    "OPT Industries",
    "Without",
    "The In Between",
    "Confirmed",
    "Hunting Opportunities LLC",
    "No Job Too Small LLC",
    "None Better Bakery",
    "Unemployed Philosophers Guild",
    "Nissan",
    "NA Engineering",
    "N/A Industries",
    "None of the Above LLC",
    "Search Technologies",
    "Open Table",
    "Work Company",
    "No Limits Climbing",
    "A",
    "3M",
];

#[test]
fn having_no_employer_is_judged_by_the_whole_name() {
    for none in NONE {
        assert_eq!(faults_of_name(none), [FaultCode::NotAnEmployer], "{none}");
    }
    for name in SOME {
        assert_eq!(faults_of_name(name), [], "{name}");
    }
    for blank in ["\u{3164}", "\u{2800}", " \u{200B}"] {
        assert_eq!(faults_of_name(blank), [FaultCode::Required], "{blank:?}");
    }
}
