//! Foothold's server. It implements the ports of `app` and is the only crate that knows about
//! databases, mail and HTTP. Its modules are layers ("floors"), each using only those below
//! it: `store` and `mail`, `service`, `exchange`, `jobs`, `site`, `demo`, `cli`. ARCHITECTURE.md has the whole list.

pub mod arrivals;
pub mod bells;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod exchange;
mod failure;
pub mod jobs;
pub mod kit;
pub mod limits;
pub mod mail;
mod nfc;
mod owner;
pub mod password;
pub mod pdf;
pub mod places;
pub mod portal;
pub mod push;
pub mod scan;
pub mod scope;
pub mod secret;
pub mod service;
pub mod sevis;
pub mod site;
pub mod slots;
mod stopped;
pub mod store;

pub use failure::Failure;
