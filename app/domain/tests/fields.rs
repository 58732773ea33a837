//! Any string in any field is either kept exactly or refused with the field named.

use domain::address::is_post_office_box;
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::employer::{Circumstances, Employer, EmployerForm};
use domain::fault::FaultCode;
use domain::profile::ProfileForm;
use domain::{date, ein, email::Email, phone, sevis_id::SevisId};
use proptest::prelude::*;
use time::macros::date;

fn authorization(kind: Kind) -> Authorization {
    Authorization {
        kind,
        status: Status::Approved,
        schedule: Schedule::FullTime,
        start: date!(2026 - 06 - 01),
        end: date!(2027 - 05 - 31),
    }
}

fn employer_form() -> EmployerForm {
    EmployerForm {
        name: "Harbor Robotics".into(),
        street: "12 Pier Road".into(),
        zip: "78666".into(),
        schedule: "full_time".into(),
        start_date: "06/15/2026".into(),
        relation: "I design control software, which my degree taught.".into(),
        ..EmployerForm::default()
    }
}

fn parse(
    form: &EmployerForm,
    kind: Kind,
    stored: Option<&Employer>,
) -> Result<Employer, Vec<String>> {
    let authorization = authorization(kind);
    form.parse(&Circumstances {
        authorization: &authorization,
        student_name: "Avery Sample",
        others: &[("Old Mill".to_owned(), date!(2026 - 06 - 02))],
        stored,
        by_student: true,
    })
    .map_err(|faults| faults.into_iter().map(|f| format!("{} {:?}", f.field, f.code)).collect())
}

#[test]
fn the_shortest_valid_report_is_accepted() {
    let employer = parse(&employer_form(), Kind::PostCompletion, None).expect("accepted");
    assert_eq!(employer.start, date!(2026 - 06 - 15));
}

#[test]
fn all_faults_are_told_at_once() {
    let form =
        EmployerForm { end_date: "02/30/2026".into(), ein: "12".into(), ..EmployerForm::default() };
    let faults = parse(&form, Kind::PostCompletion, None).expect_err("refused");
    for field in
        ["name", "street", "zip", "schedule", "start_date", "relation", "end_date NoSuchDay", "ein"]
    {
        assert!(faults.iter().any(|f| f.starts_with(field)), "{field} missing in {faults:?}");
    }
}

#[test]
fn employment_lies_within_the_authorization_and_ends_after_it_starts() {
    for (start, end, field) in [
        ("05/31/2026", "", "start_date"),
        ("05/31/2027", "", "start_date"),
        ("06/15/2026", "06/01/2027", "end_date"),
        ("06/15/2026", "06/15/2026", "end_date"),
        ("06/15/2026", "05/01/2026", "end_date"),
    ] {
        let form =
            EmployerForm { start_date: start.into(), end_date: end.into(), ..employer_form() };
        let faults = parse(&form, Kind::PostCompletion, None).expect_err("refused");
        assert!(faults[0].starts_with(field), "{start} {end}: {faults:?}");
    }
}

#[test]
fn a_late_start_is_accepted_and_marked() {
    let employer = parse(&employer_form(), Kind::PostCompletion, None).expect("accepted");
    assert_eq!(employer.days_late(date!(2026 - 06 - 25)), 0);
    assert_eq!(employer.days_late(date!(2026 - 06 - 26)), 1);
    assert_eq!(employer.days_late(date!(2026 - 06 - 10)), 0);
}

#[test]
fn stem_students_change_neither_name_nor_ein_nor_start() {
    let stored = parse(&employer_form(), Kind::PostCompletion, None).expect("accepted");
    let same = EmployerForm {
        job_title: "Engineer".into(),
        end_date: "12/01/2026".into(),
        ..employer_form()
    };
    assert!(parse(&same, Kind::Stem, Some(&stored)).is_ok());
    let other = EmployerForm {
        name: "Other".into(),
        ein: "12-3456789".into(),
        start_date: "06/16/2026".into(),
        ..employer_form()
    };
    let faults = parse(&other, Kind::Stem, Some(&stored)).expect_err("refused");
    assert_eq!(
        faults,
        ["name SchoolMustChange", "start_date SchoolMustChange", "ein SchoolMustChange"]
    );
    assert!(parse(&employer_form(), Kind::Stem, None).is_err(), "a new employer");
}

#[test]
fn the_same_employer_and_start_is_refused_as_a_duplicate() {
    let form =
        EmployerForm { name: "OLD mill".into(), start_date: "6/2/2026".into(), ..employer_form() };
    assert_eq!(
        parse(&form, Kind::PostCompletion, None).expect_err("refused"),
        ["name DuplicateEmployer"]
    );
}

#[test]
fn a_self_employed_report_takes_the_students_name() {
    let form = EmployerForm { name: String::new(), self_employed: "on".into(), ..employer_form() };
    assert_eq!(parse(&form, Kind::PostCompletion, None).expect("accepted").name, "Avery Sample");
}

#[test]
fn what_says_that_there_is_no_job_is_no_employer() {
    for name in ["n/a", "None", "-", "—", "…", "\u{a0}–\u{a0}", "Seeking employment", "UNEMPLOYED"]
    {
        let form = EmployerForm { name: name.into(), ..employer_form() };
        let faults = parse(&form, Kind::PostCompletion, None).expect_err(name);
        assert!(faults.contains(&"name NotAnEmployer".to_owned()), "{name}: {faults:?}");
    }
    for name in ["Ñandú Labs", "株式会社", "7", "Nonesuch Press"] {
        let form = EmployerForm { name: name.into(), ..employer_form() };
        assert!(parse(&form, Kind::PostCompletion, None).is_ok(), "{name}");
    }
}

/// What is no place to live at.
const BOXES: &[&str] = &[
    "PO Box 12",
    "P.O. Box 12",
    "p o box 7",
    "Post Office Box 9",
    "POBox 3",
    "PO\u{a0}Box 12",
    "POB 123",
    "P.O. 123",
    "PO #12",
    "GPO Box 9",
    "Ｐ.Ｏ. Box １２",
    "P\u{200B}O Box 1",
    "POB123",
    "Box 12",
    "Postal Box 4",
    "12 Main St, PO Box 9",
    "P.O. Drawer 5",
    "PostOffice Box 12",
    "P.O. No. 12",
    "P O B 12",
    "P.O. Bx 12",
    "P.0. Box 12",
    "Box No. 12",
    "Lock Box 7",
    "PO Box",
    "PO Box 12 St Paul MN",
    "P.O. Box 450 Park Ridge IL",
    "PO Box 77 Hill City",
    "Box123",
    "Apartado 123",
    "Apartado Postal 12",
    "P O Bx 12",
    "Post Office Box12",
    "Drawer 12",
    "12 Main St, P.O. Box77",
];

#[test]
fn a_physical_address_is_no_post_office_box() {
    for boxed in BOXES {
        assert!(is_post_office_box(boxed), "{boxed}");
    }
    for street in [
        "12 Boxwood Lane",
        "4 Drawer Lane",
        "5 Calle Apartado",
        "Calle Apartado 12",
        "Unit Box12",
        "4 Post Road",
        "1 Depot Boxcar Way",
        "333 Potomac Street",
        "45 Box Hill Road",
        "7 Porter Ave",
        "9 Post Office Square",
        "1 Box Elder Ct",
        "50 Poplar St",
        "12 Postbox Lane",
        "5 Post Box Road",
        "45 Pobox Ave",
        "100 Po 2nd St",
        "Building PO2 Room 5",
        "7 Po Valley Road",
        "Box 4 Road",
    ] {
        assert!(!is_post_office_box(street), "{street}");
    }
}

#[test]
fn dates_that_do_not_exist_are_refused() {
    for bad in ["02/30/2026", "32/01/2026", "00/10/2026", "06/31/2026", "02/29/2027", "01/01/0024"]
    {
        assert_eq!(date::parse(bad), Err(FaultCode::NoSuchDay), "{bad}");
    }
    for bad in ["June 1", "1/2", "a/b/cdef", "13-Mar"] {
        assert_eq!(date::parse(bad), Err(FaultCode::NotADate), "{bad}");
    }
    for day_first in ["13/01/2026", "24.11.2026", "31-12-2026"] {
        assert_eq!(date::parse(day_first), Err(FaultCode::MonthFirst), "{day_first}");
    }
    for short in ["1/2/26", "24 Nov 26", "11/24/'26"] {
        assert_ne!(date::parse(short).map(|_| ()), Ok(()), "{short}");
    }
    assert_eq!(date::parse("1/2/26"), Err(FaultCode::TwoDigitYear));
    assert_eq!(date::parse("2/29/2028"), Ok(Some(date!(2028 - 02 - 29))));
    assert_eq!(date::plus_months(date!(2026 - 08 - 31), 6), date!(2027 - 02 - 28));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,140}",
        prop::collection::vec(any::<char>(), 0..1200).prop_map(|c| c.into_iter().collect()),
        Just("\u{202E}gnp.exe".to_owned()),
        Just("<b>x</b>'; DROP TABLE students; --".to_owned()),
    ]
}

/// A field of a form: its name, how to set it, and how to read back what was kept.
type Case = (&'static str, fn(&mut EmployerForm, String), fn(&Employer) -> String);

const TEXT_FIELDS: &[Case] = &[
    ("name", |f, v| f.name = v, |e| e.name.clone()),
    ("street", |f, v| f.street = v, |e| e.address.street.clone()),
    ("line2", |f, v| f.line2 = v, |e| e.address.line2.clone()),
    ("city", |f, v| f.city = v, |e| e.address.city.clone()),
    ("job_title", |f, v| f.job_title = v, |e| e.job_title.clone()),
    (
        "supervisor_first_name",
        |f, v| f.supervisor_first_name = v,
        |e| e.supervisor_first_name.clone(),
    ),
    ("supervisor_last_name", |f, v| f.supervisor_last_name = v, |e| e.supervisor_last_name.clone()),
    ("relation", |f, v| f.relation = v, |e| e.relation.clone()),
    ("late_reason", |f, v| f.late_reason = v, |e| e.late_reason.clone()),
];

proptest! {
    #[test]
    fn any_text_is_kept_but_for_what_nobody_sees_or_refused_at_its_field(value in text(), at in 0..TEXT_FIELDS.len()) {
        let (field, set, get) = TEXT_FIELDS[at];
        let mut form = employer_form();
        set(&mut form, value.clone());
        match parse(&form, Kind::PostCompletion, None) {
            Ok(employer) => {
                let seen = |text: &str| text.chars().filter(|c| !domain::text::is_blank(*c)).collect::<String>();
                prop_assert_eq!(seen(&get(&employer)), seen(&value));
            }
            Err(faults) => prop_assert!(faults.iter().all(|f| f.starts_with(field)), "{:?}", faults),
        }
    }

    #[test]
    fn structured_values_are_refused_or_read_back_the_same(value in text()) {
        if let Ok(Some(id)) = SevisId::parse(&value) {
            prop_assert_eq!(SevisId::parse(id.as_str()), Ok(Some(id.clone())));
        }
        if let Ok(Some(email)) = Email::parse(&value) {
            let seen = domain::text::seen(&value);
            prop_assert_eq!(email.as_str(), domain::text::trimmed(&seen));
        }
        if let Ok(Some(bare)) = ein::parse(&value) {
            prop_assert_eq!(ein::parse(&ein::spell(&bare)), Ok(Some(bare.clone())));
        }
        if let Ok(Some(bare)) = phone::us(&value) {
            prop_assert_eq!(phone::us(&phone::spell_us(&bare)), Ok(Some(bare.clone())));
        }
        if let Ok(Some(day)) = date::parse(&value) {
            prop_assert_eq!(date::parse(&date::typed(day)), Ok(Some(day)));
        }
    }

    #[test]
    fn any_profile_is_kept_or_refused_without_panic(street in text(), zip in text(), us in text(), foreign in text()) {
        let form = ProfileForm {
            street: street.clone(), zip, us_phone: us, foreign_phone: foreign, ..ProfileForm::default()
        };
        if let Ok(profile) = form.parse() {
            prop_assert_eq!(profile.physical.street, street);
        }
    }

    #[test]
    fn sevis_ids_are_n_and_ten_digits(digits in "[0-9]{10}") {
        let id = SevisId::parse(&format!(" n{}-{} ", &digits[..4], &digits[4..]));
        let id = id.expect("read").expect("given");
        prop_assert_eq!(id.as_str(), format!("N{digits}"));
    }
}

#[test]
fn a_host_one_letter_from_a_common_one_is_asked_about_and_hosts_of_their_own_are_not() {
    use domain::email::probably_meant;
    for host in ["gmial.com", "gmai.com", "gmaill.com", "gnail.com", "GMIAL.COM"] {
        assert_eq!(probably_meant(&format!("ada@{host}")), Some("gmail.com"), "{host}");
    }
    assert_eq!(probably_meant("ada@outlok.com"), Some("outlook.com"));
    for host in ["gmail.com", "Gmail.com", "mail.com", "ymail.com", "test.test", "bay.edu", ""] {
        assert_eq!(probably_meant(&format!("ada@{host}")), None, "{host}");
    }
    assert_eq!(probably_meant("no address"), None);
}
