//! HTTP: the router, its layers, and the backend each request is given.

pub mod api_errors;
pub mod assets;
pub mod downloads;
pub mod headers;
pub mod health;
pub mod limits;
pub mod provide;
pub mod router;
pub mod session_clock;
pub mod uploads;

pub use router::{app, serve};
