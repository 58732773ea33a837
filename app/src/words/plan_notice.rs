//! The notices shown once on the page after a form about a training plan.

use crate::wire::Notice;

/// A heading and a sentence.
pub(super) fn plans(notice: &Notice) -> Option<(&'static str, &'static str)> {
    use Notice::*;
    Some(match notice {
        PlanSaved => ("Saved", "What you filled in is saved. You can continue at any time."),
        PlanVersion => (
            "A new version",
            "Change what is different now. A signature stays valid as long as the parts it covers do not change.",
        ),
        PlanDropped => (
            "Discarded",
            "That version is discarded. If an earlier version was accepted, it stays valid.",
        ),
        SignersAsked => (
            "The links are on their way",
            "Everyone who has not signed gets an email with a link. Earlier links still work.",
        ),
        PlanSigned => ("Signed", "Your signature is saved."),
        PlanSent => (
            "Signed, and with the school",
            "The plan has all three signatures, and the school has received it.",
        ),
        PlanReturned => ("Sent back", "We have told the student. This link no longer works."),
        EvaluationSigned => ("Signed", "The evaluation is signed."),
        DepartureReported => ("Reported", "We have told the school and the student. Thank you."),
        PlanAccepted => (
            "Accepted",
            "The student has been notified, and the employer has a link to report the end of the job. Next, record the employer and upload the plan to SEVIS.",
        ),
        PlanAsked => ("Question sent", "The student has been notified and can change the plan."),
        PlanHanded => ("Saved", "The plan is marked as entered in SEVIS."),
        DepartureSeen => ("Noted", "The report is off your list."),
        _ => return None,
    })
}
