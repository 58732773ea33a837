//! What a person sees of Foothold, and the contract between the pages and the server.
//!
//! Pages and components are in [`pages`] and [`ui`], server functions in [`api`], what they carry
//! in [`wire`]. The crate does no I/O: server functions call the [`ports`], which `server`
//! implements for one request and one actor.
//!
//! The server renders every page. The browser's bundle is built without the feature `ssr`, of the
//! rules, the words and [`told`] alone.

#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod api;
pub mod error;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod ports;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod told;
#[cfg(feature = "ssr")]
pub mod ui;
pub mod wire;
pub mod words;

pub use error::{AppError, Place};
#[cfg(feature = "ssr")]
pub use pages::public::begun_offline;
#[cfg(feature = "ssr")]
pub use shell::{document, pages};
