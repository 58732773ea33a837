//! The notices shown once on the page after a form about a training plan.

use crate::wire::Notice;

/// A heading and a sentence.
pub(super) fn plans(notice: &Notice) -> Option<(&'static str, &'static str)> {
    use Notice::*;
    Some(match notice {
        PlanSaved => ("Saved", "What you filled in is kept. You can go on any time."),
        PlanVersion => (
            "A new version",
            "Change what is different now. Signatures hold as far as what they cover stays the same.",
        ),
        PlanDropped => {
            ("Given up", "That version is given up. An accepted one before it holds on.")
        }
        SignersAsked => (
            "The links are on their way",
            "Whoever has not signed gets a mail with a link. Earlier links stay good.",
        ),
        PlanSigned => ("Signed", "Your signature is there."),
        PlanSent => (
            "Signed, and with the school",
            "All three signatures are there, and the school has the plan.",
        ),
        PlanReturned => ("Sent back", "The student is told. This link no longer works."),
        EvaluationSigned => ("Signed", "The evaluation is signed."),
        DepartureReported => ("Reported", "The school and the student are told. Thank you."),
        PlanAccepted => (
            "Accepted",
            "The student is told, and the employer has a link to report the end of the job. Now record the employer, and hand the plan to SEVIS.",
        ),
        PlanAsked => ("Asked back", "The student is told and can change the plan."),
        PlanHanded => ("Noted", "It is noted that SEVIS has this plan."),
        DepartureSeen => ("Noted", "The report is off your list."),
        _ => return None,
    })
}
