//! The forms by which second steps are chosen: several at the sign-up (seed 002, step 5), one by one later.

use crate::factor::FactorKind;
use crate::fault::{Fault, FaultCode, Faults};
use crate::profile::ticked;
use crate::role::Role;
use crate::{phone, text};

/// The kinds of second step ticked at the sign-up; a ticked box posts `on`.
#[derive(Clone, Copy, Debug)]
pub struct Ticks<'a> {
    /// A passkey.
    pub passkey: &'a str,
    /// An authenticator app.
    pub app: &'a str,
    /// Text messages.
    pub text: &'a str,
    /// Email.
    pub by_email: &'a str,
    /// Where text messages go.
    pub mobile: &'a str,
}

/// Several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Several {
    /// At least one.
    pub kinds: Vec<FactorKind>,
    /// Ten digits, where text messages are one of them.
    pub number: Option<String>,
}

/// One way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct One {
    /// Which.
    pub kind: FactorKind,
    /// A name for it, empty for none.
    pub name: String,
    /// Ten digits, for text messages.
    pub number: Option<String>,
}

/// A US mobile number, as ten digits.
fn mobile(faults: &mut Faults, typed: &str) -> Option<String> {
    let number = phone::us(typed).map_err(|_| FaultCode::NotAMobile);
    faults.required("mobile", number)
}

impl Ticks<'_> {
    /// Reads them, telling all faults at once.
    pub fn parse(&self) -> Result<Several, Vec<Fault>> {
        let mut faults = Faults::default();
        let ticks = [
            (FactorKind::Passkey, self.passkey),
            (FactorKind::App, self.app),
            (FactorKind::Text, self.text),
            (FactorKind::Email, self.by_email),
        ];
        let kinds: Vec<FactorKind> =
            ticks.into_iter().filter(|(_, tick)| ticked(tick)).map(|(kind, _)| kind).collect();
        if kinds.is_empty() {
            faults.add("passkey", FaultCode::Required);
        }
        let texts = kinds.contains(&FactorKind::Text);
        let number = if texts { mobile(&mut faults, self.mobile) } else { None };
        if faults.is_empty() { Ok(Several { kinds, number }) } else { Err(faults.into_vec()) }
    }
}

/// Reads one way that an account of this role adds: its kind by code, a name of at most 60, and a number
/// for text messages.
pub fn parse(role: Role, kind: &str, name: &str, number: &str) -> Result<One, Vec<Fault>> {
    let mut faults = Faults::default();
    let read = match FactorKind::from_code(kind) {
        _ if kind.is_empty() => Err(FaultCode::Required),
        Some(kind) if role.is_official() && !kind.is_enough_for(role) => Err(FaultCode::NotEnough),
        kind => kind.ok_or(FaultCode::NotAChoice),
    };
    let kind = faults.keep("kind", read);
    let name = faults.optional("factor_name", text::line(name, 60));
    let texts = kind == Some(FactorKind::Text);
    let number = if texts { mobile(&mut faults, number) } else { None };
    match kind.filter(|_| faults.is_empty()) {
        Some(kind) => Ok(One { kind, name: name.unwrap_or_default(), number }),
        None => Err(faults.into_vec()),
    }
}
