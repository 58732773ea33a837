//! The life of a batch that the portal itself hands to SEVIS (`sevis-batch.md` §4, §6): what is done next, and
//! what is known after an answer, or after none.
//!
//! Never twice: that a batch is being sent is written before the connection opens. Where nobody knows how that
//! ended, SEVIS is asked for its log first, and only where it says that it never got the batch the same bytes go
//! once more under the same `BatchID`. SEVIS takes a `BatchID` once, so a copy is refused (S0010), which says that
//! the first one had arrived.

use crate::Date;
use crate::date::plus_days;
use crate::sevis_state::BatchState;
use time::Weekday;

/// What is done with a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its bytes are sent.
    Upload,
    /// Its log is asked for.
    Ask,
}

/// What an exchange with SEVIS said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It has the file (S0000).
    Taken,
    /// It had the file already (S0010).
    Before,
    /// It does not take the file (S0002, S0003, S0011 to S0013).
    Rejected,
    /// It has the file and has not worked on it (S0030).
    NotYet,
    /// It never got the file (S0031).
    Never,
    /// It answers records.
    Answers,
    /// No usable answer: no connection, a reply cut short, a proxy's error page, or S0001.
    Nothing,
}

/// What is next for a batch; nothing where it is done.
pub fn step(state: BatchState) -> Option<Step> {
    match state {
        BatchState::Exported => Some(Step::Upload),
        // One that is found "being sent" is what a crash left behind.
        BatchState::Sending | BatchState::Unknown | BatchState::Taken | BatchState::Partly => {
            Some(Step::Ask)
        }
        BatchState::Answered | BatchState::Rejected | BatchState::Discarded => None,
    }
}

/// Where a batch stands that was just sent.
pub fn after_upload(heard: Heard) -> BatchState {
    match heard {
        Heard::Taken | Heard::Before | Heard::NotYet | Heard::Answers => BatchState::Taken,
        Heard::Rejected => BatchState::Rejected,
        Heard::Never | Heard::Nothing => BatchState::Unknown,
    }
}

/// Where a batch stands whose log was asked for. What its records say is read from the log itself.
pub fn after_ask(state: BatchState, heard: Heard) -> BatchState {
    match (state, heard) {
        // SEVIS cannot deny a batch that it has answered; and a rejected or discarded batch stays so.
        (
            BatchState::Partly
            | BatchState::Answered
            | BatchState::Rejected
            | BatchState::Discarded,
            _,
        ) => state,
        (_, Heard::Taken | Heard::Before | Heard::NotYet | Heard::Answers) => BatchState::Taken,
        (_, Heard::Never) => BatchState::Exported,
        (_, Heard::Rejected) => BatchState::Rejected,
        (BatchState::Taken, Heard::Nothing) => BatchState::Taken,
        (_, Heard::Nothing) => BatchState::Unknown,
    }
}

/// Tries without success after which a person has to look.
pub const TRIES: u32 = 3;

/// Seconds until the next attempt after `tries` failed ones: 1, 5 and 15 minutes, then an hour.
pub fn pause(tries: u32) -> i64 {
    match tries {
        0 | 1 => 60,
        2 => 5 * 60,
        3 => 15 * 60,
        _ => 60 * 60,
    }
}

/// Logs without anything new after which SEVIS is asked only once a week; by then an official has been told for two weeks.
pub const MANY: u32 = 10;
/// Seconds until SEVIS is asked again after [`MANY`] such logs: a week.
pub const RARELY: i64 = 7 * 24 * 60 * 60;

/// Seconds until SEVIS is asked again about a batch that it has not processed: 4 hours.
pub const NOT_YET: i64 = 4 * 60 * 60;

/// The hour of the school's day from which on its batches are made, and the one from which on answers are
/// asked for: SEVIS works at night.
pub const MADE_AT: i64 = 20;
/// See [`MADE_AT`].
pub const ASKED_AT: i64 = 8;

/// The working day on which the answer to a batch of a day is asked for.
pub fn asked_on(day: Date) -> Date {
    match day.weekday() {
        Weekday::Friday => plus_days(day, 3),
        Weekday::Saturday => plus_days(day, 2),
        _ => plus_days(day, 1),
    }
}
