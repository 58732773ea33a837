//! What is delivered apart from the rest.

use crate::store::outbox::{AWAITED, EARLIER, LETTER, NEWS_TEXT, TEXT};

/// What is delivered by a loop of its own: whoever waits for something of one of them does not wait for the others, nor for a server
/// of theirs that has fallen silent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lane {
    /// Mails that somebody waits for at a page.
    Awaited,
    /// All other mails.
    Letters,
    /// Text messages: those with a code before those with news.
    Texts,
}

impl Lane {
    /// All of them, those that somebody waits for first.
    pub const ALL: [Self; 3] = [Self::Awaited, Self::Letters, Self::Texts];

    /// That of a channel; none for notifications, and for what only the inbox has.
    pub fn of(channel: &str) -> Option<Self> {
        let has = |lane: &Self| [lane.channels(), lane.later()].concat().contains(&channel);
        Self::ALL.into_iter().find(has)
    }

    /// The channels of its messages.
    pub fn channels(self) -> &'static [&'static str] {
        match self {
            Self::Awaited => &[AWAITED],
            Self::Letters => &[LETTER, EARLIER],
            Self::Texts => &[TEXT],
        }
    }

    /// What goes one by one, once there is nothing of the others: whoever waits for a code does not wait for news.
    pub fn later(self) -> &'static [&'static str] {
        if self == Self::Texts { &[NEWS_TEXT] } else { &[] }
    }
}
