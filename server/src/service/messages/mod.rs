//! Secure messages: the holder's side and the help team's are the same code, and only `reach`
//! decides who sees what.

mod attachments;
mod lists;
mod marks;
mod news;
mod port;
mod reach;
mod send;
mod thread;

pub use attachments::{Readable, open, piece};
pub use lists::own_threads;
pub use news::tell_news;
pub use thread::whole;
