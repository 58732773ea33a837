//! A plan signed by hand: whose signatures a scan shows.
//!
//! Form I-983 may be signed with ink and scanned; some schools take nothing else, so a school can allow it beside
//! the mailed links.

use super::Signer;
use crate::fault::{Fault, FaultCode, Faults};
use crate::profile::ticked;

/// What is said of a scan, as it is ticked.
#[derive(Clone, Copy, Debug)]
pub struct PaperForm<'a> {
    /// The tick for each of the three.
    pub signers: [(Signer, &'a str); 3],
    /// The student says that the paper is this version of the plan.
    pub agree: &'a str,
}

impl PaperForm<'_> {
    /// Whose signatures the scan shows, at least one.
    pub fn parse(&self) -> Result<Vec<Signer>, Vec<Fault>> {
        let mut faults = Faults::default();
        let shown = self.signers.iter().filter(|(_, tick)| ticked(tick));
        let shown: Vec<Signer> = shown.map(|(signer, _)| *signer).collect();
        if shown.is_empty() {
            faults.add("signers", FaultCode::Required);
        }
        if !ticked(self.agree) {
            faults.add("agree", FaultCode::Required);
        }
        if faults.is_empty() { Ok(shown) } else { Err(faults.into_vec()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form<'a>(ticks: [&'a str; 3], agree: &'a str) -> PaperForm<'a> {
        let [a, b, c] = ticks;
        let signers = [(Signer::Signatory, a), (Signer::Overseer, b), (Signer::Student, c)];
        PaperForm { signers, agree }
    }

    #[test]
    fn a_scan_shows_those_who_are_ticked() {
        let shown = form(["on", "", "on"], "on").parse();
        assert_eq!(shown, Ok(vec![Signer::Signatory, Signer::Student]));
    }

    #[test]
    fn a_scan_without_a_signature_or_without_the_students_word_is_none_and_both_are_told_at_once() {
        let faults = form(["", "", ""], "").parse().expect_err("refused");
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_ref()).collect();
        assert_eq!(fields, ["signers", "agree"]);
    }
}
