//! The rules of Foothold: pure functions and value types.
//!
//! Nothing here reads a clock, a database or the network; the day or the instant is always an
//! argument. The crate is compiled for the server and for the browser, so that both apply the same rules.

pub mod access;
pub mod account;
pub mod address;
pub mod alert;
pub mod attachment;
pub mod audit;
pub mod authorization;
pub mod authorization_form;
pub mod calendar;
pub mod case;
pub mod codes;
pub mod contact;
pub mod conversation;
pub mod date;
pub mod deadlines;
pub mod effect;
pub mod ein;
pub mod email;
pub mod employer;
pub mod factor;
pub mod fault;
pub mod file_day;
pub mod first_try;
pub mod history;
pub mod import;
pub mod invitation;
pub mod login;
pub mod next_step;
pub mod numbers;
pub mod paging;
pub mod password;
pub mod phone;
pub mod plan;
pub mod profile;
pub mod push;
pub mod questions;
pub mod reach;
pub mod receipt_code;
pub mod receipt_number;
pub mod retention;
pub mod review;
pub mod role;
pub mod school;
pub mod second_step;
pub mod security_event;
pub mod send;
pub mod sevis_code;
pub mod sevis_id;
pub mod sevis_list;
pub mod sevis_state;
pub mod sign_up;
pub mod stem;
pub mod text;
pub mod throttle;
pub mod transport;
pub mod unemployment;
pub mod window;

pub use fault::{Fault, FaultCode, Faults};
pub use time::{Date, OffsetDateTime};
