//! Who sends a request: its session, and what the session may do.

mod begin;
mod desk;
pub mod device;
pub mod guards;
mod keep;
mod limit;
pub mod pace;
pub mod places;
mod request;
pub mod said;
mod seen;
pub mod session;

pub use begin::{begin, renew};
pub use desk::Desk;
pub use guards::Known;
pub use keep::{kept_notice, store, store_unchanged};
pub use limit::count;
pub use request::{Head, Visit};
pub use seen::note_seen;
pub use session::{Data, Entry, Session};
