//! What is said once, on the next page. It goes along in a sealed cookie, so that neither saying nor reading it writes anything: a
//! report is one transaction, and a page that says so is none.

use super::Desk;
use crate::secret::SealedAt;
use crate::store::sessions;
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

/// Says it on the next page of this browser, to the account whose session it is by now: to nobody's, where what was done has
/// ended the session.
pub async fn say(desk: &Desk, notice: Notice) {
    let look = desk.look();
    let row = desk.visit.session.lock().await.row.clone();
    let still = match &row {
        Some(row) => sessions::by_id(look.db(), &row.id).await.is_ok_and(|found| found.is_some()),
        None => false,
    };
    let whose = row.filter(|_| still).and_then(|row| row.account_id);
    // Where it cannot be written it is left unsaid: what was done is done.
    if let Ok(plain) = serde_json::to_string(&Said { whose, at: look.at(), notice }) {
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
    let session = desk.visit.session.lock().await;
    let here = session.row.as_ref().and_then(|row| row.account_id.as_ref());
    let theirs = said.whose.is_none() || said.whose.as_ref() == here;
    (theirs && !late).then_some(said.notice)
}
