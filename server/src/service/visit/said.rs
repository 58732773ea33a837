//! What is said once, on the next page. It goes along in a sealed cookie, so that neither saying nor reading it writes anything: a
//! report is one transaction, and a page that says so is none.

use super::{Desk, Visit};
use crate::secret::SealedAt;
use app::wire::Notice;
use serde::{Deserialize, Serialize};
use time::Duration;

/// What was not read for so long is left unsaid.
const LASTS: Duration = Duration::minutes(10);

/// A notice, the account it is for (nobody's without one), and when it was made.
#[derive(Serialize, Deserialize)]
struct Said {
    whose: Option<String>,
    at: i64,
    notice: Notice,
}

async fn whose(visit: &Visit) -> Option<String> {
    visit.session.lock().await.row.as_ref().and_then(|row| row.account_id.clone())
}

/// Says it on the next page of this browser, to the account whose session it is by now.
pub async fn say(desk: &Desk, notice: Notice) {
    let said = Said { whose: whose(&desk.visit).await, at: desk.look().at(), notice };
    // Where it cannot be written it is left unsaid: what was done is done.
    if let Ok(plain) = serde_json::to_string(&said) {
        desk.visit.head.say(&desk.portal.secrets.seal(SealedAt::Said, &plain));
    }
}

/// What is to be said now, and not again; for nobody else's session than its own.
pub async fn hear(desk: &Desk) -> Option<Notice> {
    let cookie = desk.visit.said.as_ref()?;
    desk.visit.head.unsay();
    let plain = desk.portal.secrets.open(SealedAt::Said, cookie)?;
    let said: Said = serde_json::from_str(&plain).ok()?;
    let late = said.at < desk.look().ago(LASTS);
    let theirs = said.whose.is_none() || said.whose == whose(&desk.visit).await;
    (theirs && !late).then_some(said.notice)
}
