//! Logins, sessions, passwords.

mod passwords;
mod refusals;
mod sessions;
