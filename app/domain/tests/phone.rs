//! Telephone numbers as people and phones write them.

#[test]
fn after_a_plus_the_number_of_the_united_states_is_1() {
    use domain::phone::us;
    assert_eq!(us("+1 512 555 0100"), Ok(Some("5125550100".into())));
    assert_eq!(us("512/555-0100"), Ok(Some("5125550100".into())));
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

#[test]
fn a_country_code_is_taken_as_lists_of_countries_write_it() {
    use domain::phone::country_code;
    for (typed, code) in [
        ("+1-876", "1876"),
        ("+1 876", "1876"),
        ("1-684", "1684"),
        ("+ 44", "44"),
        ("(+44)", "44"),
        ("+44 (0)", "44"),
        ("+49(0)", "49"),
        ("0044", "44"),
    ] {
        assert_eq!(country_code(typed), Ok(Some(code.into())), "{typed}");
    }
    for wrong in ["+", "()", "12345", "UK", "4\u{d7}4"] {
        assert!(country_code(wrong).is_err(), "{wrong}");
    }
    for typed in ["+1 876 555 0123", "+1-876-555-0123", "+1 (876) 555 0123", "001876 555 0123"] {
        let rest = domain::phone::without_code(typed, "1876").replace('-', " ");
        assert_eq!(rest, "555 0123", "{typed}");
    }
    assert_eq!(domain::phone::without_code("+49 30 5550", "44"), "+49 30 5550", "another country");
    assert_eq!(domain::phone::without_code("+44", "44"), "+44", "nothing is left");
}

#[test]
fn an_extension_is_digits_whatever_is_written_before_them() {
    use domain::phone::extension;
    for typed in ["204", "x204", "X 204", "ext. 204", "Ext 204", "#204", "extension 204"] {
        assert_eq!(extension(typed), Ok(Some("204".into())), "{typed}");
    }
    assert_eq!(extension(" "), Ok(None));
    for wrong in ["x", "ext.", "20a", "123456789", "x x204"] {
        assert!(extension(wrong).is_err(), "{wrong}");
    }
}
