//! Request and response extensions by which layers tell each other something.

use crate::service::visit::Session;
use axum::http::StatusCode;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// The session a middleware put into the request.
#[derive(Clone)]
pub struct Loaded(pub Arc<Mutex<Session>>);

/// The status of a refusal that a browser without scripts is led away from.
#[derive(Clone, Copy)]
pub struct Refusal(pub StatusCode);

/// Says in a request that its form was made for another account than the one that is logged in.
#[derive(Clone, Copy)]
pub struct ForAnother;

/// Says in a request that its files are read.
#[derive(Clone, Copy)]
pub struct TakesFiles;

/// The mailed links that a request's browser came by: tokens by page.
#[derive(Clone, Default)]
pub struct Links(pub BTreeMap<&'static str, String>);

/// Marks an answer that may hold the token of a mailed link.
#[derive(Clone, Copy)]
pub struct HoldsToken;
