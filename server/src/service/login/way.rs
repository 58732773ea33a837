//! Which second step a login uses now, where an account has several.

use super::super::credentials::codes;
use super::super::error::ServiceError;
use super::super::visit::{self, Visit, device};
use crate::scope::Work;
use crate::store::entity::{account, factor};
use app::AppError;

/// What codes of a login are bound to.
pub(super) fn request(session: &str) -> String {
    format!("login {session}")
}

/// Takes a way for this login, and sends its code if it needs one. Where no more codes are sent there
/// for now, the seconds until then: the login goes on, and another way, or a backup code, is open.
pub(super) async fn start_way(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    way: &factor::Model,
) -> Result<Result<(), u32>, ServiceError> {
    let name = {
        let mut session = visit.session.lock().await;
        session.data.way = Some(way.id.clone());
        session.name().to_owned()
    };
    let sent = match way.kind.is_sent() {
        false => Ok(()),
        true => {
            let asker = device::asker(work, visit, account, request(&name)).await?;
            codes::send(work, account, way, asker).await
        }
    };
    let full = match sent {
        Err(ServiceError::App(AppError::TooMany(seconds))) => Some(seconds),
        sent => sent.map(|()| None)?,
    };
    visit.session.lock().await.data.way_sent = way.kind.is_sent() && full.is_none();
    visit::store(work, visit).await?;
    Ok(full.map_or(Ok(()), Err))
}
