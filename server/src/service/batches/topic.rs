//! What a change is about: two of the same thing must reach SEVIS in their order.

use crate::sevis::payload::{Payload, SevisEvent};
use crate::store::entity::sevis_change;
use domain::sevis_state::SevisState;

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Addresses and phones.
    Contact,
    /// The email.
    Email,
    /// A confirmation that all is as recorded: of which extension, by its id or first day, and after how
    /// many months.
    Participation(String, u32),
    /// A job, by its id; nothing where an older Foothold did not note it.
    Job(Option<String>),
}

impl Topic {
    /// Of a change.
    pub fn of(change: &sevis_change::Model) -> Self {
        if change.event == SevisEvent::Participation.code() {
            return match serde_json::from_str(&change.payload) {
                Ok(Payload::Participation { participation: of }) if of.of.is_empty() => {
                    Self::Participation(of.authorization.start, of.months)
                }
                Ok(Payload::Participation { participation: of }) => {
                    Self::Participation(of.of, of.months)
                }
                _ => Self::Participation(String::new(), 0),
            };
        }
        if change.event != SevisEvent::PersonalInfo.code() {
            return Self::Job(change.employer_id.clone());
        }
        match serde_json::from_str(&change.payload) {
            Ok(Payload::Email { .. }) => Self::Email,
            _ => Self::Contact,
        }
    }
}

/// A change that says the whole of its subject; deleting says nothing of what was there, and
/// one confirmation does not say what an earlier one did.
pub fn says_it_all(change: &sevis_change::Model) -> bool {
    let whole = [SevisEvent::PersonalInfo, SevisEvent::EmployerAdd, SevisEvent::EmployerEdit];
    whole.iter().any(|event| change.event == event.code()) && Topic::of(change) != Topic::Job(None)
}

/// True for a change that SEVIS has: by its own answer, or by an official's hand.
pub fn is_there(change: &sevis_change::Model) -> bool {
    matches!(change.state.0, SevisState::Confirmed | SevisState::ByHand)
}

/// True for one that no later change says again: what is recommended does not follow from what its job became.
pub fn stands_alone(change: &sevis_change::Model) -> bool {
    change.event == SevisEvent::Extend.code()
}

/// True for a change that must not go before an earlier one of the same thing, which the school has not
/// accepted yet.
pub fn waits_behind(change: &sevis_change::Model, in_review: &[sevis_change::Model]) -> bool {
    in_review.iter().any(|earlier| {
        earlier.student_id == change.student_id
            && (earlier.created_at, &earlier.id) < (change.created_at, &change.id)
            && Topic::of(earlier) == Topic::of(change)
    })
}
