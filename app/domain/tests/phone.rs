//! Telephone numbers as people and phones write them.

#[test]
fn after_a_plus_the_number_of_the_united_states_is_1() {
    use domain::phone::us;
    assert_eq!(us("+1 512 555 0100"), Ok(Some("5125550100".into())));
    for foreign in ["+65 8234 5678", "+47 92 34 56 78", "+354 551 2345", "\u{ff0b}507 223 4567"] {
        assert!(us(foreign).is_err(), "{foreign}");
    }
}

#[test]
fn a_country_code_is_not_doubled_whatever_marks_stand_around_it() {
    for typed in ["+44 20 7946 0958", "\u{202a}+44 20 7946 0958\u{202c}", "\u{ff0b}44 20 7946 0958"]
    {
        let mut faults = domain::fault::Faults::default();
        let phones = domain::contact::parse("", "44", typed, false, &mut faults).expect("phones");
        assert_eq!(phones.foreign, "20 7946 0958", "{typed}");
    }
}
