//! Training plans: what is read, what a signature covers, and the days of evaluations and departures.

use domain::FaultCode;
use domain::plan::{
    By, EDITIONS, Edition, FIELDS, Section, SignForm, Signer, Values, Weight, certified,
    differences, missing, read, strokes,
};
use proptest::prelude::*;
use time::macros::date;

fn edition() -> Edition {
    Edition::on(date!(2026 - 06 - 05))
}

fn values() -> impl Strategy<Value = Values> {
    let one = prop::option::of("[a-z0-9 \n]{1,8}");
    prop::collection::vec(one, FIELDS.len()).prop_map(|all| {
        let named = FIELDS.iter().zip(all);
        named.filter_map(|(field, value)| Some((field.name.to_owned(), value?))).collect()
    })
}

#[test]
fn an_edition_holds_from_its_first_day_to_the_next_ones() {
    assert_eq!(Edition::on(date!(2015 - 01 - 01)).code, "7-16");
    assert_eq!(Edition::on(date!(2025 - 05 - 31)).code, "7-16");
    assert_eq!(Edition::on(date!(2025 - 06 - 01)).code, "7-16-2029");
    assert_ne!(
        Edition::on(date!(2020 - 01 - 01)).label("pay"),
        Edition::on(date!(2026 - 01 - 01)).label("pay")
    );
}

#[test]
fn field_names_are_told_apart_and_addresses_are_the_students_alone() {
    for (place, field) in FIELDS.iter().enumerate() {
        assert!(FIELDS.iter().skip(place + 1).all(|other| other.name != field.name), "{field:?}");
        let signs = Signer::ALL.iter().any(|who| who.email_field() == Some(field.name));
        assert!(!signs || field.by == By::Student, "{field:?}");
    }
}

#[test]
fn twenty_hours_and_pay_are_needed() {
    for (name, value, taken) in [
        ("hours", "19", false),
        ("hours", "20", true),
        ("hours", "1e2", false),
        ("hours", "37.5", true),
        ("hours", "19.99", false),
        ("hours", "168.5", false),
        ("hours", "3,5", false),
        ("hours", "+40", false),
        ("pay", "Unpaid, 40 hours a week", false),
        ("pay", "$85,000 a year, 5 days of volunteer leave", true),
        ("pay", "$30 an hour, lunch break unpaid", true),
        ("employees", "1,2", false),
        ("employees", "12,00,000", false),
        ("pay", "0", false),
        ("pay", "unpaid", false),
        ("pay", "$85,000", true),
        ("employees", "1,200", true),
        ("employees", "0", false),
        ("ein", "12 3456789", true),
        ("zip", "78701-1234", true),
        ("naics", "5", false),
    ] {
        let typed = Values::from([(name.to_owned(), value.to_owned())]);
        assert_eq!(read(Section::Employer, &typed, |_| true).is_ok(), taken, "{name} {value}");
    }
}

#[test]
fn an_extension_of_more_than_24_months_is_refused() {
    let with = |to: &str| {
        let pairs = [("stem_from", "02/29/2024"), ("stem_to", to)];
        let typed = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        read(Section::Student, &typed, |_| true)
    };
    assert!(with("02/27/2026").is_ok());
    assert!(with("02/28/2026").is_ok(), "an OPT that ended on the 28th goes on to the 28th");
    assert!(with("03/01/2026").is_err());
    assert!(with("02/28/2024").is_err());
}

#[test]
fn a_name_is_signed_as_it_stands_in_the_plan_in_any_order_and_case() {
    let sign = |name: &str| SignForm { name, agree: "on", drawn: "" }.parse("Chen Wei-Lin");
    for name in ["Chen Wei-Lin", "wei lin CHEN", " chen  wei-lin "] {
        assert!(sign(name).is_ok(), "{name}");
    }
    for name in ["Chen Wei", "Chen Wei Lin Jr", "x", ""] {
        assert!(sign(name).is_err(), "{name}");
    }
}

#[test]
fn a_drawing_is_strokes_of_points_and_nothing_else() {
    assert_eq!(strokes("M1 2L3 4M5 6L7 8").map(|all| all.len()), Some(2));
    for odd in ["", "M", "L1 2", "M1 2 3L4 5", "M1 2L3 4\"/>", "M1001 2L3 4", "M-1 2L3 4"] {
        let form = SignForm { name: "A", agree: "on", drawn: odd };
        assert_eq!(form.parse("A").map(|(_, drawn)| drawn), Ok(String::new()), "{odd}");
    }
}

proptest! {
    #[test]
    fn a_draft_that_was_read_is_read_again_as_the_same(typed in values()) {
        for section in Section::ALL {
            if let Ok(once) = read(section, &typed, |_| true) {
                prop_assert_eq!(read(section, &once, |_| true), Ok(once.clone()));
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused_by_the_name_of_its_field(
        text in "\\PC{0,60}",
        place in 0..FIELDS.len(),
    ) {
        let field = &FIELDS[place];
        let typed = Values::from([(field.name.to_owned(), text)]);
        if let Err(faults) = read(field.section, &typed, |_| true) {
            prop_assert!(faults.iter().all(|fault| fault.field == field.name));
        }
    }

    #[test]
    fn a_signature_covers_a_difference_exactly_if_it_is_said_to_sign_again(
        before in values(),
        after in values(),
    ) {
        let all = differences(edition(), &before, &after);
        for who in Signer::ALL {
            let again = all.iter().any(|one| one.signs.contains(who));
            let same = certified(edition(), &before, *who) == certified(edition(), &after, *who);
            prop_assert_eq!(again, !same, "{:?}", who);
        }
    }

    #[test]
    fn what_is_missing_is_what_is_needed_and_not_there(values in values()) {
        let told = missing(&values);
        for field in &FIELDS {
            let absent = field.needed && !values.contains_key(field.name);
            let required = told.iter().any(|f| f.field == field.name && f.code == FaultCode::Required);
            prop_assert_eq!(absent, required, "{}", field.name);
        }
    }

}

#[test]
fn contact_details_are_covered_by_no_signature() {
    let free = FIELDS.iter().filter(|field| field.weight == Weight::Nobody);
    let names: Vec<_> = free.map(|field| field.name).collect();
    assert!(names.contains(&"overseer_phone") && !names.contains(&"pay"));
}

#[test]
fn the_words_of_an_edition_stay_as_they_were_signed() {
    // A signature is a hash over these words and fields. Who changes them adds an edition.
    let letters: Vec<usize> = Signer::ALL
        .iter()
        .map(|who| EDITIONS.iter().map(|one| certified(*one, &Values::new(), *who).len()).sum())
        .collect();
    assert_eq!(letters, [4139, 1509, 2737]);
}
