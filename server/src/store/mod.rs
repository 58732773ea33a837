//! The database. `store` owns every query: a file an aggregate, each call one statement or one
//! well-named group of them, over whatever connection it is given. When something may be done, and
//! what follows from it, is `service`'s business.

#[macro_use]
mod rows;

pub mod accounts;
pub mod alert_states;
pub mod alerts;
pub mod alone;
pub mod amendments;
pub mod attachments;
pub mod audits;
pub mod authorizations;
pub mod backup_codes;
pub mod batches;
mod bells;
pub mod case_codes;
pub mod cases;
pub mod code;
pub mod codes;
mod connection;
pub mod consents;
pub mod convert;
mod counted;
pub mod counts;
pub mod credential_changes;
pub mod devices;
pub mod email_changes;
pub mod employers;
pub mod entity;
mod error;
pub mod factors;
mod fixed;
pub mod history;
pub mod import_drafts;
pub mod imports;
mod lines;
pub mod links;
pub mod marks;
pub mod messages;
pub mod migration;
pub mod news_choices;
pub mod numbers;
mod of_school;
pub mod outbox;
pub mod passwords;
pub mod plans;
mod pool;
pub mod push_devices;
pub mod rates;
pub mod receipts;
pub mod recoveries;
pub mod registry;
pub mod reset_answers;
pub mod retention;
pub mod reviews;
mod rounds;
pub mod schools;
pub mod sealed;
pub mod search;
pub mod security_events;
pub mod sends;
pub mod sessions;
pub mod sevis_changes;
pub mod sevis_lists;
pub mod sign_ups;
pub mod students;
pub mod threads;
pub mod throttles;
mod together;
mod whole;

pub use connection::{Connections, Transaction};
pub use error::{is_busy, is_conflict, is_no_text, reason};
pub use pool::Store;
pub use rounds::shared;
pub use together::Together;
