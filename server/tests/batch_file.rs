//! Any set of changes that the portal accepts, of all events, gives a file that the real schema takes.

use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::email;
use domain::employer::{Circumstances, Employer, EmployerForm};
use domain::profile::{Profile, ProfileForm};
use domain::sevis_id::SevisId;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use server::sevis::dry_run::{Facts, faults};
use server::sevis::payload::{self, Outgoing, Payload, SevisEvent};
use server::sevis::write::{Entry, Header, file};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::PathBuf;
use std::process::Command;
use time::macros::date;

const TODAY: domain::Date = date!(2027 - 01 - 05);

/// What people type and paste: letters of all writings, marks, signs of XML, controls, much too much.
fn typed() -> BoxedStrategy<String> {
    prop_oneof![
        3 => "[A-Za-z0-9 .,&<>'\"\\]\\[-]{1,40}",
        2 => proptest::collection::vec(any::<char>(), 0..70).prop_map(String::from_iter),
        2 => proptest::collection::vec(0x20u32..0x3000, 1..66)
            .prop_map(|all| all.into_iter().filter_map(char::from_u32).collect()),
        1 => (1usize..1200).prop_map(|length| "ü".repeat(length)),
        1 => "[0-9]{1,12}(-[0-9]{1,7})?",
        1 => "[a-z+.]{1,10}@[a-z.-]{1,10}\\.(test|xn--p1ai)",
        1 => prop::sample::select(vec!["AE", "GU", "TX", "on", "part_time", "02/29/2027", "06/30/2026"])
            .prop_map(str::to_owned),
        1 => Just(String::new()),
    ]
    .boxed()
}

/// A form of these fields, of which a few say something else.
fn form<T: DeserializeOwned + Debug + 'static>(
    fields: &'static [(&str, &str)],
) -> BoxedStrategy<T> {
    let changes = proptest::collection::vec((0..fields.len(), typed()), 0..4);
    changes
        .prop_map(move |changes| {
            let text = |text: &str| Value::String(text.to_owned());
            let mut all: Map<String, Value> =
                fields.iter().map(|(name, value)| ((*name).to_owned(), text(value))).collect();
            for (place, value) in changes {
                all.insert(fields[place].0.to_owned(), Value::String(value));
            }
            serde_json::from_value(Value::Object(all)).expect("a form")
        })
        .boxed()
}

const PROFILE: [(&str, &str); 14] = [
    ("street", "12 Harbor Road"),
    ("line2", "Flat 3"),
    ("city", "Austin"),
    ("state", "TX"),
    ("zip", "78701-1234"),
    ("mailing_street", "P.O. Box 9"),
    ("mailing_line2", ""),
    ("mailing_city", "San Juan"),
    ("mailing_state", "PR"),
    ("mailing_zip", "00901"),
    ("mailing_po_box", "on"),
    ("us_phone", "(512) 555-0123"),
    ("foreign_phone_country", "49"),
    ("foreign_phone", "30 5550 1234"),
];

const JOB: [(&str, &str); 19] = [
    ("name", "Harbor & Söhne <Robotics>"),
    ("name_is_right", "on"),
    ("self_employed", ""),
    ("ein", "12-3456789"),
    ("street", "1 Pier Road"),
    ("line2", "Suite 5"),
    ("city", "Austin"),
    ("state", "TX"),
    ("zip", "78701"),
    ("job_title", "Data \"Analyst\""),
    ("schedule", "full_time"),
    ("start_date", "02/03/2026"),
    ("end_date", "06/30/2027"),
    ("supervisor_first_name", "Mika"),
    ("supervisor_last_name", "O’Mentor"),
    ("supervisor_phone", "(512) 555-0123"),
    ("supervisor_phone_ext", "12"),
    ("supervisor_email", "mentor@harbor.test"),
    ("relation", "Uses <the> methods & tools of the degree: ∑, 数学."),
];

fn job() -> BoxedStrategy<EmployerForm> {
    form(&JOB)
}

/// What somebody reports.
#[derive(Clone, Debug)]
enum Report {
    Profile(ProfileForm),
    Email(String),
    Add(EmployerForm),
    Edit(Box<(EmployerForm, EmployerForm)>),
    Extend(EmployerForm),
    Participation,
}

fn report() -> BoxedStrategy<Report> {
    prop_oneof![
        2 => form(&PROFILE).prop_map(Report::Profile),
        1 => typed().prop_map(Report::Email),
        2 => job().prop_map(Report::Add),
        2 => (job(), job()).prop_map(|both| Report::Edit(Box::new(both))),
        2 => job().prop_map(Report::Extend),
        1 => Just(Report::Participation),
    ]
    .boxed()
}

fn about(kind: Kind, status: Status) -> Authorization {
    let (start, end) = match kind {
        Kind::Stem => (date!(2026 - 02 - 01), date!(2028 - 01 - 31)),
        _ => (date!(2026 - 01 - 02), date!(2027 - 12 - 31)),
    };
    Authorization { kind, status, schedule: Schedule::FullTime, start, end }
}

fn read(form: &EmployerForm, authorization: &Authorization) -> Option<Employer> {
    let circumstances = Circumstances {
        authorization,
        student_name: "Ada Sample",
        others: &[],
        stored: None,
        by_student: false,
    };
    form.parse(&circumstances).ok()
}

/// What goes out, what is known besides, and under which name and start SEVIS has the job.
type Sent = (Outgoing, Facts, Option<(String, String)>);

/// What the portal would send; nothing where it refuses the form.
fn outgoing(report: &Report) -> Option<Sent> {
    let opt = about(Kind::PostCompletion, Status::Approved);
    let facts = |authorization: &Authorization| Facts {
        new_there: false,
        authorization: Some(authorization.clone()),
        others: vec![Authorization { end: date!(2026 - 01 - 31), ..opt.clone() }],
        in_sevis: None,
    };
    match report {
        Report::Profile(form) => {
            let before = Profile::default();
            Some((payload::profile(form.parse().ok()?, &before), Facts::default(), None))
        }
        Report::Email(text) => {
            let address = email::Email::parse(text).ok()??;
            Some((payload::email(address.as_str()), Facts::default(), None))
        }
        Report::Add(form) => {
            let job = read(form, &opt)?;
            Some((payload::employer(SevisEvent::EmployerAdd, &opt, None, job), facts(&opt), None))
        }
        Report::Edit(both) => {
            let (before, after) = &**both;
            let (before, after) = (read(before, &opt)?, read(after, &opt)?);
            let key = (before.name.clone(), domain::date::iso(before.start));
            let event = SevisEvent::EmployerEdit;
            let out = payload::employer(event, &opt, Some(&before), after);
            Some((out, facts(&opt), Some(key)))
        }
        Report::Extend(form) => {
            let stem = about(Kind::Stem, Status::Requested);
            let job = read(form, &stem)?;
            Some((payload::employer(SevisEvent::Extend, &stem, None, job), facts(&stem), None))
        }
        Report::Participation => {
            let stem = Authorization {
                start: date!(2026 - 07 - 01),
                end: date!(2028 - 06 - 30),
                ..about(Kind::Stem, Status::Approved)
            };
            Some((payload::participation("", &stem, 6), facts(&stem), None))
        }
    }
}

fn entry(number: usize, report: &Report) -> Option<Entry> {
    let (Outgoing { event, payload }, facts, key) = outgoing(report)?;
    if !faults(&payload, &facts, TODAY).is_empty() {
        return None;
    }
    // As it is stored and read again.
    let stored = serde_json::to_string(&payload).expect("stored");
    let payload: Payload = serde_json::from_str(&stored).expect("read");
    let sevis_id = SevisId::parse(&format!("N{number:010}")).expect("read").expect("one");
    let (request, witness) = (format!("req-{number}"), format!("w{number}"));
    Some(Entry { request, witness, sevis_id, event, payload, key })
}

/// The real schema's verdict.
fn verdict(xml: &[u8]) -> Result<(), String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/sevis-xsd");
    let folder = std::env::var_os("SEVIS_XSD").map_or(root, PathBuf::from);
    let schema = folder.join("Create-UpdateStudent.xsd");
    assert!(schema.exists(), "{} is missing: set SEVIS_XSD", schema.display());
    let kept = tempfile::NamedTempFile::new().expect("file");
    std::fs::write(kept.path(), xml).expect("written");
    let out = Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .args([schema.as_path(), kept.path()])
        .output()
        .expect("xmllint, of libxml2-utils");
    let why = String::from_utf8_lossy(&out.stderr).into_owned();
    if out.status.success() { Ok(()) } else { Err(why) }
}

#[test]
fn any_set_of_accepted_changes_of_all_events_gives_a_valid_file() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..100 {
        let set = proptest::collection::vec(report(), 100).new_tree(&mut runner).expect("a set");
        let reports = set.current();
        let entries: Vec<Entry> =
            reports.iter().enumerate().filter_map(|(n, report)| entry(n + 1, report)).collect();
        for entry in &entries {
            *seen.entry(entry.event.code()).or_default() += 1;
        }
        let header = Header {
            batch: "FH000000000001".into(),
            org: "BOS214F12345678".into(),
            user: "dsosample1".into(),
        };
        if entries.is_empty() {
            continue;
        }
        let xml = file(&header, &entries).expect("a file");
        if let Err(why) = verdict(&xml) {
            panic!("{why}\n{}", String::from_utf8_lossy(&xml));
        }
    }
    let least = ["PersonalInfo", "OPTEmployer/Add", "OPTEmployer/Edit", "OPTEmployment/Extend"];
    for event in least {
        assert!(seen.get(event).is_some_and(|count| *count >= 50), "{event}: {seen:?}");
    }
}
