//! The rules of a password, for the list that is ticked while typing.

use domain::password::{Rule, SPECIAL};

/// One rule in a few words.
pub fn rule(rule: Rule) -> String {
    match rule {
        Rule::AtLeast(n) => format!("At least {n} characters"),
        Rule::AtMost(n) => format!("At most {n} characters"),
        Rule::Letter => "A letter".into(),
        Rule::Upper => "An uppercase letter".into(),
        Rule::Lower => "A lowercase letter".into(),
        Rule::Digit => "A digit".into(),
        Rule::Special => format!("A special character, one of {SPECIAL}"),
        Rule::AnySpecial => "A special character, such as # or !".into(),
        Rule::NotSevisId => "Does not contain your SEVIS ID".into(),
        Rule::NotEmail => "Does not contain your email".into(),
        Rule::NotContext => "Does not contain your name or this portal’s name".into(),
        Rule::NotBreached => {
            "Is not a password known from a data breach (checked when you submit it)".into()
        }
    }
}
