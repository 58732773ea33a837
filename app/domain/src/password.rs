//! Password policies as data, and the one engine that applies them.

use serde::{Deserialize, Serialize};

/// The official list of special characters (SEVP "Make and Maintain User Password").
pub const SPECIAL: &str = "`~!@#$%^&*()-_+=,.;?:'/{}<>|";

/// A policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Fewest characters (code points).
    pub min: u16,
    /// Most characters; longer is refused, never cut.
    pub max: u16,
    /// Kinds of characters that are needed.
    pub composition: Composition,
    /// Compare with the list of known breached passwords.
    pub breach_list: bool,
    /// Context words (name, school, product) are refused too.
    pub context_words: bool,
    /// How many earlier passwords are refused.
    pub history: u8,
    /// Days until it must be changed.
    pub max_age_days: Option<u16>,
}

/// Kinds of characters that are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Composition {
    /// None.
    Free,
    /// A letter, a digit and a character of [`SPECIAL`] (portal accounts).
    LetterDigitSpecial,
    /// An upper-case and a lower-case letter and a special character (online accounts).
    UpperLowerSpecial,
}

/// Rules for portal accounts as the official pages state them.
pub const SEED: Policy = Policy {
    min: 12,
    max: 256,
    composition: Composition::LetterDigitSpecial,
    // The official pages do not ask for it, but nobody should use a listed password.
    breach_list: true,
    context_words: false,
    history: 8,
    max_age_days: Some(90),
};

/// Rules for online accounts as seed 002 states them (step 4).
pub const SEED_ONLINE: Policy = Policy {
    min: 8,
    max: 256,
    composition: Composition::UpperLowerSpecial,
    breach_list: true,
    context_words: false,
    history: 0,
    max_age_days: None,
};

/// NIST SP 800-63B-4: length and a breach list, no composition, no expiry.
pub const MODERN: Policy = Policy {
    min: 15,
    max: 256,
    composition: Composition::Free,
    breach_list: true,
    context_words: true,
    history: 0,
    max_age_days: None,
};

/// One rule of a policy, as the page lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// At least so many characters.
    AtLeast(u16),
    /// At most so many characters.
    AtMost(u16),
    /// A letter.
    Letter,
    /// An upper-case letter.
    Upper,
    /// A lower-case letter.
    Lower,
    /// A digit.
    Digit,
    /// A character of [`SPECIAL`].
    Special,
    /// Any character that is neither letter nor digit nor blank.
    AnySpecial,
    /// Does not contain the SEVIS ID.
    NotSevisId,
    /// Does not contain the email.
    NotEmail,
    /// Does not contain the person's name, the school or the product.
    NotContext,
    /// Not on the breach list.
    NotBreached,
}

/// What a password is compared with. Empty strings are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The SEVIS ID.
    pub sevis_id: String,
    /// The email.
    pub email: String,
    /// Names and other words, used where the policy asks for it.
    pub words: Vec<String>,
}

/// Every rule of the policy with whether the password keeps it, in reading order.
///
/// `breached` answers for the breach list; the browser, which has no list, passes `|_| false`.
pub fn check(
    policy: &Policy,
    password: &str,
    context: &Context,
    breached: impl Fn(&str) -> bool,
) -> Vec<(Rule, bool)> {
    let length = password.chars().count();
    if length > usize::from(policy.max) {
        // Nothing else is looked for in a text that is no password.
        return vec![(Rule::AtMost(policy.max), false)];
    }
    let lower = password.to_lowercase();
    let free_of = |word: &str| word.is_empty() || !lower.contains(&word.to_lowercase());
    let mut rules = vec![(Rule::AtLeast(policy.min), length >= usize::from(policy.min))];
    let any = |is: fn(char) -> bool| password.chars().any(is);
    match policy.composition {
        Composition::Free => {}
        Composition::LetterDigitSpecial => {
            rules.push((Rule::Letter, any(char::is_alphabetic)));
            rules.push((Rule::Digit, any(|c| c.is_ascii_digit())));
            rules.push((Rule::Special, any(|c| SPECIAL.contains(c))));
        }
        Composition::UpperLowerSpecial => {
            rules.push((Rule::Upper, any(char::is_uppercase)));
            rules.push((Rule::Lower, any(char::is_lowercase)));
            let special = |c: char| !c.is_alphabetic() && !c.is_ascii_digit() && !c.is_whitespace();
            rules.push((Rule::AnySpecial, any(special)));
        }
    }
    if !context.sevis_id.is_empty() {
        rules.push((Rule::NotSevisId, free_of(&context.sevis_id)));
    }
    rules.push((Rule::NotEmail, free_of(&context.email)));
    if policy.context_words {
        // Words of fewer than four letters would refuse too much by chance.
        let long = context.words.iter().filter(|word| word.chars().count() >= 4);
        rules.push((Rule::NotContext, long.into_iter().all(|word| free_of(word))));
    }
    if policy.breach_list {
        rules.push((Rule::NotBreached, !repeats_breached(&lower, &breached)));
    }
    rules
}

/// The rules a password misses; empty means accepted.
pub fn missed(
    policy: &Policy,
    password: &str,
    context: &Context,
    breached: impl Fn(&str) -> bool,
) -> Vec<Rule> {
    check(policy, password, context, breached)
        .into_iter()
        .filter_map(|(rule, kept)| (!kept).then_some(rule))
        .collect()
}

/// A listed password is no better for being typed several times in a row.
fn repeats_breached(lower: &str, breached: impl Fn(&str) -> bool) -> bool {
    let chars: Vec<char> = lower.chars().collect();
    (1..=chars.len()).filter(|size| chars.len().is_multiple_of(*size)).any(|size| {
        let (head, tail) = chars.split_at(size);
        let repeated = tail.chunks(size).all(|chunk| chunk == head);
        repeated && (size == 1 || breached(&head.iter().collect::<String>()))
    })
}
