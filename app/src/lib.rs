//! What a person sees of Foothold, and the contract between the pages and the server.
//!
//! Pages and components are in [`pages`] and [`ui`], server functions in [`api`], what they carry
//! in [`wire`]. The crate does no I/O: server functions call the [`ports`], which `server`
//! implements for one request and one actor.

#![recursion_limit = "256"]

pub mod api;
pub mod error;
pub mod pages;
pub mod ports;
pub mod routes;
pub mod shell;
pub mod ui;
pub mod wire;
pub mod words;

pub use error::{AppError, Place};
pub use shell::{App, PlainApp, document};
