//! HTTP: the router, its layers, and the backend each request is given.

pub mod api_errors;
pub mod assets;
pub mod busy;
mod connections;
pub mod cookies;
mod demo_host;
pub mod downloads;
pub mod headers;
pub mod health;
mod icons;
pub mod layers;
mod mailed_links;
pub mod marks;
mod offline;
mod pages;
pub mod peer;
mod pieces;
pub mod posted;
mod provide;
pub mod reply;
pub mod router;
pub mod sentence;
mod serve;
pub mod session_clock;
pub mod uploads;
mod well_known;

pub use router::{app, paths};
pub use serve::{LAST_HAND, serve};
