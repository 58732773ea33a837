//! What is told of a report: all that is wrong with it at once, in the order of its page, and how late it comes.

use domain::FaultCode;
use domain::address::Address;
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::employer::{Circumstances, Employer, EmployerForm, Workplace, decide};
use domain::profile::ProfileForm;
use time::{Date, macros::date};

const TODAY: Date = date!(2026 - 11 - 30);

fn job(end: Option<Date>) -> Employer {
    Employer {
        name: "Cedar Analytics".into(),
        self_employed: false,
        ein: String::new(),
        address: Address::default(),
        workplace: Workplace::Here,
        job_title: String::new(),
        schedule: Schedule::FullTime,
        start: date!(2026 - 06 - 01),
        end,
        supervisor_first_name: String::new(),
        supervisor_last_name: String::new(),
        supervisor_phone: String::new(),
        supervisor_phone_ext: String::new(),
        supervisor_email: String::new(),
        relation: "Analysis".into(),
        late_reason: String::new(),
    }
}

#[test]
fn the_end_of_a_job_is_as_late_as_its_last_day_is_long_ago() {
    let late = |before: Option<Date>, end: Date| {
        let told = decide(Some(&job(before)), &job(Some(end)), TODAY).expect("a change");
        assert_eq!(told.start_late, None, "the start stays as it was reported");
        told.days_late
    };
    assert_eq!(late(None, date!(2026 - 10 - 15)), 36);
    assert_eq!(late(None, date!(2026 - 11 - 20)), 0);
    assert_eq!(late(None, date!(2026 - 12 - 15)), 0);
    assert_eq!(late(Some(date!(2026 - 12 - 15)), date!(2026 - 11 - 01)), 19, "sooner than planned");
    assert_eq!(late(Some(date!(2026 - 10 - 01)), date!(2026 - 10 - 03)), 0, "only corrected");
}

#[test]
fn faults_are_told_in_the_order_of_the_page() {
    let form = EmployerForm {
        name: "N/A".into(),
        end_date: "01/01/2026".into(),
        start_date: "06/01/2026".into(),
        supervisor_email: "nobody".into(),
        zip: "x".into(),
        schedule: "full_time".into(),
        ..EmployerForm::default()
    };
    let (kind, status, schedule) = (Kind::PostCompletion, Status::Approved, Schedule::FullTime);
    let (start, end) = (date!(2026 - 06 - 01), date!(2027 - 05 - 31));
    let authorization = Authorization { kind, status, schedule, start, end };
    let about = Circumstances {
        authorization: &authorization,
        student_name: "Avery Sample",
        others: &[],
        stored: None,
        by_student: true,
    };
    let faults = form.parse(&about).expect_err("refused");
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_ref()).collect();
    assert_eq!(fields, ["name", "end_date", "relation", "street", "zip", "supervisor_email"]);
}

#[test]
fn a_phone_that_cannot_be_read_hides_no_other_fault() {
    let form = ProfileForm {
        street: "500 Commerce Street".into(),
        zip: "75202".into(),
        city: "Dallas".into(),
        state: "TX".into(),
        us_phone: "+49 30 123456".into(),
        foreign_phone_country: "+86".into(),
        no_phone: "on".into(),
        ..ProfileForm::default()
    };
    let faults = form.parse().expect_err("refused");
    let told: Vec<(&str, &FaultCode)> =
        faults.iter().map(|fault| (fault.field.as_ref(), &fault.code)).collect();
    assert_eq!(
        told,
        [
            ("us_phone", &FaultCode::Malformed),
            ("foreign_phone", &FaultCode::Required),
            ("no_phone", &FaultCode::PhoneAndNoPhone),
        ]
    );
}

#[test]
fn a_number_from_abroad_has_its_country_once_however_it_was_typed() {
    for typed in ["170 1234567", "+49 170 1234567", "0049 170 1234567", " +49170 1234567"] {
        let form = ProfileForm {
            street: "500 Commerce Street".into(),
            zip: "75202".into(),
            foreign_phone_country: "+49".into(),
            foreign_phone: typed.into(),
            ..ProfileForm::default()
        };
        let phones = form.parse().expect("taken").phones;
        assert_eq!(
            (&*phones.foreign_country, &*phones.foreign.replace(' ', "")),
            ("49", "1701234567")
        );
    }
}
