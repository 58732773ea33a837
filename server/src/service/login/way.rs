//! The way of a second step that is in use for a login.

use super::super::credentials::codes;
use super::super::error::ServiceError;
use super::super::visit::{self, Visit};
use crate::scope::Work;
use crate::store::entity::{account, factor};

/// What codes of a login are bound to.
pub(super) fn request(session: &str) -> String {
    format!("login {session}")
}

/// Takes a way for this login, and sends its code if it needs one.
pub(super) async fn start_way(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    way: &factor::Model,
) -> Result<(), ServiceError> {
    let name = {
        let mut session = visit.session.lock().await;
        session.data.way = Some(way.id.clone());
        session.data.way_sent = way.kind.is_sent();
        session.name().to_owned()
    };
    if way.kind.is_sent() {
        codes::send(work, account, way, &request(&name), visit.address).await?;
    }
    visit::store(work, visit).await
}
