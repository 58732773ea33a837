//! Cases on paper: added by number and code, asked for by representatives, agreed to by clients,
//! kept by the help team.

mod access_codes;
mod case;
mod consents;
mod help_team;
mod own;
mod port;

pub use own::list;
