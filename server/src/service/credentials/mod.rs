//! Credentials of accounts: passwords, second steps, backup codes, mailed links, and the events about them.

pub mod access_end;
pub mod address;
pub mod backup_codes;
pub mod before;
pub mod breach_list;
pub mod clearing;
pub mod codes;
pub mod copy_links;
pub mod epoch;
pub mod events;
pub mod factors;
pub mod invitations;
pub mod links;
pub mod passkeys;
pub mod passwords;
pub mod progress;
pub mod recoveries;
pub mod reset_answers;
pub mod seals;
pub mod sends;
pub mod standing;
pub mod throttles;
pub mod totp;
