//! The rules of a password, for the list that is ticked while typing.

use domain::password::{Rule, SPECIAL};

/// One rule in a few words.
pub fn rule(rule: Rule) -> String {
    match rule {
        Rule::AtLeast(n) => format!("At least {n} characters"),
        Rule::AtMost(n) => format!("At most {n} characters"),
        Rule::Letter => "A letter".into(),
        Rule::Upper => "An upper-case letter".into(),
        Rule::Lower => "A lower-case letter".into(),
        Rule::Digit => "A digit".into(),
        Rule::Special => format!("A special character, one of {SPECIAL}"),
        Rule::NotSevisId => "Not your SEVIS ID in it".into(),
        Rule::NotEmail => "Not your email in it".into(),
        Rule::NotContext => "Not your name or this portal's name in it".into(),
        Rule::NotBreached => "Not a password known from breaches (checked when you send it)".into(),
    }
}
