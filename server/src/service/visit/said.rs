//! The notice for the next page ("Your report was saved"). It travels in a sealed cookie, so the database writes nothing for it:
//! a report is one transaction, and the page that shows the notice is none.

use super::Desk;
use crate::secret::SealedAt;
use crate::store::sessions;
use app::wire::Notice;
use serde::{Deserialize, Serialize};
use time::Duration;

/// A notice older than this is not shown.
const LASTS: Duration = Duration::minutes(10);

/// A notice, the account it is for (`None` for anyone), and when it was made.
#[derive(Serialize, Deserialize)]
struct Said {
    whose: Option<String>,
    at: i64,
    notice: Notice,
}

/// Shows the notice on the browser's next page, if that page is in a session of the same account. If the session has ended (by
/// a log-out, say), the notice is for no account and anyone sees it.
pub async fn say(desk: &Desk, notice: Notice) {
    let look = desk.look();
    let row = desk.visit.session.lock().await.row.clone();
    let still = match &row {
        // A report ends nobody's session.
        Some(_) if matches!(notice, Notice::ReportSaved) => true,
        Some(row) => sessions::by_id(look.db(), &row.id).await.is_ok_and(|found| found.is_some()),
        None => false,
    };
    let whose = row.filter(|_| still).and_then(|row| row.account_id);
    // Where it cannot be written it is left unsaid: what was done is done.
    if let Ok(plain) = serde_json::to_string(&Said { whose, at: look.at(), notice }) {
        desk.visit.head.say(&desk.portal.secrets.seal(SealedAt::Said, &plain));
    }
}

/// Takes the notice to show on this page, and clears its cookie; `None` in another account's session.
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
