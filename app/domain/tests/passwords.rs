//! The password engine under both policies.

use domain::password::{Composition, Context, MODERN, Policy, Rule, SEED, SPECIAL, missed};
use proptest::prelude::*;

fn context() -> Context {
    Context {
        sevis_id: "N0001234567".into(),
        email: "invited@demo.test".into(),
        words: vec!["Avery".into(), "Foothold".into()],
    }
}

fn seed(password: &str) -> Vec<Rule> {
    missed(&SEED, password, &context(), |_| false)
}

fn modern(password: &str) -> Vec<Rule> {
    missed(&MODERN, password, &context(), |word| {
        ["password", "correcthorsebattery"].contains(&word)
    })
}

#[test]
fn seed_wants_twelve_with_letter_digit_and_special() {
    assert!(seed("Harbor-lights-26!").is_empty());
    assert!(seed("harbor-light1").is_empty(), "no upper case is asked for");
    assert_eq!(seed("Ab1-xxxxxxx"), [Rule::AtLeast(12)]);
    assert_eq!(seed("abcdefghijkl-"), [Rule::Digit]);
    assert_eq!(seed("abcdefghijkl1"), [Rule::Special]);
    assert_eq!(seed("123456789012-"), [Rule::Letter]);
}

#[test]
fn seed_refuses_the_sevis_id_and_the_email_in_any_case() {
    assert_eq!(seed("xx-n0001234567-yy"), [Rule::NotSevisId]);
    assert_eq!(seed("INVITED@demo.test1"), [Rule::NotEmail]);
}

#[test]
fn modern_wants_fifteen_and_no_composition() {
    assert!(modern("plain words only here").is_empty());
    assert_eq!(modern("fourteen chars"), [Rule::AtLeast(15)]);
    assert_eq!(modern("long enough avery x"), [Rule::NotContext]);
    assert_eq!(modern("CorrectHorseBattery"), [Rule::NotBreached]);
    assert_eq!(modern("passwordpasswordpassword"), [Rule::NotBreached], "a listed one repeated");
    assert_eq!(modern("aaaaaaaaaaaaaaaaaaaa"), [Rule::NotBreached], "one letter repeated");
}

#[test]
fn an_online_account_takes_any_special_character() {
    let online = Policy { composition: Composition::UpperLowerSpecial, ..SEED };
    let of = |password: &str| missed(&online, password, &Context::default(), |_| false);
    for special in ["[", "]", "\"", "\\", "\u{a7}", "!"] {
        assert_eq!(of(&format!("Quiet{special}harborlane")), [], "{special}");
    }
    assert_eq!(of("Quiet harborlane"), [Rule::AnySpecial], "a blank is none");
    assert_eq!(of("Quiet1harborlane"), [Rule::AnySpecial]);
}

proptest! {
    #[test]
    fn characters_are_counted_as_code_points(length in 0usize..40) {
        let password: String = std::iter::repeat_n('ü', length).collect();
        let short = missed(&MODERN, &password, &Context::default(), |_| false).contains(&Rule::AtLeast(15));
        prop_assert_eq!(short, length < 15);
    }

    #[test]
    fn adding_characters_never_breaks_composition(password in "\\PC{0,60}", more in "[a-z]{0,20}") {
        let longer = format!("{password}{more}");
        for rule in [Rule::AtLeast(12), Rule::Letter, Rule::Digit, Rule::Special] {
            if seed(&longer).contains(&rule) {
                prop_assert!(seed(&password).contains(&rule));
            }
        }
    }

    #[test]
    fn every_special_character_of_the_list_counts(at in 0..SPECIAL.len()) {
        let special = &SPECIAL[at..=at];
        let password = format!("abcdefghijk1{special}");
        prop_assert!(seed(&password).is_empty());
    }
}
