//! Rules of online accounts: waits, codes, steps, questions; and every reader of typed text.

use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::employer::{Circumstances, EmployerForm};
use domain::factor::{CODE_LIFE, CODE_TRIES, CodeState, FactorKind, bare_code, code_state};
use domain::password::{Composition, Context, MODERN, SEED, SEED_ONLINE, missed};
use domain::profile::ProfileForm;
use domain::questions::{QUESTIONS, QuestionsForm, fold};
use domain::role::Role;
use domain::sign_up::{Progress, Step};
use domain::throttle::Throttle;
use domain::{
    FaultCode, OffsetDateTime, address, date, ein, email, file_day, phone, sevis_id, text,
};
use proptest::prelude::*;
use time::Duration;
use time::macros::{date as day, datetime};

const NOW: OffsetDateTime = datetime!(2026-06-10 15:00 UTC);

#[test]
fn four_failures_are_free_then_waits_double_to_fifteen_minutes() {
    let seconds: Vec<i64> = (0..14).map(|n| Throttle::delay(n).whole_seconds()).collect();
    assert_eq!(seconds, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900]);
    assert_eq!(Throttle::delay(u32::MAX), Duration::minutes(15));
}

#[test]
fn a_wait_ends_exactly_and_a_day_of_quiet_forgets_the_failures() {
    let mut throttle = Throttle::default();
    for _ in 0..5 {
        throttle = throttle.failed(NOW);
    }
    assert_eq!(throttle.wait(NOW), Some(30));
    assert_eq!(throttle.wait(NOW + Duration::milliseconds(29_001)), Some(1));
    assert_eq!(throttle.wait(NOW + Duration::seconds(30)), None);
    assert_eq!(throttle.failed(NOW + Duration::hours(24)).failures, 1);
}

#[test]
fn a_clock_that_went_back_makes_nobody_wait_longer() {
    let mut throttle = Throttle::default();
    for _ in 0..5 {
        throttle = throttle.failed(NOW);
    }
    assert_eq!(throttle.wait(NOW - Duration::hours(24)), Some(30));
}

#[test]
fn a_code_works_ten_minutes_and_survives_four_wrong_tries() {
    assert_eq!(code_state(CODE_LIFE, CODE_TRIES - 1, false), CodeState::Open);
    assert_eq!(code_state(CODE_LIFE + Duration::seconds(1), 0, false), CodeState::Lapsed);
    assert_eq!(code_state(Duration::ZERO, CODE_TRIES, false), CodeState::Spent);
    assert_eq!(code_state(Duration::ZERO, 0, true), CodeState::Spent);
    assert_eq!(code_state(-Duration::SECOND, 0, false), CodeState::Lapsed, "from the future");
    assert_eq!(bare_code(" 123-456 \n"), "123456");
}

#[test]
fn email_is_never_enough_for_officials_and_representatives() {
    for role in [Role::Dso, Role::Pdso, Role::Helpdesk, Role::Representative] {
        assert!(!FactorKind::Email.is_enough_for(role), "{role:?}");
        assert!(FactorKind::Passkey.is_enough_for(role) && FactorKind::App.is_enough_for(role));
    }
    assert!(!FactorKind::Text.is_enough_for(Role::Dso));
    assert!(FactorKind::Email.is_enough_for(Role::Applicant));
    assert_eq!(FactorKind::ALL[0], FactorKind::Passkey, "offered first");
}

#[test]
fn the_steps_come_in_the_order_of_the_seed_whatever_is_there_already() {
    let mut progress = Progress::default();
    let mut seen = Vec::new();
    while let Some(step) = progress.next() {
        seen.push(step);
        match step {
            Step::Password => progress.password = true,
            Step::SecondStep => progress.chosen = 2,
            Step::Verify => {
                progress.chosen -= 1;
                progress.confirmed += 1;
            }
            Step::BackupCode => progress.backup_kept = true,
            Step::Questions => progress.questions = true,
            Step::AccountType => progress.kind = true,
        }
    }
    use Step::{AccountType, BackupCode, Password, Questions, SecondStep, Verify};
    assert_eq!(seen, [Password, SecondStep, Verify, Verify, BackupCode, Questions, AccountType]);
    assert_eq!((Password.number(), AccountType.number()), (4, 9));
}

#[test]
fn each_question_is_chosen_once_and_answers_compare_without_case_and_blanks() {
    let mut form = QuestionsForm::default();
    assert_eq!(form.parse().expect_err("empty").len(), 10);
    let codes: Vec<String> = QUESTIONS.iter().map(|(code, _)| (*code).to_owned()).collect();
    form = QuestionsForm {
        question1: codes[0].clone(),
        question2: codes[1].clone(),
        question3: codes[2].clone(),
        question4: codes[3].clone(),
        question5: codes[0].clone(),
        answer1: "  Elm   STREET ".into(),
        answer2: "b".into(),
        answer3: "c".into(),
        answer4: "d".into(),
        answer5: "e".into(),
    };
    let faults = form.parse().expect_err("twice");
    assert_eq!((faults.len(), &faults[0].code), (1, &FaultCode::ChosenTwice));
    form.question5 = codes[4].clone();
    assert_eq!(form.parse().expect("five")[0].1, "elm street");
    assert_eq!(fold("É  Ö"), "é ö");
}

#[test]
fn online_passwords_keep_the_seeds_rules() {
    let none = Context::default();
    let ok = |password: &str| missed(&SEED_ONLINE, password, &none, |_| false).is_empty();
    assert!(
        ok("Abcdef-h") && !ok("Abcde-h") && !ok("abcdef-h") && !ok("ABCDEF-H") && !ok("Abcdefgh")
    );
    assert_eq!(MODERN.composition, Composition::Free);
    let long = "x".repeat(usize::from(SEED.max) + 1);
    assert_eq!(missed(&SEED, &long, &none, |_| true).len(), 1, "nothing else is looked for");
}

#[test]
fn days_are_read_as_people_and_phones_write_them() {
    for typed in [
        "11/05/2026",
        "11/5/2026",
        "11-05-2026",
        "11.05.2026",
        "11052026",
        "11 5 2026",
        "Nov 5, 2026",
        "november 5 2026",
        "2026-11-05",
        "20261105",
        "Thursday, November 5, 2026",
        "Thu 5th of Nov 2026",
        " 11/05/2026 ",
    ] {
        assert_eq!(date::parse(typed), Ok(Some(day!(2026 - 11 - 05))), "{typed}");
    }
    for typed in
        ["11/05/26", "1105202", "5 2026", "nothing", "no 5 2026", "20261305", "11/05/2026/1"]
    {
        assert!(date::parse(typed).is_err(), "{typed}");
    }
    for file in ["20261105", "Thursday, November 5, 2026", "2026/11/5"] {
        assert_eq!(file_day::parse(file), Ok(Some(day!(2026 - 11 - 05))), "{file}");
    }
    for file in [
        "11/25/2026 12:00:00 AM",
        "11/25/2026 12:00 am",
        "2026-11-25T00:00:00.000",
        "2026-11-25T00:00:00.000Z",
        "2026-11-25T00:00:00+00:00",
        "2026-11-25T00:00:00Z",
    ] {
        assert_eq!(file_day::parse(file), Ok(Some(day!(2026 - 11 - 25))), "{file}");
    }
    for file in ["11/25/2026 12:00:00 PM", "11/25/2026 1:00 AM", "2026-11-25T00:00:01"] {
        assert!(file_day::parse(file).is_err(), "no midnight: {file}");
    }
    let may_come_first = ["11052026", "Thursday 11/05/2026", "Thu, 11/5/2026"];
    for file in may_come_first {
        assert!(file_day::parse(file).is_err(), "the day may come first: {file}");
    }
    assert_eq!(file_day::parse("Saturday 13/06/2026"), Ok(Some(day!(2026 - 06 - 13))));
    for file in ["11/05/2026", "11-05-2026", "2026-1-5", "11052026", " 2026-11-05"] {
        assert!(date::parse_iso(file).is_err(), "{file}");
    }
}

/// Anything that could come in from outside.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,80}",
        "[ -~\\t\\r\\n]{0,300}",
        proptest::collection::vec(any::<char>(), 0..200)
            .prop_map(|chars| chars.into_iter().collect()),
    ]
}

proptest! {
    // `make fuzz` runs these for as many cases as PROPTEST_CASES says.
    #[test]
    fn no_reader_of_typed_text_panics_or_accepts_what_it_did_not_read(raw in anything()) {
        if let Ok(Some(id)) = sevis_id::SevisId::parse(&raw) {
            prop_assert!(id.as_str().len() == 11 && id.as_str().starts_with('N'));
        }
        if let Ok(Some(address)) = email::Email::parse(&raw) {
            prop_assert!(address.as_str().is_ascii() && !address.as_str().contains(['\r', '\n', ' ']));
        }
        if let Ok(Some(digits)) = ein::parse(&raw) {
            prop_assert!(digits.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
        }
        if let Ok(Some(digits)) = phone::us(&raw) {
            prop_assert!(digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit()));
        }
        if let Ok(Some(line)) = text::line(&raw, 60) {
            // What is kept was typed, in this order; what is gone cannot be seen.
            let mut typed = raw.chars();
            prop_assert!(line.chars().all(|c| typed.any(|other| other == c)));
            prop_assert!(!line.chars().any(char::is_control) && text::trimmed(&line) == line);
            let seen = |text: &str| text.chars().filter(|c| !text::is_blank(*c)).collect::<String>();
            prop_assert_eq!(seen(&line), seen(&raw));
        }
        let _ = (date::parse(&raw), phone::country_code(&raw), phone::foreign(&raw), phone::extension(&raw));
        let _ = (text::paragraph(&raw, 500), text::name(&raw, 40), address::is_post_office_box(&raw));
        let code = bare_code(&raw);
        prop_assert!(!code.contains([' ', '-']));
    }

    #[test]
    fn no_form_panics_on_any_field(a in anything(), b in anything(), c in anything()) {
        let employer = EmployerForm {
            name: a.clone(), ein: b.clone(), street: c.clone(), zip: a.clone(), state: b.clone(),
            start_date: c.clone(), end_date: a.clone(), schedule: b.clone(), relation: c.clone(),
            supervisor_phone: a.clone(), supervisor_email: b.clone(), late_reason: c.clone(),
            ..EmployerForm::default()
        };
        let authorization = Authorization {
            kind: Kind::PostCompletion,
            status: Status::Approved,
            schedule: Schedule::FullTime,
            start: day!(2026 - 06 - 01),
            end: day!(2027 - 05 - 31),
        };
        let _ = employer.parse(&Circumstances {
            authorization: &authorization, student_name: &a, others: &[], stored: None, by_student: true,
        });
        let profile = ProfileForm {
            street: a.clone(), zip: b.clone(), us_phone: c.clone(), mailing_street: b.clone(),
            foreign_phone: a.clone(), foreign_phone_country: c.clone(), ..ProfileForm::default()
        };
        let _ = profile.parse();
        let questions = QuestionsForm { question1: a.clone(), answer1: b.clone(), ..QuestionsForm::default() };
        prop_assert!(questions.parse().is_err());
        let _ = missed(&SEED, &a, &Context { sevis_id: b.clone(), email: c.clone(), words: vec![a.clone()] }, |_| false);
        let _ = missed(&SEED_ONLINE, &b, &Context::default(), |_| true);
    }

    #[test]
    fn waits_never_shrink_with_failures(n in 0u32..10_000) {
        prop_assert!(Throttle::delay(n) <= Throttle::delay(n + 1));
        prop_assert!(Throttle::delay(n) <= Duration::minutes(15));
    }
}
