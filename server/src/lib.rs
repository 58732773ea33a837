//! Foothold's server. It implements the ports of `app` and is the only crate that knows about
//! databases, mail and HTTP.

pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod exchange;
pub mod jobs;
pub mod mail;
pub mod password;
pub mod portal;
pub mod scan;
pub mod secret;
pub mod service;
pub mod sevis;
pub mod site;
pub mod store;
